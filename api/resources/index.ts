/** Every operation of the API, in the order of its documentation. */
import type { Api } from '../dependencies.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Route } from '../http/route.ts';
import { accessGateRoutes } from './record/access-gate.ts';
import { diagnosisRoutes } from './record/diagnosis.ts';
import { accountExportRoutes } from './staff/account-export.ts';
import { accountRoutes } from './staff/accounts.ts';
import { actionRoutes } from './order/actions.ts';
import { calendarRoutes } from './rules/calendar.ts';
import { checklistRoutes } from './order/checklist.ts';
import { handOffRoutes } from './order/hand-off.ts';
import { clockRoutes } from './order/clock.ts';
import { codeRoutes } from './record/codes.ts';
import { demoTokenRoutes } from './system/demo-tokens.ts';
import { documentRoutes } from './order/documents.ts';
import { endingRoutes } from './order/ending.ts';
import { erasureRoutes } from './staff/erasures.ts';
import { faceCheckLinkRoutes } from './face-check/link.ts';
import { faceCheckVisitRoutes } from './face-check/visits.ts';
import { filingPasswordRoutes } from './order/filing-password.ts';
import { figureRoutes } from './staff/figures.ts';
import { formRoutes } from './order/form.ts';
import { healthRoutes } from './system/health.ts';
import { holderCodeRoutes } from './order/holder-code.ts';
import { historyRoutes } from './order/history.ts';
import { livenessRoutes } from './face-check/face-checks.ts';
import { messageRoutes } from './order/messages.ts';
import { needCheckRoutes } from './rules/need-check.ts';
import { dutyRoutes } from './record/duties.ts';
import { numberProofRoutes } from './order/number-proofs.ts';
import { orderRoutes } from './order/orders.ts';
import { codeTableRoutes } from './rules/code-tables.ts';
import { orderTypeRoutes } from './rules/order-types.ts';
import { policyRoutes } from './rules/policies.ts';
import { providerEventRoutes } from './system/provider-events.ts';
import { readRoutes } from './staff/reads.ts';
import { inspectionAnswerRoutes } from './record/inspection-answers.ts';
import { inspectionCampaignRoutes } from './record/inspection-campaigns.ts';
import { inspectionRoutes } from './record/inspections.ts';
import { recordEventRoutes } from './record/record-events.ts';
import { recordImportRoutes } from './record/record-imports.ts';
import { recordLookupRoutes } from './staff/record-lookups.ts';
import { orderFromRecordRoutes } from './record/order-from-record.ts';
import { recordVersionRoutes } from './record/record-versions.ts';
import { recordListRoutes } from './record/record-list.ts';
import { recordRoutes } from './record/records.ts';
import { smsReceiptRoutes } from './system/sms-receipts.ts';
import { bureauAddressRoutes } from './staff/bureau-addresses.ts';
import { bureauVerificationRoutes } from './staff/bureau-verifications.ts';
import { bureauUnfiledRoutes } from './staff/bureau-unfiled.ts';
import { bureauExchangeRoutes } from './staff/bureau-exchange.ts';
import { taskRoutes } from './staff/tasks.ts';
import { typeRoutes } from './order/type.ts';
import { undeliveredRoutes } from './staff/undelivered.ts';
import { webhookRoutes } from './system/webhooks.ts';
import { websiteInstanceRoutes } from './order/website-instance.ts';

export function allRoutes(api: Api, metrics: Metrics): Route[] {
  const { sandbox } = api;
  return [
    ...needCheckRoutes(api),
    ...orderTypeRoutes(),
    ...accountRoutes(api),
    ...accountExportRoutes(api),
    ...orderRoutes(api),
    ...formRoutes(api),
    ...typeRoutes(api),
    ...websiteInstanceRoutes(api),
    ...documentRoutes(api),
    ...checklistRoutes(api),
    ...handOffRoutes(api),
    ...numberProofRoutes(api),
    ...filingPasswordRoutes(api),
    ...livenessRoutes(api),
    ...faceCheckLinkRoutes(api),
    ...faceCheckVisitRoutes(api),
    ...actionRoutes(api),
    ...holderCodeRoutes(api),
    ...endingRoutes(api),
    ...dutyRoutes(api),
    ...historyRoutes(api),
    ...messageRoutes(api),
    ...undeliveredRoutes(api),
    ...recordListRoutes(api),
    ...recordRoutes(api),
    ...recordVersionRoutes(api),
    ...orderFromRecordRoutes(api),
    ...recordEventRoutes(api),
    ...recordImportRoutes(api),
    ...inspectionRoutes(api),
    ...inspectionAnswerRoutes(api),
    ...inspectionCampaignRoutes(api),
    ...recordLookupRoutes(api),
    ...accessGateRoutes(api),
    ...diagnosisRoutes(api),
    ...bureauExchangeRoutes(api),
    ...bureauAddressRoutes(api),
    ...bureauUnfiledRoutes(api),
    ...bureauVerificationRoutes(api),
    ...taskRoutes(api),
    ...readRoutes(api),
    ...erasureRoutes(api),
    ...figureRoutes(api),
    ...codeRoutes(api),
    ...calendarRoutes(api),
    ...codeTableRoutes(api),
    ...policyRoutes(api),
    ...providerEventRoutes(api),
    ...webhookRoutes(api),
    ...smsReceiptRoutes(api, metrics),
    ...(sandbox === undefined ? [] : [...demoTokenRoutes(sandbox), ...clockRoutes(api, sandbox)]),
    ...healthRoutes(),
  ];
}
