/** Schemas of the requests to the gateway, as `adapters/bureau/openapi.yaml` documents them. */
import { z } from 'zod';
import type { Province } from '../../domain/order/form.ts';

const optionalText = z.string().optional();
const province = z.custom<Province>((value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value));

/** The parts of a hand-over that bureau and MIIT use; the rest is kept unchanged. */
export const receivedHandOverSchema = z.looseObject({
  orderId: z.string().min(1),
  handOver: z.int().min(1),
  type: z.string(),
  form: z.looseObject({
    entity: z.looseObject({ certificateNumber: optionalText, province: province.optional() }),
    people: z.record(z.string(), z.looseObject({ mobile: optionalText, documentNumber: optionalText })),
    websites: z.record(z.string(), z.looseObject({ domain: optionalText })),
  }),
  instances: z
    .record(
      z.string(),
      z.looseObject({
        instanceId: z.string().optional(),
        publicIps: z.array(z.object({ from: z.string(), to: z.string() })).min(1),
        accessMethod: z.string(),
        place: province.optional(),
      }),
    )
    .optional(),
  provider: z.looseObject({ ispId: z.string(), name: optionalText }).optional(),
  /** The record that a change is about, and what becomes different. */
  changes: z
    .looseObject({
      entityNumber: z.string(),
      websiteNumbers: z.record(z.string(), z.string()),
      fields: z.array(z.looseObject({ path: z.string() })).default([]),
    })
    .optional(),
  /** What a removal takes off the record. */
  removal: z
    .looseObject({ removes: z.string(), entityNumber: z.string(), numbers: z.array(z.string()), reason: z.string() })
    .optional(),
  documents: z.array(z.looseObject({ slot: z.string(), sha256: z.string() })),
  personsToVerify: z.array(z.string()),
  at: z.iso.datetime({ offset: true }).optional(),
  /** Of an order that came over MIIT's own interface; a gateway never sends it. */
  bureauRequest: optionalText,
});
export type ReceivedHandOver = z.infer<typeof receivedHandOverSchema>;

export const resendSchema = z.object({ orderId: z.string(), handOver: z.int(), personId: optionalText });
export const recordQuerySchema = z.object({ certificateNumber: z.string(), domain: z.string() });
