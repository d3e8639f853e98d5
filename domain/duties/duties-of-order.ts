/** Which duties an approved order brings, website by website (R-POST-4). The icon's duty opens with the PSB approval. */
import { policyScope } from '../order/order-scope.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Province } from '../order/form.ts';
import type { Policies } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import { dutyDueAfter, type DutyToOpen } from './duty.ts';

/** A website as MIIT's record has it. */
export interface ApprovedWebsite {
  websiteId: string;
  domain: string;
  number: string;
  incomeGenerating: boolean;
  /** Set when a PSB number is on record already (R-POST-4, transfers). */
  psbNumber?: string;
}

export interface ApprovedOrder {
  type: OrderType;
  province?: Province | undefined;
  websites: readonly ApprovedWebsite[];
  /** Date on which the number was issued: day 0 of the PSB filing (R-PSB-1, C-6). */
  issuedOn: string;
  /** Date of completion: day 0 for transfers, and where the website's going live counts. Default: `issuedOn`. */
  completedOn?: string;
  /** Whether a change order changed the entity's name, which stands in the footer. */
  entityNameChanged?: boolean;
  policies: Policies;
}

export function dutiesOf(order: ApprovedOrder): DutyToOpen[] {
  return order.websites.flatMap((website) => {
    const { websiteId, domain, number } = website;
    return dutiesOfWebsite(order, website).map((duty) => ({ websiteId, domain, number, ...duty }));
  });
}

type KindAndDue = Pick<DutyToOpen, 'kind' | 'due'>;
const FOOTER: KindAndDue = { kind: 'FOOTER' };

function dutiesOfWebsite(order: ApprovedOrder, website: ApprovedWebsite): KindAndDue[] {
  const { policies } = order;
  const issuedOn = order.issuedOn as CivilDate;
  const completedOn = (order.completedOn ?? order.issuedOn) as CivilDate;
  switch (order.type) {
    case 'FIRST':
    case 'NEW_SITE_HERE':
    case 'NEW_SITE_ELSEWHERE': {
      const scope = policyScope(order);
      const anchor = policies.resolve('psb.anchor', scope, issuedOn);
      const suggested = policies.resolve('footer.copyrightProvinces', scope, issuedOn);
      return [
        FOOTER,
        psb(order, anchor === 'NUMBER_ISSUED' ? issuedOn : completedOn),
        ...(order.province !== undefined && suggested.includes(order.province) ? [{ kind: 'COPYRIGHT' as const }] : []),
        ...(website.incomeGenerating ? [{ kind: 'LICENCE' as const }] : []),
      ];
    }
    case 'TRANSFER_NEW':
    case 'TRANSFER_MORE':
      return website.psbNumber === undefined ? [FOOTER, psb(order, completedOn)] : [FOOTER];
    case 'CHANGE_ENTITY':
    case 'CHANGE_SITE':
      return order.entityNameChanged === true ? [FOOTER] : [];
    case 'DEREG_ENTITY':
    case 'DEREG_SITE':
    case 'CANCEL_ACCESS':
      return [];
    default:
      return order.type satisfies never;
  }
}

const psb = (order: ApprovedOrder, dayZero: CivilDate): KindAndDue => ({
  kind: 'PSB',
  due: dutyDueAfter(dayZero, order.policies.resolve('psb.days', policyScope(order), order.issuedOn as CivilDate)),
});
