/** May the network serve a domain, and why (domain-spec §6)? Asked for one domain, and read as a list by whoever runs the network. */
import { z } from 'zod';
import type { Decision } from '../../../domain/access/decide.ts';
import { ACCESS_REASONS, REASON_TEXTS } from '../../../domain/access/reasons.ts';
import { asciiHost, registrableDomain } from '../../../domain/identity/domain-name.ts';
import { present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { gatePage, type GateRow } from '../../../store/access/gate-rows.ts';
import { mayBeServed, TARGETS } from '../../../usecases/record/access-gate.ts';
import type { Api } from '../../dependencies.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

const questionSchema = z
  .strictObject({
    domain: z.string().trim().min(3).max(253),
    target: z.enum(TARGETS).default('MAINLAND').meta({ description: 'Where the domain points.' }),
  })
  .meta({ id: 'AccessQuestion' });

const at = z.iso.datetime({ offset: true });
const decisionFields = {
  domain: z.string().meta({ description: 'The registrable domain; sub-domains share its filing.' }),
  serve: z.boolean(),
  reason: z.enum(ACCESS_REASONS),
  text: z.string(),
  from: at.optional().meta({ description: 'When it will be served.' }),
  orderId: z.string().optional(),
  number: z.string().optional(),
};
const answerSchema = z.object(decisionFields).meta({ id: 'AccessAnswer' });

const rowSchema = z
  .object({
    ...decisionFields,
    since: at.meta({ description: 'Since when this decision stands.' }),
    seq: z.int().meta({ description: 'Number of the change that made it so; a later change has a higher one.' }),
  })
  .meta({ id: 'AccessRow' });

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
        const found = { domain, ...decisionView(await mayBeServed(api, domain, target)) };
        const { orderId, ...rest } = found;
        return ok(caller.role === 'applicant' || orderId === undefined ? rest : found);
      },
    }),
    route({
      id: 'listAccessGate',
      tag: 'Records',
      method: 'get',
      path: '/v1/access-gate/domains',
      permission: 'access-gate.list',
      summary: 'What the network may serve, domain by domain',
      description:
        'Every domain that an order or a record is about, in the order of its last change. Read on with `upTo` as `cursor`: the answer holds what has changed since then, or nothing. A domain that is not listed is not filed here.',
      query: z.strictObject(pageFields({ usual: 500, most: 1000 })),
      answers: {
        200: {
          description: 'One page of domains.',
          schema: z.object({
            domains: z.array(rowSchema),
            cursor: nextCursor,
            upTo: z.string().meta({ description: 'Keep it: as `cursor` it leads to what changes after this page.' }),
          }),
        },
      },
      handle: async ({ query }) => {
        const { rows, more, upTo } = await gatePage(api.database, pageIn(query));
        return ok({ domains: rows.map(rowView), ...(more ? { cursor: upTo } : {}), upTo });
      },
    }),
  ];
}

const decisionView = ({
  serve,
  reason,
  from,
  orderId,
  number,
}: Decision): Omit<z.infer<typeof answerSchema>, 'domain'> => ({
  serve,
  reason,
  text: REASON_TEXTS[reason].en,
  ...present({ from: from === undefined ? undefined : formatInstant(from), orderId, number }),
});

const rowView = ({ domain, since, seq, ...decision }: GateRow): z.infer<typeof rowSchema> => ({
  domain,
  ...decisionView(decision),
  since: formatInstant(since),
  seq,
});
