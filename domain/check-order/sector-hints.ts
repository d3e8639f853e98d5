/** Sectors that nobody chose and that the words or the contents of a website hint at (R-PRE-2). */
import { SECTORS, type Sector, type Website } from '../order/form.ts';
import type { Policies, PolicyScope } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import { listedWordIn } from './listed-words.ts';

interface HintedSector {
  sector: Sector;
  /** The word, or the content category. */
  by: string;
  /** False of a content category, and of a word that may be there by chance. */
  isCertain: boolean;
}

/** A sector that asks for nothing there and then is not hinted at. */
export function hintedSectors(
  { policies, scope, on }: { policies: Policies; scope: PolicyScope; on: CivilDate },
  { name = '', remark = '', preApprovals = [], contentCategories = [] }: Website,
): HintedSector[] {
  const chosen = new Set(preApprovals.map(({ sector }) => sector));
  return SECTORS.filter((sector) => !chosen.has(sector)).flatMap((sector) => {
    const of = { ...scope, contentSector: sector };
    if (policies.resolve('preapproval.sectors', of, on) === 'NOT_NEEDED') return [];
    const listed = listedWordIn(`${name} ${remark}`, policies.resolve('keywords.sector', of, on));
    const contents = policies.resolve('contents.sector', of, on);
    const by = listed?.word ?? contentCategories.find((category) => contents.includes(category));
    return by === undefined ? [] : [{ sector, by, isCertain: listed?.found === 'CERTAINLY' }];
  });
}
