/** The codec server as a process of its own. In production the OIDC provider's tokens decide who may read payloads. */
import { readFileSync } from 'node:fs';
import { pino, type Logger } from 'pino';
import { errorCode } from '../adapters/error-code.ts';
import { identityProviderOf } from '../adapters/identity-provider/oidc-config.ts';
import { providerTokens } from '../adapters/identity-provider/tokens.ts';
import { ConfigError, MISCONFIGURED, readConfig } from '../domain/configuration.ts';
import { present } from '../domain/present.ts';
import { closeDatabase, openDatabase, type Database } from '../store/postgres/database.ts';
import { noteIn } from './note-payloads.ts';
import { codecConfigSchema, type CodecConfig } from './codec-config.ts';
import { parseCodecKeys } from './codec-keys.ts';
import { createCodecServer, type Readers } from './codec-server.ts';
import { createPayloadCodec } from './payload-codec.ts';

const NAME = 'beian-codec';

try {
  const { BEIAN_MODE = '' } = process.env;
  serve(
    readConfig(codecConfigSchema, { ...process.env, BEIAN_MODE: BEIAN_MODE || 'production' }, (path) =>
      readFileSync(path, 'utf8'),
    ),
  );
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
}

function serve(config: CodecConfig): void {
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
function databaseOf(config: CodecConfig, log: Logger): Database | undefined {
  if (config.BEIAN_MODE === 'sandbox') return undefined;
  const onError = (error: Error) => log.warn({ kind: error.name }, 'a connection to Postgres broke');
  return openDatabase(config.DATABASE_URL, { applicationName: NAME, onError });
}

/** In the sandbox no check at all; in production a token of the OIDC provider, checked as the API does, with one of the roles. */
function readersOf(config: CodecConfig, database: Database, log: Logger): Readers | undefined {
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
