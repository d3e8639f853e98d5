/**
 * Determines the type of an order from certificate number and domain: for customers in an order of their own, for staff also before
 * there is one.
 */
import { z } from 'zod';
import { documentNumber, isTooShort, TOO_SHORT } from '../../../domain/identity/document-number.ts';
import { oneLine } from '../../../domain/text/one-line.ts';
import { entitySchema, provinceSchema, type Province } from '../../../domain/order/form.ts';
import type { AccountId } from '../../../domain/identifiers.ts';
import { registrableDomain } from '../../../domain/identity/domain-name.ts';
import { civilDate, instant, type CivilDate } from '../../../domain/time/instant.ts';
import {
  entityKindSchema,
  orderTypeSchema,
  type EntityKind,
  type OrderType,
} from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { smsApplies } from '../../../domain/proofs/who-proves.ts';
import { authenticityMethod } from '../../../domain/proofs/proofs.ts';
import { present } from '../../../domain/present.ts';
import { showForWork } from '../../../usecases/reads/show.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { filingTime } from '../../../store/orders/orders.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { determineFor, type TypeAnswer } from '../../../usecases/drafting/check-type.ts';
import type { Api } from '../../dependencies.ts';
import { settleDraft } from '../../../usecases/drafting/draft.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { accountIdentifier, orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { determineOrderType } from '../../../usecases/drafting/determine-type.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { standingSchema, standingView } from './form.ts';
import { policyScope } from '../../../domain/order/order-scope.ts';

const questionSchema = z
  .strictObject({
    province: provinceSchema,
    kind: entityKindSchema,
    certificateType: entitySchema.shape.certificateType.unwrap(),
    certificateNumber: oneLine(40).overwrite(documentNumber),
    domain: z.string().trim().min(3).max(253),
    accountId: accountIdentifier.optional().meta({ description: 'Staff name the account they ask for.' }),
  })
  .meta({ id: 'OrderTypeQuestion' });

/** `province.remarks`. */
const MOST_REMARKS = 100;

const bureauRules = z
  .object({
    authenticity: z.string().meta({ description: 'How people prove who they are in this province.' }),
    smsVerification: z.boolean(),
    remarks: z.array(z.string()).max(MOST_REMARKS),
  })
  .meta({ id: 'BureauRules', description: "What the province's bureau asks for, as data (A-021)." });

const answerSchema = z
  .object({
    result: z.enum(['TYPE', 'BLOCKED', 'OPERATOR_TASK']),
    type: orderTypeSchema.optional(),
    runs: z.boolean().optional().meta({ description: 'Whether orders of this type run in this release.' }),
    code: z.string().optional(),
    advice: z.string().optional().meta({ description: 'The way out of what blocks it.' }),
    rules: bureauRules,
  })
  .meta({ id: 'OrderTypeAnswer' });

export function typeRoutes(api: Api): Route[] {
  return [
    route({
      id: 'determineOrderType',
      tag: 'Before an order',
      method: 'post',
      effect: 'READS',
      path: '/v1/order-types',
      cost: 5,
      permission: 'order-types.ask',
      summary: 'Which type of order would this be?',
      description:
        'For staff: the answer says whether somebody’s order is in progress, so customers have the type checked in an order of their own. Asks MIIT’s record and the orders here (R-TYPE-3), and puts no question to the filing desk. What blocks an order comes with a way out (R-TYPE-6). Every question is noted.',
      body: questionSchema,
      example: {
        province: 'GD',
        kind: 'INDIVIDUAL',
        certificateType: 'RESIDENT_ID',
        certificateNumber: '11010519491231002X',
        domain: 'example.cn',
      },
      answers: { 200: { description: 'The type, or what blocks it.', schema: answerSchema } },
      handle: async ({ body, caller }) => {
        const { province, kind, certificateType, certificateNumber } = body;
        const domain = registrableDomain(body.domain);
        if (domain === undefined) throw notADomain;
        if (isTooShort(certificateNumber)) throw numberTooShort;
        const accountId = (body.accountId ?? '') as AccountId;
        await showForWork(api, caller, { subject: 'LOOK_UPS', ...present({ accountId: body.accountId }) });
        const on = civilDate(instant(api.now()));
        const question = { accountId, certificateType, certificateNumber, domain, on };
        const answer = await determineFor(api, inquire(api), question);
        const rules = await rulesFor(api, { province, kind, type: typeIn(answer) }, on);
        return ok({ ...typeView(answer), rules });
      },
    }),
    route({
      id: 'askBureauRules',
      tag: 'Before an order',
      method: 'get',
      path: '/v1/bureau-rules',
      permission: 'bureau-rules.ask',
      summary: "What does a province's bureau ask for?",
      description: 'Before an order is opened (A-021). Which type the order has is checked in the order itself.',
      query: z.strictObject({ province: provinceSchema, kind: entityKindSchema, type: orderTypeSchema.optional() }),
      answers: { 200: { description: 'The rules.', schema: bureauRules } },
      handle: async ({ query: { province, kind, type } }) =>
        ok(await rulesFor(api, { province, kind, type }, civilDate(instant(api.now())))),
    }),
    route({
      id: 'checkType',
      tag: 'Form',
      method: 'post',
      path: '/v1/orders/{orderId}/type',
      cost: 10,
      permission: 'type.check',
      summary: 'Have the type of the order determined',
      description:
        'Needs region, kind, certificate and at least one domain in the form. Nobody picks the type (R-TYPE-1). A few times a day for each account, and for a few certificate numbers (`type.checksPerDay`). One that does not run in this release is refused with `TYPE_NOT_RUN`.',
      params: orderPath,
      answers: {
        200: {
          description: 'The type.',
          schema: z.object({ type: orderTypeSchema, rules: bureauRules, ...standingSchema.shape }),
        },
      },
      problems: [409, 410, 412],
      handle: async ({ params, caller }) => {
        const order = await findWrittenOrder(api, caller, 'type.check', params.orderId);
        const ask = inquire(api);
        const { type, typed } = await determineOrderType(api, ask, order, caller.channel);
        const standing = await settleDraft(api, ask, typed, actorOf(caller));
        const { province, kind } = typed.form.entity;
        const on = civilDate(filingTime(typed, api.now()));
        const rules = await rulesFor(api, { province, kind, type }, on);
        return ok({ type, rules, ...standingView(standing) });
      },
    }),
  ];
}

const notADomain = problem('INVALID', {
  errors: [{ path: 'domain', code: 'NOT_A_DOMAIN', message: 'Write a domain such as example.cn.' }],
});

const numberTooShort = problem('INVALID', {
  errors: [{ path: 'certificateNumber', code: TOO_SHORT.code, message: TOO_SHORT.advice }],
});

const typeIn = (answer: TypeAnswer): OrderType | undefined => (answer.result === 'TYPE' ? answer.type : undefined);

/** Without an order there is nothing that an operator could look into. */
const OPEN_ONE =
  'This cannot be told automatically. Open an order and have its type checked there: an operator looks into it.';

function typeView(answer: TypeAnswer) {
  switch (answer.result) {
    case 'TYPE':
      return { result: answer.result, type: answer.type, runs: rowOf(answer.type).runs };
    case 'BLOCKED':
      return { result: answer.result, code: answer.code, advice: answer.advice };
    case 'OPERATOR_TASK':
      return { result: answer.result, advice: OPEN_ONE };
    default:
      return answer satisfies never;
  }
}

interface Scope {
  province: Province | undefined;
  kind: EntityKind | undefined;
  type: OrderType | undefined;
}

async function rulesFor({ rules }: Api, { province, kind, type: orderType }: Scope, on: CivilDate) {
  const { policies } = await rules();
  const scope = policyScope({ province, entityKind: kind, type: orderType });
  return {
    authenticity: authenticityMethod(scope, policies, on),
    smsVerification: smsApplies(province, orderType, policies, on),
    remarks: policies.resolve('province.remarks', scope, on),
  };
}
