/** Face checks from the phone's link to the result, with the real adapters and the vendors as the sandbox plays them. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAlibabaLiveness } from '../../adapters/liveness/alibaba.ts';
import type { LivenessCheck } from '../../adapters/liveness/liveness-check.ts';
import { createTencentLiveness } from '../../adapters/liveness/tencent.ts';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

const CALLBACK_TOKEN = 'a-callback-token';
let bench: ApiBench;
let sandbox: Sandbox;
const servers: Server[] = [];
beforeAll(async () => {
  bench = await startApiBench();
  sandbox = await createSandbox();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await sandbox.stop();
  await bench.close();
});

/** The API as the vendor reaches it, with this vendor behind it. */
async function served(vendor: (publicUrl: string) => LivenessCheck): Promise<string> {
  const server = createServer();
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://127.0.0.1:${portOf(server.address())}`;
  const liveness = vendor(publicUrl);
  server.on('request', bench.appWith({ liveness, publicUrl, faceCheckCallbackToken: CALLBACK_TOKEN }));
  return publicUrl;
}

const where = () => ({ endpoint: sandbox.endpoint, protocol: 'http' as const });
const tencent = () => createTencentLiveness({ ...sandbox.keys.tencent, ruleId: '1', ...where() });
const alibaba = (publicUrl: string) =>
  createAlibabaLiveness({
    ...sandbox.keys.alibaba,
    sceneId: 1,
    callback: { url: `${publicUrl}/v1/webhooks/liveness/alibaba`, token: CALLBACK_TOKEN },
    ...where(),
  });

/** The applicant makes a link; the phone opens it and is led to the vendor's page. */
async function onThePhone(publicUrl: string, applicant: Person, id: string): Promise<string> {
  const link = `/v1/orders/${id}/people/P1/liveness/link`;
  const { token } = applicant;
  const made = await fetch(`${publicUrl}${link}`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  const { url } = JSON.parse(await made.text());
  const page = await (await fetch(url)).text();
  const metaInfo = JSON.stringify({ deviceType: 'h5', ua: 'Mozilla/5.0 (iPhone) Safari' });
  const body = JSON.stringify(page.includes('jsvm_all.js') ? { metaInfo } : {});
  const started = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return JSON.parse(await started.text()).url;
}

/** Decides on the vendor's page and returns the page that follows. */
const decides = async (url: string, code: string): Promise<string> =>
  (await fetch(url, { method: 'POST', body: new URLSearchParams({ code }) })).text();

/** Follows the vendor's page back to Beian. */
async function goesBack(page: string): Promise<string> {
  const back = /href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return (await fetch(back)).text();
}

async function checksOf(applicant: Person, id: string): Promise<object[]> {
  return succeeded(await applicant.get(`/v1/orders/${id}/people/P1/liveness`)).body.checks;
}

test('a check by Tencent Cloud that is failed and then passed is known as passed when the browser comes back', async () => {
  const publicUrl = await served(tencent);
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'FILLED');
  const url = await onThePhone(publicUrl, applicant, id);
  await decides(url, '2016');
  expect(await checksOf(applicant, id)).toMatchObject([{ status: 'STARTED' }]);
  expect(await goesBack(await decides(url, '0'))).toContain('您可以关闭此页面');
  expect(await checksOf(applicant, id)).toMatchObject([{ status: 'PASSED' }]);
});

test('the result of a check by Alibaba Cloud is known by its call, before the browser comes back', async () => {
  const publicUrl = await served(alibaba);
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'FILLED');
  const page = await decides(await onThePhone(publicUrl, applicant, id), '203');
  expect(await checksOf(applicant, id)).toMatchObject([{ status: 'FAILED', cause: 'NOT_POSSIBLE' }]);
  expect(await goesBack(page)).toContain('您可以关闭此页面');
});
