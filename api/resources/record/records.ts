/** Approved filings: entities, their websites and the accesses through this provider. */
import { z } from 'zod';
import { entitySchema, personSchema, provinceSchema, websiteSchema } from '../../../domain/order/form.ts';
import { present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { entityKindSchema } from '../../../domain/order-types/order-type.ts';
import { readRecord, WEBSITES_AT_ONCE, type FilingRecord } from '../../../store/records/records.ts';
import { reaches } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import {
  isOfIndividual,
  maskedEntity,
  maskedPerson,
  maskedWebsite,
  personalValues,
} from '../../../domain/order/form-privacy.ts';
import type { ReadShown } from '../../../domain/reads/read.ts';
import { showOfAccount } from '../../../usecases/reads/show.ts';
import { asking } from '../../http/read-reason.ts';
import { asShown } from '../../views/as-shown.ts';
import { filingNumber } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });
const orderOfPart = z
  .string()
  .optional()
  .meta({ description: 'The order that brought it on record; absent when it was imported.' });
const status = z.enum(['ACTIVE', 'SHELL', 'DEREGISTERED']);
export const recordSchema = z
  .object({
    number: z.string().meta({ example: '粤ICP备12345678号' }),
    accountId: z
      .string()
      .optional()
      .meta({ description: 'Absent in an imported record that no account has taken over.' }),
    version: z.int().meta({ description: 'Every change of the record makes the next version.' }),
    miitId: z.string().optional().meta({ description: "MIIT's id of the entity." }),
    province: provinceSchema,
    kind: entityKindSchema,
    status,
    issuedOn: z.string(),
    orderId: orderOfPart,
    changedAt: at,
    entity: asShown(entitySchema).optional(),
    head: asShown(personSchema).optional(),
    websites: z
      .array(
        z.object({
          number: z.string(),
          domain: z.string(),
          status,
          issuedOn: z.string(),
          orderId: orderOfPart,
          miitId: z.string().optional(),
          domainMiitId: z.string().optional().meta({ description: "MIIT's id of the domain." }),
          psbNumber: z.string().optional(),
          website: asShown(websiteSchema).optional(),
          head: asShown(personSchema).optional(),
          access: z
            .object({ type: z.enum(['FILED', 'TRANSFERRED']), instanceId: z.string().optional(), openedAt: at })
            .optional()
            .meta({ description: 'The access through this provider.' }),
          elsewhere: z
            .array(z.object({ code: z.string().optional(), name: z.string().optional() }))
            .max(50)
            .meta({ description: 'Accesses through other providers, as far as MIIT told of them.' }),
        }),
      )
      .max(WEBSITES_AT_ONCE),
    moreWebsites: z
      .string()
      .optional()
      .meta({ description: 'There are further websites: read the record by its number with this `cursor`.' }),
  })
  .meta({ id: 'Record' });

export const SHOWN_TO =
  'In clear for its owner, and for reviewers who have claimed an order of the account or state why they look; masked for everybody else. Every read is noted.';

export function recordRoutes(api: Api): Route[] {
  return [
    route({
      id: 'readRecord',
      tag: 'Records',
      method: 'get',
      path: '/v1/records/{number}',
      cost: 5,
      permission: 'records.read',
      summary: 'Read one approved filing by its number',
      description: SHOWN_TO,
      showsPeople: true,
      params: z.object({ number: filingNumber }),
      query: z.strictObject(pageFields({ usual: WEBSITES_AT_ONCE, most: WEBSITES_AT_ONCE })),
      answers: { 200: { description: 'The record, with one page of its websites.', schema: recordSchema } },
      handle: async ({ params: { number }, query, caller, req }) => {
        const record = await readRecord(api.database, api.vault, number, pageIn(query));
        if (record === undefined || !reaches(caller, 'records.read', record.accountId)) {
          throw problem('NOT_FOUND', { detail: 'There is no record of this number.' });
        }
        const shown = await showOfAccount(api, asking(caller, req), record.accountId, [readingOf(record)]);
        return ok(recordView(record, shown));
      },
    }),
  ];
}

export const readingOf = ({ number, orderId }: FilingRecord) =>
  ({ subject: 'RECORD', recordNumber: number, ...present({ orderId }) }) as const;

export function recordView(
  { details, websites, moreWebsites, ...record }: FilingRecord,
  shown: ReadShown,
): z.infer<typeof recordSchema> {
  const clear = shown === 'CLEAR';
  const known = details === undefined ? [] : personalValues({ entity: details.entity });
  const owner = { ofIndividual: isOfIndividual(record), known };
  return {
    number: record.number,
    version: record.version,
    ...present({ accountId: record.accountId, miitId: record.miitId, orderId: record.orderId }),
    province: record.province,
    kind: record.kind,
    status: record.status,
    issuedOn: record.issuedOn,
    changedAt: formatInstant(record.changedAt),
    ...(details === undefined ? {} : { entity: clear ? details.entity : maskedEntity(details.entity) }),
    ...(details?.head === undefined ? {} : { head: clear ? details.head : maskedPerson(details.head) }),
    ...present({ moreWebsites }),
    websites: websites.map(({ details: about, access: through, ...website }) => ({
      number: website.number,
      domain: website.domain,
      status: website.status,
      issuedOn: website.issuedOn,
      elsewhere: website.elsewhere,
      ...present({
        orderId: website.orderId,
        miitId: website.miitId,
        domainMiitId: website.domainMiitId,
        psbNumber: website.psbNumber,
      }),
      ...(about === undefined ? {} : { website: clear ? about.website : maskedWebsite(about.website, owner) }),
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
