/** Documents that belong to one website: its domain, its permits, its finance papers (§3.6, §4). */
import type { Website } from '../order/form.ts';
import type { WebsiteId } from '../identifiers.ts';
import type { Candidate, MaterialsQuestion } from './question.ts';
import { listedWordIn } from '../check-order/listed-words.ts';
import { sectorDetail } from './slots-of-order.ts';
import { orderScope } from '../order/order-scope.ts';
import { SECTOR_PAPERS } from './slots.ts';

export function websiteSlots(question: MaterialsQuestion): Candidate[] {
  return Object.entries(question.form.websites).flatMap(([id, website]) => slotsOf(question, id as WebsiteId, website));
}

function slotsOf(question: MaterialsQuestion, websiteId: WebsiteId, website: Website): Candidate[] {
  const sectors = (website.preApprovals ?? []).map(({ sector }) => sector);
  return [
    { name: 'domain-certificate', websiteId, ...(certificatesNeeded(question) ? { mandatory: true } : {}) },
    { name: 'domain-identity-screenshot', websiteId },
    { name: 'domain-holder-proof', websiteId },
    ...permits(question, websiteId, website),
    ...(isReligious(question, website) ? [{ name: 'religious-approval', websiteId } as const] : []),
    ...sectors.flatMap((sector) => SECTOR_PAPERS[sector] ?? []).map((name) => ({ name, websiteId })),
  ];
}

/** From a number of websites on; or when a person's record becomes an organisation's, where the bureau wants it then (§11.1 SN, TJ). */
function certificatesNeeded({ form, type, policies, on, changed, websitesOnRecord = 0 }: MaterialsQuestion): boolean {
  const scope = orderScope(form, type);
  const from = policies.resolve('material.domainCertificatesFrom', scope, on);
  if (from !== 'NEVER' && websitesOnRecord + Object.keys(form.websites).length >= from) return true;
  const becomesOrganisation = changed?.includes('entity.kind') === true && form.entity.kind !== 'INDIVIDUAL';
  return becomesOrganisation && policies.resolve('change.personToOrg', scope, on) === 'WITH_DOMAIN_CERTIFICATE';
}

/** §11.1 NX: content of religion needs the consent of its authority. */
function isReligious({ form, type, policies, on }: MaterialsQuestion, { name = '', remark = '' }: Website): boolean {
  const words = policies.resolve('keywords.religion', orderScope(form, type), on);
  return words.length > 0 && listedWordIn(`${name} ${remark}`, words) !== undefined;
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
