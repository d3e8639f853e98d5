/** Sectors that need a prior approval, forums, and contents nobody may offer (R-PRE-2, R-PRE-6, R-SITE-6). */
import { SECTORS, type Website } from '../order/form.ts';
import { listedWordIn } from './listed-words.ts';
import type { Order } from './order.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';

export function sectorRules(order: Order, id: string, website: Website): Verdict[] {
  return [
    ...approvalNumbers(order, id, website),
    ...forums(order, id, website),
    ...games(id, website),
    ...adultProducts(order, id, website),
    ...hints(order, id, website),
    ...explicitContent(order, id, website),
  ];
}

/** A chosen sector names the number of its approval; the scan is a document slot. */
function approvalNumbers({ policies, scope, on }: Order, id: string, { preApprovals = [] }: Website): Verdict[] {
  return preApprovals.flatMap(({ sector, number }) => {
    const rule = policies.resolve('preapproval.sectors', { ...scope, contentSector: sector }, on);
    if (rule === 'NOT_NEEDED' || number !== undefined) return [];
    const advice = `Give the number of: ${rule.permit}. Authority to ask: ${rule.authority}.`;
    return [missing(`websites.${id}.preApprovals.${sector}.number`, advice)];
  });
}

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
function games(id: string, { contentCategories = [], incomeGenerating, preApprovals = [] }: Website): Verdict[] {
  if (!contentCategories.includes('GAMES') || incomeGenerating !== true) return [];
  if (preApprovals.some(({ sector }) => sector === 'GAMES' || sector === 'CULTURE')) return [];
  const advice = 'Games for profit need the internet culture business permit: add sector GAMES with its number.';
  return [missing(`websites.${id}.preApprovals`, advice)];
}

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

/** Words that hint at a sector nobody chose open a task for the reviewer (R-PRE-2). */
function hints(
  { policies, scope, on }: Order,
  id: string,
  { name = '', remark = '', preApprovals = [] }: Website,
): Verdict[] {
  const text = `${name} ${remark}`;
  return SECTORS.filter((sector) => !preApprovals.some((chosen) => chosen.sector === sector)).flatMap(
    (contentSector) => {
      const hint = listedWordIn(text, policies.resolve('keywords.sector', { ...scope, contentSector }, on));
      if (hint === undefined) return [];
      const advice = `“${hint.word}” hints at sector ${contentSector}. Choose it if it applies; the reviewer will ask.`;
      return [warning(`websites.${id}.preApprovals`, 'SECTOR_HINT', advice)];
    },
  );
}

function explicitContent({ policies, scope, on }: Order, id: string, { name = '', remark = '' }: Website): Verdict[] {
  const listed = listedWordIn(`${name} ${remark}`, policies.resolve('keywords.explicit', scope, on));
  if (listed === undefined) return [];
  const say = listed.found === 'CERTAINLY' ? blocking : warning;
  return [say(`websites.${id}.name`, 'CONTENT_FORBIDDEN', 'Such content may not be offered to the public at all.')];
}
