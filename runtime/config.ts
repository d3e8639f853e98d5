/**
 * Configuration of Beian's processes from the environment. A process that lacks a variable does not start; the message
 * names every variable that is missing or wrong. All that can be known to be wrong is known here, before anything is opened.
 */
import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { oidcClientVariables, oidcVariables } from '../adapters/identity-provider/oidc-config.ts';
import { secretSchema } from '../adapters/signatures/secret.ts';
import { payloadKeysSchema } from '../codec/codec-keys.ts';
import { readBy } from '../domain/configuration.ts';
import { allowPlain, refusePlain } from '../domain/plain-connections.ts';
import { databaseUrlSchema, DEFAULT_TIMEOUTS, type DatabaseTimeouts } from '../store/postgres/pool.ts';
import { indexKeySchema } from '../store/sealing/index-key.ts';
import { masterKeysSchema } from '../store/sealing/keyring.ts';
import { partiesConfigSchema } from './parties-config.ts';
import { webUrl } from './vendor-config.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const yes = z.stringbool();

/** A file that a process reads while it starts. */
const readableFile = readBy((path) => {
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    throw new Error('name a file that this process can read', { cause });
  }
});

const milliseconds = z.coerce.number().int().min(1).max(3_600_000);

const database = z.object({
  DATABASE_URL: databaseUrlSchema,
  /** How long a connection, one statement and a lock may be waited for, in milliseconds. */
  DATABASE_CONNECT_TIMEOUT_MS: milliseconds.default(DEFAULT_TIMEOUTS.connect),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(DEFAULT_TIMEOUTS.statement),
  DATABASE_LOCK_TIMEOUT_MS: milliseconds.default(DEFAULT_TIMEOUTS.lock),
  /** `id:base64` of 32 bytes, several separated by commas: the first wraps new keys, the others still open old ones. */
  BEIAN_MASTER_KEYS: masterKeysSchema,
  /** Secret of the blind indexes; must never change. */
  BEIAN_INDEX_KEY: indexKeySchema,
});

/** The time limits of a process's connections to Postgres. */
export const timeoutsOf = (config: z.infer<typeof database>): DatabaseTimeouts => ({
  connect: config.DATABASE_CONNECT_TIMEOUT_MS,
  statement: config.DATABASE_STATEMENT_TIMEOUT_MS,
  lock: config.DATABASE_LOCK_TIMEOUT_MS,
});

/** How to reach the Temporal server. */
export const temporalServerSchema = z
  .object({
    TEMPORAL_ADDRESS: z
      .string()
      .regex(/^[^\s/]+:\d{1,5}$/, 'write host:port, such as 127.0.0.1:7233')
      .default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    TEMPORAL_TLS: yes.default(false),
    /** PEM files: the authority of a server with a certificate of its own, and this process's certificate and key. */
    TEMPORAL_TLS_CA_FILE: readableFile.optional(),
    TEMPORAL_TLS_CERT_FILE: readableFile.optional(),
    TEMPORAL_TLS_KEY_FILE: readableFile.optional(),
    /** The name in the server's certificate, where it is another than that in the address. */
    TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
    /** Implies TLS. */
    TEMPORAL_API_KEY: z.string().optional(),
  })
  .refine((given) => given.TEMPORAL_TLS_CERT_FILE === undefined || given.TEMPORAL_TLS_KEY_FILE !== undefined, {
    path: ['TEMPORAL_TLS_KEY_FILE'],
    message: 'name the key that belongs to TEMPORAL_TLS_CERT_FILE',
  })
  .refine((given) => given.TEMPORAL_TLS_KEY_FILE === undefined || given.TEMPORAL_TLS_CERT_FILE !== undefined, {
    path: ['TEMPORAL_TLS_CERT_FILE'],
    message: 'name the certificate that belongs to TEMPORAL_TLS_KEY_FILE',
  });
export type TemporalServerConfig = z.infer<typeof temporalServerSchema>;

const temporal = temporalServerSchema.and(
  z.object({
    BEIAN_TASK_QUEUE: z.string().default('filings'),
    /** Keys of the payload codec, same form as the master keys. */
    BEIAN_PAYLOAD_KEYS: payloadKeysSchema,
  }),
);

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
  ...allowPlain,
  /** Node reads it by itself, and says nothing of use when it cannot. */
  NODE_EXTRA_CA_CERTS: readableFile.optional(),
  /** `sandbox` adds demo tokens, a clock for each filing and the button that moves it. Never in production. */
  BEIAN_MODE: z.enum(['production', 'sandbox']).default('production'),
  ...logging.shape,
});

/**
 * One secret, or `new,old` while it is being changed. An empty part is refused, because an empty secret is known to
 * everybody.
 */
const secrets = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(secretSchema));

const PROXY_NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];
const isProxy = (text: string): boolean => PROXY_NAMES.includes(text) || isIP(text.split('/')[0] ?? '') !== 0;
const proxies = z.union([
  z.stringFormat('number', /^\d$/).transform(Number),
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().refine(isProxy, 'write how many proxies there are, or their addresses'))),
]);

/** What hosting filings needs. */
export const workerConfigSchema = database
  .and(temporal)
  .and(mode)
  .and(partiesConfigSchema)
  .refine((given) => given.BEIAN_MODE === 'sandbox' || given.PROBE_INTERNAL_RANGES.length === 0, {
    path: ['PROBE_INTERNAL_RANGES'],
    message: 'leave it out in production: customers could have the inside looked at',
  });

/** Where seals of the audit trail are kept outside the database: a file, a bucket with object lock, both or neither. */
const seals = z
  .object({
    BEIAN_AUDIT_SEALS_FILE: z.string().optional(),
    BEIAN_AUDIT_SEALS_BUCKET: z.string().optional(),
    BEIAN_AUDIT_SEALS_REGION: z.string().optional(),
    BEIAN_AUDIT_SEALS_ENDPOINT: webUrl.optional(),
    BEIAN_AUDIT_SEALS_PATH_STYLE: yes.default(false),
    BEIAN_AUDIT_SEALS_ACCESS_KEY_ID: z.string().optional(),
    BEIAN_AUDIT_SEALS_SECRET_ACCESS_KEY: z.string().optional(),
    /** For how many days each seal is locked. */
    BEIAN_AUDIT_SEALS_LOCKED_DAYS: z.coerce.number().int().min(1).max(36_500).default(3650),
  })
  .superRefine((given, context) => {
    if (given.BEIAN_AUDIT_SEALS_BUCKET === undefined) return;
    for (const name of ['REGION', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'] as const) {
      if (given[`BEIAN_AUDIT_SEALS_${name}`] !== undefined) continue;
      const message = 'set it where BEIAN_AUDIT_SEALS_BUCKET is set';
      context.addIssue({ code: 'custom', path: [`BEIAN_AUDIT_SEALS_${name}`], message });
    }
  });
export type SealsConfig = z.infer<typeof seals>;

/** What the worker process needs besides. */
export const workerProcessConfigSchema = workerConfigSchema
  .and(build)
  .and(seals)
  .and(
    z.object({
      /** Where health and metrics are answered. */
      BEIAN_WORKER_HOST: z.string().default('127.0.0.1'),
      BEIAN_WORKER_PORT: port.default(9464),
      /** Metrics of the Temporal SDK, on this machine only; they are answered with the others. */
      BEIAN_SDK_METRICS_PORT: port.default(9465),
      /** When a backup was brought back. Messages of before wait until an operator has them sent. */
      BEIAN_RESTORED_AT: z.iso
        .datetime({ offset: true, error: 'write an instant such as 2026-11-30T08:00:00+08:00' })
        .optional(),
      /** A workflow bundle made beforehand (`workers/bundle-main.ts`); else the worker makes one when it starts. */
      BEIAN_WORKFLOW_BUNDLE: readableFile.optional(),
      /** How many workflows are kept in memory; the others are replayed from their history when something happens to them. */
      BEIAN_CACHED_WORKFLOWS: z.coerce.number().int().min(0).default(1000),
    }),
  )
  .superRefine(refusePlain);

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

/** Who signs people in: an OIDC provider, or in sandbox mode Beian itself. */
const signingIn = z.preprocess(
  (variables: Readonly<Record<string, unknown>>) => ({ BEIAN_MODE: 'production', ...variables }),
  z.discriminatedUnion('BEIAN_MODE', [
    z.object({ BEIAN_MODE: z.literal('production'), ...oidcVariables }),
    z.object({
      BEIAN_MODE: z.literal('sandbox'),
      /** Signs demo tokens. */
      BEIAN_DEMO_TOKEN_SECRET: z.string().min(32).optional(),
    }),
  ]),
);

/** What the API process needs besides. */
export const apiConfigSchema = workerConfigSchema
  .and(signingIn)
  .and(
    z.object({
      BEIAN_HOST: z.string().default('127.0.0.1'),
      BEIAN_PORT: port.default(8080),
      /** Where readiness and metrics are answered, for monitoring only; by default on this machine. */
      BEIAN_OPERATIONS_HOST: z.string().default('127.0.0.1'),
      BEIAN_OPERATIONS_PORT: port.default(9466),
      /** Address under which people reach the API; links in messages and face checks use it. */
      BEIAN_PUBLIC_URL: webUrl,
      /** How many reverse proxies are before the API, or their addresses: only their forwarding headers are believed. */
      BEIAN_TRUSTED_PROXIES: proxies.default(0),
      /** Page of the portal to which people return from a face check. */
      LIVENESS_RETURN_PAGE: webUrl.optional(),
      /** The secrets that sign the bureau's webhooks; without one, every webhook is refused. */
      BUREAU_WEBHOOK_SECRET: secrets.default([]),
      /** Signs links to face checks. */
      BEIAN_LINK_SECRET: secrets,
      /** In the address that SMS vendors post delivery receipts to; several, separated by commas, while one is being changed. */
      BEIAN_SMS_RECEIPT_TOKENS: z
        .string()
        .regex(/^[\w-]{32,}(,[\w-]{32,})*$/, 'write tokens of 32 or more letters, digits, - or _, separated by commas'),
      /** Where images lie while they are received; by default in the system's folder for temporary files. */
      BEIAN_UPLOAD_FOLDER: z.string().default(join(tmpdir(), 'beian-uploads')),
      /** How long an action waits for its outcome before it is answered 202, in milliseconds. */
      BEIAN_ACTION_WAIT_MS: z.coerce.number().int().min(0).max(60_000).default(10_000),
    }),
  )
  .refine(({ BUREAU, BUREAU_WEBHOOK_SECRET }) => BUREAU !== 'gateway' || BUREAU_WEBHOOK_SECRET.length > 0, {
    path: ['BUREAU_WEBHOOK_SECRET'],
    message: 'the gateway’s webhooks need a secret',
  })
  .superRefine(refusePlain);
export type ApiConfig = z.infer<typeof apiConfigSchema>;

/** Who signs people in to the console: an OpenID provider, at which Beian is a client, or in sandbox mode nobody. */
const consoleSigningIn = z.preprocess(
  (variables: Readonly<Record<string, unknown>>) => ({ BEIAN_MODE: 'production', ...variables }),
  z.discriminatedUnion('BEIAN_MODE', [
    z.object({ BEIAN_MODE: z.literal('production'), ...oidcClientVariables }),
    z.object({ BEIAN_MODE: z.literal('sandbox') }),
  ]),
);

/** What the console process needs besides. */
export const consoleConfigSchema = workerConfigSchema
  .and(consoleSigningIn)
  .and(
    z.object({
      BEIAN_CONSOLE_HOST: z.string().default('127.0.0.1'),
      BEIAN_CONSOLE_PORT: port.default(8090),
      /** Address under which people reach the console; with `https:` its cookies never go in clear. */
      BEIAN_CONSOLE_URL: webUrl,
      /** Address under which people reach the API, which serves the pages of face checks. */
      BEIAN_PUBLIC_URL: webUrl,
      BEIAN_TRUSTED_PROXIES: proxies.default(0),
      /** Signs links to face checks; the API checks them, so both have the same. */
      BEIAN_LINK_SECRET: secrets,
      BEIAN_ACTION_WAIT_MS: z.coerce.number().int().min(0).max(60_000).default(10_000),
      /** Where operators open Temporal UI; without it, pages have no links to workflows. */
      TEMPORAL_UI_URL: webUrl.optional(),
      /** In sandbox mode, where inboxes and the bureau's desk are. */
      SANDBOX_URL: webUrl.optional(),
    }),
  )
  .superRefine(refusePlain);
export type ConsoleConfig = z.infer<typeof consoleConfigSchema>;
