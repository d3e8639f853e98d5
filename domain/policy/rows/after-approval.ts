/** Duties after approval, inspections and passwords (§7, §8; C-6, C-8, C-18, C-20). */
import { calendarDays } from '../../time/instant.ts';
import type { PolicyRow } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

export const AFTER_APPROVAL_POLICIES: readonly PolicyRow[] = [
  policy('psb.anchor', 'NUMBER_ISSUED', SOURCES.TENCENT_INTRODUCTION, { note: 'FAQ of 2019: site launch (C-6).' }),
  policy('psb.days', calendarDays(30), SOURCES.TENCENT_INTRODUCTION),
  policy('psb.iconDays', calendarDays(30), SOURCES.TENCENT_INTRODUCTION),
  policy('psb.reminderDaysLeft', [15, 7, 1].map(calendarDays), SOURCES.DESIGN),
  policy('psb.platform', 'https://beian.mps.gov.cn/', SOURCES.TENCENT_INTRODUCTION, {
    note: 'Older: www.beian.gov.cn.',
  }),
  policy('footer.icpLink', 'http://www.miibeian.gov.cn', SOURCES.TENCENT_FAQ),
  policy('footer.icpLink', 'https://beian.miit.gov.cn/', SOURCES.TENCENT_DOCS, {
    from: '2020-06-01',
    note: 'The old address was retired (C-18).',
  }),
  policy('footer.copyrightProvinces', ['JS'], SOURCES.TENCENT_INTRODUCTION),
  policy(
    'provider.contacts',
    { tickets: 'https://console.provider.example/tickets', hotline: '400-000-0000', hours: '09:00–18:00' },
    SOURCES.DESIGN,
    { note: 'Invented: each provider imports its own (R-DIAG-2).' },
  ),
  policy('provider.nameServers', ['ns1.provider.example', 'ns2.provider.example'], SOURCES.DESIGN, {
    note: 'Invented: each provider imports its own (R-DIAG-2).',
  }),
  policy('inspection.rectifyDays', calendarDays(30), SOURCES.DESIGN),
  policy('unfiled.handleDays', calendarDays(5), SOURCES.DESIGN, {
    note: 'MIIT’s list names no term; a bureau that gives one has a row of its own.',
  }),
  policy('inspection.ipMustBelong', 'YES', SOURCES.TENCENT_FAQ),
  policy('password.required', ['TRANSFER_NEW', 'TRANSFER_MORE', 'DEREG_ENTITY', 'DEREG_SITE'], SOURCES.TENCENT_FAQ, {
    to: '2020-08-16',
    note: 'Alibaba asked for it on CANCEL_ACCESS too (C-8).',
  }),
  policy('password.required', [], SOURCES.SMS_NATIONWIDE, { from: '2020-08-17' }),
  policy('licence.assistCities', ['BJ', 'TJ', 'SH', 'Guangzhou', 'Shenzhen', 'Chengdu', 'CQ'], SOURCES.TENCENT_FAQ),
];
