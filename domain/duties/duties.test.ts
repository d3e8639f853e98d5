import { describe, expect, test } from '@jest/globals';
import { formatInstant, shanghai, type Instant } from '../time/instant.ts';
import { dutiesOf, type ApprovedWebsite } from './duties-of-order.ts';
import { isClosed, withChanges, type Duty } from './duty.ts';
import { nextAlarmOf, openDuty, ring } from './duty-alarms.ts';
import { reportData, report, reportsOf, type Report } from './duty-reports.ts';
import { dutyTerms } from './duty-terms.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies } from '../policy/policy.ts';
import { policy } from '../policy/policy-row.ts';

const policies = createPolicies(BUILT_IN_POLICIES);
const website = (n: number, more: Partial<ApprovedWebsite> = {}): ApprovedWebsite => ({
  websiteId: `W${n}`,
  domain: `site${n}.cn`,
  number: `粤ICP备2026012345号-${n}`,
  incomeGenerating: false,
  ...more,
});
const order = { type: 'FIRST' as OrderType, province: 'GD' as const, issuedOn: '2026-03-11', policies };
const terms = dutyTerms(order);
const kinds = (more: Partial<Parameters<typeof dutiesOf>[0]>) =>
  dutiesOf({ ...order, websites: [website(1)], ...more }).map(({ websiteId, kind }) => `${websiteId} ${kind}`);

describe('A-166 R-POST-4 an order of type', () => {
  test.each(['FIRST', 'NEW_SITE_HERE', 'NEW_SITE_ELSEWHERE'] as const)(
    '%s has a footer and a PSB filing for each website',
    (type) => {
      expect(kinds({ type })).toEqual(['W1 FOOTER', 'W1 PSB']);
      expect(kinds({ type, websites: [website(1), website(2)] })).toEqual([
        'W1 FOOTER',
        'W1 PSB',
        'W2 FOOTER',
        'W2 PSB',
      ]);
    },
  );

  test.each(['TRANSFER_NEW', 'TRANSFER_MORE'] as const)(
    '%s has the footer, and the PSB filing when no PSB number is known',
    (type) => {
      expect(kinds({ type, websites: [website(1, { psbNumber: '粤公网安备44030002000001号' })] })).toEqual([
        'W1 FOOTER',
      ]);
      const [, psb] = dutiesOf({ ...order, type, websites: [website(1)], completedOn: '2026-05-01' });
      expect(psb?.due && formatInstant(psb.due.at)).toBe('2026-05-31T23:59:59+08:00');
    },
  );

  test.each(['CHANGE_ENTITY', 'CHANGE_SITE'] as const)(
    '%s has the footer when the name of the entity changed',
    (type) => {
      expect(kinds({ type })).toEqual([]);
      expect(kinds({ type, entityNameChanged: true })).toEqual(['W1 FOOTER']);
    },
  );

  test.each(['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'] as const)('%s has no duties', (type) =>
    expect(kinds({ type })).toEqual([]),
  );

  test('A-052 a licence is a duty of sites that earn money, and of no others', () =>
    expect(kinds({ websites: [website(1), website(2, { incomeGenerating: true })] })).toEqual([
      'W1 FOOTER',
      'W1 PSB',
      'W2 FOOTER',
      'W2 PSB',
      'W2 LICENCE',
    ]));

  test('A-062 a copyright notice is suggested in Jiangsu only, without a due date', () => {
    const duties = dutiesOf({ ...order, province: 'JS', websites: [website(1)] });
    expect(duties.map(({ kind, due }) => [kind, due?.unit])).toEqual([
      ['FOOTER', undefined],
      ['PSB', 'CD'],
      ['COPYRIGHT', undefined],
    ]);
    const elsewhere = dutiesOf({ ...order, province: 'GD', websites: [website(1)] });
    expect(elsewhere.map(({ kind }) => kind)).toEqual(['FOOTER', 'PSB']);
  });

  test('day 0 is the completion where the going live counts (C-6)', () => {
    const goLive = createPolicies([...BUILT_IN_POLICIES, policy('psb.anchor', 'GO_LIVE', 'test')]);
    const [, psb] = dutiesOf({ ...order, websites: [website(1)], completedOn: '2026-03-13', policies: goLive });
    expect(psb?.due && formatInstant(psb.due.at)).toBe('2026-04-12T23:59:59+08:00');
  });
});

const opened = (at: Instant = shanghai('2026-03-13 09:20'), websites = [website(1)]): Duty[] =>
  dutiesOf({ ...order, websites }).map((duty) => openDuty(duty, at, terms));

const ofKind = (duties: readonly Duty[], kind: string): Duty => {
  const found = duties.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
};

/** All alarms of a duty for which nobody reports anything. */
function alarms(duty: Duty): string[] {
  const alarm = nextAlarmOf(duty, terms);
  if (alarm === undefined) return [];
  return [`${formatInstant(alarm.at).slice(0, 16)} ${alarm.days ?? alarm.name}`, ...alarms(ring(alarm))];
}

const told = (duties: Duty[], said: Report, at: Instant) => {
  const outcome = report(duties, said, at, terms);
  if (outcome.outcome === 'REFUSED') return outcome.reason;
  return withChanges(duties, outcome.changed);
};
const applied = (duties: Duty[], said: Report, at: Instant): Duty[] => {
  const after = told(duties, said, at);
  if (typeof after === 'string') throw new Error(after);
  return after;
};
const W1 = { websiteId: 'W1' };

describe('A-053 the PSB filing', () => {
  test('is due 30 calendar days after the number, with reminders 15, 7 and 1 days before and one message when overdue', () =>
    expect(alarms(ofKind(opened(), 'PSB'))).toEqual([
      '2026-03-26T10:00 15',
      '2026-04-03T10:00 7',
      '2026-04-09T10:00 1',
      '2026-04-10T23:59 overdue',
    ]));

  test('has no reminders for instants before the completion', () =>
    expect(alarms(ofKind(opened(shanghai('2026-04-03 10:00')), 'PSB'))).toEqual([
      '2026-04-09T10:00 1',
      '2026-04-10T23:59 overdue',
    ]));

  test('has no alarms once it is submitted, and neither have duties without a due date', () => {
    const submitted = applied(opened(), { action: 'psbSubmitted', data: W1 }, shanghai('2026-03-20 10:00'));
    expect(submitted.flatMap(alarms)).toEqual([]);
    expect(alarms(ofKind(opened(), 'FOOTER'))).toEqual([]);
  });

  test('A-064 opens the duty to show the icon when it is approved, 30 calendar days from the approval', () => {
    const said = { action: 'psbApproved', data: { ...W1, approvedOn: '2026-03-27', number: '粤公网安备1号' } } as const;
    const after = applied(opened(), said, shanghai('2026-03-28 09:00'));
    expect(ofKind(after, 'PSB')).toMatchObject({ state: 'APPROVED', psbNumber: '粤公网安备1号' });
    const icon = ofKind(after, 'PSB_ICON');
    expect(icon.due && formatInstant(icon.due.at)).toBe('2026-04-26T23:59:59+08:00');
    expect(alarms(icon)[0]).toBe('2026-04-11T10:00 15');
    const shown = applied(after, { action: 'psbIconConfirmed', data: W1 }, shanghai('2026-04-20 10:00'));
    expect(ofKind(shown, 'PSB_ICON').state).toBe('SHOWN');
    expect(shown.filter((one) => !isClosed(one)).map(({ kind }) => kind)).toEqual(['FOOTER']);
  });

  test('can still be submitted when it is overdue', () => {
    const alarm = nextAlarmOf({ ...ofKind(opened(), 'PSB'), remindersPassed: 3 }, terms);
    if (alarm === undefined) throw new Error('nothing rings');
    const late = withChanges(opened(), [ring(alarm)]);
    expect(ofKind(late, 'PSB').state).toBe('OVERDUE');
    const after = applied(late, { action: 'psbSubmitted', data: W1 }, shanghai('2026-04-12 10:00'));
    expect(ofKind(after, 'PSB').state).toBe('SUBMITTED');
  });
});

describe('a report changes nothing', () => {
  const at = shanghai('2026-03-20 10:00');

  test('about a duty that the website does not have', () => {
    expect(told(opened(), { action: 'psbIconConfirmed', data: W1 }, at)).toBe('UNKNOWN_OBLIGATION');
    expect(told(opened(), { action: 'licenceUploaded', data: W1 }, at)).toBe('UNKNOWN_OBLIGATION');
    expect(told(opened(), { action: 'footerConfirmed', data: { websiteId: 'W9' } }, at)).toBe('UNKNOWN_OBLIGATION');
  });

  test('when it comes a second time', () => {
    const once = applied(opened(), { action: 'footerConfirmed', data: W1 }, at);
    expect(told(once, { action: 'footerConfirmed', data: W1 }, at)).toBe('ALREADY_DONE');
  });

  test('about an approval in the future', () =>
    expect(told(opened(), { action: 'psbApproved', data: { ...W1, approvedOn: '2026-03-21' } }, at)).toBe('MALFORMED'));

  test('in another form than the action takes', () => {
    expect(reportData.psbApproved().safeParse(W1).success).toBe(false);
    expect(reportData.footerConfirmed().safeParse({ websiteId: 'www.site1.cn' }).success).toBe(false);
  });
});

test('A-166 the removal of a website ends its open duties, and no others', () => {
  const at = shanghai('2026-03-20 10:00');
  const two = applied(opened(at, [website(1), website(2)]), { action: 'footerConfirmed', data: W1 }, at);
  const after = applied(two, { action: 'websiteRemoved', data: W1 }, at);
  expect(after.map(({ websiteId, kind, state }) => `${websiteId} ${kind} ${state}`)).toEqual([
    'W1 FOOTER DONE',
    'W1 PSB REMOVED',
    'W2 FOOTER OPEN',
    'W2 PSB OPEN',
  ]);
  expect(told(after, { action: 'websiteRemoved', data: W1 }, at)).toBe('ALREADY_DONE');
});

test('pages offer exactly the reports that would change something', () => {
  expect(reportsOf({ kind: 'PSB', state: 'OPEN' })).toEqual(['psbSubmitted', 'psbApproved']);
  expect(reportsOf({ kind: 'PSB', state: 'SUBMITTED' })).toEqual(['psbApproved']);
  expect(reportsOf({ kind: 'PSB_ICON', state: 'OVERDUE' })).toEqual(['psbIconConfirmed']);
  expect(reportsOf({ kind: 'FOOTER', state: 'DONE' })).toEqual([]);
});
