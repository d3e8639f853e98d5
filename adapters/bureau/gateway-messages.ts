/** Beian's requests to a bureau gateway, and the gateway's answers; `openapi.yaml` beside this file is made from this. */
import { z } from 'zod';
import { recordLookupSchema } from '../../domain/assets/asset-facts.ts';
import { ACCESS_METHODS, formSchema, provinceSchema } from '../../domain/order/form.ts';
import { orderTypeSchema } from '../../domain/order-types/order-type.ts';
import { personIdSchema, websiteIdSchema } from '../../domain/order/names.ts';
import { isoInstant } from '../../domain/time/iso-date.ts';

const at = isoInstant();
const number = z.string().min(5).max(60).meta({ example: '粤ICP备12345678号' });
const handOverNumber = z.int().min(1).max(1000);

/** A hand-over. Its documents are sent before it, each by `PUT /v1/documents/{sha256}`. */
export const handOverSchema = z
  .strictObject({
    orderId: z.string().min(1).max(60),
    handOver: handOverNumber,
    type: orderTypeSchema,
    form: formSchema.meta({
      description: 'As it is to be on record; for a removal the part of the record that is removed.',
    }),
    changes: z
      .strictObject({
        entityNumber: number,
        websiteNumbers: z.record(websiteIdSchema(), number).meta({ description: 'By the names of the form.' }),
        fields: z
          .array(z.strictObject({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
          .meta({
            description: 'Each changed field of the form; without `before` or `after` where nothing stands there.',
          }),
      })
      .optional()
      .meta({ description: 'For a change of what is on record.' }),
    removal: z
      .strictObject({
        removes: z.enum(['ENTITY', 'WEBSITES', 'ACCESSES']),
        entityNumber: number,
        numbers: z.array(number).meta({ description: 'Of the websites that are removed, or whose access ends.' }),
        reason: z.string(),
      })
      .optional()
      .meta({ description: 'For a removal from the record.' }),
    instances: z
      .record(
        websiteIdSchema(),
        z.strictObject({
          instanceId: z.string().optional().meta({
            description: 'Absent for a website that was taken over: only its addresses in MIIT’s record are known.',
          }),
          publicIps: z.array(z.strictObject({ from: z.string(), to: z.string() })).meta({
            description: 'Ranges of public addresses (IP 地址范围); both ends belong to a range.',
          }),
          accessMethod: z.enum(ACCESS_METHODS).meta({ description: '接入方式' }),
          place: provinceSchema.optional().meta({ description: '网站分布地点' }),
        }),
      )
      .meta({ description: 'The server of each website, where the type of order names servers (R-HO-1).' }),
    provider: z
      .strictObject({ ispId: z.string(), name: z.string().optional() })
      .meta({ description: 'The access provider, by the id that MIIT gave it and by name (R-HO-1).' }),
    documents: z.array(
      z.strictObject({ slot: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/), mediaType: z.string() }),
    ),
    personsToVerify: z
      .array(personIdSchema())
      .meta({ description: 'Persons MIIT sends its verification SMS to; the same mobile gets one code.' }),
    at: at.optional().meta({ description: 'When the provider handed the order over; a stand-in counts from it.' }),
  })
  .meta({ id: 'HandOver' });

export const handOverAnswerSchema = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('ACCEPTED'), reference: z.string().min(1).max(100), at }),
    z.object({ status: z.literal('RECEIVED'), reference: z.string().min(1).max(100).optional() }),
  ])
  .meta({ id: 'HandOverAnswer' });

export const resendSchema = z
  .strictObject({ orderId: z.string(), handOver: handOverNumber, personId: personIdSchema().optional() })
  .meta({ id: 'SmsResend' });

export const lookUpSchema = z
  .strictObject({ certificateType: z.string(), certificateNumber: z.string(), domain: z.string() })
  .meta({ id: 'RecordQuery' });

/** The same fields as `RecordLookup` in `domain/`; a gateway may send more. */
export const lookUpAnswerSchema = z.object(recordLookupSchema.shape).meta({ id: 'RecordLookup' });
