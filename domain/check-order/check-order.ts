/**
 * The full check of an order (R-SM-18, R-SMS-18): everything that is missing or wrong on the day it is asked, and what a
 * reviewer should look at. The same rules hold at submission, resubmission, approval, hand-over and after a return. Not
 * for workflow code: the rules change and need numbering data and the suffix list; an activity answers.
 */
import type { Finding } from '../finding.ts';
import { authenticityRules } from './authenticity.ts';
import { bureauRules } from './bureau.ts';
import { documentRules } from './documents.ts';
import { domainRules } from './domains.ts';
import { entityRules } from './entity.ts';
import { missingFields } from './fields.ts';
import { filingPasswordRules } from './filing-password.ts';
import { instanceRules } from './instances.ts';
import { prepare, type Order, type OrderToCheck } from './order.ts';
import { peopleRules } from './people.ts';
import { numberProofRules } from './proved-numbers.ts';
import { recordedWebsiteRules } from './recorded-websites.ts';
import { removalRules } from './removals.ts';
import type { Rule, Verdict } from './verdict.ts';
import { websiteCountRules, websiteRules } from './websites.ts';
import { rowOf } from '../order-types/table.ts';
import type { Subject } from '../order-types/row.ts';

/** The rules about each subject; the order's type says which subjects are judged, and how much of them. */
const RULES: Readonly<Record<Subject, Rule>> = {
  SERVERS: instanceRules,
  FIELDS: missingFields,
  ENTITY: entityRules,
  PEOPLE: peopleRules,
  WEBSITE_COUNT: websiteCountRules,
  RECORDED_WEBSITES: recordedWebsiteRules,
  WEBSITES: websiteRules,
  DOMAINS: domainRules,
  DOCUMENTS: documentRules,
  FACE_CHECKS: authenticityRules,
  REMOVAL: removalRules,
  BUREAU: bureauRules,
};

/** What the rules are about, in the order in which an order is drafted (R-SM-9). */
const CONCERNS = {
  instance: ['SERVERS'],
  information: [
    'FIELDS',
    'ENTITY',
    'PEOPLE',
    'WEBSITE_COUNT',
    'RECORDED_WEBSITES',
    'REMOVAL',
    'WEBSITES',
    'DOMAINS',
    'BUREAU',
  ],
  materials: ['DOCUMENTS'],
  authenticity: ['FACE_CHECKS'],
} as const satisfies Record<string, readonly Subject[]>;
export type Concern = keyof typeof CONCERNS;
const CONCERN_NAMES = Object.keys(CONCERNS) as readonly Concern[];

/** What is judged whatever the type changes: messages go to the people in charge of every order, and policy says who gives a password. */
const OF_EVERY_TYPE: Readonly<Record<Concern, Rule>> = {
  instance: () => [],
  information: (order) => [...numberProofRules(order), ...filingPasswordRules(order)],
  materials: () => [],
  authenticity: () => [],
};

export interface OrderFindings {
  /** Findings that must be corrected first. */
  blocking: Finding[];
  /** Findings that the customer may leave and the reviewer looks at. */
  warnings: Finding[];
  /** Facts that could not be looked up: the order is not sent back for them, but cannot go on without them. */
  unchecked: Finding[];
}

/** The findings of one concern; each is judged once, when it is first asked for. */
export type CheckByConcern = (concern: Concern) => OrderFindings;

export function checkByConcern(order: OrderToCheck): CheckByConcern {
  const prepared = prepare(order);
  const judged = new Map<Concern, OrderFindings>();
  return (concern) => {
    const findings =
      judged.get(concern) ?? sort([...judge(prepared, CONCERNS[concern]), ...OF_EVERY_TYPE[concern](prepared)]);
    judged.set(concern, findings);
    return findings;
  };
}

/** All findings about an order. */
export function allFindings(check: CheckByConcern): OrderFindings {
  const all = CONCERN_NAMES.map(check);
  return {
    blocking: all.flatMap(({ blocking }) => blocking),
    warnings: all.flatMap(({ warnings }) => warnings),
    unchecked: all.flatMap(({ unchecked }) => unchecked),
  };
}

/** Checks everything. */
export const checkOrder = (order: OrderToCheck): OrderFindings => allFindings(checkByConcern(order));

function judge(order: Order, subjects: readonly Subject[]): Verdict[] {
  const { judged } = rowOf(order.type);
  return subjects.flatMap((subject): Verdict[] => {
    const extent = judged[subject];
    switch (extent) {
      case 'WHOLE':
        return RULES[subject](order);
      case 'CHANGED':
        return RULES[subject](order).filter(({ path }) => isAboutChange(order, path));
      case 'NOT':
        return [];
      default:
        return extent satisfies never;
    }
  });
}

/** Whether a verdict is about something the order changes, or about a part or the whole of it. */
function isAboutChange({ changed }: Order, path: string): boolean {
  if (changed === undefined) return true;
  return changed.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
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
