/** The variables of the codec server. */
import { z } from 'zod';
import { oidcVariables } from '../adapters/identity-provider/oidc-config.ts';
import { allowPlain, refusePlain } from '../domain/plain-connections.ts';
import { payloadKeysSchema } from './codec-keys.ts';

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

export const codecConfigSchema = z
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

export type CodecConfig = z.infer<typeof codecConfigSchema>;
