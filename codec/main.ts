/** The codec server as a process of its own. In production the OIDC provider's tokens decide who may read payloads. */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { ConfigError, MISCONFIGURED, readConfig } from '../domain/configuration.ts';
import { parseCodecKeys, payloadKeysSchema } from './codec-keys.ts';
import { createCodecServer } from './codec-server.ts';
import { createPayloadCodec } from './payload-codec.ts';

const listOf = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);

const common = {
  BEIAN_PAYLOAD_KEYS: payloadKeysSchema,
  BEIAN_CODEC_HOST: z.string().default('127.0.0.1'),
  BEIAN_CODEC_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
  /** Origins of Temporal UI, separated by commas. */
  BEIAN_CODEC_UI_ORIGINS: listOf.default(['http://127.0.0.1:8233', 'http://localhost:8233']),
};

const configSchema = z.discriminatedUnion('BEIAN_MODE', [
  z.object({ BEIAN_MODE: z.literal('sandbox'), ...common }),
  z.object({
    BEIAN_MODE: z.literal('production'),
    ...common,
    OIDC_ISSUER: z.url(),
    OIDC_AUDIENCE: z.string().min(1),
    OIDC_JWKS_URL: z.url({ protocol: /^https?$/ }),
    /** Claim of the token that holds the roles. */
    OIDC_ROLES_CLAIM: z.string().default('roles'),
    /** Roles that may read payloads, separated by commas. */
    BEIAN_CODEC_ROLES: listOf.default(['operator', 'auditor']),
  }),
]);
type Config = z.infer<typeof configSchema>;

try {
  const { BEIAN_MODE = '' } = process.env;
  serve(readConfig(configSchema, { ...process.env, BEIAN_MODE: BEIAN_MODE || 'production' }));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
}

function serve(config: Config): void {
  const authorize = authorizer(config);
  const app = createCodecServer({
    codec: createPayloadCodec(parseCodecKeys(config.BEIAN_PAYLOAD_KEYS)),
    uiOrigins: config.BEIAN_CODEC_UI_ORIGINS,
    ...(authorize === undefined ? {} : { authorize }),
  });
  const server = app.listen(config.BEIAN_CODEC_PORT, config.BEIAN_CODEC_HOST, (error) => {
    if (error !== undefined) throw error;
    console.log(`The codec server listens on http://${config.BEIAN_CODEC_HOST}:${config.BEIAN_CODEC_PORT}`);
  });
  server.on('error', (error) => console.error(`A connection could not be accepted: ${error.name}`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
}

/** In the sandbox no check at all; in production a token of the OIDC provider must carry one of the roles. */
function authorizer(config: Config): ((token: string) => Promise<boolean>) | undefined {
  if (config.BEIAN_MODE === 'sandbox') return undefined;
  const keys = createRemoteJWKSet(new URL(config.OIDC_JWKS_URL));
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = config;
  const rolesSchema = z.union([z.array(z.string()), z.string().transform((role) => [role])]);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience });
      const roles = rolesSchema.safeParse(payload[config.OIDC_ROLES_CLAIM]);
      return roles.success && roles.data.some((role) => config.BEIAN_CODEC_ROLES.includes(role));
    } catch (error) {
      console.error(`A token was refused: ${error instanceof Error ? error.name : 'unreadable'}`);
      return false;
    }
  };
}
