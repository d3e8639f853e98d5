/** Waits, reminders, parcels and the provisional access of transfers (R-SM-1, R-SM-10, R-MAIL-2, R-TRF-2; C-22, C-26). */
import { businessDays, calendarDays, hours, type TimeOfDay } from '../../time/instant.ts';
import type { PolicyRow } from '../policy.ts';
import { policy, policyIn } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const days = (...counts: number[]) => counts.map(calendarDays);
const time = (text: string): TimeOfDay => text as TimeOfDay;

export const ORDER_POLICIES: readonly PolicyRow[] = [
  policy('calendar.bdClose', time('18:00'), SOURCES.DESIGN),
  policy('dates.range', { firstDay: '1900-01-01', lastDay: '2100-12-31' }, SOURCES.DESIGN, {
    note: 'The widest range there can be: no counting leaves it. It may be narrowed.',
  }),
  policy('order.stepExpiryDays', calendarDays(45), SOURCES.TENCENT_DOCS),
  policy('order.draftExpiryDays', calendarDays(45), SOURCES.DESIGN),
  policy('order.reminderDays', days(7, 15, 30), SOURCES.TENCENT_DOCS),
  policy('order.reminderTime', time('10:00'), SOURCES.DESIGN),
  policy('order.expiredKeepDays', calendarDays(365), SOURCES.DESIGN),
  policy('order.actionsPerDay', { applicant: 30, staff: 100, party: 500, edits: 300 }, SOURCES.DESIGN, {
    note: 'Far above what an order needs; a thousand actions a day would still not strain its filing.',
  }),
  policy('reads.clearPerDay', 600, SOURCES.DESIGN, {
    note: 'About sixty orders with their scans; above it operators are told, and nothing is refused.',
  }),
  policy('message.perAddressAndDay', { sms: 10, email: 20 }, SOURCES.DESIGN, {
    note: 'More than one order needs on its busiest day. Set the limit of the SMS vendor for one number at least four higher.',
  }),
  policy('message.numberProof', 'NOT_NEEDED', SOURCES.DESIGN, {
    note: 'The face check and the SMS by MIIT prove people later. Where strangers are named, ask for { validDays: 365, codeMinutes: 10, maxWrongEntries: 5, codesPerDay: { perNumber: 5, perAccount: 30 } }.',
  }),
  policy(
    'confirmation.holderCode',
    { codeMinutes: 10, maxWrongEntries: 5, codesPerDay: { perNumber: 5, perAccount: 30 }, standsHours: hours(24) },
    SOURCES.ALIBABA_DOCS,
    { note: 'The source asks for a code and names no terms; these are ours.' },
  ),
  policy('type.checksPerDay', { checks: 50, certificates: 5 }, SOURCES.DESIGN, {
    note: 'A number that was mistyped twice is still right at the third try.',
  }),
  policy('lookUps.openPerAccount', 20, SOURCES.DESIGN),
  policy('order.withdrawRule', 'WHILE_UNDECIDED', SOURCES.TENCENT_DOCS, {
    note: 'Alibaba: UNTIL_NEXT_STEP, until a reviewer has done something with it (C-26).',
  }),
  policy('backdrop.shipDays', calendarDays(5), SOURCES.TENCENT_DOCS, { note: '1 to 3 CD, remote areas 3 to 5.' }),
  policy('mail.transitDays', calendarDays(10), SOURCES.DESIGN),
  policy('mail.required', 'NO', SOURCES.ALIBABA_QUICK_START, { note: 'Depends on the bureau (R-MAIL-1).' }),
  policy('mail.required', 'YES', SOURCES.TENCENT_FAQ, {
    scope: { province: 'GD', contentSector: 'FINANCE' },
    note: 'Courier and tracking number are recorded for the reviewer (R-PRE-7).',
  }),
  ...policyIn(['GD', 'GX'], 'mail.required', 'YES', SOURCES.TENCENT_PROVINCES, {
    scope: { slot: 'construction-plan' },
    note: 'Where a construction plan is needed, it is posted.',
  }),
  policy(
    'mail.address',
    { recipient: 'ICP filing desk', address: "The provider's address as printed on the order page" },
    SOURCES.DESIGN,
    { note: "Replace by the provider's own address." },
  ),
  policy(
    'mail.address',
    {
      recipient: '备案审核 Application Review',
      address:
        '广州市越秀区执信南路3号广东通建大厦401室 (Room 401, Guangdong Tongjian Building, No. 3 South Zhixin Road), 510080',
      phone: '020-87628386',
    },
    SOURCES.TENCENT_FAQ,
    { scope: { province: 'GD', contentSector: 'FINANCE' } },
  ),
  policy(
    'mail.papers',
    [
      { paper: '真实性核验单 (the checklist form), filled in by hand; organisations seal it', copies: 2 },
      { paper: '信息安全管理协议 (information security agreement), at the first filing here', copies: 1 },
    ],
    SOURCES.TENCENT_DOCS,
  ),
  policy(
    'mail.papers',
    [
      { paper: '承诺书 (Letter of Undertaking), sealed and signed by the legal representative', copies: 1 },
      { paper: '业务情况说明 (description of the business)', copies: 1 },
      { paper: '网站内容说明 (description of the website)', copies: 1 },
      { paper: '营业执照副本复印件 (copy of the business licence)', copies: 1 },
    ],
    SOURCES.TENCENT_FAQ,
    { scope: { province: 'GD', contentSector: 'FINANCE' } },
  ),
  policy(
    'mail.papers',
    [{ paper: '网站建设方案书 (website construction plan)', copies: 1 }],
    SOURCES.TENCENT_PROVINCES,
    {
      scope: { slot: 'construction-plan' },
    },
  ),
  policy('mail.rules', ['Send it by any courier; parcels to be paid on delivery (到付) are refused.'], SOURCES.ALIBABA_DOCS), // prettier-ignore
  policy(
    'mail.rules',
    [
      'Send it by any courier; parcels to be paid on delivery (到付) are refused.',
      'Enter courier and tracking number here at once: the reviewer passes them on to the bureau.',
    ],
    SOURCES.TENCENT_FAQ,
    { scope: { province: 'GD', contentSector: 'FINANCE' } },
  ),
  policy('transfer.provisionalDays', calendarDays(45), SOURCES.TENCENT_FAQ),
  policy('transfer.reminderDaysLeft', days(15, 7, 1), SOURCES.DESIGN),
  policy('transfer.provisionalAccess', 'PRELIM_45CD', SOURCES.TENCENT_FAQ, { note: 'Alibaba: AFTER_BUREAU (C-22).' }),
  policy('transfer.clockFulfilledAt', 'BUREAU_REVIEW', SOURCES.DESIGN),
  policy('transfer.unblockDelayMinutes', 30, SOURCES.TENCENT_FAQ, { note: '10 to 30 minutes.' }),
  policy('transfer.recordChanges', { when: 'BEFORE_OR_AFTER' }, SOURCES.TENCENT_FAQ),
  policy('transfer.recordChanges', { when: 'AFTER', withinBd: businessDays(10) }, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'BJ' },
  }),
  policy('transfer.recordChanges', { when: 'BEFORE' }, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'XZ' },
    note: 'The name must match before the transfer.',
  }),
];
