import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/servers/run-program.ts';
import { describe, expect, test } from '@jest/globals';
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
import { projectFolder } from '../../stack/state/folders.ts';
import { goPrograms } from '../../stack/temporal/go-programs.ts';
import {
  composeText,
  environmentOf,
  example,
  filledIn,
  FILLED_IN,
  networks,
  readProjectFile,
  references,
  secrets,
  namesIn,
  serviceNamed,
  services,
  volumes,
} from './compose.ts';

/** Variables that Compose reads itself, so that no service names them. */
const OF_COMPOSE = ['COMPOSE_PROFILES'];
/** Words in the names of variables that hold secrets. */
const SECRETS = /PASSWORD|SECRET|KEYS?(?:_ID)?$|TOKENS?$/;
const dockerfile = readProjectFile('Dockerfile');
const names = services.map(([name]) => name);
const jobs = services.filter(([, { restart }]) => restart === 'on-failure:5').map(([name]) => name);
const servers = services.filter(([, { restart }]) => restart === 'unless-stopped').map(([name]) => name);

describe('images', () => {
  const images = [
    ...services.map(([, { image }]) => filledIn(image, FILLED_IN)),
    ...[...dockerfile.matchAll(/^ARG \w*IMAGE=(.+)$/gm)].map(([, image = '']) => image),
  ];

  test.each([...new Set(images)])('%s is pinned to one version', (image) => {
    expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.-]+)?$/);
  });

  test('are built from nothing but a pinned image', () => {
    const from = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(from).toEqual(['${NODE_IMAGE}', 'packages', 'packages', '${NODE_IMAGE}']);
  });

  test('are not Alpine where the Temporal SDK runs, and not auto-setup', () => {
    expect(dockerfile.replaceAll(/^#.*$/gm, '')).not.toMatch(/alpine/i);
    expect(composeText).not.toMatch(/alpine|auto-setup/i);
  });

  test('of Temporal are of the versions that the tests run against', () => {
    const { server, sqlTool, ui, authProxy } = goPrograms;
    expect(serviceNamed('temporal').image).toBe(`temporalio/server:${server.version.slice(1)}`);
    expect(serviceNamed('temporal-schema').image).toBe(`temporalio/admin-tools:${sqlTool.version.slice(1)}`);
    expect(serviceNamed('temporal-cli').image).toBe(`temporalio/admin-tools:${sqlTool.version.slice(1)}`);
    expect(serviceNamed('temporal-ui').image).toBe(`temporalio/ui:${ui.version.slice(1)}`);
    expect(serviceNamed('temporal-ui-door').image).toBe(`quay.io/oauth2-proxy/oauth2-proxy:${authProxy.version}`);
  });

  test('of Beian carry the version of the package', () => {
    expect(readProjectFile('package.json')).toContain(`"version": "${example.get('BEIAN_VERSION')}"`);
  });

  test('run as a user who is not root', () => {
    expect(dockerfile.split('\n').findLast((line) => line.startsWith('USER '))).toBe('USER node');
  });
});

describe('services', () => {
  test('are the servers and the jobs of a deployment', () => {
    expect(servers.toSorted()).toEqual([
      'api',
      'codec',
      'console',
      'postgres',
      'temporal',
      'temporal-ui',
      'temporal-ui-door',
      'worker',
    ]);
    expect(jobs.toSorted()).toEqual(['migrate', 'promote', 'temporal-namespace', 'temporal-schema']);
  });

  test.each(services)('%s waits for services that exist, and says for what', (_name, { depends_on: dependencies }) => {
    for (const [other, { condition }] of Object.entries(dependencies)) {
      expect(names).toContain(other);
      expect(condition).toBe(jobs.includes(other) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  test('of Beian do without a Temporal server of their own', () => {
    const beian = services.filter(([, { profiles }]) => profiles.length === 0);
    for (const [, { depends_on: dependencies }] of beian) {
      for (const [other, { required }] of Object.entries(dependencies)) {
        expect({ other, required }).toEqual({ other, required: serviceNamed(other).profiles.length === 0 });
      }
    }
  });

  test('start in an order, without waiting for each other in a circle', () => {
    const reaches = (from: string, path: readonly string[] = []): void => {
      expect(path).not.toContain(from);
      for (const other of Object.keys(serviceNamed(from).depends_on)) reaches(other, [...path, from]);
    };
    for (const name of names) reaches(name);
  });

  test.each(servers)('%s has a health check', (name) => {
    expect(serviceNamed(name).healthcheck?.test.length).toBeGreaterThan(2);
  });

  test.each(services)('%s has limits, and logs that do not fill the disk', (_name, { deploy, logging }) => {
    expect(deploy.resources.limits).toEqual({ cpus: expect.any(String), memory: expect.any(String) });
    expect(logging.options).toEqual({ 'max-size': '20m', 'max-file': '5' });
  });

  test('answer readiness and metrics on ports that are not published', () => {
    const { BEIAN_OPERATIONS_PORT: port, BEIAN_PORT: publicPort } = environmentOf('api', FILLED_IN);
    expect(port).toMatch(/^\d+$/);
    expect(port).not.toBe(publicPort);
    for (const [, { ports }] of services) for (const each of ports) expect(each).not.toContain(String(port));
  });

  test('are published on the loopback address only, unless the operator says otherwise', () => {
    const published = services.flatMap(([, { ports }]) => ports.map((port) => filledIn(port, FILLED_IN)));
    expect(published).toHaveLength(4);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(serviceNamed('postgres').ports).toEqual([]);
    expect(serviceNamed('temporal').ports).toEqual([]);
    // Temporal UI asks nobody on some of its paths: people reach it through the door only.
    expect(serviceNamed('temporal-ui').ports).toEqual([]);
    expect(serviceNamed('temporal-ui-door').ports).toEqual(['127.0.0.1:8233:4180']);
    expect(serviceNamed('temporal-ui-door').environment['OAUTH2_PROXY_UPSTREAMS']).toBe('http://temporal-ui:8080');
  });

  test('use networks and volumes that exist', () => {
    for (const [, service] of services) {
      for (const network of service.networks) expect(Object.keys(networks)).toContain(network);
      const named = service.volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => !name.startsWith('.'));
      for (const name of named) expect(Object.keys(volumes)).toContain(name);
    }
    expect(Object.keys(volumes).toSorted()).toEqual(['documents', 'postgres', 'uploads']);
  });

  test('of Beian are one image, and cannot write into it', () => {
    const beian = services.filter(([, { build }]) => build !== undefined);
    expect(beian.map(([name]) => name).toSorted()).toEqual(
      ['api', 'codec', 'console', 'migrate', 'promote', 'temporal-namespace', 'worker'].toSorted(),
    );
    expect(new Set(beian.map(([, { image }]) => image)).size).toBe(1);
    for (const [, service] of beian) expect(service.read_only).toBe(true);
  });
});

describe('variables', () => {
  test('that docker-compose.yml asks for are all in .env.example, and no others', () => {
    const asked = new Set(references.map(({ name }) => name));
    const given = [...example.keys()].filter((name) => !OF_COMPOSE.includes(name));
    expect([...asked].toSorted()).toEqual(given.toSorted());
  });

  test('that are required are empty in .env.example only where it says so', () => {
    const required = [...new Set(references.filter(({ isRequired }) => isRequired).map(({ name }) => name))];
    for (const name of required) {
      const message = () => filledIn(`\${${name}:?set ${name} in .env}`, example);
      if (example.get(name) === '') expect(message).toThrow(name);
      else expect(message()).toBe(example.get(name));
    }
  });

  test('that are the same everywhere have one default', () => {
    for (const [, name = '', value = ''] of composeText.matchAll(/\$\{(\w+):-([^}]*)\}/g)) {
      const inExample = example.get(name);
      // Which files there are, .env says alone: a cluster elsewhere may need none.
      if (/^TEMPORAL_TLS_\w+_FILE$/.test(name)) expect({ name, value }).toEqual({ name, value: '' });
      else expect({ name, value }).toEqual({ name, value: inExample ?? '' });
    }
  });

  test('hold no secret in .env.example', () => {
    const hidden = [...example].filter(([name]) => /PASSWORD|SECRET|KEY|TOKEN/.test(name) && !name.endsWith('_FILE'));
    for (const [name, value] of hidden) expect({ name, value }).toEqual({ name, value: '' });
  });
});

describe('configuration', () => {
  const processes = {
    worker: workerProcessConfigSchema,
    api: apiConfigSchema,
    console: consoleConfigSchema,
    'temporal-namespace': namespaceConfigSchema,
    promote: promotionConfigSchema,
  };

  test.each(Object.entries(processes))('of %s is complete once .env is filled in', (name, schema) => {
    expect(() => readConfig(schema, environmentOf(name, FILLED_IN))).not.toThrow();
  });

  test('is complete with the other vendors, the gateway and an object store too', () => {
    const alibabaTemplates = Object.fromEntries(
      Object.entries(SMS_TEMPLATES).map(([code, { params }]) => [code, { code: 'SMS_1', params }]),
    );
    const others = new Map([
      ...FILLED_IN,
      ['SMS_VENDOR', 'alibaba'],
      ['SMS_TEMPLATES', JSON.stringify(alibabaTemplates)],
      ['LIVENESS_VENDOR', 'alibaba'],
      ['LIVENESS_SCENE_ID', '1'],
      ['LIVENESS_CALLBACK_URL', 'https://beian.example.cn/v1/webhooks/liveness/alibaba'],
      ['LIVENESS_CALLBACK_TOKEN', 'a token of the face checks'],
      ['ALIBABA_ACCESS_KEY_ID', 'id'],
      ['ALIBABA_ACCESS_KEY_SECRET', 'key'],
      ['BUREAU', 'gateway'],
      ['BUREAU_URL', 'https://bureau.example.cn'],
      ['BUREAU_PROVIDER_ID', 'provider'],
      ['BUREAU_SECRET', 'a secret of the gateway with 32 or more'],
      ['BUREAU_WEBHOOK_SECRET', 'a secret of the bureau with 32 or more'],
      ['DOCUMENTS', 's3'],
      ['S3_BUCKET', 'documents'],
      ['S3_REGION', 'cn-north'],
      ['S3_ACCESS_KEY_ID', 'id'],
      ['S3_SECRET_ACCESS_KEY', 'key'],
    ]);
    expect(() => readConfig(workerProcessConfigSchema, environmentOf('worker', others))).not.toThrow();
    expect(() => readConfig(apiConfigSchema, environmentOf('api', others))).not.toThrow();
  });

  const apiWith = (name: string, value: string) =>
    readConfig(apiConfigSchema, environmentOf('api', new Map([...FILLED_IN, [name, value]])));
  const secret = 'a secret of thirty-two characters or more';

  test('takes a secret, and the new one beside the old one', () => {
    expect(apiWith('BUREAU_WEBHOOK_SECRET', ` ${secret}1 , ${secret}2`).BUREAU_WEBHOOK_SECRET).toEqual([
      `${secret}1`,
      `${secret}2`,
    ]);
    expect(apiWith('BUREAU_WEBHOOK_SECRET', '').BUREAU_WEBHOOK_SECRET).toEqual([]);
  });

  test.each([`${secret},`, `,${secret}`, `${secret}, ,${secret}`, 'short', `${secret},short`, ','])(
    'refuses a secret that could be guessed, or an empty one beside a comma: "%s"',
    (value) => {
      expect(() => apiWith('BEIAN_LINK_SECRET', value)).toThrow('BEIAN_LINK_SECRET');
    },
  );

  test('trusts the one proxy of this deployment, or those that are named, and never every proxy', () => {
    const trusted = (value: string) => apiWith('BEIAN_TRUSTED_PROXIES', value).BEIAN_TRUSTED_PROXIES;
    expect(readConfig(apiConfigSchema, environmentOf('api', FILLED_IN)).BEIAN_TRUSTED_PROXIES).toBe(1);
    expect(trusted('2')).toBe(2);
    expect(trusted('loopback, 10.0.0.0/8')).toEqual(['loopback', '10.0.0.0/8']);
    expect(() => trusted('true')).toThrow('BEIAN_TRUSTED_PROXIES');
  });

  test('asks for the secret of the gateway’s webhooks where there is a gateway', () => {
    expect(() => apiWith('BUREAU', 'gateway')).toThrow(/BUREAU_(?:URL|SECRET)/);
    const gateway = new Map([
      ...FILLED_IN,
      ['BUREAU', 'gateway'],
      ['BUREAU_URL', 'https://bureau.example.cn'],
      ['BUREAU_PROVIDER_ID', 'provider'],
      ['BUREAU_SECRET', secret],
    ]);
    expect(() => readConfig(apiConfigSchema, environmentOf('api', gateway))).toThrow('BUREAU_WEBHOOK_SECRET');
  });

  test('names what is wrong with the address that a face-check vendor calls', () => {
    const alibaba = (url: string, token: string) => {
      const face = { LIVENESS_VENDOR: 'alibaba', LIVENESS_SCENE_ID: '1', LIVENESS_CALLBACK_URL: url };
      const keys = { ALIBABA_ACCESS_KEY_ID: 'id', ALIBABA_ACCESS_KEY_SECRET: 'key', LIVENESS_CALLBACK_TOKEN: token };
      const values = new Map([...FILLED_IN, ...Object.entries({ ...face, ...keys })]);
      return () => readConfig(workerProcessConfigSchema, environmentOf('worker', values));
    };
    const token = 'a token of the face checks';
    expect(alibaba('https://beian.example.cn/hook', token)).not.toThrow();
    expect(alibaba('http://beian.example.cn/hook', token)).toThrow(/LIVENESS_CALLBACK_URL/);
    expect(alibaba('https://beian.example.cn/hook', '')).toThrow(/LIVENESS_CALLBACK_TOKEN/);
    expect(alibaba('', '')).not.toThrow();
  });

  test('is production, in every process that knows a sandbox', () => {
    for (const name of ['api', 'console', 'worker', 'codec']) {
      expect(environmentOf(name, FILLED_IN)['BEIAN_MODE']).toBe('production');
    }
  });

  test('gives each secret only to the processes that need it', () => {
    const holders = (file: string) =>
      services.filter(([, { secrets: held }]) => held.includes(file)).map(([name]) => name);
    expect(holders('beian_master_keys')).toEqual(['worker', 'api', 'console']);
    expect(holders('beian_index_key')).toEqual(['worker', 'api', 'console']);
    expect(holders('beian_payload_keys')).toEqual(['codec', 'worker', 'api', 'console']);
    for (const name of ['bureau_webhook_secret', 'beian_sms_receipt_tokens']) expect(holders(name)).toEqual(['api']);
    expect(holders('beian_link_secret')).toEqual(['api', 'console']);
    expect(holders('oidc_client_secret')).toEqual(['console']);
    expect(holders('postgres_password')).toEqual(['postgres']);
    expect(holders('temporal_postgres_password')).toEqual(['postgres', 'temporal-schema', 'temporal']);
    expect(holders('temporal_ui_oidc_client_secret')).toEqual(['temporal-ui', 'temporal-ui-door']);
    expect(holders('temporal_ui_cookie_secret')).toEqual(['temporal-ui-door']);
    expect(holders('beian_database_password')).toEqual(['postgres', 'migrate']);
    expect(holders('beian_runtime_password')).toEqual(['postgres', 'codec', 'worker', 'api', 'console']);
  });

  test('has no secret in the environment of a container, and in none of .env', () => {
    expect([...example.keys()].filter((name) => SECRETS.test(name) && !name.endsWith('_FILE'))).toEqual([]);
    for (const [name, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (!SECRETS.test(variable) || variable.endsWith('_FILE')) continue;
        // A switch whose name only sounds like a secret, and the path of a key that is in a file.
        if (value === 'true' || value.endsWith('_FILE:-}')) continue;
        expect({ name, variable, value }).toEqual({ name, variable, value: '' });
      }
    }
  });

  test('reach programs that read variables only, and nothing but an empty secret is left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'beian-secrets-'));
    const script = (await readFile(join(projectFolder, 'deploy', 'with-secrets.sh'), 'utf8')).replaceAll(
      '/run/secrets',
      folder,
    );
    await writeFile(join(folder, 'given'), "it's $a `secret`\n");
    await writeFile(join(folder, 'unused'), '');
    await writeFile(join(folder, 'start.sh'), script);
    const env = {
      PATH: process.env['PATH'],
      A_FILE: `${folder}/given`,
      B_FILE: `${folder}/unused`,
      C_FILE: '/etc/hosts',
    };
    const { stdout } = await runProgram('sh', [join(folder, 'start.sh'), 'env'], { env });
    const seen = stdout.split('\n').filter((line) => /^[A-C]/.test(line));
    expect(seen.toSorted()).toEqual(["A=it's $a `secret`", 'C_FILE=/etc/hosts']);
    await rm(folder, { recursive: true });
  });

  test('gives processes of Beian no file of a secret that they do not read', () => {
    const given = services
      .filter(([, { build }]) => build !== undefined)
      .flatMap(([, { environment }]) => Object.entries(environment))
      .flatMap(([name, value]) => (value.startsWith('/run/secrets/') ? [name] : []));
    const read: readonly string[] = SECRET_VARIABLES.map((name) => `${name}_FILE`);
    expect([...new Set(given)].filter((name) => !read.includes(name))).toEqual([]);
  });

  test('names for every secret a file that make-secrets.sh makes, and gives none that nobody reads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'beian-secrets-'));
    await runProgram(join(projectFolder, 'deploy', 'make-secrets.sh'), [folder]);
    const made = await readdir(folder);
    // The door takes 16, 24 or 32 bytes, and a line break for one of them.
    expect(await readFile(join(folder, 'temporal_ui_cookie_secret'))).toHaveLength(32);
    expect(Object.values(secrets).map(({ file }) => file)).toEqual(made.map((name) => `./deploy/secrets/${name}`));
    const read = new Set(services.flatMap(([, { secrets: held }]) => held));
    expect([...read].toSorted()).toEqual(made);
    await rm(folder, { recursive: true });
  });

  test('of a profile that is off is demanded of nobody', () => {
    const ofProfiles = services.filter(([, { profiles }]) => profiles.length > 0);
    const needed = new Set(
      services
        .filter(([, { profiles }]) => profiles.length === 0)
        .flatMap(([, service]) => namesIn(service).filter(({ isRequired }) => isRequired))
        .map(({ name }) => name),
    );
    for (const [service, definition] of ofProfiles) {
      for (const { name, isRequired } of namesIn(definition)) {
        if (isRequired) expect({ service, name, needed: needed.has(name) }).toEqual({ service, name, needed: true });
      }
    }
    const without = [...FILLED_IN].filter(([name]) => !/^TEMPORAL_(UI|POSTGRES)_/.test(name));
    expect(() => filledIn(composeText, new Map(without))).not.toThrow();
  });

  test('of Temporal does not allow that clocks are moved', () => {
    expect(readProjectFile('deploy/temporal/dynamic-config.yaml')).toMatch(
      /^frontend\.WorkflowTimeSkippingEnabled:\n {2}- value: false$/m,
    );
  });
});
