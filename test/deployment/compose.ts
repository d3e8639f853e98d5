/** docker-compose.yml and .env.example as the tests see them: parsed, and filled in as Compose does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { SMS_TEMPLATES } from '../../domain/messages/texts/sms-templates.ts';
import { projectFolder } from '../../stack/state/folders.ts';

const serviceSchema = z.object({
  image: z.string(),
  build: z.object({ args: z.record(z.string(), z.string()) }).optional(),
  command: z.array(z.string()).optional(),
  profiles: z.array(z.string()).default([]),
  restart: z.string(),
  read_only: z.boolean().default(false),
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z
    .record(z.string(), z.object({ condition: z.string(), required: z.boolean().default(true) }))
    .default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  logging: z.object({ options: z.record(z.string(), z.string()) }),
  deploy: z.object({ resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }) }),
});
export type ComposeService = z.infer<typeof serviceSchema>;

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export const readProjectFile = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

export const composeText = readProjectFile('docker-compose.yml');
const compose = composeSchema.parse(parse(composeText, { merge: true }));
export const services = Object.entries(compose.services);
export const { networks, volumes, secrets } = compose;

export function serviceNamed(name: string): ComposeService {
  const service = compose.services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

/** What `.env.example` sets, empty values included. */
export const example: ReadonlyMap<string, string> = new Map(
  [...readProjectFile('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

const VARIABLE = /\$\{(\w+)(?:(:[-?])([^}]*))?\}/g;

interface Reference {
  name: string;
  isRequired: boolean;
}

const referencesIn = (text: string): Reference[] =>
  [...text.matchAll(VARIABLE)].map(([, name = '', operator]) => ({ name, isRequired: operator === ':?' }));

/** Every variable that docker-compose.yml uses, and whether the variable is required. */
export const references = referencesIn(composeText);

/** The same for one service. */
export const namesIn = (service: ComposeService): Reference[] => referencesIn(JSON.stringify(service));

/**
 * A text of docker-compose.yml with its variables filled in. Throws, as Compose does, where a required one is empty.
 */
export function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(VARIABLE, (_all, name: string, operator: string | undefined, rest: string | undefined) => {
    const value = values.get(name) ?? '';
    if (value !== '') return value;
    if (operator === ':?') throw new Error(rest);
    return rest ?? '';
  });
}

const SECRET = /^\/run\/secrets\/(\w+)$/;

/** The environment of a service's container, with the secrets that the service may read in place of the names of their files. */
export function environmentOf(name: string, values: ReadonlyMap<string, string>): Record<string, string> {
  const { environment, secrets: readable } = serviceNamed(name);
  return Object.fromEntries(
    Object.entries(environment).map(([key, text]) => {
      const [, secret] = SECRET.exec(text) ?? [];
      if (secret === undefined) return [key, filledIn(text, values)];
      if (!readable.includes(secret)) throw new Error(`${name} cannot read the secret ${secret}`);
      return [key.replace(/_FILE$/, ''), values.get(secret.toUpperCase()) ?? ''];
    }),
  );
}

/** The values an operator fills in: all that .env.example leaves empty and marks as required, and the secrets, by their names. */
export const FILLED_IN: ReadonlyMap<string, string> = new Map([
  ...example,
  // The files are where the containers find them, and not on this machine.
  ['TEMPORAL_TLS_CA_FILE', ''],
  ['TEMPORAL_TLS_CERT_FILE', ''],
  ['TEMPORAL_TLS_KEY_FILE', ''],
  ['POSTGRES_PASSWORD', 'postgrespassword'],
  ['BEIAN_DATABASE_PASSWORD', 'beianpassword'],
  ['BEIAN_RUNTIME_PASSWORD', 'runtimepassword'],
  ['TEMPORAL_POSTGRES_PASSWORD', 'temporalpassword'],
  ['TEMPORAL_UI_OIDC_CLIENT_ID', 'temporal-ui'],
  ['TEMPORAL_UI_OIDC_CLIENT_SECRET', 'a secret of the identity provider'],
  ['TEMPORAL_UI_COOKIE_SECRET', '0123456789abcdef0123456789abcdef'],
  ['BEIAN_MASTER_KEYS', `m1:${Buffer.alloc(32, 1).toString('base64')}`],
  ['BEIAN_INDEX_KEY', 'an index key of 32 characters or more'],
  ['BEIAN_PAYLOAD_KEYS', `p1:${Buffer.alloc(32, 2).toString('base64')}`],
  ['BEIAN_PUBLIC_URL', 'https://beian.example.cn'],
  ['BEIAN_LINK_SECRET', 'a secret of the links with 32 or more'],
  ['BEIAN_SMS_RECEIPT_TOKENS', 'a'.repeat(64)],
  ['OIDC_ISSUER', 'https://id.example.cn'],
  ['BEIAN_CONSOLE_URL', 'https://beian-console.example.cn'],
  ['OIDC_CLIENT_ID', 'beian-console'],
  ['OIDC_CLIENT_SECRET', 'a secret of the identity provider'],
  ['OIDC_AUDIENCE', 'beian'],
  ['OIDC_JWKS_URL', 'https://id.example.cn/keys'],
  ['SMTP_HOST', 'smtp.example.cn'],
  ['SMTP_FROM', '备案中心 <beian@example.cn>'],
  ['DESK_EMAIL', 'desk@example.cn'],
  ['SMS_SIGN_NAME', '示例云'],
  ['SMS_TEMPLATES', JSON.stringify(Object.fromEntries(Object.keys(SMS_TEMPLATES).map((code) => [code, '2100001'])))],
  ['SMS_APP_ID', '1400000000'],
  ['LIVENESS_RULE_ID', '1'],
  ['TENCENT_SECRET_ID', 'id'],
  ['TENCENT_SECRET_KEY', 'key'],
  ['ASSETS_URL', 'https://assets.example.cn'],
  ['ASSETS_TOKEN', 'a token of the assets'],
]);
