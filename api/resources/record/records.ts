/** Approved filings: entities, their websites and the accesses through this provider. */
import { z } from 'zod';
import { entitySchema, personSchema, provinceSchema, websiteSchema } from '../../../domain/order/form.ts';
import type { AccountId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { entityKindSchema } from '../../../domain/order-types/order-type.ts';
import { readRecords, type FilingRecord } from '../../../store/records/records.ts';
import { access, personalData } from '../../../usecases/access/permissions.ts';
import { ownAccount, reaches, type Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { maskedEntity, maskedPerson } from '../../views/form-view.ts';
import { accountIdentifier, filingNumber } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });
const status = z.enum(['ACTIVE', 'SHELL', 'DEREGISTERED']);
const recordSchema = z
  .object({
    number: z.string().meta({ example: '粤ICP备12345678号' }),
    accountId: z.string(),
    province: provinceSchema,
    kind: entityKindSchema,
    status,
    issuedOn: z.string(),
    orderId: z.string(),
    changedAt: at,
    entity: entitySchema.optional(),
    head: personSchema.optional(),
    websites: z.array(
      z.object({
        number: z.string(),
        domain: z.string(),
        status,
        issuedOn: z.string(),
        orderId: z.string(),
        website: websiteSchema.optional(),
        head: personSchema.optional(),
        access: z
          .object({ type: z.enum(['FILED', 'TRANSFERRED']), instanceId: z.string().optional(), openedAt: at })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'Record' });

export function recordRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listRecords',
      tag: 'Records',
      method: 'get',
      path: '/v1/records',
      permission: 'records.read',
      summary: 'Approved filings of an account',
      query: z.strictObject({
        accountId: accountIdentifier
          .optional()
          .meta({ description: 'Staff name the account; applicants see their own.' }),
      }),
      answers: {
        200: {
          description: 'Entities with websites, numbers and accesses.',
          schema: z.object({ records: z.array(recordSchema) }),
        },
      },
      handle: async ({ query, caller }) => {
        const accountId = accountFor(caller, query.accountId);
        const found = await readRecords(api.database, api.vault, { accountId });
        return ok({ records: found.map((record) => recordView(record, caller)) });
      },
    }),
    route({
      id: 'readRecord',
      tag: 'Records',
      method: 'get',
      path: '/v1/records/{number}',
      permission: 'records.read',
      summary: 'Read one approved filing by its number',
      params: z.object({ number: filingNumber }),
      answers: { 200: { description: 'The record.', schema: recordSchema } },
      handle: async ({ params: { number }, caller }) => {
        const [record] = await readRecords(api.database, api.vault, { number });
        if (record === undefined || !reaches(caller, 'records.read', record.accountId)) {
          throw problem('NOT_FOUND', { detail: 'There is no record of this number.' });
        }
        return ok(recordView(record, caller));
      },
    }),
  ];
}

function accountFor(caller: Caller, wanted: string | undefined): AccountId {
  if (access['records.read'][caller.role] === 'OWN') return ownAccount(caller);
  if (wanted === undefined) {
    throw problem('INVALID', { errors: [{ path: 'query.accountId', code: 'MISSING', message: 'Name the account.' }] });
  }
  return wanted as AccountId;
}

function recordView({ details, websites, ...record }: FilingRecord, { role }: Caller): z.infer<typeof recordSchema> {
  const clear = personalData[role] === 'CLEAR';
  return {
    number: record.number,
    accountId: record.accountId,
    province: record.province,
    kind: record.kind,
    status: record.status,
    issuedOn: record.issuedOn,
    orderId: record.orderId,
    changedAt: formatInstant(record.changedAt),
    ...(details === undefined ? {} : { entity: clear ? details.entity : maskedEntity(details.entity) }),
    ...(details?.head === undefined ? {} : { head: clear ? details.head : maskedPerson(details.head) }),
    websites: websites.map(({ number, domain, status: state, issuedOn, orderId, details: about, access: through }) => ({
      number,
      domain,
      status: state,
      issuedOn,
      orderId,
      ...present({ website: about?.website }),
      ...(about?.head === undefined ? {} : { head: clear ? about.head : maskedPerson(about.head) }),
      ...(through === undefined
        ? {}
        : {
            access: {
              type: through.type,
              openedAt: formatInstant(through.openedAt),
              ...present({ instanceId: through.instanceId }),
            },
          }),
    })),
  };
}
