/** MIIT's SMS verification: where, for whom, how long (domain-spec §5.4, C-12 to C-14, C-23 to C-25). */
import { hours } from '../../time/instant.ts';
import { ORDER_TYPES } from '../../order-types/order-type.ts';
import { typesOf } from '../../order-types/table.ts';
import type { PolicyRow } from '../policy.ts';
import { policy, policyIn } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

/** All but removals (C-24). */
const PILOT_TYPES = [...typesOf('ADDING'), ...typesOf('TRANSFER'), ...typesOf('CHANGE')];
const TYPES_SINCE_2020 = ORDER_TYPES.filter((type) => type !== 'CANCEL_ACCESS');
const PILOT_ENDS = '2020-08-16';

export const SMS_POLICIES: readonly PolicyRow[] = [
  policy('sms.scope', [], SOURCES.ALIBABA_FIRST, { note: 'Optional elsewhere: straight to bureau review (R-SMS-4).' }),
  ...policyIn(['TJ', 'GS', 'XZ', 'NX', 'HI', 'XJ', 'QH'], 'sms.scope', PILOT_TYPES, SOURCES.SMS_DATES, {
    from: '2017-12-18',
    to: PILOT_ENDS,
  }),
  ...policyIn(['ZJ', 'SC', 'FJ', 'SN', 'CQ', 'GX', 'YN'], 'sms.scope', PILOT_TYPES, SOURCES.SMS_DATES, {
    from: '2018-09-10',
    to: PILOT_ENDS,
  }),
  ...policyIn(['SD', 'HA', 'AH', 'HN', 'SX', 'HL', 'NM', 'HB'], 'sms.scope', PILOT_TYPES, SOURCES.SMS_DATES, {
    from: '2018-09-24',
    to: PILOT_ENDS,
  }),
  policy('sms.scope', TYPES_SINCE_2020, SOURCES.SMS_NATIONWIDE, { from: '2020-08-17' }),

  policy('sms.timeoutHours', hours(24), SOURCES.TENCENT_FAQ, { note: 'A page of 2018 says 48 h (C-14).' }),
  policy('sms.resubmitDelayHours', hours(24), SOURCES.TENCENT_FAQ),
  policy('sms.resubmit', 'AUTO_24H', SOURCES.TENCENT_FAQ, { note: 'Alibaba: USER_IMMEDIATE (C-23).' }),
  policy('sms.resubmit', 'NONE', SOURCES.WECHAT, { scope: { orderType: 'DEREG_ENTITY' } }),
  policy('sms.resubmit', 'NONE', SOURCES.WECHAT, { scope: { orderType: 'DEREG_SITE' } }),
  policy('sms.resubmit', 'NONE', SOURCES.WECHAT, { scope: { orderType: 'CANCEL_ACCESS' } }),
  policy('sms.maxAutoResubmits', 3, SOURCES.DESIGN),
  policy('sms.reminderHours', [hours(12), hours(20)], SOURCES.DESIGN),
  policy('sms.maxWrongEntries', 5, SOURCES.TENCENT_DOCS, { note: 'The 6th wrong entry returns the order (C-25).' }),

  policy('sms.persons', ['SITE_HEADS'], SOURCES.ALIBABA_DOCS),
  policy('sms.persons', ['ENTITY_HEAD', 'SITE_HEADS'], SOURCES.ALIBABA_DOCS, { scope: { orderType: 'FIRST' } }),
  policy('sms.persons', ['ENTITY_HEAD'], SOURCES.ALIBABA_DOCS, { scope: { orderType: 'CHANGE_ENTITY' } }),
  policy('sms.persons', ['ENTITY_HEAD'], SOURCES.WECHAT, { scope: { orderType: 'DEREG_ENTITY' } }),
  policy('sms.persons', ['SITE_HEADS'], SOURCES.WECHAT, { scope: { orderType: 'DEREG_SITE' } }),
  policy('sms.persons', [], SOURCES.HUAWEI, { scope: { orderType: 'CANCEL_ACCESS' } }),
];
