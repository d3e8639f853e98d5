/** Configuration of the outside parties from the environment: where each one is, and how Beian signs in there. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { accountsSchema } from '../adapters/bureau/miit/account.ts';
import { senderSchema } from '../adapters/email/smtp.ts';
import { secretSchema } from '../adapters/signatures/secret.ts';
import { mailboxSchema } from '../domain/identity/mailbox.ts';
import { smsConfigSchema } from './sms-config.ts';
import { alibaba, endpoint, tencent, webUrl } from './vendor-config.ts';

const TLS = { implicit: 'TLS from the beginning', starttls: 'STARTTLS', none: 'no TLS' };
/** What the ports are for that every mail server uses alike (RFC 8314). */
const TLS_OF_PORT: Readonly<Record<number, readonly (keyof typeof TLS)[]>> = {
  25: ['starttls', 'none'],
  465: ['implicit'],
  587: ['starttls', 'none'],
};
const isThisMachine = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);

export const emailSchema = z
  .object({
    /** A name, or an IPv4 or IPv6 address. */
    SMTP_HOST: z
      .string()
      .refine(
        (host) => isIP(host) !== 0 || /^[\w.-]+$/.test(host),
        'write the name of the host alone; SMTP_PORT has the port',
      ),
    SMTP_PORT: z.coerce.number().int().min(1).max(65_535),
    SMTP_TLS: z.enum(['implicit', 'starttls', 'none']).default('starttls'),
    SMTP_USER: z.string().optional(),
    SMTP_PASSWORD: z.string().optional(),
    SMTP_FROM: senderSchema,
    /** Mailbox of the provider's filing desk (N-16). */
    DESK_EMAIL: mailboxSchema,
  })
  .superRefine(
    ({ SMTP_HOST: host, SMTP_PORT: port, SMTP_TLS: tls, SMTP_USER: user, SMTP_PASSWORD: password }, context) => {
      const say = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
      if (user !== undefined && password === undefined) say('SMTP_PASSWORD', 'set it where SMTP_USER is set');
      if (user === undefined && password !== undefined) say('SMTP_USER', 'set it where SMTP_PASSWORD is set');
      const usual = TLS_OF_PORT[port];
      if (usual !== undefined && !usual.includes(tls))
        say(
          'SMTP_TLS',
          `port ${port} speaks ${usual.map((each) => TLS[each]).join(' or ')}: write ${usual.join(' or ')}, or another port`,
        );
      else if (tls === 'none' && user !== undefined && !isThisMachine(host))
        say('SMTP_TLS', 'write implicit or starttls: without TLS, user and password go over the network in the clear');
    },
  );

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

const lookUpDays = z.coerce.number().int().min(1).max(365).default(30);

const bureau = z.discriminatedUnion('BUREAU', [
  z.object({
    BUREAU: z.literal('gateway'),
    BUREAU_URL: webUrl,
    BUREAU_PROVIDER_ID: z.string(),
    /** The id that MIIT gave the provider, and its name, as hand-overs carry them (R-HO-1). */
    BUREAU_ISP_ID: z.string().min(1).optional(),
    BUREAU_ISP_NAME: z.string().min(1).optional(),
    /** Signs what Beian sends to the gateway. */
    BUREAU_SECRET: secretSchema,
  }),
  /** MIIT's own interface: Beian reports to the bureaus itself. */
  z.object({
    BUREAU: z.literal('miit'),
    /** A list of accounts as JSON, one for each province that gave the provider an account; `docs/bureau.md` shows one. */
    BUREAU_ACCOUNTS: accountsSchema,
    /** How long a look-up in MIIT's record by staff is used, where the interface cannot answer. */
    BUREAU_LOOKUP_DAYS: lookUpDays,
  }),
  /** Staff hand orders over, enter the bureau's answers, and look records up. */
  z.object({
    BUREAU: z.literal('manual'),
    /** How long a look-up in MIIT's record by staff is used; at a later submission staff are asked again. */
    BUREAU_LOOKUP_DAYS: lookUpDays,
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

/** The gateways of the network that are told what the access gate says; none where the network asks. */
const network = z
  .object({
    NETWORK_GATEWAYS: z
      .string()
      .transform((list) => list.split(','))
      .pipe(z.array(webUrl).min(1).max(20))
      .optional(),
    /** Signs what they are told. */
    NETWORK_SECRET: secretSchema.optional(),
  })
  .refine(({ NETWORK_GATEWAYS: gateways, NETWORK_SECRET: secret }) => gateways === undefined || secret !== undefined, {
    path: ['NETWORK_SECRET'],
    message: 'set it where NETWORK_GATEWAYS is set',
  });

const listed = (each: z.ZodType<string, string>) =>
  z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(each).min(1).max(20));

/** How websites are looked at from outside. Ports and ranges of the inside are for a sandbox. */
const probe = z.object({
  /** Addresses, with or without a port; without them the name servers of this machine. */
  PROBE_NAME_SERVERS: listed(
    z.string().regex(/^(\[[\da-f:.]+\]|[\d.]+)(:\d{1,5})?$/i, 'write addresses such as 203.0.113.53'),
  ).optional(),
  PROBE_HTTP_PORT: z.coerce.number().int().min(1).max(65_535).default(80),
  PROBE_HTTPS_PORT: z.coerce.number().int().min(1).max(65_535).default(443),
  PROBE_INTERNAL_RANGES: listed(z.union([z.cidrv4(), z.cidrv6()])).default([]),
});

/** The variables of every outside party. */
export const partiesConfigSchema = emailSchema
  .and(smsConfigSchema)
  .and(liveness)
  .and(bureau)
  .and(documents)
  .and(network)
  .and(probe)
  .and(assets);
export type PartiesConfig = z.infer<typeof partiesConfigSchema>;
