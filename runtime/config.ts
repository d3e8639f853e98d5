/**
 * Configuration of Beian's processes from the environment. A process that lacks a variable does not start; the message
 * names every variable that is missing or wrong.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { SHORTEST_SECRET } from '../adapters/signatures/secret.ts';
import { DEFAULT_TIMEOUTS, type DatabaseTimeouts } from '../store/postgres/pool.ts';
import { smsConfigSchema } from './sms-config.ts';
import { alibaba, endpoint, tencent } from './vendor-config.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const yes = z.stringbool();

const milliseconds = z.coerce.number().int().min(1).max(3_600_000);

const database = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** How long a connection, one statement and a lock may be waited for, in milliseconds. */
  DATABASE_CONNECT_TIMEOUT_MS: milliseconds.default(DEFAULT_TIMEOUTS.connect),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(DEFAULT_TIMEOUTS.statement),
  DATABASE_LOCK_TIMEOUT_MS: milliseconds.default(DEFAULT_TIMEOUTS.lock),
  /** `id:base64` of 32 bytes, several separated by commas: the first wraps new keys, the others still open old ones. */
  BEIAN_MASTER_KEYS: z.string().min(1),
  /** Secret of the blind indexes; must never change. */
  BEIAN_INDEX_KEY: z.string().min(32),
});

/** The time limits of a process's connections to Postgres. */
export const timeoutsOf = (config: z.infer<typeof database>): DatabaseTimeouts => ({
  connect: config.DATABASE_CONNECT_TIMEOUT_MS,
  statement: config.DATABASE_STATEMENT_TIMEOUT_MS,
  lock: config.DATABASE_LOCK_TIMEOUT_MS,
});

/** How to reach the Temporal server. */
export const temporalServerSchema = z.object({
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TLS: yes.default(false),
  /** PEM files: the authority of a server with a certificate of its own, and this process's certificate and key. */
  TEMPORAL_TLS_CA_FILE: z.string().optional(),
  TEMPORAL_TLS_CERT_FILE: z.string().optional(),
  TEMPORAL_TLS_KEY_FILE: z.string().optional(),
  /** Implies TLS. */
  TEMPORAL_API_KEY: z.string().optional(),
});
export type TemporalServerConfig = z.infer<typeof temporalServerSchema>;

const temporal = temporalServerSchema.extend({
  BEIAN_TASK_QUEUE: z.string().default('filings'),
  /** Keys of the payload codec, same form as the master keys. */
  BEIAN_PAYLOAD_KEYS: z.string().min(1),
});

const logging = z.object({
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export type LogLevel = z.infer<typeof logging>['LOG_LEVEL'];

/** A build that hosts filings, so that Temporal knows which one is the current one; absent on one machine. */
const build = z.object({
  /** Name of the worker deployment in Temporal. */
  BEIAN_DEPLOYMENT: z.string().default('filings'),
  BEIAN_BUILD_ID: z.string().optional(),
});

const mode = z.object({
  /** `sandbox` adds demo tokens, a clock for each filing and the button that moves it. Never in production. */
  BEIAN_MODE: z.enum(['production', 'sandbox']).default('production'),
  ...logging.shape,
});

const email = z.object({
  SMTP_HOST: z.string(),
  SMTP_PORT: port,
  SMTP_TLS: z.enum(['implicit', 'starttls', 'none']).default('starttls'),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_FROM: z.string(),
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
      LIVENESS_CALLBACK_URL: z.url().optional(),
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
    BUREAU_URL: z.url(),
    BUREAU_PROVIDER_ID: z.string(),
    /** Signs what Beian sends to the gateway. */
    BUREAU_SECRET: z.string().min(SHORTEST_SECRET),
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
    S3_ENDPOINT: z.url().optional(),
    S3_PATH_STYLE: yes.default(false),
  }),
]);

const assets = z.object({ ASSETS_URL: z.url(), ASSETS_TOKEN: z.string().min(8) });

/**
 * One secret, or `new,old` while it is being changed. An empty part is refused, because an empty secret is known to
 * everybody.
 */
const secrets = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(
    z.array(
      z.string().min(SHORTEST_SECRET, `write secrets of ${SHORTEST_SECRET} characters or more, separated by commas`),
    ),
  );

const PROXY_NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];
const isProxy = (text: string): boolean => PROXY_NAMES.includes(text) || isIP(text.split('/')[0] ?? '') !== 0;
const proxies = z.union([
  z.stringFormat('number', /^\d$/).transform(Number),
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().refine(isProxy, 'write how many proxies there are, or their addresses'))),
]);

/** Everything about the outside parties. */
const parties = email.and(smsConfigSchema).and(liveness).and(bureau).and(documents).and(assets);

/** What hosting filings needs. */
export const workerConfigSchema = database.and(temporal).and(mode).and(parties);
export type PartiesConfig = z.infer<typeof parties>;

/** What the worker process needs besides. */
export const workerProcessConfigSchema = workerConfigSchema.and(build).and(
  z.object({
    /** Where health and metrics are answered. */
    BEIAN_WORKER_HOST: z.string().default('127.0.0.1'),
    BEIAN_WORKER_PORT: port.default(9464),
    /** Metrics of the Temporal SDK, on this machine only; they are answered with the others. */
    BEIAN_SDK_METRICS_PORT: port.default(9465),
    /** A workflow bundle made beforehand (`workers/bundle-main.ts`); else the worker makes one when it starts. */
    BEIAN_WORKFLOW_BUNDLE: z.string().optional(),
    /** How many workflows are kept in memory; the others are replayed from their history when something happens to them. */
    BEIAN_CACHED_WORKFLOWS: z.coerce.number().int().min(0).default(1000),
  }),
);

export type WorkerProcessConfig = z.infer<typeof workerProcessConfigSchema>;

/** What preparing the namespace needs. */
export const namespaceConfigSchema = temporalServerSchema.and(logging).and(
  z.object({
    /** How long the history of an ended filing is kept. */
    TEMPORAL_RETENTION_DAYS: z.coerce.number().int().min(1).default(30),
  }),
);

/** What making a build the current one needs. */
export const promotionConfigSchema = temporalServerSchema
  .and(logging)
  .and(build.extend({ BEIAN_BUILD_ID: z.string() }));

/** What the API process needs besides. */
export const apiConfigSchema = workerConfigSchema
  .and(
    z.object({
      BEIAN_HOST: z.string().default('127.0.0.1'),
      BEIAN_PORT: port.default(8080),
      /** Address under which people reach the API; links in messages and face checks use it. */
      BEIAN_PUBLIC_URL: z.url(),
      /** How many reverse proxies are before the API, or their addresses: only their forwarding headers are believed. */
      BEIAN_TRUSTED_PROXIES: proxies.default(0),
      /** Page of the portal to which people return from a face check. */
      LIVENESS_RETURN_PAGE: z.url().optional(),
      /** The secrets that sign the bureau's webhooks; without one, every webhook is refused. */
      BUREAU_WEBHOOK_SECRET: secrets.default([]),
      /** Signs links to face checks. */
      BEIAN_LINK_SECRET: secrets,
      /** In the address that SMS vendors post delivery receipts to; several, separated by commas, while one is being changed. */
      BEIAN_SMS_RECEIPT_TOKENS: z
        .string()
        .regex(/^[\w-]{32,}(,[\w-]{32,})*$/, 'write tokens of 32 or more letters, digits, - or _, separated by commas'),
      /** OIDC provider; not needed in sandbox mode. */
      OIDC_ISSUER: z.url().optional(),
      OIDC_AUDIENCE: z.string().optional(),
      OIDC_JWKS_URL: z.url().optional(),
      /** Signs demo tokens in sandbox mode. */
      BEIAN_DEMO_TOKEN_SECRET: z.string().min(32).optional(),
      /** How long an action waits for its outcome before it is answered 202, in milliseconds. */
      BEIAN_ACTION_WAIT_MS: z.coerce.number().int().min(0).max(60_000).default(10_000),
    }),
  )
  .refine(({ BUREAU, BUREAU_WEBHOOK_SECRET }) => BUREAU === 'manual' || BUREAU_WEBHOOK_SECRET.length > 0, {
    path: ['BUREAU_WEBHOOK_SECRET'],
    message: 'the gateway’s webhooks need a secret',
  });
export type ApiConfig = z.infer<typeof apiConfigSchema>;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the configuration, or throws {@link ConfigError} naming each variable and what it should be. */
export function readConfig<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(`The configuration is not complete:\n${z.prettifyError(parsed.error)}`);
}
