/** The Helm chart, as far as it can be judged without Helm; `npm run check:deploy` renders it. */
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { z } from 'zod';
import { codecConfigSchema } from '../../codec/codec-config.ts';
import { readConfig } from '../../domain/configuration.ts';
import { SECRET_VARIABLES } from '../../domain/secret-variables.ts';
import {
  apiConfigSchema,
  consoleConfigSchema,
  namespaceConfigSchema,
  promotionConfigSchema,
  workerProcessConfigSchema,
} from '../../runtime/config.ts';
import { SMS_TEMPLATES } from '../../domain/messages/texts/sms-templates.ts';
import {
  defaults,
  environmentOf,
  exampleNames,
  fixedOf,
  processes,
  readChartFile,
  secretsOf,
  settingsOf,
  valuesOf,
} from './chart.ts';
import { example, FILLED_IN, readProjectFile, secrets as composeSecrets, serviceNamed } from './compose.ts';

/** Variables of Docker Compose, of Temporal's server and of Temporal UI, which the chart does not run; the image's tag is the version. */
const NOT_OF_THE_CHART = [
  'BEIAN_API_BIND',
  'BEIAN_CODEC_URL',
  'BEIAN_VERSION',
  'COMPOSE_PROFILES',
  'TEMPORAL_HISTORY_SHARDS',
  'TEMPORAL_LOG_LEVEL',
  'TEMPORAL_SERVER_TLS_FOLDER',
  'TEMPORAL_UI_COOKIE_SECURE',
  'TEMPORAL_UI_OIDC_CLIENT_ID',
];
/** What is on one machine with Compose, and elsewhere or encrypted in a cluster. */
const OTHER_DEFAULTS = {
  BEIAN_ALLOW_PLAIN: '',
  DOCUMENTS: 's3',
  TEMPORAL_ADDRESS: '',
  TEMPORAL_TLS_CA_FILE: '',
  TEMPORAL_TLS_CERT_FILE: '',
  TEMPORAL_TLS_KEY_FILE: '',
  TEMPORAL_UI_URL: '',
};
/** Secrets of what the chart does not run. */
const SECRETS_OF_OTHERS = [
  'postgres_password',
  'temporal_postgres_password',
  'temporal_ui_cookie_secret',
  'temporal_ui_oidc_client_secret',
];
/** Variables of a sandbox, and those that the image sets or that are the same everywhere. */
const NOT_TO_BE_SET = [
  'BEIAN_CACHED_WORKFLOWS',
  'BEIAN_DEMO_TOKEN_SECRET',
  'BEIAN_SDK_METRICS_PORT',
  'BEIAN_WORKFLOW_BUNDLE',
  'LIVENESS_PROTOCOL',
  'PROBE_HTTPS_PORT',
  'PROBE_HTTP_PORT',
  'PROBE_INTERNAL_RANGES',
  'SANDBOX_URL',
  'SMS_PROTOCOL',
];
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  api: apiConfigSchema,
  codec: codecConfigSchema,
  console: consoleConfigSchema,
  namespace: namespaceConfigSchema,
  promote: promotionConfigSchema,
  worker: workerProcessConfigSchema,
};
/** What the chart sets by itself for each worker and for the job that promotes it. */
const SET_BY_TEMPLATES = { worker: ['BEIAN_TASK_QUEUE', 'BEIAN_BUILD_ID'], promote: ['BEIAN_BUILD_ID'] };

const jsonSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

/** The names of all variables that a configuration knows, in any of its forms. */
function namesIn(schema: unknown): string[] {
  const { properties = {}, allOf = [], anyOf = [], oneOf = [] } = jsonSchema.parse(schema);
  return [...Object.keys(properties), ...[...allOf, ...anyOf, ...oneOf].flatMap(namesIn)];
}

const namesOf = (schema: z.ZodType): string[] =>
  namesIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

const isAtProduction = (name: string): boolean => !NOT_TO_BE_SET.includes(name);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted();

describe('the values of the chart', () => {
  test('have every variable of .env.example that is not of Compose or Temporal, and no other', () => {
    const others = Object.keys(defaults.settings).filter((name) => !example.has(name));
    const missing = [...example.keys()].filter((name) => !(name in defaults.settings));
    expect({ others, missing: missing.toSorted() }).toEqual({ others: [], missing: NOT_OF_THE_CHART });
  });

  test('have the defaults of .env.example, but for what is elsewhere in a cluster', () => {
    const wanted = Object.keys(defaults.settings).map((name) => [name, example.get(name)]);
    expect(defaults.settings).toEqual({ ...Object.fromEntries(wanted), ...OTHER_DEFAULTS });
  });

  test('hold no secret and name none', () => {
    expect(defaults.secrets).toEqual({});
    expect(defaults.database).toEqual({ url: '', ownerUrl: '' });
  });
});

describe('a process of the chart', () => {
  test.each(Object.entries(SCHEMAS))('%s gets every variable that its program reads, and no other', (name, schema) => {
    const byTemplates = Object.entries(SET_BY_TEMPLATES).flatMap(([of, names]) => (of === name ? names : []));
    const given = [...fixedOf(name), ...settingsOf(name), ...secretsOf(name)].map(([variable]) => variable);
    const database = processes[name]?.database === undefined ? [] : ['DATABASE_URL'];
    const all = sorted([...given, ...byTemplates, ...database].filter((each) => each !== 'DATABASE_PASSWORD'));
    const readByNode = name === 'codec' ? ['NODE_EXTRA_CA_CERTS'] : [];
    expect(all).toEqual(sorted([...namesOf(schema), ...readByNode].filter(isAtProduction)));
  });

  test('gets the variables of its service in docker-compose.yml', () => {
    const services = { namespace: 'temporal-namespace', migrate: 'migrate' };
    for (const name of Object.keys(processes)) {
      const service = Object.entries(services).find(([process]) => process === name)?.[1] ?? name;
      const given = [...fixedOf(name), ...settingsOf(name)].map(([variable]) => variable);
      const files = secretsOf(name).map(([variable]) => `${variable}_FILE`);
      const compose = Object.keys(serviceNamed(service).environment).filter((variable) => variable !== 'HEALTH_URL');
      const byChart = { migrate: ['BEIAN_RUNTIME_ROLE'], worker: SET_BY_TEMPLATES.worker, promote: ['BEIAN_BUILD_ID'] };
      const more = Object.entries(byChart).flatMap(([of, names]) => (of === name ? names : []));
      const database = processes[name]?.database === undefined ? [] : ['DATABASE_URL'];
      expect({ name, variables: sorted([...given, ...files, ...more, ...database]) }).toEqual({
        name,
        variables: sorted(compose),
      });
    }
  });

  test('runs the program of its service', () => {
    const programs = Object.entries(processes).map(([name, { program }]) => [name, program]);
    expect(Object.fromEntries(programs)).toEqual({
      api: 'dist/api/main.js',
      codec: 'dist/codec/main.js',
      console: 'dist/console/main.js',
      migrate: 'dist/store/commands/migrate-main.js',
      namespace: 'dist/workers/ensure-namespace-main.js',
      promote: 'dist/workers/promote-main.js',
      worker: 'dist/workers/main.js',
    });
  });

  test('gets no secret that it does not read from a file', () => {
    const read: readonly string[] = SECRET_VARIABLES;
    for (const name of Object.keys(processes))
      expect(secretsOf(name).filter(([variable]) => !read.includes(variable))).toEqual([]);
  });

  test('has the keys that its work needs, and the owner of the tables is known to the migration alone', () => {
    const holders = (secret: string) =>
      Object.keys(processes).filter((name) => secretsOf(name).some(([, of]) => of === secret));
    expect(holders('beian_database_password')).toEqual(['migrate']);
    expect(holders('beian_runtime_password')).toEqual(['api', 'console', 'worker', 'codec']);
    expect(holders('beian_master_keys')).toEqual(['api', 'console', 'worker']);
    expect(holders('beian_payload_keys')).toEqual(['api', 'console', 'worker', 'codec']);
    expect(holders('beian_sms_receipt_tokens')).toEqual(['api']);
    expect(holders('temporal_api_key')).toEqual(['api', 'console', 'worker', 'namespace', 'promote']);
  });
});

describe('an installation', () => {
  const more = new Map([
    ['alibaba_access_key_id', 'id'],
    ['alibaba_access_key_secret', 'key'],
    ['beian_audit_seals_access_key_id', 'id'],
    ['beian_audit_seals_secret_access_key', 'key'],
    ['bureau_secret', 'a secret of the gateway with 32 or more'],
    ['bureau_webhook_secret', 'a secret of the bureau with 32 or more'],
    ['liveness_callback_token', 'a token of the face checks'],
    ['network_secret', 'a secret of the network with 32 or more'],
    ['s3_access_key_id', 'id'],
    ['s3_secret_access_key', 'key'],
    ['smtp_password', 'password'],
    ['temporal_api_key', 'key'],
  ]);
  const secretNamed = (name: string): string => more.get(name) ?? FILLED_IN.get(name.toUpperCase()) ?? '';
  /** The examples name few templates, and files that are not on this machine. */
  const completed = (values: ReturnType<typeof valuesOf>) => ({
    ...values,
    settings: {
      ...values.settings,
      SMS_TEMPLATES:
        values.settings['SMS_VENDOR'] === 'tencent'
          ? (FILLED_IN.get('SMS_TEMPLATES') ?? '')
          : JSON.stringify(
              Object.fromEntries(
                Object.entries(SMS_TEMPLATES).map(([code, { params }]) => [code, { code: 'SMS_1', params }]),
              ),
            ),
      BEIAN_CA_FILE: '',
      TEMPORAL_TLS_CA_FILE: '',
      TEMPORAL_TLS_CERT_FILE: '',
      TEMPORAL_TLS_KEY_FILE: '',
      // The accounts of MIIT's interface have certificates and keys; docs/bureau.md shows one.
      ...(values.settings['BUREAU'] === 'miit' ? { BUREAU: 'manual' } : {}),
    },
  });
  const cases = exampleNames.flatMap((file) =>
    Object.entries(SCHEMAS).map(([name, schema]) => ({ file, name, schema })),
  );

  test.each(cases)('by $file has a complete $name', ({ file, name, schema }) => {
    const byTemplates = { BEIAN_TASK_QUEUE: 'filings', BEIAN_BUILD_ID: '0.1.0' };
    const console = { OIDC_CLIENT_ID: 'beian', BEIAN_CONSOLE_URL: 'https://beian-console.example.cn' };
    const values = completed(valuesOf(file));
    const environment = { ...console, ...environmentOf(name, values, secretNamed), ...byTemplates };
    expect(() => readConfig(schema, environment)).not.toThrow();
  });
});

describe('the schema of the values', () => {
  const schema: unknown = JSON.parse(readChartFile('values.schema.json'));
  const values: unknown = parse(readChartFile('values.yaml'));
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(z.looseObject({}).parse(schema));

  type Values = Record<string, unknown>;
  const isObject = (value: unknown): value is Values =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const over = (base: unknown, given: unknown): unknown =>
    isObject(base) && isObject(given)
      ? { ...base, ...Object.fromEntries(Object.entries(given).map(([key, each]) => [key, over(base[key], each)])) }
      : given;
  /** What the schema says of the values of an example with changes: places and names, such as `/secrets assets_token`. */
  const faultsOf = (file: string, change: unknown = {}): string[] => {
    validate(over(over(values, parse(readChartFile(`ci/${file}`))), change));
    const faults = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
    return sorted(
      faults.map(({ instancePath, params }) => [instancePath, params['missingProperty']].filter(Boolean).join(' ')),
    );
  };

  test.each(exampleNames)('takes %s', (file) => {
    expect(faultsOf(file)).toEqual([]);
  });

  test('names every secret and every setting that is missing', () => {
    validate(values);
    const missing = (validate.errors ?? []).flatMap(({ params }) => params['missingProperty'] ?? []);
    expect(sorted(missing.map(String))).toEqual([
      'assets_token',
      'beian_database_password',
      'beian_index_key',
      'beian_link_secret',
      'beian_master_keys',
      'beian_payload_keys',
      'beian_runtime_password',
      'beian_sms_receipt_tokens',
      's3_access_key_id',
      's3_secret_access_key',
      'tencent_secret_id',
      'tencent_secret_key',
    ]);
  });

  test.each([
    { what: 'reports to MIIT', change: { settings: { BUREAU: 'miit' } }, faults: ['/secrets bureau_accounts'] },
    {
      what: 'a gateway before the bureaus',
      change: { settings: { BUREAU: 'gateway' } },
      faults: [
        '/secrets bureau_secret',
        '/secrets bureau_webhook_secret',
        '/settings/BUREAU_PROVIDER_ID',
        '/settings/BUREAU_URL',
      ],
    },
    { what: 'documents in a folder', change: { settings: { DOCUMENTS: 'folder' } }, faults: ['/volumes/documents'] },
    {
      what: 'gateways of the network',
      change: { settings: { NETWORK_GATEWAYS: 'https://n.example.cn' } },
      faults: ['/secrets network_secret'],
    },
    {
      what: 'the console',
      change: { console: { enabled: true } },
      faults: ['/settings/BEIAN_CONSOLE_URL', '/settings/OIDC_CLIENT_ID'],
    },
    {
      what: 'an authority for Temporal',
      change: { settings: { TEMPORAL_TLS_CA_FILE: '/etc/beian/certificates/ca.crt' } },
      faults: ['/certificates'],
    },
    {
      what: 'no public address',
      change: { settings: { BEIAN_PUBLIC_URL: '' } },
      faults: ['/settings/BEIAN_PUBLIC_URL'],
    },
    { what: 'a number that is no text', change: { settings: { SMTP_PORT: 587 } }, faults: ['/settings/SMTP_PORT'] },
    {
      what: 'a secret in place of its name',
      change: { secrets: { assets_token: 'Ab+/=0 not a name' } },
      faults: ['/secrets/assets_token'],
    },
    {
      what: 'a password in an address',
      change: { database: { url: 'postgres://beian_runtime:secret@pg/beian' } },
      faults: ['/database/url'],
    },
    {
      what: 'nobody who may come in',
      change: { networkPolicy: { fromIngress: [] } },
      faults: ['/networkPolicy/fromIngress'],
    },
  ])('names what is missing or wrong with $what', ({ change, faults }) => {
    expect(faultsOf('temporal-cloud.yaml', change)).toEqual(faults);
  });

  test('refuses a variable or a secret that no process knows', () => {
    validate(
      over(over(values, parse(readChartFile('ci/gateway.yaml'))), {
        settings: { SMTP_HOTS: 'x' },
        secrets: { assets: 'x' },
      }),
    );
    const unknown = (validate.errors ?? []).flatMap(({ params }) => params['additionalProperty'] ?? []);
    expect(sorted(unknown.map(String))).toEqual(['SMTP_HOTS', 'assets']);
  });

  test('knows the secrets of deploy/secrets that are of Beian', () => {
    const known = Object.keys(composeSecrets).filter((name) => !SECRETS_OF_OTHERS.includes(name));
    const { properties } = z
      .object({ properties: z.object({ secrets: z.object({ properties: z.record(z.string(), z.unknown()) }) }) })
      .parse(schema);
    expect(sorted(Object.keys(properties.secrets.properties))).toEqual(known);
    expect(sorted(Object.keys(processes).flatMap((name) => secretsOf(name).map(([, of]) => of)))).toEqual(known);
  });
});

test('the chart is of the version of the package', () => {
  const { version, appVersion } = z
    .object({ version: z.string(), appVersion: z.string() })
    .parse(parse(readChartFile('Chart.yaml')));
  const given = z.object({ version: z.string() }).parse(JSON.parse(readProjectFile('package.json')));
  expect([version, appVersion]).toEqual([given.version, given.version]);
});
