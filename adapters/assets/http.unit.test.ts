import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import type { AssetDirectory } from './asset-directory.ts';
import { createHttpAssets } from './http.ts';

let sandbox: Sandbox;
let assets: AssetDirectory;
const owner = { name: '星河贸易有限公司', certificateNumber: '91350100M000100Y43' };

beforeAll(async () => {
  sandbox = await createSandbox();
  assets = createHttpAssets({ baseUrl: `${sandbox.url}/assets`, token: sandbox.keys.assetsToken });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('the asset directory over HTTP', () => {
  test('knows a domain, and whether its registrant is the entity', async () => {
    sandbox.assets.putDomain({
      domain: 'xinghe.example',
      mainlandRegistrar: true,
      registrant: owner,
      realNameVerifiedOn: '2026-01-05',
    });
    expect(await assets.domain('xinghe.example', owner)).toEqual({
      domain: 'xinghe.example',
      registered: true,
      mainlandRegistrar: true,
      registrantMatches: true,
      realNameVerifiedOn: '2026-01-05',
    });
    expect(await assets.domain('xinghe.example', { name: '别家公司' })).toMatchObject({ registrantMatches: false });
  });

  test('calls an unknown domain not registered, and returns nothing for an unknown server', async () => {
    expect(await assets.domain('nobody.example', {})).toEqual({ domain: 'nobody.example', registered: false });
    expect(await assets.instance('ins-0')).toBeUndefined();
  });

  test.each(['.', '..', ''])(
    'asks nobody about a server named %j, which would be another address',
    async (instanceId) => {
      const asked: (string | undefined)[] = [];
      const server = createServer((req, res) => {
        asked.push(req.url);
        res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      try {
        const recorded = createHttpAssets({ baseUrl: `http://127.0.0.1:${port}/beian`, token: 'token' });
        expect(await recorded.instance(instanceId)).toBeUndefined();
        await recorded.instance('../%2e%2e/other?x#y').catch(() => {});
        expect(asked).toEqual(['/beian/v1/instances/..%2F%252e%252e%2Fother%3Fx%23y']);
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  );

  test('knows a server', async () => {
    const server = {
      instanceId: 'ins-2026a',
      product: 'VM' as const,
      mainland: true,
      prepaid: true,
      termMonths: 12,
      expiresOn: '2026-12-31',
      publicIp: '203.0.113.7',
      ownerAccountId: 'acc-1',
    };
    sandbox.assets.putInstance(server);
    expect(await assets.instance('ins-2026a')).toEqual(server);
    expect(await assets.serverAt('203.0.113.7')).toEqual(server);
    expect(await assets.serverAt('203.0.113.8')).toBeUndefined();
    sandbox.assets.putInstance({
      ...server,
      instanceId: 'ins-many',
      publicIps: [{ from: '198.51.100.8', to: '198.51.100.15' }],
    });
    expect(await assets.serverAt('198.51.100.12')).toMatchObject({ instanceId: 'ins-many' });
    expect(await assets.serverAt('198.51.100.16')).toBeUndefined();
  });

  test.each([
    ['down' as const, RetryableError],
    ['busy' as const, RetryableError],
    ['reject' as const, PermanentError],
  ])('fails, when it is %s, with %p', async (condition, kind) => {
    sandbox.switches.set('assets', condition);
    await expect(assets.instance('ins-2026a')).rejects.toBeInstanceOf(kind);
  });

  test('needs a person when the token is wrong', async () => {
    const locked = createHttpAssets({ baseUrl: `${sandbox.url}/assets`, token: 'wrong' });
    await expect(locked.instance('ins-2026a')).rejects.toBeInstanceOf(AskPersonError);
  });
});
