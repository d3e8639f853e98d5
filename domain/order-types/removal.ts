/**
 * Orders that remove the whole record of an entity, websites, or the access here (注销, 取消接入). The network keeps serving
 * the websites until the bureau or MIIT confirms (R-DEREG-11). An order that the bureau or MIIT has received cannot be
 * cancelled (R-DEREG-4).
 */
import { say } from '../messages/texts/wording.ts';
import type { EntityRecord } from '../record/record-change.ts';
import type { OrderTypeRow } from './row.ts';

/** What the three types have in common: the customer fills in, scans and proves nothing. */
const REMOVAL_ROW = {
  family: 'REMOVAL',
  opens: 'FROM_RECORD',
  fields: { entity: [], person: [], website: [], websites: 'NONE_NEEDED' },
  inCodes: { entity: false, people: [], websites: false, servers: false },
  slots: [],
  slotsIfChanged: {},
  judged: {
    SERVERS: 'NOT',
    FIELDS: 'NOT',
    ENTITY: 'NOT',
    PEOPLE: 'NOT',
    WEBSITE_COUNT: 'NOT',
    RECORDED_WEBSITES: 'NOT',
    WEBSITES: 'NOT',
    DOMAINS: 'NOT',
    DOCUMENTS: 'NOT',
    FACE_CHECKS: 'NOT',
    REMOVAL: 'WHOLE',
    BUREAU: 'NOT',
  },
  websiteLimit: 'site.maxPerOrder',
  instance: 'NONE',
  confirmedBy: 'CUSTOMER',
  decidedWithin: 'dereg.bd',
  path: { stops: ['REVIEW', 'HAND_OVER', 'SMS', 'BUREAU'], handedOverBy: 'REVIEWER' },
  reservations: ['DOMAINS', 'CERTIFICATE'],
  access: 'ENDS_WITH_APPROVAL',
  issues: 'NOTHING',
  syncNames: 'NOTHING',
  duties: [],
  runs: true,
} as const satisfies Partial<OrderTypeRow>;

const numbersOf = (record: EntityRecord | undefined, domains: readonly string[]): string[] =>
  (record?.websites ?? []).filter(({ domain }) => domains.includes(domain)).map(({ number }) => number);

export const REMOVAL = {
  DEREG_ENTITY: {
    ...REMOVAL_ROW,
    names: say('注销主体', 'removal of the entity'),
    purpose: say(
      '不再需要备案：主体及其全部网站均注销，备案号不可恢复。',
      'No filing is needed any more: the entity and all its websites are removed, and the number cannot be restored.',
    ),
    content: { kind: 'REMOVAL', removes: 'ENTITY' },
    changeRecord: (record) => (record === undefined ? [] : [{ change: 'ENTITY_REMOVED', number: record.number }]),
  },
  DEREG_SITE: {
    ...REMOVAL_ROW,
    names: say('注销网站', 'removal of a website'),
    purpose: say(
      '不再需要某个网站：仅注销该网站，其他网站不受影响。',
      'One website is not needed any more: it alone is removed, the others stay.',
    ),
    content: { kind: 'REMOVAL', removes: 'WEBSITES' },
    changeRecord: (record, { domains }) =>
      numbersOf(record, domains).map((website) => ({ change: 'WEBSITE_REMOVED', website })),
  },
  CANCEL_ACCESS: {
    ...REMOVAL_ROW,
    names: say('取消接入', 'cancellation of access'),
    purpose: say(
      '网站不再使用本接入商的服务器：取消接入，备案号保留。',
      'The website leaves the servers of this provider: its access here ends, its number stays.',
    ),
    content: { kind: 'REMOVAL', removes: 'ACCESSES' },
    confirmedBy: 'CUSTOMER_WITH_CODE',
    // MIIT's own system decides; no reviewer and no SMS (§5.2, R-SMS-3).
    path: { stops: ['HAND_OVER', 'BUREAU'], handedOverBy: 'SYSTEM' },
    changeRecord: (record, { domains }) =>
      numbersOf(record, domains).map((website) => ({ change: 'ACCESS_CLOSED', website })),
  },
} as const satisfies Record<string, OrderTypeRow>;
