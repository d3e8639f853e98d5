import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROVINCES, type Province } from '../form.ts';
import { businessDays, type CivilDate } from '../instant.ts';
import { ORDER_TYPES } from '../order-type.ts';
import { BUILT_IN_POLICIES } from './built-in-policies.ts';
import { createPolicies, parsePolicyRows, type PolicyRow } from './policy.ts';
import { policy } from './policy-row.ts';
import { policyValues } from './policy-values.ts';

const policies = createPolicies(BUILT_IN_POLICIES);
const on = (date: string) => date as CivilDate;
const TODAY = on('2026-02-09');

const PILOT: readonly Province[] = [
  'TJ', 'GS', 'XZ', 'NX', 'HI', 'XJ', 'QH', 'ZJ', 'SC', 'FJ', 'SN', 'CQ', 'GX', 'YN', 'SD', 'HA', 'AH', 'HN', 'SX', 'HL', 'NM', 'HB',
]; // prettier-ignore

describe('the rows that come with the system', () => {
  test('A-176 every row has a source and a start, and its value has the form of its key', () => {
    expect(parsePolicyRows(BUILT_IN_POLICIES)).toEqual({ ok: true, rows: BUILT_IN_POLICIES });
  });

  test('A-176 every key has a default that holds on any day from 2018 on', () => {
    for (const key of Object.keys(policyValues) as (keyof typeof policyValues)[]) {
      for (const day of ['2018-01-01', '2020-08-16', '2020-08-17', '2026-12-31']) {
        expect(() => policies.resolve(key, {}, on(day))).not.toThrow();
      }
    }
  });

  test('A-176 every province has its row of the table', () => {
    for (const province of PROVINCES) {
      expect(policies.explain('entity.headMustBeLegalRep', { province }, TODAY).scope).toEqual({ province });
      expect(policies.resolve('province.remarks', { province }, TODAY).length).toBeGreaterThan(0);
    }
  });

  test('A-140 the version changes when any value changes', () => {
    const changed = [...BUILT_IN_POLICIES, policy('sla.prelimBd', businessDays(1), 'test')];
    expect(createPolicies(changed).version).not.toBe(policies.version);
    expect(createPolicies(BUILT_IN_POLICIES).version).toBe(policies.version);
  });
});

describe('SMS verification by place and date', () => {
  const applies = (province: Province, type: (typeof ORDER_TYPES)[number], date: string) =>
    policies.resolve('sms.scope', { province, orderType: type }, on(date)).includes(type);

  test('A-035 in 2019 exactly the 22 pilot provinces ask for the code', () => {
    expect(PILOT).toHaveLength(22);
    for (const province of PROVINCES) {
      expect([province, applies(province, 'FIRST', '2019-01-01')]).toEqual([province, PILOT.includes(province)]);
    }
  });

  test('A-035 each group of provinces begins on its own day', () => {
    expect([applies('TJ', 'FIRST', '2017-12-17'), applies('TJ', 'FIRST', '2017-12-18')]).toEqual([false, true]);
    expect([applies('ZJ', 'FIRST', '2018-09-09'), applies('ZJ', 'FIRST', '2018-09-10')]).toEqual([false, true]);
    expect([applies('HB', 'FIRST', '2018-09-23'), applies('HB', 'FIRST', '2018-09-24')]).toEqual([false, true]);
  });

  test('A-035 A-172 from 2020-08-17 every province asks for every type but the cancelling of an access', () => {
    for (const province of PROVINCES) {
      for (const type of ORDER_TYPES) expect(applies(province, type, '2020-08-17')).toBe(type !== 'CANCEL_ACCESS');
    }
    expect(applies('GD', 'FIRST', '2020-08-16')).toBe(false);
    expect(applies('HB', 'DEREG_SITE', '2020-08-16')).toBe(false);
  });
});

describe('authenticity by place and date', () => {
  const method = (province: Province, date: string) => policies.resolve('authenticity.method', { province }, on(date));

  test('A-047 Hubei on 2019-07-28 uses the backdrop; from 2019-07-29 every province uses the face check', () => {
    expect(method('HB', '2019-07-28')).toBe('BACKDROP');
    for (const province of PROVINCES) expect(method(province, '2019-07-29')).toBe('LIVENESS_APP');
    expect(policies.resolve('authenticity.phase', {}, on('2019-07-28'))).toBe('AFTER_PRELIM');
    expect(policies.resolve('authenticity.phase', {}, on('2019-07-29'))).toBe('BEFORE_SUBMIT');
  });

  test('A-033 in October 2018 Shanghai uses its own app and any other province the backdrop', () => {
    for (const province of PROVINCES) {
      expect(method(province, '2018-10-18')).toBe(province === 'SH' ? 'BUREAU_APP' : 'BACKDROP');
    }
  });

  test('A-030 in October 2018 five provinces take uploads and the photo in the app', () => {
    const inApp = PROVINCES.filter(
      (province) => policies.resolve('authenticity.photoInApp', { province }, on('2018-10-18')) === 'YES',
    );
    expect(inApp.toSorted()).toEqual(['AH', 'CQ', 'FJ', 'GD', 'LN']);
  });
});

describe('which row answers', () => {
  const source = 'made up for the test';

  test('A-140 the most specific row wins over a newer one that says less', () => {
    const rows = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('site.maxPerOrder', 7, source, {
        scope: { province: 'GD', entityKind: 'ENTERPRISE' },
        from: '2020-01-01',
      }),
      policy('site.maxPerOrder', 8, source, { scope: { province: 'GD' }, from: '2025-01-01' }),
    ]);
    const ask = (entityKind: 'ENTERPRISE' | 'GOVERNMENT', date = '2026-02-09') =>
      rows.resolve('site.maxPerOrder', { province: 'GD', entityKind }, on(date));
    expect([ask('ENTERPRISE'), ask('GOVERNMENT'), ask('GOVERNMENT', '2024-12-31')]).toEqual([7, 8, 10]);
  });

  test('A-148 a row holds from its first to its last day, both included', () => {
    const rows = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('call.maxAttempts', 9, source, { from: '2026-03-01', to: '2026-03-31' }),
    ]);
    const ask = (date: string) => rows.resolve('call.maxAttempts', {}, on(date));
    expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map(ask)).toEqual([2, 9, 9, 2]);
  });

  test('A-148 a file with one bad row is refused whole and every bad row is named', () => {
    const good = policy('call.maxAttempts', 3, source);
    const refused = parsePolicyRows([good, { ...good, value: 'three' }, { ...good, value: -1 }]);
    expect(refused).toEqual({ ok: false, errors: [expect.stringMatching(/^1: /), expect.stringMatching(/^2: /)] });
    expect(parsePolicyRows([{ ...good, key: 'call.maxAttemps' }]).ok).toBe(false);
    expect(parsePolicyRows([{ ...good, scope: { provinz: 'GD' } }]).ok).toBe(false);
    expect(parsePolicyRows([good]).ok).toBe(true);
  });

  const scope = fc.record(
    {
      province: fc.constantFrom<Province>('GD', 'BJ'),
      entityKind: fc.constantFrom('INDIVIDUAL' as const, 'ENTERPRISE' as const),
      orderType: fc.constantFrom('FIRST' as const, 'CHANGE_SITE' as const),
    },
    { requiredKeys: [] },
  );
  const row = fc
    .tuple(scope, fc.constantFrom('2020-01-01', '2022-01-01', '2026-01-01', '2030-01-01'), fc.nat(100))
    .map(([limits, from, value]): PolicyRow => policy('site.maxPerOrder', value, source, { scope: limits, from }));
  const asked = { province: 'GD', entityKind: 'ENTERPRISE', orderType: 'FIRST' } as const;
  const fits = ({ scope: limits }: PolicyRow) =>
    Object.entries(limits).every(([dimension, value]) => asked[dimension as keyof typeof asked] === value);

  test('A-140 no row in force that fits is more specific than the answer, or as specific and newer', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const all = [policy('site.maxPerOrder', 0, source), ...rows];
        const answer = createPolicies(all).explain('site.maxPerOrder', asked, TODAY);
        const rank = (candidate: PolicyRow) => [Object.keys(candidate.scope).length, candidate.validFrom] as const;
        for (const candidate of all.filter((other) => fits(other) && other.validFrom <= TODAY)) {
          const [size, from] = rank(candidate);
          const [answerSize, answerFrom] = rank(answer);
          expect(size < answerSize || (size === answerSize && from <= answerFrom)).toBe(true);
        }
      }),
    );
  });

  test('A-140 rows that do not fit or have not begun change nothing', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const base = [policy('site.maxPerOrder', 0, source)];
        const relevant = rows.filter((other) => fits(other) && other.validFrom <= TODAY);
        expect(createPolicies([...base, ...rows]).resolve('site.maxPerOrder', asked, TODAY)).toBe(
          createPolicies([...base, ...relevant]).resolve('site.maxPerOrder', asked, TODAY),
        );
      }),
    );
  });
});
