import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROVINCES, type Province } from '../order/form.ts';
import { businessDays, type CivilDate } from '../time/instant.ts';
import { ORDER_TYPES } from '../order-types/order-type.ts';
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

describe('the built-in rows:', () => {
  test('A-176 every row has a source and a first day, and its value has the form of its key', () => {
    expect(parsePolicyRows(BUILT_IN_POLICIES)).toEqual({ ok: true, rows: BUILT_IN_POLICIES });
  });

  test('A-176 every key has a default for every day from 2018 on', () => {
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

describe('SMS verification by place and date:', () => {
  const applies = (province: Province, type: (typeof ORDER_TYPES)[number], date: string) =>
    policies.resolve('sms.scope', { province, orderType: type }, on(date)).includes(type);

  test('A-035 in 2019 exactly the 22 pilot provinces ask for the code', () => {
    expect(PILOT).toHaveLength(22);
    for (const province of PROVINCES) {
      expect([province, applies(province, 'FIRST', '2019-01-01')]).toEqual([province, PILOT.includes(province)]);
    }
  });

  test('A-035 each group of provinces starts on its own day', () => {
    expect([applies('TJ', 'FIRST', '2017-12-17'), applies('TJ', 'FIRST', '2017-12-18')]).toEqual([false, true]);
    expect([applies('ZJ', 'FIRST', '2018-09-09'), applies('ZJ', 'FIRST', '2018-09-10')]).toEqual([false, true]);
    expect([applies('HB', 'FIRST', '2018-09-23'), applies('HB', 'FIRST', '2018-09-24')]).toEqual([false, true]);
  });

  test('A-035 A-172 from 2020-08-17 every province asks for the code, for every type except cancelling an access', () => {
    for (const province of PROVINCES) {
      for (const type of ORDER_TYPES) expect(applies(province, type, '2020-08-17')).toBe(type !== 'CANCEL_ACCESS');
    }
    expect(applies('GD', 'FIRST', '2020-08-16')).toBe(false);
    expect(applies('HB', 'DEREG_SITE', '2020-08-16')).toBe(false);
  });
});

describe('authenticity by place and date:', () => {
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

  test('A-030 in October 2018 the app accepts uploads and the photo in five provinces', () => {
    const inApp = PROVINCES.filter(
      (province) => policies.resolve('authenticity.photoInApp', { province }, on('2018-10-18')) === 'YES',
    );
    expect(inApp.toSorted()).toEqual(['AH', 'CQ', 'FJ', 'GD', 'LN']);
  });
});

describe('the defaults of the table:', () => {
  test.each([
    ['calendar.bdClose', '18:00'],
    ['dates.range', { firstDay: '1900-01-01', lastDay: '2100-12-31' }],
    ['sms.timeoutHours', 24],
    ['sms.resubmitDelayHours', 24],
    ['sms.resubmit', 'AUTO_24H'],
    ['sms.maxAutoResubmits', 3],
    ['sms.reminderHours', [12, 20]],
    ['sms.maxWrongEntries', 5],
    ['authenticity.method', 'LIVENESS_APP'],
    ['authenticity.phase', 'BEFORE_SUBMIT'],
    ['authenticity.persons', ['SITE_HEADS']],
    ['authenticity.resultValidHours', 72],
    ['authenticity.maxFails', 3],
    ['authenticity.recheckOnResubmit', 'CHANGED_ONLY'],
    ['channel.certificateUpload', 'APP_OR_MINI'],
    ['sla.prelimBd', 2],
    ['sla.forwardBd', 3],
    ['sla.earliestBd', { prelim: 1, forward: 1 }],
    ['sla.photoBd', 1],
    ['sla.mailBd', 2],
    ['review.secondary', 'FOUR_EYES'],
    ['review.claimHours', 4],
    ['review.hotline', '010-66411166'],
    ['call.retryMinutes', 60],
    ['call.maxAttempts', 2],
    ['bureau.expectedBd', { earliest: 3, latest: 20 }],
    ['bureau.legalBd', 20],
    ['bureau.decisionScope', 'ORDER'],
    ['dereg.bd', { earliest: 3, latest: 20 }],
    ['sync.bd', 2],
    ['order.stepExpiryDays', 45],
    ['order.draftExpiryDays', 45],
    ['order.reminderDays', [7, 15, 30]],
    ['order.reminderTime', '10:00'],
    ['order.expiredKeepDays', 365],
    ['reads.clearPerDay', 600],
    ['type.checksPerDay', { checks: 50, certificates: 5 }],
    ['lookUps.openPerAccount', 20],
    ['order.actionsPerDay', { applicant: 30, staff: 100, party: 500, edits: 300 }],
    ['authenticity.startsPerDay', { perPerson: 20, perOrder: 60 }],
    ['authenticity.askEverySeconds', 10],
    ['message.perAddressAndDay', { sms: 10, email: 20 }],
    ['message.numberProof', 'NOT_NEEDED'],
    [
      'confirmation.holderCode',
      { codeMinutes: 10, maxWrongEntries: 5, codesPerDay: { perNumber: 5, perAccount: 30 }, standsHours: 24 },
    ],
    ['order.withdrawRule', 'WHILE_UNDECIDED'],
    ['backdrop.shipDays', 5],
    ['mail.transitDays', 10],
    ['mail.required', 'NO'],
    ['transfer.provisionalDays', 45],
    ['transfer.reminderDaysLeft', [15, 7, 1]],
    ['transfer.provisionalAccess', 'PRELIM_45CD'],
    ['transfer.clockFulfilledAt', 'BUREAU_REVIEW'],
    ['transfer.unblockDelayMinutes', 30],
    ['transfer.recordChanges', { when: 'BEFORE_OR_AFTER' }],
    ['site.maxPerOrder', 10],
    ['site.maxPerTransfer', 10],
    ['site.maxPerEntity', 'NO_LIMIT'],
    ['domain.maxPerSite', 1],
    ['domain.minRemainingDays', 90],
    ['domain.realNameWait', { here: 3, elsewhere: 3 }],
    ['domain.verifyWithin', { suffixes: ['.com', '.net'], days: 5 }],
    ['server.minRemainingMonths', 0],
    ['server.accessMethod', 'VIRTUAL_HOST'],
    ['server.accessMethodInCodes', 'CLOUD'],
    ['person.officePhone', 'ASKED'],
    ['entity.investor', 'NOT_ASKED'],
    ['code.maxPerServer', 5],
    ['code.accountKind', 'ENTERPRISE'],
    ['person.minAge', 18],
    ['person.minorDocs', 'NONE'],
    ['person.maxAge', 'NONE'],
    ['person.mobileRegion', 'ANY'],
    ['person.contactRules', { differentNumbers: 2 }],
    ['person.emergencyContact', 'ANYBODY'],
    ['person.idMinRemainingDays', 90],
    ['watch.daysBefore', [90, 30, 7]],
    ['entity.certAddressSameCity', 'SAME_PROVINCE'],
    ['change.personToOrg', 'NO'],
    ['change.orgToPerson', 'NEVER'],
    ['psb.anchor', 'NUMBER_ISSUED'],
    ['psb.days', 30],
    ['psb.iconDays', 30],
    ['psb.reminderDaysLeft', [15, 7, 1]],
    ['footer.icpLink', 'https://beian.miit.gov.cn/'],
    ['footer.copyrightProvinces', ['JS']],
    ['inspection.rectifyDays', 30],
    ['unfiled.handleDays', 5],
    ['inspection.ipMustBelong', 'YES'],
    ['password.required', []],
    ['retention.abandonedDays', 365],
    ['retention.cancelledDays', 365],
    ['retention.returnedDays', 365],
    ['retention.expiredDays', 0],
    ['retention.imagesDays', 1095],
    ['retention.decidedVersionsDays', 365],
    ['retention.accountDays', 1095],
  ] as const)('A-176 %s is %j', (key, value) => {
    expect(policies.resolve(key, {}, TODAY)).toEqual(value);
  });

  test('A-176 type, phase, entity kind and product change some answers', () => {
    const { resolve } = policies;
    expect(resolve('sla.prelimBd', { orderType: 'CHANGE_SITE' }, TODAY)).toBe(1);
    expect(resolve('sla.forwardBd', { phase: 'AFTER_PRELIM' }, TODAY)).toBe(1);
    expect(resolve('sms.resubmit', { orderType: 'DEREG_SITE' }, TODAY)).toBe('NONE');
    expect(resolve('site.maxPerOrder', { entityKind: 'INDIVIDUAL' }, TODAY)).toBe(1);
    expect(resolve('watch.daysBefore', { subject: 'SERVER' }, TODAY)).toEqual([30, 7, 1]);
    expect(resolve('bureau.legalBd', { province: 'ZJ' }, TODAY)).toBe(30);
    expect(resolve('server.rules', { product: 'SITE_BUILDER' }, TODAY)).toEqual({
      minTermMonths: 12,
      sitesPerInstance: 1,
    });
  });

  test('A-041 the app accepts first filings, and new websites whose entity is filed elsewhere', () => {
    expect(policies.resolve('channel.types', { channel: 'APP' }, TODAY)).toEqual(['FIRST', 'NEW_SITE_ELSEWHERE']);
    for (const channel of ['PC', 'MINI'] as const) {
      expect(policies.resolve('channel.types', { channel }, TODAY)).toEqual([...ORDER_TYPES]);
    }
  });

  test('A-112 A-123 the filing password is asked for until 2020-08-16', () => {
    expect(policies.resolve('password.required', {}, on('2020-08-16'))).toContain('DEREG_ENTITY');
    expect(policies.resolve('password.required', {}, on('2020-08-17'))).toEqual([]);
  });

  test('A-106 the province decides about person to organisation; organisation to person is never possible', () => {
    const change = (province: Province) => policies.resolve('change.personToOrg', { province }, TODAY);
    expect([change('BJ'), change('XJ'), change('SD')]).toEqual(['NO', 'FREE', 'IF_LEGAL_REP']);
  });

  test('A-093 Shanghai asked for 180 days of registration in 2019 and asks for 90 now', () => {
    const days = (date: string) => policies.resolve('domain.minRemainingDays', { province: 'SH' }, on(date));
    expect([days('2019-09-20'), days('2026-02-09')]).toEqual([180, 90]);
  });
});

describe('the row that answers:', () => {
  const source = 'made up for the test';

  test('A-140 the most specific row wins over a newer, less specific one', () => {
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

  test('A-148 a file with one bad row is refused completely, and every bad row is named', () => {
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

  test('A-140 no valid row is more specific than the answer, or as specific and newer', () => {
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

  test('A-140 rows that do not fit or are not yet valid change nothing', () => {
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

describe('images of documents', () => {
  const longest = (slot: string) => policies.resolve('material.maxBase64', { slot }, TODAY);

  test('A-183 may be 150 K as base64 text for the checklist form and 100 K for every other slot', () => {
    expect(longest('checklist-form')).toBe(150_000);
    for (const slot of ['entity-certificate', 'site-head-id', 'backdrop-photo']) expect(longest(slot)).toBe(100_000);
  });
});
