/** The network keeps a copy of what the access gate says: told in order, by signed requests, and complete again after it was away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { createHttpNetworkGateway } from '../../adapters/network/network-gateway.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { deliveredUpTo } from '../../store/access/gate-deliveries.ts';
import { gateChanges } from '../../store/access/gate-rows.ts';
import { instant } from '../../domain/time/instant.ts';
import { startGateRounds, type GateRounds } from '../../usecases/record/gate-rounds.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { individual } from '../support/orders/applicants.ts';
import { recordOfAccount } from '../support/orders/record-of-account.ts';

let bench: ApiBench;
let sandbox: Sandbox;
let operator: Person;
let rounds: GateRounds;
let server: Server;
let beian: string;
/** The pauses between tries pass as the test wants. */
let now = Date.now();

beforeAll(async () => {
  bench = await startApiBench();
  sandbox = await createSandbox();
  operator = await bench.as('operator');
  const url = `${sandbox.url}/network/v1/gate-changes`;
  const gateway = createHttpNetworkGateway({ url, secret: sandbox.keys.networkSecret });
  const deps = { ...withDefaults(bench.deps), now: () => now, networkGateways: [gateway] };
  rounds = startGateRounds(deps, { everyMs: 3_600_000 });
  server = createServer({ keepAliveTimeout: 0 }, bench.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  beian = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(async () => {
  await rounds.stop();
  await new Promise((resolve) => server.close(resolve));
  await sandbox.stop();
  await bench.close();
});

/** A domain that an order has reserved. */
async function aDomain(): Promise<{ domain: string; owner: Person; id: string }> {
  const form = individual();
  const owner = await bench.as('applicant');
  const id = await bench.order(owner, form, 'PRELIM_REVIEW');
  return { domain: form.websites['W1']?.domain ?? '', owner, id };
}
const copied = (domain: string) => sandbox.network.copy().domains.find((one) => one.domain === domain);
const listed = async (domain: string) => {
  const { body } = await operator.get('/v1/access-gate/domains?limit=1000');
  return body.domains.find((one: { domain: string }) => one.domain === domain);
};

test('A-127 the network is told what changed, and its copy says what the list says', async () => {
  const { domain, owner, id } = await aDomain();
  await rounds.round();
  expect(copied(domain)).toMatchObject({ serve: false, reason: 'FILING_IN_PROGRESS' });
  expect(await listed(domain)).toMatchObject({ domain, serve: false, orderId: id, seq: copied(domain)?.seq });
  expect(JSON.stringify(copied(domain))).not.toContain(id);
  succeeded(await owner.post(`/v1/orders/${id}/actions/withdraw`));
  succeeded(await owner.post(`/v1/orders/${id}/actions/abandon`));
  await rounds.round();
  expect(copied(domain)).toMatchObject({ serve: false, reason: 'NOT_FILED' });
  expect(sandbox.network.copy().missed).toBe(false);
});

test('A-098 R-NEED-11 a website whose server stands in one region is served by the network of every mainland region', async () => {
  const otherRegion = await createSandbox();
  const gatewayOf = ({ url, keys }: Sandbox) =>
    createHttpNetworkGateway({ url: `${url}/network/v1/gate-changes`, secret: keys.networkSecret });
  const networkGateways = [sandbox, otherRegion].map(gatewayOf);
  const ofBoth = startGateRounds(
    { ...withDefaults(bench.deps), now: () => now, networkGateways },
    { everyMs: 3_600_000 },
  );
  try {
    const form = individual();
    const domain = form.websites['W1']?.domain ?? '';
    const owner = await bench.as('applicant');
    const { websites } = await recordOfAccount(bench, owner.accountId ?? '', form);
    await bench.database
      .updateTable('record_accesses')
      .set({ instance_id: 'i-of-the-north-region' })
      .where('website_id', 'in', (is) =>
        is
          .selectFrom('record_websites')
          .select('id')
          .where('number', '=', websites['W1'] ?? ''),
      )
      .execute();
    now += 10_000;
    await ofBoth.round();
    const served = { domain, serve: true, reason: 'FILED', number: websites['W1'] };
    for (const { network } of [sandbox, otherRegion]) {
      expect(network.copy().domains.find((one) => one.domain === domain)).toMatchObject(served);
    }
    const { body } = succeeded(await operator.post('/v1/access-gate', { domain, target: 'MAINLAND' }));
    expect(body).toMatchObject(served);
  } finally {
    await ofBoth.stop();
    await otherRegion.stop();
  }
});

test('a gateway that is away holds nothing up and is told everything later, in order and with longer pauses', async () => {
  const first = await aDomain();
  sandbox.switches.set('network', 'down');
  await rounds.round();
  expect(copied(first.domain)).toBeUndefined();
  expect(await listed(first.domain)).toMatchObject({ serve: false });
  const second = await aDomain();
  sandbox.switches.set('network', 'up');
  await rounds.round();
  expect(copied(second.domain)).toBeUndefined(); // the pause is not over
  now += 10_000;
  await rounds.round();
  const [one, other] = [copied(first.domain)?.seq ?? 0, copied(second.domain)?.seq ?? 0];
  expect(one).toBeGreaterThan(0);
  expect(other).toBeGreaterThan(one);
  const [last] = (await gateChanges(bench.deps.database, 0, 10_000)).slice(-1);
  const name = `${sandbox.url}/network/v1/gate-changes`;
  expect(await deliveredUpTo(bench.deps.database, name, instant(now))).toBe(last?.seq);
});

test('a gateway that lost its copy reads the list, page by page, and is complete again', async () => {
  const { domain } = await aDomain();
  await rounds.round();
  sandbox.network.reset();
  const later = await aDomain();
  await rounds.round();
  expect(sandbox.network.copy()).toMatchObject({ missed: true });
  const { token } = await bench.as('operator');
  await sandbox.network.catchUp(beian, token);
  expect(copied(domain)).toMatchObject({ reason: 'FILING_IN_PROGRESS' });
  expect(copied(later.domain)).toMatchObject({ reason: 'FILING_IN_PROGRESS' });
  expect(sandbox.network.copy()).toMatchObject({ missed: false });
});

test('a change that arrives twice or late undoes nothing', () => {
  const change = { domain: 'order.example.cn', serve: true, reason: 'FILED', since: '2026-03-02T09:30:00+08:00' };
  const news = (seq: number, serve: boolean) => ({
    type: 'access-gate.changed' as const,
    data: { after: 'a', upTo: 'b', domains: [{ ...change, seq, serve }] },
  });
  sandbox.network.take(news(9_000_002, false));
  sandbox.network.take(news(9_000_001, true));
  expect(sandbox.network.serves(change.domain)).toBe(false);
});

test('the network takes nothing that is signed with another secret', async () => {
  const url = `${sandbox.url}/network/v1/gate-changes`;
  const forged = createHttpNetworkGateway({ url, secret: 'x'.repeat(40) });
  await expect(forged.take({ after: 'a', upTo: 'b', domains: [] })).rejects.toThrow('refuses our keys');
});
