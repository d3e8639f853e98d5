/** May the network serve this domain, and why (domain-spec §6)? Answers for first filings and new websites. */
import { z } from 'zod';
import { asciiHost, registrableDomain, suffixAmong, topSuffix } from '../../../domain/identity/domain-name.ts';
import { civilDate, formatInstant, instant, type Instant } from '../../../domain/time/instant.ts';
import { reservationOfDomain } from '../../../store/orders/reservations.ts';
import { filingTime, readOrder, type Order } from '../../../store/orders/orders.ts';
import { recordOfDomain, type FilingRecord } from '../../../store/records/records.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

/** How long the network takes to learn of a record after it arrived here (R-BUR-2). */
const SERVED_WITHIN_MS = 30 * 60_000;

const questionSchema = z
  .strictObject({
    domain: z.string().trim().min(3).max(253),
    target: z
      .enum(['MAINLAND', 'HONG_KONG_OR_OVERSEAS'])
      .default('MAINLAND')
      .meta({ description: 'Where the domain points.' }),
  })
  .meta({ id: 'AccessQuestion' });

const REASONS = {
  POINTS_OUTSIDE: 'The domain points outside the mainland: it is not blocked.',
  FILED: 'The domain is filed and has its access here.',
  SYNC_PENDING: 'The record has just arrived; the network knows within half an hour.',
  ACCESS_CANCELLED: 'The access through this provider was cancelled. Add it again by a transfer.',
  SHELL: 'The record of this domain is a shell. Deregister it and file anew.',
  APPROVED_SYNC_PENDING: 'The bureau has approved; the record is not visible here yet. Wait one to two business days.',
  FILING_IN_PROGRESS: 'The filing is in progress; the website may be served once the number is issued.',
  SUFFIX_NOT_FILEABLE: 'Domains of this suffix cannot be filed, so they are not served on the mainland.',
  NOT_FILED: 'The domain is not filed through this provider. File it, or transfer it if it is filed elsewhere.',
} as const;

const answerSchema = z
  .object({
    domain: z.string().meta({ description: 'The registrable domain; sub-domains share its filing.' }),
    serve: z.boolean(),
    reason: z.enum(Object.keys(REASONS) as [keyof typeof REASONS, ...(keyof typeof REASONS)[]]),
    text: z.string(),
    from: z.iso.datetime({ offset: true }).optional().meta({ description: 'When it will be served.' }),
    orderId: z.string().optional(),
    number: z.string().optional(),
  })
  .meta({ id: 'AccessAnswer' });
type AccessAnswer = z.infer<typeof answerSchema>;

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
        const found = target === 'MAINLAND' ? await decide(api, domain) : answerOf(domain, true, 'POINTS_OUTSIDE');
        const { orderId, ...rest } = found;
        return ok(caller.role === 'applicant' || orderId === undefined ? rest : found);
      },
    }),
  ];
}

const answerOf = (
  domain: string,
  serve: boolean,
  reason: keyof typeof REASONS,
  more: Pick<AccessAnswer, 'from' | 'orderId' | 'number'> = {},
): AccessAnswer => ({ domain, serve, reason, text: REASONS[reason], ...more });

async function decide(api: Api, domain: string): Promise<AccessAnswer> {
  const { database, vault, now } = api;
  const record = await recordOfDomain(database, vault, domain);
  if (record !== undefined) {
    const order = await readOrder(database, vault, record.orderId);
    return ofRecord(domain, record, order === undefined ? instant(now()) : filingTime(order, now()));
  }
  const claim = await reservationOfDomain(database, domain);
  const order = claim === undefined ? undefined : await readOrder(database, vault, claim.orderId);
  if (order !== undefined) return ofOrder(domain, order);
  return answerOf(domain, false, (await isFileable(api, domain)) ? 'NOT_FILED' : 'SUFFIX_NOT_FILEABLE');
}

function ofRecord(domain: string, record: FilingRecord, now: Instant): AccessAnswer {
  const website = record.websites.find((one) => one.domain === domain && one.status !== 'DEREGISTERED');
  const { number = record.number, access } = website ?? {};
  if (record.status === 'SHELL' || website?.status === 'SHELL') return answerOf(domain, false, 'SHELL', { number });
  if (access === undefined) return answerOf(domain, false, 'ACCESS_CANCELLED', { number });
  const from = instant(access.openedAt + SERVED_WITHIN_MS);
  if (now < from) return answerOf(domain, false, 'SYNC_PENDING', { number, from: formatInstant(from) });
  return answerOf(domain, true, 'FILED', { number });
}

const ofOrder = (domain: string, { id, stage }: Order): AccessAnswer =>
  answerOf(domain, false, stage === 'BUREAU_APPROVED' ? 'APPROVED_SYNC_PENDING' : 'FILING_IN_PROGRESS', {
    orderId: id,
  });

async function isFileable({ rules, now }: Api, domain: string): Promise<boolean> {
  const { policies } = await rules();
  const domainSuffix = topSuffix(domain);
  const on = civilDate(instant(now()));
  const { allowed, refused } = policies.resolve('domain.suffixAllowed', { domainSuffix }, on);
  return suffixAmong(domain, allowed) && !suffixAmong(domain, refused);
}
