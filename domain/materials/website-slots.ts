/** Documents that belong to one website: its domain, its permits, its finance papers (§3.6, §4). */
import type { Website } from '../order/form.ts';
import type { WebsiteId } from '../identifiers.ts';
import type { Candidate, MaterialsQuestion } from './question.ts';
import { sectorDetail } from './slots-of-order.ts';
import { orderScope } from '../order/order-scope.ts';
import { SECTOR_PAPERS } from './slots.ts';

export function websiteSlots(question: MaterialsQuestion): Candidate[] {
  return Object.entries(question.form.websites).flatMap(([id, website]) => slotsOf(question, id as WebsiteId, website));
}

function slotsOf(question: MaterialsQuestion, websiteId: WebsiteId, website: Website): Candidate[] {
  const sectors = (website.preApprovals ?? []).map(({ sector }) => sector);
  return [
    { name: 'domain-certificate', websiteId },
    { name: 'domain-identity-screenshot', websiteId },
    { name: 'domain-holder-proof', websiteId },
    ...permits(question, websiteId, website),
    ...sectors.flatMap((sector) => SECTOR_PAPERS[sector] ?? []).map((name) => ({ name, websiteId })),
  ];
}

/** One permit per chosen sector that needs one; the advice names authority and papers (R-PRE-17). */
function permits({ policies, form, type, on }: MaterialsQuestion, websiteId: WebsiteId, website: Website): Candidate[] {
  return (website.preApprovals ?? []).flatMap(({ sector }): Candidate[] => {
    const scope = { ...orderScope(form, type), contentSector: sector };
    const rule = policies.resolve('preapproval.sectors', scope, on);
    if (rule === 'NOT_NEEDED') return [];
    const advice = `Upload: ${rule.permit}. ${rule.documents} Authority to ask: ${rule.authority}.`;
    return [{ name: 'pre-approval-permit', detail: sectorDetail(sector), websiteId, advice }];
  });
}
