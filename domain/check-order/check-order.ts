/**
 * The full check of an order (R-SM-18, R-SMS-18): everything that is missing or wrong on the day it is asked, and what a
 * reviewer should look at. The same rules hold at submission, resubmission, approval, hand-over and after a return. Not
 * for workflow code: the rules change and need numbering data and the suffix list; an activity answers.
 */
import type { Finding } from '../finding.ts';
import { authenticityRules } from './authenticity.ts';
import { documentRules } from './documents.ts';
import { domainRules } from './domains.ts';
import { entityRules } from './entity.ts';
import { missingFields } from './fields.ts';
import { instanceRules } from './instances.ts';
import { prepare, type Order, type OrderToCheck } from './order.ts';
import { peopleRules } from './people.ts';
import type { Rule, Verdict } from './verdict.ts';
import { websiteRules } from './websites.ts';

/** What the rules are about, in the order in which an order is drafted (R-SM-9). */
const CONCERNS = {
  instance: [instanceRules],
  information: [missingFields, entityRules, peopleRules, websiteRules, domainRules],
  materials: [documentRules],
  authenticity: [authenticityRules],
} as const satisfies Record<string, readonly Rule[]>;
export type Concern = keyof typeof CONCERNS;

export interface OrderFindings {
  /** What must be put right first. */
  blocking: Finding[];
  /** What the customer may leave and the reviewer looks at. */
  warnings: Finding[];
  /** What could not be looked up: no reason to send anything back, but no order goes on without it. */
  unchecked: Finding[];
}

/** Checks everything. */
export function checkOrder(order: OrderToCheck): OrderFindings {
  const prepared = prepare(order);
  return sort(Object.values(CONCERNS).flatMap((rules) => judge(prepared, rules)));
}

/** Checks one concern, for the drafting state it decides. */
export function checkConcern(order: OrderToCheck, concern: Concern): OrderFindings {
  return sort(judge(prepare(order), CONCERNS[concern]));
}

function judge(order: Order, rules: readonly Rule[]): Verdict[] {
  return rules.flatMap((rule) => rule(order));
}

function sort(verdicts: readonly Verdict[]): OrderFindings {
  const ofSeverity = (severity: Verdict['severity']): Finding[] =>
    verdicts
      .filter((verdict) => verdict.severity === severity)
      .map(({ path, code, advice }) => ({ path, code, advice }));
  return {
    blocking: ofSeverity('BLOCKING'),
    warnings: ofSeverity('WARNING'),
    unchecked: ofSeverity('UNCHECKED'),
  };
}
