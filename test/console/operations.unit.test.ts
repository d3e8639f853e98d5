/**
 * Everything that a customer can do by the API can be done by pages. Each operation has its place here, typed in by hand: a page
 * (`GET`) that shows what it answers, or a form (`POST`) that does what it does; what has none says why.
 */
import { expect, test } from '@jest/globals';
import { allRoutes } from '../../api/resources/index.ts';
import type { Api } from '../../api/dependencies.ts';
import type { Metrics } from '../../api/http/metrics.ts';
import { consoleRoutes } from '../../console/app.ts';
import { smsReceipts } from '../../runtime/sms-receipts.ts';
import { access } from '../../usecases/access/permissions.ts';

const PLACES: Readonly<Record<string, string>> = {
  checkNeed: 'GET /start',
  checkPermit: 'GET /start/permit',
  readPreparation: 'GET /start/prepare',
  askBureauRules: 'GET /start/prepare',
  listOrderTypes: 'GET /start/types',
  openOrder: 'POST /orders',
  listOrders: 'GET /',
  readOrder: 'GET /orders/:orderId',
  readForm: 'GET /orders/:orderId/form/:part',
  editForm: 'POST /orders/:orderId/form/:part',
  checkType: 'POST /orders/:orderId/form/:part',
  readChecklist: 'GET /orders/:orderId',
  readTemplate: 'GET /orders/:orderId/documents/:slot/template',
  listDocuments: 'GET /orders/:orderId/documents',
  readDocument: 'GET /orders/:orderId/documents/:slot/image',
  uploadDocument: 'POST /orders/:orderId/documents/:slot',
  removeDocument: 'POST /orders/:orderId/documents/:slot/take-out',
  listInstances: 'GET /orders/:orderId/servers',
  verifyInstance: 'POST /orders/:orderId/servers',
  releaseInstance: 'POST /orders/:orderId/servers/:websiteId/release',
  listFaceChecks: 'GET /orders/:orderId/face-checks',
  startFaceCheck: 'POST /orders/:orderId/face-checks/:personId/start',
  linkFaceCheck: 'GET /orders/:orderId/face-checks/:personId/link',
  refreshFaceCheck: 'POST /orders/:orderId/face-checks/:sessionId/refresh',
  listNumberProofs: 'GET /orders/:orderId/numbers',
  sendNumberCode: 'POST /orders/:orderId/numbers/:personId/send',
  proveNumber: 'POST /orders/:orderId/numbers/:personId/prove',
  sendHolderCode: 'POST /orders/:orderId/holder-code/send',
  confirmWithHolderCode: 'POST /orders/:orderId/holder-code',
  readAccount: 'GET /account',
  exportAccount: 'POST /account/export',
  listRecordVersions: 'GET /records/:number/versions',
  listInspections: 'GET /records/inspections',
  readInspection: 'GET /records/inspections/:inspection',
  actOnInspection: 'POST /records/inspections/:inspection/explained',
  answerInspection: 'POST /records/inspections/:inspection/order',
  openOrderForInspection: 'POST /records/:number/:type',
  sendPhoneCode: 'POST /records/inspections/:inspection/people/:person/code',
  provePhone: 'POST /records/inspections/:inspection/people/:person/proof',
  handOffOrder: 'GET /orders/:orderId/phone',
  takeAction: 'POST /orders/:orderId/do/:action',
  readHistory: 'GET /orders/:orderId',
  listMessages: 'GET /orders/:orderId',
  readInbox: 'GET /messages',
  markMessageRead: 'POST /messages/:messageId/read',
  listObligations: 'GET /orders/:orderId/duties',
  reportObligation: 'POST /orders/:orderId/duties/:action',
  checkPage: 'POST /orders/:orderId/duties/of/:website/check',
  listRecords: 'GET /records',
  readRecord: 'GET /records/:number',
  openOrderFromRecord: 'POST /records/:number/:type',
  takeRecordAnew: 'POST /orders/:orderId/record',
  createCode: 'POST /records/codes',
  listCodes: 'GET /records/codes',
  withdrawCode: 'POST /records/codes/:codeId/withdraw',
  giveFilingPassword: 'POST /orders/:orderId/filing-password',
  diagnoseWebsite: 'GET /records/diagnosis',
};

const WITHOUT: Readonly<Record<string, string>> = {
  askAccessGate: 'asked by networks for each domain; a customer asks why a website cannot be reached',
  countBusinessDays: 'for programs; pages show when something is due',
  readCalendar: 'for programs; pages show when something is due',
  explainPolicy: 'rules stand in words beside the fields that they are about',
  listPolicies: 'rules stand in words beside the fields that they are about',
  listPolicyVersions: 'rules stand in words beside the fields that they are about',
  listCodeTable: 'fields offer the values of a table as choices',
  searchRecords: 'looks a record up by the number of a certificate; a customer sees the records of the account',
  readInspectionHistory: 'the page of an inspection shows how it stands and what was answered',
  openHandOff: 'asked by the app that scanned a code; the console opens the code itself, at /hand-off/{code}',
  readAction: 'asks what became of an action; a page shows the order as it stands',
  followOrder: 'the stream of an order; pages follow /live/orders/{order}',
};

/** What definitions read when they are made; nothing is asked here. */
const api = { bureauSecrets: [], smsReceiptTokens: [], smsReceipts } as unknown as Api;
const ofApplicants = allRoutes(api, {} as unknown as Metrics).filter(
  ({ permission }) => permission !== undefined && access[permission].applicant !== 'NO',
);

test('every operation of a customer has its place in a page, or says why it has none', () => {
  const ids = ofApplicants.map(({ id }) => id).toSorted();
  expect(ids.length).toBeGreaterThan(40);
  expect([...Object.keys(PLACES), ...Object.keys(WITHOUT)].toSorted()).toEqual(ids);
});

test('every such place is a page or a form that customers may use', () => {
  const there = new Set(
    consoleRoutes
      .filter(({ roles }) => roles.includes('applicant'))
      .map(({ kind, path }) => `${kind === 'PAGE' ? 'GET' : 'POST'} ${path}`),
  );
  expect(Object.entries(PLACES).filter(([, place]) => !there.has(place))).toEqual([]);
});
