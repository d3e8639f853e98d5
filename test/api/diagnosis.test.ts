/** Why a website cannot be reached: twelve faults arranged on real name and web servers, each measured and named (R-DIAG-1). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { createNetworkProbe } from '../../adapters/probe/network-probe.ts';
import { instant } from '../../domain/time/instant.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { applyPlainChange } from '../../store/records/plain-change.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { releasePlace } from '../../store/orders/place.ts';
import { reserveForSubmission } from '../../store/orders/reservations.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import { writeFilingStep } from '../../store/steps/filing-step.ts';
import { sampleForm, sampleOrder, sampleProgress, sampleStep } from '../support/orders/stored-orders.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let sandbox: Sandbox;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  sandbox = await createSandbox();
  const probe = createNetworkProbe({
    nameServers: [sandbox.names.address],
    ports: sandbox.sites.ports,
    allowed: ['127.0.0.0/8'],
    timeoutMs: 30_000,
  });
  operator = (await bench.as('operator')).at(bench.appWith({ probe }));
});
afterAll(async () => {
  await sandbox.stop();
  await bench.close();
});

/** Where the sandbox's web server listens. */
const HERE = '127.0.0.1';
/** An address at which nothing listens. */
const CLOSED = '127.0.0.2';
const DAY_MS = 86_400_000;
const now = () => instant(Date.now());

let counted = 0;
const newDomain = (suffix = 'cn'): string => {
  counted += 1;
  return `diagnosis-${counted}.${suffix}`;
};

/** A website on record with its access here, on a server with this address. */
async function filed({ server = HERE, suffix = 'cn' } = {}): Promise<{
  domain: string;
  number: string;
  instance: string;
}> {
  const { database: db, vault } = bench;
  const domain = newDomain(suffix);
  const form = sampleForm({
    entity: { ...sampleForm().entity, certificateNumber: `91460100MA5DG${String(counted).padStart(5, '0')}` },
    websites: { W1: { name: '站', domain, headId: 'P1' } },
  });
  const { id } = await sampleOrder(db, vault, { form });
  const number = `琼ICP备${randomInt(1e9, 1e10 - 1)}号`;
  const websites = [{ domain, number: `${number}-1` }];
  const at = instant(Date.now() - DAY_MS);
  await writeRecord(db, vault, { orderId: id, at, entityNumber: number, websites, issuedOn: '2026-03-02' });
  await releasePlace(db, id);
  const instance = await onServer(domain, server);
  bench.parties.assets.domains.set(domain, { registered: true, realNameVerifiedOn: '2020-01-01' });
  return { domain, number: `${number}-1`, instance };
}

/** Gives the website a server with this address; returns its name. */
async function onServer(domain: string, publicIp: string): Promise<string> {
  const instance = `i-${domain}-${publicIp}`;
  bench.parties.assets.instances.set(instance, { publicIp });
  await bench.database
    .updateTable('record_accesses')
    .set({ instance_id: instance })
    .where('website_id', 'in', (is) => is.selectFrom('record_websites').select('id').where('domain', '=', domain))
    .execute();
  return instance;
}

const pointsTo = (domain: string, ...addresses: string[]) => sandbox.names.put({ name: domain, addresses });
const answers = (host: string, site: { status?: number; certificate?: 'VALID' | 'EXPIRED' | 'OF_ANOTHER' } = {}) =>
  sandbox.sites.put({ host, status: 200, certificate: 'VALID', ...site });
const diagnosed = async (host: string) => (await operator.post('/v1/diagnoses', { host }).expect(200)).body;

/** A website that is filed and works. */
async function working(options: Parameters<typeof filed>[0] = {}) {
  const site = await filed(options);
  pointsTo(site.domain, options.server ?? HERE);
  answers(site.domain);
  return site;
}

describe('A-190 of twelve arranged faults the diagnosis names', () => {
  test('all well', async () => {
    const { domain } = await working();
    expect(await diagnosed(domain)).toMatchObject({
      cause: 'ALL_WELL',
      step: 'NONE',
      gate: { serve: true, reason: 'FILED' },
      servers: [HERE],
      measured: {
        names: { outcome: 'RESOLVED', addresses: [HERE] },
        connection: { address: HERE, outcome: 'OPEN' },
        http: { outcome: 'ANSWERED', status: 200 },
        certificate: { outcome: 'SHOWN', coversHost: true },
      },
      contacts: { hotline: expect.any(String), hours: expect.any(String), tickets: expect.any(String) },
    });
  });

  test('a wrong A record, with the provider’s name servers', async () => {
    const { domain } = await working();
    pointsTo(domain, '127.0.0.9');
    const found = await diagnosed(domain);
    expect(found).toMatchObject({ cause: 'WRONG_ADDRESS', step: 'DNS', servers: [HERE] });
    expect(found.nameServers).not.toEqual([]);
    expect(found).not.toHaveProperty('contacts');
  });

  test('A-110 the old IP after a change of the server', async () => {
    const { domain, number } = await working();
    const { database } = bench;
    await database
      .updateTable('record_accesses')
      .set({ closed_at: new Date() })
      .where('website_id', 'in', (is) => is.selectFrom('record_websites').select('id').where('number', '=', number))
      .execute();
    const { id } = await database
      .selectFrom('record_websites')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    const opened = new Date(Date.now() - DAY_MS);
    const instance = `i-new-${domain}`;
    bench.parties.assets.instances.set(instance, { publicIp: CLOSED });
    await database
      .insertInto('record_accesses')
      .values({ website_id: id, type: 'FILED', instance_id: instance, opened_at: opened })
      .execute();
    expect(await diagnosed(domain)).toMatchObject({ cause: 'OLD_ADDRESS', step: 'DNS', servers: [CLOSED] });
  });

  test('a CNAME that leads away', async () => {
    const { domain } = await working();
    sandbox.names.put({ name: domain, addresses: [], alias: 'elsewhere.example' });
    sandbox.names.put({ name: 'elsewhere.example', addresses: ['127.0.0.9'] });
    expect(await diagnosed(domain)).toMatchObject({
      cause: 'POINTS_AWAY',
      step: 'DNS',
      measured: { names: { aliases: ['elsewhere.example'], addresses: ['127.0.0.9'] } },
    });
  });

  test('a closed port', async () => {
    const { domain } = await working({ server: CLOSED });
    expect(await diagnosed(domain)).toMatchObject({ cause: 'PORT_CLOSED', step: 'SERVER' });
  });

  test('403 of the server', async () => {
    const { domain } = await working();
    answers(domain, { status: 403 });
    expect(await diagnosed(domain)).toMatchObject({
      cause: 'SERVER_FORBIDS',
      step: 'SERVER',
      measured: { http: { status: 403 } },
    });
  });

  test('an expired certificate, and one of another name', async () => {
    const { domain } = await working();
    answers(domain, { certificate: 'EXPIRED' });
    expect(await diagnosed(domain)).toMatchObject({ cause: 'CERTIFICATE_EXPIRED', step: 'CERTIFICATE' });
    answers(domain, { certificate: 'OF_ANOTHER' });
    expect(await diagnosed(domain)).toMatchObject({
      cause: 'CERTIFICATE_OF_ANOTHER',
      measured: { certificate: { coversHost: false } },
    });
  });

  test('A-100 a suspended domain, and an owner who was not verified in time, with the remedy', async () => {
    const { domain } = await filed({ suffix: 'com' });
    bench.parties.assets.domains.set(domain, { registered: true, onHold: true, realNameVerifiedOn: '2020-01-01' });
    expect(await diagnosed(domain)).toMatchObject({
      cause: 'DOMAIN_SUSPENDED',
      step: 'REGISTRY',
      measured: { names: { outcome: 'NO_SUCH_NAME' } },
    });
    const registeredOn = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
    bench.parties.assets.domains.set(domain, {
      registered: true,
      realNameVerifiedOn: undefined,
      registeredOn: registeredOn(9),
    });
    const found = await diagnosed(domain);
    expect(found).toMatchObject({ cause: 'OWNER_UNVERIFIED', step: 'REGISTRY' });
    expect(found.text.en).toMatch(/verif/i);
    expect(found.text.zh).toContain('实名认证');
    bench.parties.assets.domains.set(domain, {
      registered: true,
      realNameVerifiedOn: undefined,
      registeredOn: registeredOn(3),
    });
    expect(await diagnosed(domain)).toMatchObject({ cause: 'NO_ADDRESS', step: 'DNS' });
  });

  test('an unfiled domain', async () =>
    expect(await diagnosed(newDomain())).toMatchObject({ cause: 'NOT_FILED', step: 'FILING', gate: { serve: false } }));

  test('a domain filed elsewhere', async () => {
    const { domain, number } = await working();
    await bench.database
      .deleteFrom('record_accesses')
      .where('website_id', 'in', (is) => is.selectFrom('record_websites').select('id').where('number', '=', number))
      .execute();
    expect(await diagnosed(domain)).toMatchObject({ cause: 'FILED_ELSEWHERE', step: 'FILING' });
  });

  test('a transfer that is opening', async () => {
    const { database: db, vault } = bench;
    const domain = newDomain();
    const form = sampleForm({ websites: { W1: { name: '站', domain, headId: 'P1' } } });
    const { id } = await sampleOrder(db, vault, { form, type: 'TRANSFER_NEW', domains: [{ websiteId: 'W1', domain }] });
    await reserveForSubmission(db, vault, id);
    const step = opening(id);
    await writeFilingStep(db, vault, step, () => ({ waitingOn: 'applicant', dues: [] }));
    pointsTo(domain, HERE);
    answers(domain);
    expect(await diagnosed(domain)).toMatchObject({ cause: 'OPENING', step: 'NETWORK', gate: { serve: false } });
  });

  test('a cancelled access', async () => {
    const { domain, number } = await working();
    await applyPlainChange(bench.database, now(), { change: 'ACCESS_CLOSED', website: number });
    expect(await diagnosed(domain)).toMatchObject({ cause: 'ACCESS_CANCELLED', step: 'FILING' });
  });
});

const opening = (orderId: Parameters<typeof sampleStep>[0]): Step =>
  sampleStep(orderId, {
    to: 'MAIL_PENDING',
    progress: sampleProgress('MAIL_PENDING', {
      provisionalAccess: { from: instant(Date.now() + 20 * 60_000), fulfilledAt: 'BUREAU_REVIEW' },
    }),
  });

describe('who asks', () => {
  test('customers ask about their own websites only', async () => {
    const owner = await bench.as('applicant');
    const form = individual();
    await bench.order(owner, form, 'FILLED');
    const host = form.websites['W1']?.domain ?? '';
    expect((await owner.post('/v1/diagnoses', { host }).expect(200)).body).toMatchObject({ cause: 'NOT_FILED_YET' });
    const stranger = await bench.as('applicant');
    expect((await stranger.post('/v1/diagnoses', { host }).expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what is no host name is refused', async () => {
    for (const host of ['127.0.0.1', 'com.cn', 'localhost']) {
      expect((await operator.post('/v1/diagnoses', { host })).body).toMatchObject({ status: 422 });
    }
  });

  test('an address of the inside is not connected to, whatever the name says', async () => {
    const { domain } = await working();
    const probe = createNetworkProbe({ nameServers: [sandbox.names.address], ports: sandbox.sites.ports });
    const careful = operator.at(bench.appWith({ probe }));
    for (const address of [HERE, '169.254.169.254', '10.0.0.1']) {
      pointsTo(domain, address);
      const { body } = await careful.post('/v1/diagnoses', { host: domain }).expect(200);
      expect(body.measured).toMatchObject({ connection: { address, outcome: 'INTERNAL' } });
      expect(body.measured).not.toHaveProperty('http');
    }
  });
});
