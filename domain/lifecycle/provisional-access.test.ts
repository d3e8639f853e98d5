import { describe, expect, test } from '@jest/globals';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies, type PolicyRow } from '../policy/policy.ts';
import { policy } from '../policy/policy-row.ts';
import { calendarDays, formatInstant, shanghai, type CivilDate } from '../time/instant.ts';
import { STAGES } from './stage.ts';
import {
  accessNow,
  accessOnEntering,
  closedAccess,
  expiresWithAccess,
  openedAccess,
  provisionalTerms,
} from './provisional-access.ts';

const ON = '2026-02-28' as CivilDate;
const APPROVED = shanghai('2026-02-28 11:00');
const terms = (...rows: PolicyRow[]) =>
  provisionalTerms(createPolicies([...BUILT_IN_POLICIES, ...rows]), { orderType: 'TRANSFER_NEW', province: 'GD' }, ON);
const since = { from: '2026-01-01' };
const opened = openedAccess({}, terms(), APPROVED);

describe('provisional access of a transfer', () => {
  test('A-164 an approval opens it after 30 minutes, until the end of the 45th day', () => {
    const [clock] = opened.clocks ?? [];
    expect(formatInstant(clock?.at ?? APPROVED)).toBe('2026-04-14T23:59:59+08:00');
    expect(clock).toMatchObject({ unit: 'CD', amount: 45, reminders: { daysLeft: [15, 7, 1], at: '10:00' } });
    expect(accessNow({}, APPROVED)).toEqual({ access: 'NONE' });
    const from = shanghai('2026-02-28 11:30');
    expect(accessNow(opened, shanghai('2026-02-28 11:29:59'))).toEqual({ access: 'OPENING', from });
    expect(accessNow(opened, from)).toEqual({ access: 'OPEN', since: from, until: shanghai('2026-04-14 23:59:59') });
  });

  test('A-164 no approval stands in four states, which close it at once; all others keep it', () => {
    const at = shanghai('2026-03-20 09:00');
    const closing = STAGES.filter((stage) => accessOnEntering(opened, stage, at).provisionalAccess !== undefined);
    expect(closing).toEqual(['PRELIM_REJECTED', 'BUREAU_REJECTED', 'ABANDONED', 'EXPIRED']);
    const closed = accessOnEntering(opened, 'PRELIM_REJECTED', at);
    expect(closed.clocks).toEqual([]);
    expect(accessNow(closed, at)).toEqual({ access: 'CLOSED', since: at });
    expect(accessOnEntering(closed, 'ABANDONED', shanghai('2026-03-21 09:00'))).toEqual({});
  });

  test('A-128 the bureau’s review fulfils the clock, and the access stays without an end', () => {
    const at = shanghai('2026-03-20 09:00');
    const fulfilled = { ...opened, ...accessOnEntering(opened, 'BUREAU_REVIEW', at) };
    expect(accessNow(fulfilled, shanghai('2026-06-01 09:00'))).toMatchObject({ access: 'OPEN', until: undefined });
  });

  test('A-164 a new approval opens it anew with a fresh clock', () => {
    const closed = closedAccess(opened, shanghai('2026-04-14 23:59:59'));
    const again = openedAccess(closed, terms(), shanghai('2026-04-17 11:00'));
    expect(again.clocks).toHaveLength(1);
    expect(accessNow(again, shanghai('2026-04-17 11:30'))).toMatchObject({ until: shanghai('2026-06-01 23:59:59') });
  });

  test('R-TRF-6 only an order that waits for the customer expires with it', () => {
    expect(STAGES.filter(expiresWithAccess)).toEqual([
      'PHOTO_PENDING',
      'BACKDROP_SHIPPING',
      'PHOTO_REJECTED',
      'MAIL_PENDING',
    ]);
  });
});

describe('policies of provisional access', () => {
  test('A-177 C-22 the key says whether an approval of the provider opens access', () => {
    expect(terms()).toMatchObject({ days: 45, opensAfterMinutes: 30 });
    expect(terms(policy('transfer.provisionalAccess', 'AFTER_BUREAU', 'test', since))).toBeUndefined();
  });

  test('A-164 delay, length and the state that fulfils the clock are policies', () => {
    const other = terms(
      policy('transfer.unblockDelayMinutes', 10, 'test', since),
      policy('transfer.provisionalDays', calendarDays(7), 'test', since),
      policy('transfer.clockFulfilledAt', 'COMPLETED', 'test', since),
    );
    // Reminders of fifteen and seven days make no sense in a term of seven days.
    expect(other).toMatchObject({
      opensAfterMinutes: 10,
      days: 7,
      reminders: { daysLeft: [1] },
      fulfilledAt: 'COMPLETED',
    });
    const access = openedAccess({}, other, APPROVED);
    expect(accessOnEntering(access, 'BUREAU_REVIEW', APPROVED)).toEqual({});
    expect(accessOnEntering(access, 'COMPLETED', APPROVED).clocks).toEqual([]);
  });
});
