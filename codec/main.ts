/** The codec server as a process of its own. In production the OIDC provider's tokens decide who may read payloads. */
import { readFileSync } from 'node:fs';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import { errorCode } from '../adapters/error-code.ts';
import { identityProviderOf, oidcVariables } from '../adapters/identity-provider/oidc-config.ts';
import { providerTokens } from '../adapters/identity-provider/tokens.ts';
import { ConfigError, MISCONFIGURED, readConfig } from '../domain/configuration.ts';
import { allowPlain, refusePlain } from '../domain/plain-connections.ts';
import { present } from '../domain/present.ts';
import { closeDatabase, openDatabase, type Database } from '../store/postgres/database.ts';
import { noteIn } from './note-payloads.ts';
import { parseCodecKeys, payloadKeysSchema } from './codec-keys.ts';
import { createCodecServer, type Readers } from './codec-server.ts';
import { createPayloadCodec } from './payload-codec.ts';

const listOf = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);

const common = {
  ...allowPlain,
  BEIAN_PAYLOAD_KEYS: payloadKeysSchema,
  BEIAN_CODEC_HOST: z.string().default('127.0.0.1'),
  BEIAN_CODEC_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
  /** Origins of Temporal UI, separated by commas. */
  BEIAN_CODEC_UI_ORIGINS: listOf.default(['http://127.0.0.1:8233', 'http://localhost:8233']),
};

const configSchema = z
  .discriminatedUnion('BEIAN_MODE', [
    z.object({ BEIAN_MODE: z.literal('sandbox'), ...common }),
    z.object({
      BEIAN_MODE: z.literal('production'),
      ...common,
      ...oidcVariables,
      /** Where it is noted who looked at payloads. */
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      /** Roles that may read payloads, separated by commas. */
      BEIAN_CODEC_ROLES: listOf.default(['operator', 'auditor']),
    }),
  ])
  .superRefine(refusePlain);
const NAME = 'beian-codec';

type Config = z.infer<typeof configSchema>;

try {
  const { BEIAN_MODE = '' } = process.env;
  serve(
    readConfig(configSchema, { ...process.env, BEIAN_MODE: BEIAN_MODE || 'production' }, (path) =>
      readFileSync(path, 'utf8'),
    ),
  );
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
}

function serve(config: Config): void {
  const log = pino({ name: NAME });
  const database = databaseOf(config, log);
  const readers = database && readersOf(config, database, log);
  const app = createCodecServer({
    codec: createPayloadCodec(parseCodecKeys(config.BEIAN_PAYLOAD_KEYS)),
    uiOrigins: config.BEIAN_CODEC_UI_ORIGINS,
    ...present({ readers }),
  });
  const server = app.listen(config.BEIAN_CODEC_PORT, config.BEIAN_CODEC_HOST, (error) => {
    if (error !== undefined) throw error;
    console.log(`The codec server listens on http://${config.BEIAN_CODEC_HOST}:${config.BEIAN_CODEC_PORT}`);
  });
  server.on('error', (error) => console.error(`A connection could not be accepted: ${error.name}`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => server.close(() => void (database && closeDatabase(database))));
}

/** Where it is noted who looks; nobody notes it in the sandbox. */
function databaseOf(config: Config, log: Logger): Database | undefined {
  if (config.BEIAN_MODE === 'sandbox') return undefined;
  const onError = (error: Error) => log.warn({ kind: error.name }, 'a connection to Postgres broke');
  return openDatabase(config.DATABASE_URL, { applicationName: NAME, onError });
}

/** In the sandbox no check at all; in production a token of the OIDC provider, checked as the API does, with one of the roles. */
function readersOf(config: Config, database: Database, log: Logger): Readers | undefined {
  if (config.BEIAN_MODE === 'sandbox') return undefined;
  return {
    check: providerTokens(identityProviderOf(config)),
    note: noteIn(database),
    roles: config.BEIAN_CODEC_ROLES,
    onRefused: ({ line }) => log.warn(line, 'a token was refused'),
    onUnavailable: (error) =>
      log.error(
        { kind: error instanceof Error ? error.name : 'unknown', errorCode: errorCode(error) },
        'the keys of the identity provider cannot be had',
      ),
  };
}
