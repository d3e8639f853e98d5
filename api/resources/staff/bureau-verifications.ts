/** Questions of a bureau whether a filing is true and served here, for operators (R-MI-4). */
import { z } from 'zod';
import { VERIFICATION_STATES, verificationAnswerSchema } from '../../../domain/bureau/verification-answer.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { verificationsOf, type Verification } from '../../../store/bureau-verifications/verifications.ts';
import { answerVerification } from '../../../usecases/bureau/verifications.ts';
import type { Api } from '../../dependencies.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { reported } from './bureau-reported.ts';

const MOST = 1000;

const questionSchema = z
  .object({
    id: z.int(),
    fileId: z.int().meta({ description: 'The file that asks; an operator may read it.' }),
    domains: z.array(z.string()).max(1000),
    state: z.enum(VERIFICATION_STATES),
    toldAt: z.iso.datetime({ offset: true }),
    passed: z.boolean().optional(),
    answeredAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'BureauVerification' });

export const bureauVerificationRoutes = (api: Api): Route[] => [
  route({
    id: 'listBureauVerifications',
    tag: 'Bureau',
    method: 'get',
    path: '/v1/bureau/accounts/{account}/verifications',
    permission: 'bureau-exchange.read',
    summary: 'Filings of which the bureau asks whether they are true and served here; the open ones first',
    description: 'What is asked about stands in the file, which an operator reads by its number.',
    params: z.object({ account: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/) }),
    answers: {
      200: { description: 'At most 1000.', schema: z.object({ verifications: z.array(questionSchema).max(MOST) }) },
    },
    handle: async ({ params }) =>
      ok({ verifications: (await verificationsOf(api.database, params.account, MOST)).map(questionView) }),
  }),
  route({
    id: 'answerBureauVerification',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/verifications/{verificationId}/answer',
    permission: 'bureau-exchange.run',
    summary: 'Answer the bureau',
    params: z.object({ verificationId: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: verificationAnswerSchema,
    answers: { 202: { description: 'The answer waits to be sent.', schema: z.object({ id: z.int() }) } },
    handle: async ({ params, body, caller }) =>
      reported(await answerVerification(api, { id: params.verificationId, said: body, by: caller.id })),
  }),
];

const questionView = ({ toldAt, answeredAt, ...row }: Verification) => ({
  ...row,
  toldAt: formatInstant(toldAt),
  ...present({ answeredAt: ifKnown(answeredAt, formatInstant) }),
});
