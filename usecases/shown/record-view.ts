/** An approved filing as its readers see it. */
import { z } from 'zod';
import { entitySchema, personSchema, provinceSchema, websiteSchema } from '../../domain/order/form.ts';
import {
  isOfIndividual,
  maskedEntity,
  maskedPerson,
  maskedWebsite,
  personalValues,
} from '../../domain/order/form-privacy.ts';
import { entityKindSchema } from '../../domain/order-types/order-type.ts';
import { present } from '../../domain/present.ts';
import type { ReadShown } from '../../domain/reads/read.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import { WEBSITES_AT_ONCE, type FilingRecord } from '../../store/records/records.ts';
import { asShown } from './as-shown.ts';

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
            .object({
              type: z.enum(['FILED', 'TRANSFERRED']),
              instanceId: z.string().optional(),
              addresses: z
                .array(z.object({ from: z.string(), to: z.string() }))
                .max(1000)
                .optional()
                .meta({ description: 'Its ranges of addresses as MIIT has them, once MIIT told.' }),
              openedAt: at,
            })
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
              ...(through.addresses.length === 0 ? {} : { addresses: through.addresses.slice(0, 1000) }),
              ...present({ instanceId: through.instanceId }),
            },
          }),
    })),
  };
}
