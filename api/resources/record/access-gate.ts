/** May the network serve this domain, and why (domain-spec §6)? Answers for first filings and new websites. */
import { z } from 'zod';
import { asciiHost, registrableDomain } from '../../../domain/identity/domain-name.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import { ACCESS_REASONS, mayBeServed, TARGETS, type Access } from '../../../usecases/record/access-gate.ts';
import { present } from '../../../domain/present.ts';
import { ok, route, type Route } from '../../http/route.ts';

const questionSchema = z
  .strictObject({
    domain: z.string().trim().min(3).max(253),
    target: z.enum(TARGETS).default('MAINLAND').meta({ description: 'Where the domain points.' }),
  })
  .meta({ id: 'AccessQuestion' });

const answerSchema = z
  .object({
    domain: z.string().meta({ description: 'The registrable domain; sub-domains share its filing.' }),
    serve: z.boolean(),
    reason: z.enum(ACCESS_REASONS),
    text: z.string(),
    from: z.iso.datetime({ offset: true }).optional().meta({ description: 'When it will be served.' }),
    orderId: z.string().optional(),
    number: z.string().optional(),
  })
  .meta({ id: 'AccessAnswer' });

export function accessGateRoutes(api: Api): Route[] {
  return [
    route({
      id: 'askAccessGate',
      tag: 'Records',
      method: 'post',
      effect: 'READS',
      path: '/v1/access-gate',
      permission: 'access-gate.ask',
      summary: 'May this domain be served, and why?',
      body: questionSchema,
      example: { domain: 'www.example.cn', target: 'MAINLAND' },
      answers: { 200: { description: 'The answer as of now.', schema: answerSchema } },
      handle: async ({ body: { domain: host, target }, caller }) => {
        const domain = registrableDomain(host);
        if (domain === undefined || asciiHost(host) === undefined) {
          const message = 'Write a domain such as example.cn.';
          throw problem('INVALID', { errors: [{ path: 'domain', code: 'NOT_A_DOMAIN', message }] });
        }
        const found = accessView(await mayBeServed(api, domain, target));
        const { orderId, ...rest } = found;
        return ok(caller.role === 'applicant' || orderId === undefined ? rest : found);
      },
    }),
  ];
}

const accessView = ({ from, ...rest }: Access): z.infer<typeof answerSchema> => ({
  ...rest,
  ...present({ from: from === undefined ? undefined : formatInstant(from) }),
});
