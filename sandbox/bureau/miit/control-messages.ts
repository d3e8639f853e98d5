/** Schemas of what the control API says to a bureau. */
import { z } from 'zod';
import { FAILURES, type ReturnCode } from './answers.ts';
import { DAMAGES } from './files.ts';
import { SERVICES } from './wsdl.ts';

const time = z.string().regex(/^\d{2}:\d{2}$/, 'write hours and minutes, e.g. 09:00');
export const conditionsSchema = z.strictObject({
  slowMs: z.int().min(0).max(60_000).optional(),
  maintenance: z.boolean().optional(),
  hours: z.strictObject({ from: time, to: time }).nullable().optional(),
  mayReport: z.boolean().optional(),
  mostWaiting: z.int().min(0).nullable().optional(),
  failOneIn: z.int().min(1).nullable().optional(),
  mostPasswordChecks: z.int().min(0).optional(),
  encrypts: z.boolean().optional(),
});

const isFailureCode = (code: number): code is ReturnCode => FAILURES.some((known) => known === code);
const returnCode = z.int().refine((code) => isFailureCode(code), 'no code of a call that failed');
const taken = z.boolean().default(false);
const failure = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('CUT'), taken }),
  z.strictObject({ how: z.literal('HALF'), taken }),
  z.strictObject({ how: z.literal('PROXY_PAGE'), taken }),
  z.strictObject({ how: z.literal('SOAP_FAULT'), taken }),
  z.strictObject({ how: z.literal('NO_XML'), taken }),
  z.strictObject({ how: z.literal('CODE'), code: returnCode.pipe(z.custom<ReturnCode>()), taken }),
  z.strictObject({ how: z.literal('SLOW'), ms: z.int().min(1).max(120_000), taken }),
  z.strictObject({ how: z.literal('REPEATED_FILE') }),
  z.strictObject({ how: z.literal('LOST_ACKNOWLEDGEMENT') }),
]);
const METHODS = Object.values(SERVICES).flatMap((methods) => Object.keys(methods));
export const failuresSchema = z.strictObject({
  method: z.string().refine((method) => METHODS.includes(method), `one of ${METHODS.join(', ')}`),
  failures: z.array(failure).min(1),
});

export const fileSchema = z.strictObject({ xml: z.string().min(1), damage: z.enum(DAMAGES).optional() });
export const faultsSchema = z.strictObject({
  faults: z
    .array(
      z.strictObject({
        code: z.string().regex(/^\d{4}$/),
        value: z.string().optional(),
        website: z.string().optional(),
      }),
    )
    .min(1),
});
/** The record of an entity, by its number. */
export const recordedSchema = z.strictObject({ number: z.string().min(1) });
export const taskSchema = recordedSchema.extend({ reportedBy: z.enum(['OWNER', 'ANOTHER']).default('OWNER') });

const address = z.ipv4();
export const unfiledSchema = z.strictObject({ domain: z.string().min(4), address });
export const blacklistSchema = z.strictObject({
  change: z.enum(['ADDED', 'CHANGED', 'REMOVED']).default('ADDED'),
  entity: z
    .strictObject({ name: z.string(), certificateType: z.int().min(1), certificateNumber: z.string() })
    .optional(),
  website: z.strictObject({ name: z.string(), domains: z.array(z.string().min(4)).min(1) }).optional(),
});
export const noticeSchema = z.strictObject({
  concerns: z.enum(['ENTITY', 'WEBSITE']),
  number: z.string().optional(),
  text: z.string().min(1).max(255),
});
/** By the number of a website, of an entity for `ENTITY`. */
export const inspectionSchema = z.discriminatedUnion('inspected', [
  z.strictObject({ inspected: z.literal('ENTITY'), number: z.string(), reason: z.string().optional() }),
  z.strictObject({
    inspected: z.literal('ACCESS'),
    number: z.string(),
    found: z.enum(['TOO_MUCH', 'TOO_LITTLE']),
    address: address.optional(),
  }),
  z.strictObject({ inspected: z.literal('SHELL'), number: z.string(), found: z.enum(['ALIVE', 'DEAD']) }),
  z.strictObject({ inspected: z.literal('ALIVE'), number: z.string() }),
]);
export const removalSchema = z.strictObject({ removes: z.enum(['ENTITY', 'WEBSITE']), number: z.string() });
export const passwordSchema = z.strictObject({ number: z.string(), password: z.string() });
export const lastNumberSchema = z.strictObject({ dataSequence: z.int().min(0) });
