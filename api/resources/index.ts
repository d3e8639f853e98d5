/** Every operation of the API, in the order of its documentation. */
import type { Api } from '../dependencies.ts';
import type { Metrics } from '../metrics.ts';
import type { Route } from '../route.ts';
import { accessGateRoutes } from './access-gate.ts';
import { accountRoutes } from './accounts.ts';
import { actionRoutes } from './actions.ts';
import { calendarRoutes } from './calendar.ts';
import { checklistRoutes } from './checklist.ts';
import { clockRoutes } from './clock.ts';
import { codeRoutes } from './codes.ts';
import { demoTokenRoutes } from './demo-tokens.ts';
import { documentRoutes } from './documents.ts';
import { faceCheckLinkRoutes } from './face-check-link.ts';
import { faceCheckVisitRoutes } from './face-check-visits.ts';
import { formRoutes } from './form.ts';
import { healthRoutes } from './health.ts';
import { historyRoutes } from './history.ts';
import { livenessRoutes } from './liveness.ts';
import { messageRoutes } from './messages.ts';
import { needCheckRoutes } from './need-check.ts';
import { obligationRoutes } from './obligations.ts';
import { orderRoutes } from './orders.ts';
import { policyRoutes } from './policies.ts';
import { providerEventRoutes } from './provider-events.ts';
import { recordLookupRoutes } from './record-lookups.ts';
import { recordRoutes } from './records.ts';
import { smsReceiptRoutes } from './sms-receipts.ts';
import { taskRoutes } from './tasks.ts';
import { typeRoutes } from './type.ts';
import { undeliveredRoutes } from './undelivered.ts';
import { webhookRoutes } from './webhooks.ts';
import { websiteInstanceRoutes } from './website-instance.ts';

export function allRoutes(api: Api, metrics: Metrics): Route[] {
  const { sandbox } = api;
  return [
    ...needCheckRoutes(api),
    ...accountRoutes(api),
    ...orderRoutes(api),
    ...formRoutes(api),
    ...typeRoutes(api),
    ...websiteInstanceRoutes(api),
    ...documentRoutes(api),
    ...checklistRoutes(api),
    ...livenessRoutes(api),
    ...faceCheckLinkRoutes(api),
    ...faceCheckVisitRoutes(api),
    ...actionRoutes(api),
    ...obligationRoutes(api),
    ...historyRoutes(api),
    ...messageRoutes(api),
    ...undeliveredRoutes(api),
    ...recordRoutes(api),
    ...recordLookupRoutes(api),
    ...accessGateRoutes(api),
    ...taskRoutes(api),
    ...codeRoutes(api),
    ...calendarRoutes(api),
    ...policyRoutes(api),
    ...providerEventRoutes(api),
    ...webhookRoutes(api),
    ...smsReceiptRoutes(api, metrics),
    ...(sandbox === undefined ? [] : [...demoTokenRoutes(sandbox), ...clockRoutes(api, sandbox)]),
    ...healthRoutes(api, metrics),
  ];
}
