/** Configuration of the outside parties from the environment: where each one is, and how Beian signs in there. */
import { z } from 'zod';
import { senderSchema } from '../adapters/email/smtp.ts';
import { secretSchema } from '../adapters/signatures/secret.ts';
import { smsConfigSchema } from './sms-config.ts';
import { alibaba, endpoint, tencent, webUrl } from './vendor-config.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const email = z.object({
  SMTP_HOST: z.string(),
  SMTP_PORT: port,
  SMTP_TLS: z.enum(['implicit', 'starttls', 'none']).default('starttls'),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_FROM: senderSchema,
  /** Mailbox of the provider's filing desk (N-16). */
  DESK_EMAIL: z.email(),
});

const livenessEndpoint = z.object({ LIVENESS_ENDPOINT: endpoint.ENDPOINT, LIVENESS_PROTOCOL: endpoint.PROTOCOL });

const liveness = z.discriminatedUnion('LIVENESS_VENDOR', [
  z.object({
    LIVENESS_VENDOR: z.literal('tencent'),
    ...tencent.shape,
    ...livenessEndpoint.shape,
    LIVENESS_RULE_ID: z.string(),
  }),
  z
    .object({
      LIVENESS_VENDOR: z.literal('alibaba'),
      ...alibaba.shape,
      ...livenessEndpoint.shape,
      LIVENESS_SCENE_ID: z.coerce.number().int(),
      /** Where the vendor calls when a check is over: `BEIAN_PUBLIC_URL` followed by `/v1/webhooks/liveness/alibaba`. */
      LIVENESS_CALLBACK_URL: webUrl.optional(),
      /** The token that the vendor sends when it calls. */
      LIVENESS_CALLBACK_TOKEN: z.string().min(16).optional(),
    })
    .refine(
      ({ LIVENESS_CALLBACK_URL: url, LIVENESS_PROTOCOL: protocol }) =>
        url === undefined || protocol === 'http' || url.startsWith('https:'),
      { path: ['LIVENESS_CALLBACK_URL'], message: 'give an https address: the vendor calls no other' },
    )
    .refine(
      ({ LIVENESS_CALLBACK_URL: url, LIVENESS_CALLBACK_TOKEN: token }) => url === undefined || token !== undefined,
      { path: ['LIVENESS_CALLBACK_TOKEN'], message: 'set it where LIVENESS_CALLBACK_URL is set' },
    ),
]);

const bureau = z.discriminatedUnion('BUREAU', [
  z.object({
    BUREAU: z.literal('gateway'),
    BUREAU_URL: webUrl,
    BUREAU_PROVIDER_ID: z.string(),
    /** Signs what Beian sends to the gateway. */
    BUREAU_SECRET: secretSchema,
  }),
  /** Staff hand orders over, enter the bureau's answers, and look records up. */
  z.object({
    BUREAU: z.literal('manual'),
    /** How long a look-up in MIIT's record by staff is used; at a later submission staff are asked again. */
    BUREAU_LOOKUP_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  }),
]);

const documents = z.discriminatedUnion('DOCUMENTS', [
  z.object({ DOCUMENTS: z.literal('folder'), DOCUMENTS_FOLDER: z.string() }),
  z.object({
    DOCUMENTS: z.literal('s3'),
    S3_BUCKET: z.string(),
    S3_REGION: z.string(),
    S3_ACCESS_KEY_ID: z.string(),
    S3_SECRET_ACCESS_KEY: z.string(),
    S3_ENDPOINT: webUrl.optional(),
    S3_PATH_STYLE: z.stringbool().default(false),
  }),
]);

const assets = z.object({ ASSETS_URL: webUrl, ASSETS_TOKEN: z.string().min(8) });

/** The variables of every outside party. */
export const partiesConfigSchema = email.and(smsConfigSchema).and(liveness).and(bureau).and(documents).and(assets);
export type PartiesConfig = z.infer<typeof partiesConfigSchema>;
