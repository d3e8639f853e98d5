/**
 * Who may use which operation, typed in from domain-spec: §5.1 (who acts), R-MAT-7 and A-147 (people's data), R-SM-15 (claims),
 * A-145 (the roles), A-148 (imports), A-159 (two operators), R-CODE-1 … R-CODE-8 (codes). Every operation of `/openapi.json` has a row.
 *
 * `yes`: let in, and the request is judged. `no`: 403. `hide`: 404, as if it did not exist. `401`: who are you?
 */
import type { Asked } from './api-at-desk.ts';
import { CORRECTING, DRAFTING, OPEN, PHOTO_OWED, STATES, type State } from './states.ts';

export const COLUMNS = ['own', 'other', 'reviewer', 'mailroom', 'operator', 'auditor', 'system', 'nobody'] as const;
export type Column = (typeof COLUMNS)[number];

/** What is asked about. */
export interface Target {
  orderId: string;
  accountId: string;
  instanceId: string;
  messageId: string;
  recordNumber: string;
}

export interface OperationRow {
  /** One word for each column. */
  who: string;
  /** The states in which the order allows it to those who are let in; all, when left out. */
  in?: readonly State[];
  ask: (target: Target) => Asked;
}

const EDITABLE = [...DRAFTING, ...CORRECTING];
const nobody = '00000000-0000-4000-8000-000000000000';
const at =
  (method: string, path: string, body?: object, headers?: Asked['headers']) =>
  ({ orderId, accountId, instanceId, messageId, recordNumber }: Target): Asked => ({
    method,
    path: path
      .replace('{o}', `/v1/orders/${orderId}`)
      .replace('{a}', encodeURIComponent(accountId))
      .replace('{i}', instanceId)
      .replace('{m}', messageId)
      .replace('{r}', encodeURIComponent(recordNumber)),
    body,
    headers,
  });
const ask = (who: string, ...rest: Parameters<typeof at>): OperationRow => ({ who, ask: at(...rest) });
const within = (states: readonly State[], row: OperationRow): OperationRow => ({ ...row, in: states });

/** About one order: asked of an order in each state. */
//                              own  other reviewer mailroom operator auditor system nobody
// prettier-ignore
export const OF_AN_ORDER: Readonly<Record<string, OperationRow>> = {
  readOrder:         ask('yes hide yes yes yes yes no 401', 'GET', '{o}'),
  readForm:          ask('yes hide yes yes yes yes no 401', 'GET', '{o}/form'),
  listInstances:     ask('yes hide yes yes yes yes no 401', 'GET', '{o}/instances'),
  listDocuments:     ask('yes hide yes yes yes yes no 401', 'GET', '{o}/documents'),
  readDocument:      ask('yes hide yes no  no  no  no 401', 'GET', '{o}/documents/entity-certificate'),
  readChecklist:     ask('yes hide yes yes yes yes no 401', 'GET', '{o}/checklist'),
  readTemplate:      ask('yes hide yes yes yes yes no 401', 'GET', '{o}/documents/checklist-form/template'),
  listFaceChecks:    ask('yes hide yes no  yes yes no 401', 'GET', '{o}/people/P1/liveness'),
  refreshFaceCheck:  ask('yes hide yes no  yes no  no 401', 'POST', `{o}/people/P1/liveness/${nobody}/refresh`, {}),
  listNumberProofs:  ask('yes hide yes no  yes yes no 401', 'GET', '{o}/number-proofs'),
  sendNumberCode:    ask('yes hide no  no  no  no  no 401', 'POST', '{o}/people/P1/number-code'),
  sendHolderCode:    within(EDITABLE, ask('yes hide no no no no no 401', 'POST', '{o}/holder-code')),
  confirmWithHolderCode: within(EDITABLE, ask('yes hide no no no no no 401', 'PUT', '{o}/holder-code', { code: '000000' })),
  giveFilingPassword: within(EDITABLE, ask('yes hide no no no no no 401', 'PUT', '{o}/filing-password', { password: 'Beian-2026' })),
  proveNumber:       ask('yes hide no  no  no  no  no 401', 'POST', '{o}/people/P1/number-proof', { code: '000000' }),
  readAction:        ask('yes hide yes yes yes yes no 401', 'GET', '{o}/actions/nothing'),
  readHistory:       ask('yes hide yes yes yes yes no 401', 'GET', '{o}/history'),
  followOrder:       ask('yes hide yes yes yes yes no 401', 'GET', '{o}/events'),
  listMessages:      ask('yes hide yes no  yes yes no 401', 'GET', '{o}/messages'),
  listObligations:   ask('yes hide yes no  yes yes no 401', 'GET', '{o}/obligations'),
  moveClock:         ask('yes hide yes no  yes no  no 401', 'POST', '{o}/clock', { advanceTo: '2020-01-01T00:00:00+08:00' }),
  editForm:          within(EDITABLE, ask('yes hide no no no no no 401', 'PATCH', '{o}/form', {}, { 'If-Match': '"0"' })),
  verifyInstance:    within(EDITABLE, ask('yes hide no no no no no 401', 'PUT', '{o}/websites/W9/instance', { instanceId: 'i-1' })),
  releaseInstance:   within(EDITABLE, ask('yes hide no no no no no 401', 'DELETE', '{o}/websites/W9/instance')),
  // The orders here were filled in, so there is no record to take.
  takeRecordAnew:    within([], ask('yes hide no no no no no 401', 'POST', '{o}/record', {})),
  removeDocument:    within(EDITABLE, ask('yes hide no no no no no 401', 'DELETE', '{o}/documents/nothing')),
  uploadDocument:    within([...EDITABLE, ...PHOTO_OWED], ask('yes hide no no no no no 401', 'PUT', '{o}/documents/backdrop-photo:P1', {})),
  startFaceCheck:    within([...EDITABLE, 'PHOTO_PENDING', 'PHOTO_REJECTED'], ask('yes hide no no no no no 401', 'POST', '{o}/people/P1/liveness', {})),
  linkFaceCheck:     within([...EDITABLE, 'PHOTO_PENDING', 'PHOTO_REJECTED'], ask('yes hide no no no no no 401', 'POST', '{o}/people/P1/liveness/link', {})),
  handOffOrder:      ask('yes hide no  no  no  no  no 401', 'POST', '{o}/hand-off'),
  askToEndOrder:     within(OPEN, ask('no no no no yes no no 401', 'POST', '{o}/ending', { reason: 'It cannot go on.' })),
  agreeToEndOrder:   within(OPEN, ask('no no no no yes no no 401', 'POST', '{o}/ending/agreement', {})),
  reportObligation:  within(['COMPLETED'], ask('yes hide no no yes no no 401', 'POST', '{o}/obligations/actions/footerConfirmed', { data: { websiteId: 'W9' } })),
  checkPage:         within(['COMPLETED'], ask('yes hide no no yes no no 401', 'POST', '{o}/obligations/page-check', { websiteId: 'W9' })),
  // The last one: it gives a draft its type, so it moves the order in DRAFT.
  checkType:         within(EDITABLE, ask('yes hide no no no no no 401', 'POST', '{o}/type', {})),
};

/** About an account, a server, a record, or about nothing of anybody: asked once. */
//                              own  other reviewer mailroom operator auditor system nobody
// prettier-ignore
export const OF_OTHER_THINGS: Readonly<Record<string, OperationRow>> = {
  checkNeed:         ask('yes yes  yes yes yes yes no  401', 'POST', '/v1/need-check', { target: 'NONE' }),
  checkPermit:       ask('yes yes  yes yes yes yes no  401', 'POST', '/v1/permit-check', { culture: 'NONE', income: 'NONE' }),
  readPreparation:   ask('yes yes  no  no  no  no  no  401', 'GET', '/v1/preparation'),
  listCodeTable:     ask('yes yes  yes yes yes yes no  401', 'GET', '/v1/code-tables/AREA?within=330000'),
  listOrderTypes:    ask('yes yes  yes yes yes yes no  401', 'GET', '/v1/order-types'),
  saveAccount:       ask('no  no   no  no  yes no  yes 401', 'POST', '/v1/accounts', {}),
  openHandOff:       ask('yes yes  no  no  no  no  no  401', 'POST', '/v1/hand-offs', { code: 'nothing' }),
  readAccount:       ask('yes hide yes no  yes yes yes 401', 'GET', '/v1/accounts/{a}'),
  /** of the own account; an operator for somebody who asked by letter. */
  exportAccount:     ask('yes hide no  no  yes no  no  401', 'POST', '/v1/accounts/{a}/export', { reference: 'T-2026-118' }),
  openOrder:         ask('yes yes  no  no  no  no  no  401', 'POST', '/v1/orders', {}),
  listOrders:        ask('yes yes  yes yes yes yes no  401', 'GET', '/v1/orders'),
  determineOrderType: ask('no no   yes no  yes no  no  401', 'POST', '/v1/order-types', {}),
  askBureauRules:    ask('yes yes  yes no  yes no  no  401', 'GET', '/v1/bureau-rules'),
  readInbox:         ask('yes yes  no  no  yes no  no  401', 'GET', '/v1/inbox'),
  markMessageRead:   ask('yes hide no  no  hide no no  401', 'POST', '/v1/inbox/{m}/read', {}),
  listUndelivered:   ask('no  no   no  no  yes yes no  401', 'GET', '/v1/messages/undelivered'),
  resendMessage:     ask('no  no   no  no  yes no  no  401', 'POST', `/v1/messages/${nobody}/resend`, {}),
  resendMessages:    ask('no  no   no  no  yes no  no  401', 'POST', '/v1/messages/resend', {}),
  listRecords:       ask('yes yes  yes no  yes yes no  401', 'GET', '/v1/records?accountId={a}'),
  searchRecords:     ask('yes yes  yes no  yes yes no  401', 'POST', '/v1/record-searches', { certificateNumber: '91440101MA0000001X' }),
  // Whose account nobody has saved hears of that first, whatever record he names.
  openOrderFromRecord: ask('yes yes no no  no  no  no  401', 'POST', '/v1/records/{r}/orders', { type: 'CHANGE_SITE', rulesConfirmed: true, websites: ['no-such-example.cn'] }),
  readRecord:        ask('yes hide yes no  yes yes no  401', 'GET', '/v1/records/{r}'),
  reportRecordEvent: ask('no  no   no  no  yes no  yes 401', 'POST', '/v1/record-events', {}),
  listInspections:   ask('yes yes  yes no  yes yes no  401', 'GET', '/v1/inspections'),
  openInspection:    ask('no  no   no  no  yes no  no  401', 'POST', '/v1/inspections', {}),
  readInspection:    ask('yes yes  yes no  yes yes no  401', 'GET', `/v1/inspections/${nobody}`),
  actOnInspection:   ask('no  no   yes no  yes no  no  401', 'POST', `/v1/inspections/${nobody}/actions/itemInspected`, {}),
  readInspectionHistory: ask('yes yes yes no yes yes no 401', 'GET', `/v1/inspections/${nobody}/history`),
  openCampaign:      ask('no  no   no  no  yes no  no  401', 'POST', '/v1/inspection-campaigns', {}),
  listCampaigns:     ask('no  no   no  no  yes yes no  401', 'GET', '/v1/inspection-campaigns'),
  readCampaign:      ask('no  no   no  no  yes yes no  401', 'GET', `/v1/inspection-campaigns/${nobody}`),
  exportCampaign:    ask('no  no   no  no  yes yes no  401', 'GET', `/v1/inspection-campaigns/${nobody}/lines`),
  openOrderForInspection: ask('yes yes no no no no  no  401', 'POST', `/v1/inspections/${nobody}/orders`, {}),
  answerInspection:  ask('yes yes  no  no  no  no  no  401', 'PUT', `/v1/inspections/${nobody}/order`, {}),
  sendPhoneCode:     ask('yes yes  no  no  no  no  no  401', 'POST', `/v1/inspections/${nobody}/people/P1/number-code`, {}),
  provePhone:        ask('yes yes  no  no  no  no  no  401', 'POST', `/v1/inspections/${nobody}/people/P1/number-proof`, {}),
  decideInspection:  ask('no  no   no  no  yes no  no  401', 'PUT', `/v1/inspections/${nobody}/outcome`, {}),
  importRecords:     ask('no  no   no  no  yes no  no  401', 'POST', '/v1/record-imports', {}),
  listRecordVersions: ask('yes hide yes no  yes yes no 401', 'GET', '/v1/records/{r}/versions'),
  listRecordLookups: ask('no  no   yes no  no  no  no  401', 'GET', '/v1/record-lookups'),
  answerRecordLookup: ask('no no   yes no  no  no  no  401', 'PUT', `/v1/record-lookups/${nobody}`, {}),
  askAccessGate:     ask('yes yes  yes no  yes yes yes 401', 'POST', '/v1/access-gate', { domain: 'example.cn' }),
  listAccessGate:    ask('no  no   no  no  yes yes yes 401', 'GET', '/v1/access-gate/domains'),
  diagnoseWebsite:   ask('yes yes  yes no  yes no  no  401', 'POST', '/v1/diagnoses', {}),
  listTasks:         ask('no  no   yes yes yes yes no  401', 'GET', '/v1/tasks'),
  closeTask:         ask('no  no   no  no  yes no  no  401', 'POST', `/v1/tasks/${nobody}/close`, {}),
  listBureauAccounts: ask('no no  no  no  yes yes no  401', 'GET', '/v1/bureau/accounts'),
  listOpenAtBureau:  ask('no  no   no  no  yes yes no  401', 'GET', '/v1/bureau/accounts/zhejiang/open'),
  stopBureauAccount: ask('no  no   no  no  yes no  no  401', 'POST', '/v1/bureau/accounts/zhejiang/stop'),
  startBureauAccount: ask('no no   no  no  yes no  no  401', 'POST', '/v1/bureau/accounts/zhejiang/start'),
  resendBureauUpload: ask('no no   no  no  yes no  no  401', 'POST', '/v1/bureau/uploads/1/resend'),
  passBureauFile:    ask('no  no   no  no  yes no  no  401', 'POST', '/v1/bureau/files/1/pass'),
  listBureauAddresses: ask('no no  no  no  yes yes no  401', 'GET', '/v1/bureau/accounts/zhejiang/addresses'),
  reportBureauAddress: ask('no no  no  no  yes no  no  401', 'POST', '/v1/bureau/accounts/zhejiang/addresses', {}),
  takeBureauAddressBack: ask('no no no no  yes no  no  401', 'POST', '/v1/bureau/addresses/1/removal'),
  listUnfiledWebsites: ask('no no  no  no  yes yes no  401', 'GET', '/v1/bureau/accounts/zhejiang/unfiled'),
  reportUnfiledWebsite: ask('no no no  no  yes no  no  401', 'POST', '/v1/bureau/unfiled/1/report', {}),
  listBureauVerifications: ask('no no no no yes yes no 401', 'GET', '/v1/bureau/accounts/zhejiang/verifications'),
  answerBureauVerification: ask('no no no no yes no no 401', 'POST', '/v1/bureau/verifications/1/answer', {}),
  readBureauFile:    ask('no  no   no  no  yes no  no  401', 'GET', '/v1/bureau/files/1'),
  listReads:         ask('no  no   no  no  no  yes no  401', 'GET', '/v1/reads'),
  readFigures:       ask('no  no   no  no  yes yes no  401', 'GET', '/v1/figures?from=2026-01-01&until=2026-03-31'),
  listReadAlarms:    ask('no  no   no  no  yes yes no  401', 'GET', '/v1/read-alarms'),
  createCode:        ask('yes hide no  no  no  no  no  401', 'POST', '/v1/instances/{i}/codes', {}),
  listCodes:         ask('yes hide no  no  no  no  no  401', 'GET', '/v1/instances/{i}/codes'),
  withdrawCode:      ask('yes hide no  no  no  no  no  401', 'DELETE', `/v1/instances/{i}/codes/${nobody}`),
  readCalendar:      ask('yes yes  yes yes yes yes yes 401', 'GET', '/v1/calendar'),
  countBusinessDays: ask('yes yes  yes yes yes yes yes 401', 'GET', '/v1/calendar/deadline?from=2026-03-09T10:00:00%2B08:00&businessDays=2'),
  readCalendarAnnouncement: ask('no no   no  no  yes no  yes 401', 'POST', '/v1/calendar/announcement', {}),
  importCalendarYear: ask('no no   no  no  yes no  yes 401', 'PUT', '/v1/calendar/2027', {}),
  listPolicies:      ask('yes yes  yes yes yes yes no  401', 'GET', '/v1/policies?limit=1'),
  explainPolicy:     ask('yes yes  yes yes yes yes no  401', 'GET', '/v1/policies/order.stepExpiryDays'),
  listPolicyVersions: ask('yes yes yes yes yes yes no  401', 'GET', '/v1/policy-versions'),
  importPolicies:    ask('no  no   no  no  yes no  no  401', 'PUT', '/v1/policies', {}),
  reportInstanceEvent: ask('no no  no  no  yes no  yes 401', 'POST', '/v1/instances/{i}/events', {}),
  reportAbsence:     ask('no  no   no  no  yes no  yes 401', 'POST', '/v1/reviewers/R9/absence', {}),
  // Four eyes: operators, and auditors, who look after people's data.
  askToErase:        ask('no  no   no  no  yes yes no  401', 'POST', '/v1/erasures', {}),
  listErasures:      ask('no  no   no  no  yes yes no  401', 'GET', '/v1/erasures'),
  agreeToErase:      ask('no  no   no  no  yes yes no  401', 'POST', `/v1/erasures/${nobody}/agreement`, {}),
  refuseToErase:     ask('no  no   no  no  yes yes no  401', 'POST', `/v1/erasures/${nobody}/refusal`, {}),
  // Without a token: a signature, or the secret in an address, says who calls.
  bureauWebhook:     ask('401 401 401 401 401 401 401 401', 'POST', '/v1/webhooks/bureau', {}),
  tencentSmsReceipts: ask('hide hide hide hide hide hide hide hide', 'POST', '/v1/webhooks/sms/tencent/guessed', []),
  alibabaSmsReceipts: ask('hide hide hide hide hide hide hide hide', 'POST', '/v1/webhooks/sms/alibaba/guessed', []),
  openFaceCheckLink: ask('hide hide hide hide hide hide hide hide', 'GET', '/v1/liveness/links/guessed'),
  startLinkedFaceCheck: ask('hide hide hide hide hide hide hide hide', 'POST', '/v1/liveness/links/guessed', {}),
  // For everybody: nothing of anybody's is in the answer.
  readFaceCheckScript: ask('yes yes yes yes yes yes yes yes', 'GET', '/v1/liveness/page.js'),
  returnFromFaceCheck: ask('yes yes yes yes yes yes yes yes', 'GET', '/v1/liveness/return'),
  alibabaFaceCheckWebhook: ask('yes yes yes yes yes yes yes yes', 'GET', '/v1/webhooks/liveness/alibaba'),
  alive:             ask('yes yes yes yes yes yes yes yes', 'GET', '/healthz'),
  // Exists in the sandbox only.
  issueDemoToken:    ask('yes yes yes yes yes yes yes yes', 'POST', '/v1/demo-tokens', {}),
};

/** What `who` says of a column. */
export function wordFor({ who }: OperationRow, column: Column): string {
  return who.trim().split(/\s+/)[COLUMNS.indexOf(column)] ?? 'missing';
}

/** The states in which an operation about an order is open to those who are let in. */
export const openIn = (row: OperationRow, state: State): boolean => (row.in ?? STATES).includes(state);
