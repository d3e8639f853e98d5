/** Which duties an approved order brings, website by website (R-POST-4). The icon's duty opens with the PSB approval. */
import { policyScope } from '../order/order-scope.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Province } from '../order/form.ts';
import type { Policies } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import type { DutyRule } from '../order-types/row.ts';
import { rowOf } from '../order-types/table.ts';
import { dutyDueAfter, type DutyDue, type DutyToOpen } from './duty.ts';

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
  /** Date of completion: day 0 for transfers, and for terms that begin when the website goes live. Default: `issuedOn`. */
  completedOn?: string;
  /** Whether a change order changed the entity's name, which the footer shows. */
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

const dutiesOfWebsite = (order: ApprovedOrder, website: ApprovedWebsite): KindAndDue[] =>
  rowOf(order.type)
    .duties.filter(({ when }) => applies(when, order, website))
    .map(({ kind, dayZero }) => (dayZero === undefined ? { kind } : { kind, due: dueOf(order, dayZero) }));

function applies(when: DutyRule['when'], order: ApprovedOrder, website: ApprovedWebsite): boolean {
  switch (when) {
    case 'ALWAYS':
      return true;
    case 'NO_PSB_NUMBER_ON_RECORD':
      return website.psbNumber === undefined;
    case 'COPYRIGHT_SUGGESTED_HERE':
      return isCopyrightSuggested(order);
    case 'WEBSITE_EARNS_MONEY':
      return website.incomeGenerating;
    case 'ENTITY_NAME_CHANGED':
      return order.entityNameChanged === true;
    default:
      return when satisfies never;
  }
}

function isCopyrightSuggested(order: ApprovedOrder): boolean {
  const { province, issuedOn, policies } = order;
  if (province === undefined) return false;
  const suggested = policies.resolve('footer.copyrightProvinces', policyScope(order), issuedOn as CivilDate);
  return suggested.includes(province);
}

function dueOf(order: ApprovedOrder, dayZero: NonNullable<DutyRule['dayZero']>): DutyDue {
  const { policies } = order;
  const scope = policyScope(order);
  const issuedOn = order.issuedOn as CivilDate;
  const completedOn = (order.completedOn ?? order.issuedOn) as CivilDate;
  const countsFromIssue =
    dayZero === 'AS_POLICY_SAYS' && policies.resolve('psb.anchor', scope, issuedOn) === 'NUMBER_ISSUED';
  return dutyDueAfter(countsFromIssue ? issuedOn : completedOn, policies.resolve('psb.days', scope, issuedOn));
}
