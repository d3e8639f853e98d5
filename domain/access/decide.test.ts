import { describe, expect, test } from '@jest/globals';
import type { OrderId } from '../identifiers.ts';
import type { Clock } from '../lifecycle/clocks.ts';
import { shanghai, type Instant } from '../time/instant.ts';
import { decide, type Before, type GateFacts, type OpenOrder, type RecordedSite } from './decide.ts';
import { ACCESS_REASONS, REASON_TEXTS } from './reasons.ts';

const number = '粤ICP备2026012345号-1';
const now = shanghai('2026-03-11 12:00');
const at = (time: string) => shanghai(`2026-03-11 ${time}`);
const facts = (more: Partial<GateFacts> = {}): GateFacts => ({ now, fileable: true, ...more });
const site = (more: Partial<RecordedSite> = {}): RecordedSite => ({
  number,
  shell: false,
  access: {},
  hadAccess: true,
  ...more,
});
const gone: RecordedSite = { number, shell: false, hadAccess: true };
const order = (access: OpenOrder['access'], more: Partial<OpenOrder> = {}): OpenOrder => ({
  id: 'BA-1' as OrderId,
  access,
  approved: false,
  ...more,
});
const said = (given: GateFacts): string => {
  const { serve, reason } = decide(given);
  return `${serve ? 'serve' : 'block'} ${reason}`;
};

describe('A-127 the gate', () => {
  test.each<[string, Partial<GateFacts>, string]>([
    ['a website whose number is not issued yet', { order: order('WITH_NUMBER') }, 'block FILING_IN_PROGRESS'],
    [
      'a website that the bureau approved and MIIT has not told yet',
      { order: order('WITH_NUMBER', { approved: true }) },
      'block APPROVED_SYNC_PENDING',
    ],
    [
      'a transfer without preliminary approval',
      { website: gone, order: order('PROVISIONAL') },
      'block FILING_IN_PROGRESS',
    ],
    ['a change in progress', { website: site(), order: order('STAYS') }, 'serve FILED'],
    [
      'a change that the bureau approved',
      { website: site(), order: order('STAYS', { approved: true }) },
      'serve FILED',
    ],
    ['a removal that was applied for', { website: site(), order: order('ENDS_WITH_APPROVAL') }, 'serve FILED'],
    [
      'a removal that was confirmed',
      { website: site(), order: order('ENDS_WITH_APPROVAL', { approved: true }) },
      'block REMOVAL_APPROVED',
    ],
    ['an unfiled domain', {}, 'block NOT_FILED'],
    ['an unfiled domain that a bureau found on an address here', { foundUnfiled: true }, 'block FOUND_UNFILED'],
    ['such a domain that was filed meanwhile', { foundUnfiled: true, website: site() }, 'serve FILED'],
    [
      'such a domain whose filing goes on',
      { foundUnfiled: true, order: order('WITH_NUMBER') },
      'block FILING_IN_PROGRESS',
    ],
    ['a domain that MIIT has with another provider', { filedElsewhere: true }, 'block FILED_ELSEWHERE'],
    [
      'a website on record that never had an access here',
      { website: { ...gone, hadAccess: false } },
      'block FILED_ELSEWHERE',
    ],
    [
      'a domain that points to another provider and is not filed there',
      { domain: { pointsElsewhereUnfiled: true }, website: site() },
      'block POINTS_ELSEWHERE',
    ],
    ['a deregistered number', { formerNumber: number }, 'block DEREGISTERED'],
    ['a cancelled access', { website: gone }, 'block ACCESS_CANCELLED'],
    ['a shell', { website: site({ shell: true }) }, 'block SHELL'],
    ['a rectification that runs', { website: site(), inspection: { accessCancelled: false } }, 'serve FILED'],
    [
      'a rectification that is overdue',
      { website: site(), inspection: { accessCancelled: true } },
      'block RECTIFICATION_OVERDUE',
    ],
  ])('answers about %s', (_what, given, expected) => expect(said(facts(given))).toBe(expected));

  test('waits half an hour after the record arrived, and names when it ends', () => {
    const website = site({ access: { newSince: at('11:30') } });
    expect(decide(facts({ website, now: at('11:59') }))).toEqual({
      serve: false,
      reason: 'SYNC_PENDING',
      number,
      from: at('12:00'),
      until: at('12:00'),
    });
    expect(decide(facts({ website, now: at('12:00') }))).toEqual({ serve: true, reason: 'FILED', number });
  });

  test('names the number that a domain had, and does not advise to file what cannot be filed', () => {
    expect(decide(facts({ formerNumber: number }))).toMatchObject({ reason: 'DEREGISTERED', number });
    expect(decide(facts({ formerNumber: number, fileable: false }))).toMatchObject({
      reason: 'SUFFIX_NOT_FILEABLE',
      number,
    });
  });

  test('goes by the order when a deregistered domain is filed anew', () =>
    expect(said(facts({ formerNumber: number, order: order('WITH_NUMBER') }))).toBe('block FILING_IN_PROGRESS'));

  test('says nothing of an order about a website that has no access to change or remove', () => {
    for (const access of ['STAYS', 'ENDS_WITH_APPROVAL'] as const) {
      expect(said(facts({ website: gone, order: order(access) }))).toBe('block ACCESS_CANCELLED');
    }
  });
});

describe('A-129 a transfer', () => {
  const clock: Clock = {
    kind: 'provisionalAccess',
    from: at('12:00'),
    at: shanghai('2026-04-25 23:59'),
    unit: 'CD',
    amount: 45,
    remindersPassed: 0,
  };
  const provisionalAccess = { from: at('12:30'), fulfilledAt: 'BUREAU_REVIEW' } as const;
  const before = { clocks: [clock], provisionalAccess };
  const elsewhere: RecordedSite = { ...gone, hadAccess: false };
  const atTime = (time: Instant, more: Partial<OpenOrder> = {}) =>
    said(facts({ now: time, website: elsewhere, order: order('PROVISIONAL', { before, ...more }) }));

  test('is closed, then opening, then served until its clock ends, also when nobody was there to ring it', () => {
    expect(said(facts({ order: order('PROVISIONAL') }))).toBe('block FILING_IN_PROGRESS');
    expect(atTime(at('12:29'))).toBe('block PROVISIONAL_OPENING');
    expect(atTime(at('12:30'))).toBe('serve PROVISIONAL');
    expect(atTime(shanghai('2026-04-25 23:58'))).toBe('serve PROVISIONAL');
    expect(atTime(shanghai('2026-04-25 23:59'))).toBe('block PROVISIONAL_CLOSED');
  });

  test('is served without an end once the bureau has it, and when it is approved', () => {
    const kept = { before: { clocks: [], provisionalAccess } };
    expect(atTime(shanghai('2026-06-01 12:00'), kept)).toBe('serve PROVISIONAL');
    expect(atTime(shanghai('2026-06-01 12:00'), { ...kept, approved: true })).toBe('serve PROVISIONAL');
  });

  test('is served on when its record arrives, and waits half an hour when it was not served before', () => {
    const time = shanghai('2026-06-03 09:00');
    const onRecord = (broughtBy: Before) =>
      said(facts({ now: time, website: site({ access: { newSince: time, broughtBy } }) }));
    expect(onRecord({ clocks: [], provisionalAccess })).toBe('serve FILED');
    expect(onRecord({ provisionalAccess: { ...provisionalAccess, closedAt: at('13:00') } })).toBe('block SYNC_PENDING');
  });

  test('A-164 is closed at once when its approval falls', () =>
    expect(
      atTime(at('13:00'), { before: { provisionalAccess: { ...provisionalAccess, closedAt: at('12:59') } } }),
    ).toBe('block PROVISIONAL_CLOSED'));

  test('says when it opens', () =>
    expect(decide(facts({ order: order('PROVISIONAL', { before }) }))).toMatchObject({
      reason: 'PROVISIONAL_OPENING',
      from: at('12:30'),
    }));
});

test('A-139 a domain that cannot be filed is blocked on the mainland, and the reason says so', () => {
  expect(said(facts({ fileable: false }))).toBe('block SUFFIX_NOT_FILEABLE');
  expect(REASON_TEXTS.SUFFIX_NOT_FILEABLE.en).toContain('cannot be filed');
});

test.each(ACCESS_REASONS)('%s is explained in both languages', (reason) => {
  expect(REASON_TEXTS[reason].zh).toMatch(/\p{Script=Han}/u);
  expect(REASON_TEXTS[reason].en).toMatch(/^[\x20-\x7E]+$/);
});
