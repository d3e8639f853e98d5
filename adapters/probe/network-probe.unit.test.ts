import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { createNetworkProbe } from './network-probe.ts';
import type { SiteProbe } from './site-probe.ts';

let sandbox: Sandbox;
let probe: SiteProbe;
let silent: Server;
beforeAll(async () => {
  sandbox = await createSandbox();
  const nameServers = [sandbox.names.address];
  probe = createNetworkProbe({ nameServers, ports: sandbox.sites.ports, allowed: ['127.0.0.0/8'], timeoutMs: 30_000 });
  silent = createServer((socket) => void socket.resume()).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
});
afterAll(async () => {
  await sandbox.stop();
  await new Promise((resolve) => silent.close(resolve));
});

const HERE = '127.0.0.1';

test('a website that works is measured from its name to its certificate', async () => {
  sandbox.names.put({ name: 'works.cn', addresses: [HERE] });
  sandbox.sites.put({ host: 'works.cn', status: 200, certificate: 'VALID' });
  expect(await probe.look('works.cn')).toMatchObject({
    host: 'works.cn',
    names: { outcome: 'RESOLVED', aliases: [], addresses: [HERE] },
    connection: { address: HERE, outcome: 'OPEN' },
    http: { outcome: 'ANSWERED', status: 200 },
    certificate: { outcome: 'SHOWN', coversHost: true },
  });
});

test('names that do not exist, have no address or lead on are told apart', async () => {
  sandbox.names.put({ name: 'empty.cn', addresses: [] });
  sandbox.names.put({ name: 'alias.cn', addresses: [], alias: 'target.example' });
  sandbox.names.put({ name: 'target.example', addresses: [HERE] });
  expect((await probe.look('nowhere.cn')).names.outcome).toBe('NO_SUCH_NAME');
  expect((await probe.look('empty.cn')).names.outcome).toBe('NO_ADDRESS');
  expect((await probe.look('alias.cn')).names).toEqual({
    outcome: 'RESOLVED',
    aliases: ['target.example'],
    addresses: [HERE],
  });
});

test('a redirection is shown and not followed, wherever it leads', async () => {
  sandbox.names.put({ name: 'moved.cn', addresses: [HERE] });
  const location = 'http://169.254.169.254/latest/meta-data/';
  sandbox.sites.put({ host: 'moved.cn', status: 302, location, certificate: 'VALID' });
  expect((await probe.look('moved.cn')).http).toEqual({ outcome: 'ANSWERED', status: 302, location });
});

test('expired and foreign certificates are seen', async () => {
  sandbox.names.put({ name: 'old.cn', addresses: [HERE] });
  sandbox.sites.put({ host: 'old.cn', status: 200, certificate: 'EXPIRED' });
  const { certificate } = await probe.look('old.cn');
  expect(Date.parse(certificate?.validUntil ?? '')).toBeLessThan(Date.now());
  sandbox.sites.put({ host: 'old.cn', status: 200, certificate: 'OF_ANOTHER' });
  expect((await probe.look('old.cn')).certificate).toMatchObject({ coversHost: false });
});

test('no address of the inside is connected to, unless a sandbox allows it', async () => {
  const careful = createNetworkProbe({ nameServers: [sandbox.names.address], ports: sandbox.sites.ports });
  for (const address of [HERE, '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', 'fd00::1']) {
    sandbox.names.put({ name: 'inside.cn', addresses: [address] });
    const { connection, http, certificate } = await careful.look('inside.cn');
    expect({ connection: connection?.outcome, http, certificate }).toEqual({
      connection: 'INTERNAL',
      http: undefined,
      certificate: undefined,
    });
  }
});

test('a server that takes the connection and says nothing ends the look in time', async () => {
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const patient = createNetworkProbe({
    nameServers: [sandbox.names.address],
    ports: { http: port, https: port },
    allowed: ['127.0.0.0/8'],
    timeoutMs: 3_000,
  });
  sandbox.names.put({ name: 'silent.cn', addresses: [HERE] });
  expect(await patient.look('silent.cn')).toMatchObject({
    connection: { outcome: 'OPEN' },
    http: { outcome: 'NO_ANSWER' },
    certificate: { outcome: 'NONE' },
  });
});

describe('A-119 the home page', () => {
  /** Patient, because a loaded machine answers late. */
  const reader = () =>
    createNetworkProbe({
      nameServers: [sandbox.names.address],
      ports: sandbox.sites.ports,
      allowed: ['127.0.0.0/8'],
      timeoutMs: 20_000,
    });

  const site = (host: string, more: Partial<Parameters<Sandbox['sites']['put']>[0]> = {}) => {
    sandbox.names.put({ name: host, addresses: [HERE] });
    sandbox.sites.put({ host, status: 200, certificate: 'VALID', ...more });
  };

  test('is read in its order, with the links of texts and pictures and without what nobody sees', async () => {
    const page = `<title>t</title><style>p{}</style><p>示例 &amp; 公司 <a href="https://beian.miit.gov.cn/">琼ICP备<b>2026</b>号</a>
      <a href="https://beian.mps.gov.cn/"><img src="i.png"/>琼公网安备1号</a><script>document.write("x")</script>`;
    site('page.cn', { page });
    const read = await reader().read('page.cn');
    const parts = read.outcome === 'READ' ? read.page.parts : [];
    expect(parts.map((part) => ('text' in part ? { ...part, text: part.text.trim() } : part))).toEqual([
      { text: '示例 & 公司' },
      { text: '琼ICP备2026号', href: 'https://beian.miit.gov.cn/' },
      { image: true, href: 'https://beian.mps.gov.cn/' },
      { text: '琼公网安备1号', href: 'https://beian.mps.gov.cn/' },
    ]);
  });

  test('is followed within its domain, and not to another site, another port or the inside', async () => {
    site('from.cn', { status: 301, location: 'http://www.from.cn/home' });
    site('www.from.cn', { page: 'here' });
    expect(await reader().read('from.cn')).toEqual({ outcome: 'READ', page: { parts: [{ text: 'here' }] } });
    for (const location of ['https://other.cn/', 'http://169.254.169.254/', 'http://away.cn:8080/', 'ftp://away.cn/']) {
      site('away.cn', { status: 302, location });
      expect([location, (await reader().read('away.cn')).outcome]).toEqual([location, 'LED_AWAY']);
    }
    site('round.cn', { status: 302, location: '/again' });
    expect((await reader().read('round.cn')).outcome).toBe('LED_AWAY');
    site('inwards.cn', { status: 302, location: 'https://in.inwards.cn/' });
    sandbox.names.put({ name: 'in.inwards.cn', addresses: ['10.0.0.1'] });
    expect((await reader().read('inwards.cn')).outcome).toBe('INTERNAL');
  });

  test('that cannot be read says why', async () => {
    site('broken.cn', { status: 500, page: 'x' });
    site('empty-page.cn');
    expect((await reader().read('broken.cn')).outcome).toBe('REFUSED');
    expect((await reader().read('empty-page.cn')).outcome).toBe('REFUSED');
    expect((await reader().read('nowhere-at-all.cn')).outcome).toBe('NO_ADDRESS');
    sandbox.names.put({ name: 'closed.cn', addresses: ['127.0.0.2'] });
    expect((await reader().read('closed.cn')).outcome).toBe('NO_ANSWER');
    const careful = createNetworkProbe({ nameServers: [sandbox.names.address], ports: sandbox.sites.ports });
    expect((await careful.read('page.cn')).outcome).toBe('INTERNAL');
  });
});
