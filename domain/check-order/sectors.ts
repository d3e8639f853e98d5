/** Sectors that need a prior approval, forums, and contents nobody may offer (R-PRE-2, R-PRE-6, R-SITE-6). */
import type { Sector, Website } from '../order/form.ts';
import { listedWordIn } from './listed-words.ts';
import type { Order } from './order.ts';
import { hintedSectors } from './sector-hints.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';

export function sectorRules(order: Order, id: string, website: Website): Verdict[] {
  return [
    ...approvalNumbers(order, id, website),
    ...forums(order, id, website),
    ...games(order, id, website),
    ...adultProducts(order, id, website),
    ...hints(order, id, website),
    ...explicitContent(order, id, website),
  ];
}

/** A chosen sector names the number of its approval; the scan is a document slot. */
function approvalNumbers(order: Order, id: string, { preApprovals = [] }: Website): Verdict[] {
  const { policies, scope, on } = order;
  return preApprovals.flatMap(({ sector, number }) => {
    const rule = policies.resolve('preapproval.sectors', { ...scope, contentSector: sector }, on);
    const path = `websites.${id}.preApprovals`;
    if (rule === 'NOT_NEEDED') return [warning(path, 'SECTOR_NOT_ASKED', notAsked(sector))];
    if (number !== undefined || (sector === 'FINANCE' && undertakes(order, id))) return [];
    const advice = `Give the number of: ${rule.permit}. Authority to ask: ${rule.authority}.`;
    return [missing(`${path}.${sector}.number`, advice)];
  });
}

/** §11.1 ZJ: the undertaking does instead of the permit, and instead of its number. */
const undertakes = (order: Order, id: string): boolean =>
  takesUndertaking(order) && order.documents.some(({ slot }) => slot === `finance-undertaking:${id}`);

/** Whether the bureau takes the undertaking of finance instead of the permit. */
export const takesUndertaking = ({ policies, scope, on }: Order): boolean =>
  policies.resolve('finance.proof', scope, on) === 'PERMIT_OR_UNDERTAKING';

const notAsked = (sector: Sector): string =>
  `Sector ${sector} needs no prior approval here any more. Keep it if the website is about it: the bureau may still ask, and the reviewer then says what to upload.`;

/** Forums: never for individuals; organisations need the bureau's approval, where it still gives one. */
function forums({ form, policies, scope, on }: Order, id: string, website: Website): Verdict[] {
  const { contentCategories = [], preApprovals = [] } = website;
  const approval = preApprovals.find(({ sector }) => sector === 'BBS');
  if (!contentCategories.includes('FORUM') && approval === undefined) return [];
  const path = `websites.${id}.contentCategories`;
  if (form.entity.kind === 'INDIVIDUAL') {
    return [blocking(path, 'FORUM_NOT_FOR_INDIVIDUALS', 'Individuals may not run forums. Take the forum out.')];
  }
  if (policies.resolve('bbs.approval', scope, on) === 'STOPPED') {
    return [blocking(path, 'FORUM_NOT_APPROVED_HERE', 'This bureau no longer approves forums. Take the forum out.')];
  }
  if (approval !== undefined) return [];
  return [missing(`websites.${id}.preApprovals`, "Add sector BBS with the number of the bureau's approval.")];
}

/** Games operated for profit need the culture permit (R-PRE-3, R-PRE-5); others do not. */
function games(order: Order, id: string, website: Website): Verdict[] {
  const { contentCategories = [], incomeGenerating, preApprovals = [] } = website;
  if (!contentCategories.includes('GAMES')) return [];
  if (lacksPublicationNumber(order, website)) return [missing(`websites.${id}.preApprovals`, PUBLICATION_NUMBER)];
  if (incomeGenerating !== true) return [];
  if (preApprovals.some(({ sector }) => sector === 'GAMES' || sector === 'CULTURE')) return [];
  const advice = 'Games for profit need the internet culture business permit: add sector GAMES with its number.';
  return [missing(`websites.${id}.preApprovals`, advice)];
}

/** R-PRE-11: Shanghai files no game without its publication number (版号). */
const lacksPublicationNumber = ({ policies, scope, on }: Order, { preApprovals = [] }: Website): boolean =>
  policies.resolve('site.gamesNumber', scope, on) === 'YES' &&
  !preApprovals.some(({ sector, number }) => sector === 'GAMES' && number !== undefined);

const PUBLICATION_NUMBER = 'This bureau wants the publication number of the game: add sector GAMES with its number.';

/** R-PRE-6: two approvals, which are document slots, and a business scope that names it, which a reviewer reads. */
function adultProducts({ form }: Order, id: string, { preApprovals = [] }: Website): Verdict[] {
  if (!preApprovals.some(({ sector }) => sector === 'ADULT_PRODUCTS')) return [];
  const path = `websites.${id}.preApprovals`;
  if (form.entity.kind === 'INDIVIDUAL') {
    return [
      blocking(path, 'ADULT_PRODUCTS_NOT_FOR_INDIVIDUALS', 'Only an organisation whose business scope names it may.'),
    ];
  }
  return [
    warning(path, 'SCOPE_MUST_NAME_IT', 'The business scope must name the sale of adult products on the internet.'),
  ];
}

/** Words and contents that hint at a sector nobody chose: the reviewer rules each out, or sends the order back (R-PRE-2). */
function hints(order: Order, id: string, website: Website): Verdict[] {
  const { policies, scope, on } = order;
  return hintedSectors(order, website).map(({ sector, by, isCertain }) => {
    const path = `websites.${id}.preApprovals`;
    if (isCertain && policies.resolve('sector.hinted', { ...scope, contentSector: sector }, on) === 'BLOCKING') {
      const advice = `“${by}” belongs to sector ${sector}, which needs its permit here. Choose the sector, or take the word out.`;
      return blocking(path, 'SECTOR_MISSING', advice);
    }
    const advice = `“${by}” hints at sector ${sector}. Choose it if it applies; the reviewer will look at the website.`;
    return warning(path, 'SECTOR_HINT', advice);
  });
}

function explicitContent({ policies, scope, on }: Order, id: string, { name = '', remark = '' }: Website): Verdict[] {
  const listed = listedWordIn(`${name} ${remark}`, policies.resolve('keywords.explicit', scope, on));
  if (listed === undefined) return [];
  const say = listed.found === 'CERTAINLY' ? blocking : warning;
  return [say(`websites.${id}.name`, 'CONTENT_FORBIDDEN', 'Such content may not be offered to the public at all.')];
}
