/**
 * Paper originals that are posted after the review (A-049, R-MAIL-1): whether they are needed, which, and where they
 * go.
 */
import { orderScope } from '../order/order-scope.ts';
import type { OrderForm } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import { constructionPlanNeeded } from './construction-plan.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { passes } from '../order-types/path.ts';
import { rowOf } from '../order-types/table.ts';
import type { Policies, PolicyScope, PolicyValue } from '../policy/policy.ts';

export interface OriginalsQuestion {
  form: OrderForm;
  type: OrderType;
  /** A reviewer asked for paper originals in this round. */
  mailRequested: boolean;
  /** How many websites the entity has on record; unknown counts as none. */
  websitesOnRecord?: number | undefined;
  policies: Policies;
  on: CivilDate;
}

/** What goes into the parcel and where it goes. */
export type MailInstructions = PolicyValue<'mail.address'> & {
  papers: PolicyValue<'mail.papers'>;
  rules: PolicyValue<'mail.rules'>;
};

/** Whether paper originals must be posted. */
export const mailNeeded = (question: OriginalsQuestion): boolean => reasonsToPost(question).length > 0;

/**
 * What to post, and where; undefined when nothing must be posted. Each reason adds its own papers, and all papers go in
 * one parcel to the address of the first reason: a sector may have the bureau's own address (R-PRE-16).
 */
export function mailInstructions(question: OriginalsQuestion): MailInstructions | undefined {
  const { policies, on } = question;
  const reasons = reasonsToPost(question);
  const [first] = reasons;
  if (first === undefined) return undefined;
  const papers = reasons.flatMap((scope) => policies.resolve('mail.papers', scope, on));
  const rules = reasons.flatMap((scope) => policies.resolve('mail.rules', scope, on));
  return { ...policies.resolve('mail.address', first, on), papers, rules: [...new Set(rules)] };
}

/**
 * Why originals must be posted, each reason as the scope of its policies. A sector or the construction plan is a reason
 * when `mail.required` has a row of its own for it that says YES; a row for the whole order is not a reason once more
 * for each sector. The order itself is the last reason, when its row says YES or a reviewer asked for originals.
 */
function reasonsToPost(question: OriginalsQuestion): PolicyScope[] {
  const { form, type, mailRequested, policies, on } = question;
  if (!passes(rowOf(type).path, 'MAIL')) return [];
  const scope = orderScope(form, type);
  const special: PolicyScope[] = [
    ...sectorsOf(form).map((contentSector) => ({ ...scope, contentSector })),
    ...(constructionPlanNeeded(question) ? [{ ...scope, slot: 'construction-plan' }] : []),
  ];
  const ruleOf = (each: PolicyScope) => policies.explain('mail.required', each, on);
  const general = ruleOf(scope);
  const ownReasons = special.filter((each) => ruleOf(each) !== general && ruleOf(each).value === 'YES');
  return [...ownReasons, ...(mailRequested || general.value === 'YES' ? [scope] : [])];
}

const sectorsOf = ({ websites }: OrderForm) => [
  ...new Set(Object.values(websites).flatMap(({ preApprovals = [] }) => preApprovals.map(({ sector }) => sector))),
];
