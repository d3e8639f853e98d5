/** Records found by account, number or domain; by certificate in a body, because its number stands in no address. */
import type { Request } from 'express';
import { z } from 'zod';
import type { AccountId } from '../../../domain/identifiers.ts';
import { registrableDomain } from '../../../domain/identity/domain-name.ts';
import { printedNumber } from '../../../domain/record/icp-number.ts';
import { findRecords, type RecordsWanted } from '../../../store/records/find-records.ts';
import { access } from '../../../usecases/access/permissions.ts';
import { ownAccount, type Caller } from '../../../usecases/access/caller.ts';
import { showOfRecords } from '../../../usecases/reads/show.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { problem } from '../../http/problems.ts';
import { asking } from '../../http/read-reason.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { recordSchema, recordView } from '../../../usecases/shown/record-view.ts';
import { readingOf, SHOWN_TO } from './records.ts';

const MOST = 50;
const listSchema = z.object({ records: z.array(recordSchema), cursor: nextCursor });
/** An entity has one number at a time, and keeps those that were deregistered. */
const foundSchema = z.object({ records: z.array(recordSchema).max(MOST) });

const query = z.strictObject({
  accountId: accountIdentifier
    .optional()
    .meta({ description: 'For staff: records of this account; applicants see their own.' }),
  number: z
    .string()
    .max(100)
    .overwrite(printedNumber)
    .regex(/^[\p{L}\p{N}-]{1,60}$/u, 'write a number as MIIT shows it, or its beginning')
    .optional()
    .meta({
      description:
        'The number of an entity or its beginning (`粤ICP备2020`), its first digits (`2020`), or the whole number of a website.',
      example: '粤ICP备12345678号',
    }),
  domain: z.string().trim().max(253).optional().meta({ description: 'Of a website that is or was filed.' }),
  ...pageFields({ usual: 20, most: MOST }),
});

const searchSchema = z
  .strictObject({
    certificateNumber: z.string().trim().min(4).max(60).meta({ description: 'Of the entity, in any spelling.' }),
  })
  .meta({ id: 'RecordSearch' });

export function recordListRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listRecords',
      tag: 'Records',
      method: 'get',
      path: '/v1/records',
      cost: 10,
      permission: 'records.read',
      summary: 'Find approved filings by account, number or domain',
      description: `By number; each condition narrows the list further. ${SHOWN_TO}`,
      showsPeople: true,
      query,
      answers: {
        200: {
          description: 'One page of entities, each with its first websites, their numbers and accesses.',
          schema: listSchema,
        },
      },
      handle: async ({ query: { limit, cursor, accountId, number, domain }, caller, req }) => {
        const wanted = { accountId: accountFor(caller, accountId), number, domain: registrable(domain) };
        return ok(await found(api, { caller, req }, wanted, { limit, cursor }));
      },
    }),
    route({
      id: 'searchRecords',
      tag: 'Records',
      method: 'post',
      effect: 'READS',
      path: '/v1/record-searches',
      cost: 10,
      permission: 'records.read',
      summary: 'Find the filings of an entity by its certificate',
      description: `Filings that were deregistered are among them. ${SHOWN_TO}`,
      showsPeople: true,
      body: searchSchema,
      example: { certificateNumber: '91440101MA9UKJYR6N' },
      answers: { 200: { description: 'The entity under each number that it has or had.', schema: foundSchema } },
      handle: async ({ body: { certificateNumber }, caller, req }) => {
        const wanted = { accountId: accountFor(caller, undefined), certificateNumber };
        const { records } = await found(api, { caller, req }, wanted, { limit: MOST });
        return ok({ records });
      },
    }),
  ];
}

async function found(
  api: Api,
  { caller, req }: { caller: Caller; req: Request },
  wanted: RecordsWanted,
  asked: Parameters<typeof pageIn>[0],
): Promise<z.infer<typeof listSchema>> {
  const { rows, ...rest } = await findRecords(api.database, api.vault, wanted, pageIn(asked));
  const readings = rows.map((record) => ({ ...readingOf(record), accountId: record.accountId }));
  const shown = await showOfRecords(api, asking(caller, req), readings);
  return { records: rows.map((record, place) => recordView(record, shown[place] ?? 'MASKED')), ...rest };
}

const accountFor = (caller: Caller, wanted: string | undefined): AccountId | undefined =>
  access['records.read'][caller.role] === 'OWN' ? ownAccount(caller) : (wanted as AccountId | undefined);

function registrable(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const domain = registrableDomain(host);
  if (domain !== undefined) return domain;
  const message = 'Write a domain such as example.cn.';
  throw problem('INVALID', { errors: [{ path: 'query.domain', code: 'NOT_A_DOMAIN', message }] });
}
