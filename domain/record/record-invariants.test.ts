import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordAfter, type EntityRecord, type OtherProvider, type RecordChange } from './record-change.ts';
import { changesOfSync, type SyncEvent } from './sync-event.ts';

const ENTITY = '粤ICP备2026012345号';
const numbers = fc.integer({ min: 1, max: 4 }).map((suffix) => `${ENTITY}-${suffix}`);
const domains = fc.constantFrom('one.cn', 'two.cn', 'three.cn', 'four.cn');
const providers: fc.Arbitrary<OtherProvider> = fc.constantFrom(
  { code: '11' },
  { name: '示例云' },
  { code: '12', name: '别家云' },
);

const change: fc.Arbitrary<RecordChange> = fc.oneof(
  fc.constant<RecordChange>({ change: 'ENTITY', number: ENTITY, details: 'RECORD' }),
  fc.record({
    change: fc.constant('WEBSITE' as const),
    number: numbers,
    domain: domains,
    details: fc.constant('ORDER' as const),
  }),
  fc.record({
    change: fc.constant('ACCESS_OPENED' as const),
    website: numbers,
    domain: domains,
    type: fc.constant('FILED' as const),
  }),
  fc.record({ change: fc.constant('ACCESS_CLOSED' as const), website: numbers }),
  fc.record({ change: fc.constant('ACCESS_OPENED_ELSEWHERE' as const), website: numbers, provider: providers }),
  fc.record({ change: fc.constant('ACCESS_CLOSED_ELSEWHERE' as const), website: numbers, provider: providers }),
  fc.record({ change: fc.constant('WEBSITE_REMOVED' as const), website: numbers }),
  fc.constant<RecordChange>({ change: 'ENTITY_REMOVED', number: ENTITY }),
);

const event: fc.Arbitrary<SyncEvent> = fc.oneof(
  fc.constant<SyncEvent>({ change: 'ENTITY_REMOVED', number: ENTITY }),
  fc.record({ change: fc.constant('WEBSITE_REMOVED' as const), website: numbers }),
  fc.record({ change: fc.constant('ACCESS_REMOVED' as const), website: numbers }),
  fc.record({ change: fc.constant('ACCESS_MOVED' as const), website: numbers, to: providers }),
  fc.record({ change: fc.constant('ACCESS_ADDED_ELSEWHERE' as const), website: numbers, provider: providers }),
  fc.record({ change: fc.constant('ACCESS_REMOVED_ELSEWHERE' as const), website: numbers, provider: providers }),
);

const once = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const keyOf = ({ code, name }: OtherProvider): string => code ?? name ?? '';

function expectWhole(record: EntityRecord | undefined): void {
  if (record === undefined) return;
  const { websites, accesses, elsewhere = [] } = record;
  const known = websites.map(({ number }) => number);
  expect(once(known)).toBe(true);
  expect(once(websites.map(({ domain }) => domain))).toBe(true);
  expect(once(accesses.map(({ website }) => website))).toBe(true);
  expect(once(elsewhere.map(({ website, provider }) => `${website} ${keyOf(provider)}`))).toBe(true);
  for (const { website } of [...accesses, ...elsewhere]) expect(known).toContain(website);
}

test('after any changes numbers and domains are unique, and no access is without its website', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
      let record: EntityRecord | undefined;
      for (const one of changes) {
        record = recordAfter(record, [one]);
        expectWhole(record);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a change that is carried out twice changes nothing the second time', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 15 }), change, (changes, again) => {
      const after = recordAfter(undefined, [...changes, again]);
      expect(recordAfter(after, [again])).toEqual(after);
    }),
    { numRuns: 2000 },
  );
});

test('an entity that is removed has nothing, and whatever follows without it gives it nothing', () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), (before, then) => {
      const removed = recordAfter(recordAfter(undefined, before), [{ change: 'ENTITY_REMOVED', number: ENTITY }]);
      expect(removed).toBeUndefined();
      const withoutEntity = then.filter((one) => one.change !== 'ENTITY');
      expect(recordAfter(removed, withoutEntity)).toBeUndefined();
    }),
  );
});

test('what MIIT says twice changes nothing the second time, and leaves the record whole', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 15 }), fc.array(event, { maxLength: 8 }), (changes, events) => {
      let record = recordAfter(undefined, [{ change: 'ENTITY', number: ENTITY, details: 'ORDER' }, ...changes]);
      for (const said of events) {
        if (record === undefined) return;
        record = recordAfter(record, changesOfSync(record, said));
        expectWhole(record);
        if (record !== undefined) expect(changesOfSync(record, said)).toEqual([]);
      }
    }),
    { numRuns: 2000 },
  );
});

test('A-113 after a cancelled access the website keeps its number, and after the removal of the entity nothing is left', () => {
  const record: EntityRecord = {
    number: ENTITY,
    websites: [{ number: `${ENTITY}-1`, domain: 'one.cn' }],
    accesses: [{ website: `${ENTITY}-1`, type: 'FILED' }],
  };
  expect(recordAfter(record, [{ change: 'ACCESS_CLOSED', website: `${ENTITY}-1` }])).toEqual({
    ...record,
    accesses: [],
  });
  expect(recordAfter(record, [{ change: 'ENTITY_REMOVED', number: ENTITY }])).toBeUndefined();
});
