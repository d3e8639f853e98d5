/** Whatever type an order has, whoever files it and where: it ends, no state is a trap, and its record and gate agree (figures of R-SM-8, R-ACC-G1). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../access/decide.ts';
import type { OrderId } from '../identifiers.ts';
import type { Action } from '../lifecycle/action.ts';
import { refusedHere, type Standing } from '../lifecycle/refused-here.ts';
import { hasEnded, STAGES, type Stage } from '../lifecycle/stage.ts';
import { lifecycleTable } from '../lifecycle/table.ts';
import { mailNeeded } from '../materials/originals.ts';
import { formSchema, PROVINCES, type OrderForm, type Province } from '../order/form.ts';
import { personsForLiveness, personsToVerify } from '../proofs/who-proves.ts';
import { recordAfter, type EntityRecord, type Synced } from '../record/record-change.ts';
import type { Role } from '../role.ts';
import { civilDate } from '../time/instant.ts';
import { SAMPLE_AT, SAMPLE_POLICIES } from '../../test/support/orders/sample-orders.ts';
import { ENTITY_KINDS, type EntityKind, type OrderType } from './order-type.ts';
import { nextOn, type AskedOnTheWay } from './path.ts';
import { rowOf } from './table.ts';

const TYPES = [
  'FIRST',
  'NEW_SITE_HERE',
  'NEW_SITE_ELSEWHERE',
  'TRANSFER_NEW',
  'TRANSFER_MORE',
  'CHANGE_ENTITY',
  'CHANGE_SITE',
  'DEREG_ENTITY',
  'DEREG_SITE',
  'CANCEL_ACCESS',
] as const;
const ON = civilDate(SAMPLE_AT);

const formOf = (province: Province, kind: EntityKind): OrderForm =>
  formSchema.parse({
    entity: { province, kind, headId: 'P1' },
    people: { P1: { name: '张三', mobile: '13800138000' }, P2: { name: '李四', mobile: '13900139000' } },
    websites: { W1: { domain: 'one.cn', headId: 'P2' } },
  });

describe('the path that policies give an order', () => {
  test.each(TYPES)('of type %s leads to the bureau, for every kind of entity in every province', (type) => {
    const { path } = rowOf(type);
    for (const province of PROVINCES) {
      for (const kind of ENTITY_KINDS) {
        const form = formOf(province, kind);
        const asked: AskedOnTheWay = {
          photo: personsForLiveness(form, type, SAMPLE_POLICIES, ON).length > 0,
          mail: mailNeeded({ form, type, mailRequested: false, policies: SAMPLE_POLICIES, on: ON }),
          sms: personsToVerify(form, type, SAMPLE_POLICIES, ON).length > 0,
        };
        const passed: string[] = [];
        const departures = {
          PRELIM_REVIEW: 'REVIEW',
          PHOTO_PENDING: 'PHOTO',
          MAIL_PENDING: 'MAIL',
          READY_FOR_BUREAU: 'HAND_OVER',
          SMS_PENDING: 'SMS',
        } as const;
        let stage: keyof typeof departures | 'BUREAU_REVIEW' = nextOn(path, 'SUBMISSION', asked);
        while (stage !== 'BUREAU_REVIEW') {
          expect(passed).not.toContain(stage);
          passed.push(stage);
          stage = nextOn(path, departures[stage], asked);
        }
        expect(passed).toContain('READY_FOR_BUREAU');
      }
    }
  });
});

/** Where a state leads, by actions and by itself. */
const nextOf = (stage: Stage): Stage[] => {
  const { actions, timers } = lifecycleTable[stage];
  const next = [...Object.values(actions).flatMap(({ to }) => to), ...Object.values(timers).flat()];
  return [...new Set(next.flatMap((to) => (to === 'STAY' ? [] : [to])))];
};

/** The states that can be reached from one. */
function reachable(from: Stage): Set<Stage> {
  const seen = new Set<Stage>([from]);
  for (const stage of seen) for (const next of nextOf(stage)) seen.add(next);
  return seen;
}

test('every state has a way out to an end, and only ends have none', () => {
  for (const stage of STAGES) {
    if (stage === 'RETURNED_FOR_TYPE') continue; // passed on the way to ABANDONED, in no time
    expect([stage, hasEnded(stage) || [...reachable(stage)].some(hasEnded)]).toEqual([stage, true]);
    expect([stage, nextOf(stage).length === 0]).toEqual([stage, hasEnded(stage)]);
  }
});

/** What may happen in a state: an action of a role, or a due instant. */
interface Move {
  attempt?: { action: Action; role: Role };
  target: Stage | 'STAY';
}

test('in ten thousand random sequences of actions the table allows what leads somewhere, refuses the rest, and an end is always in reach', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (choices) => {
      let stage: Stage = 'DRAFT';
      let visit = 1;
      for (const choice of choices) {
        if (hasEnded(stage) || stage === 'RETURNED_FOR_TYPE') return;
        const standing: Standing = { stage, visit, handOver: 1, handOverUnderWay: false, decision: undefined };
        const edges: Move[] = Object.entries(lifecycleTable[stage].actions).flatMap(([action, { by, to }]) =>
          by.flatMap((role) => to.map((target) => ({ attempt: { action: action as Action, role }, target }))),
        );
        const timers: Move[] = Object.values(lifecycleTable[stage].timers).flatMap((to) =>
          to.map((target) => ({ target })),
        );
        const all = [...edges, ...timers];
        const chosen: Move | undefined = all[choice % all.length];
        if (chosen === undefined) return;
        if (chosen.attempt !== undefined) {
          const attempt = { ...chosen.attempt, visit };
          expect(refusedHere(standing, attempt)).toBeUndefined();
          expect(refusedHere(standing, { ...attempt, visit: visit + 1 })?.reason).toBe('STALE_VISIT');
        }
        if (chosen.target !== 'STAY') {
          stage = chosen.target;
          visit += 1;
        }
        if (stage !== 'RETURNED_FOR_TYPE') expect([...reachable(stage)].some(hasEnded)).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
});

const ENTITY = '粤ICP备2026012345号';
const numberOf = (n: number): string => `${ENTITY}-${n}`;
const REMOVALS: readonly OrderType[] = ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'];

test('after any of five thousand sequences of completed orders numbers are unique, no access is without a website, and the gate serves what has an access', () => {
  const step = fc.record({
    type: fc.constantFrom(...TYPES),
    sites: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (orders) => {
      let record: EntityRecord | undefined;
      for (const { type, sites } of orders) {
        const row = rowOf(type);
        if (record === undefined && row.opens === 'FROM_RECORD') continue;
        const synced: Synced = REMOVALS.includes(type)
          ? { removed: true }
          : { entityNumber: ENTITY, websites: sites.map((n) => ({ domain: `site${n}.cn`, number: numberOf(n) })) };
        const before = record;
        const wanted = sites.map((n) => `site${n}.cn`);
        const domains = (before?.websites ?? []).map(({ domain }) => domain).filter((one) => wanted.includes(one));
        record = recordAfter(before, row.changeRecord(before, { domains }, synced));
        agree(record);
      }
    }),
    { numRuns: 5000 },
  );
});

function agree(record: EntityRecord | undefined): void {
  const numbers = record?.websites.map(({ number }) => number) ?? [];
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(record?.accesses.every(({ website }) => numbers.includes(website)) ?? true).toBe(true);
  for (const { number } of record?.websites ?? []) {
    const isServed = record?.accesses.some(({ website }) => website === number) === true;
    const website = { number, shell: false, hadAccess: true, ...(isServed ? { access: {} } : {}) };
    expect(decide({ now: SAMPLE_AT, fileable: true, website }).serve).toBe(isServed);
    const order = { id: 'BA20260302-AAAAAAAA' as OrderId, access: 'ENDS_WITH_APPROVAL', approved: true } as const;
    expect(decide({ now: SAMPLE_AT, fileable: true, website, order }).serve).toBe(false);
  }
}
