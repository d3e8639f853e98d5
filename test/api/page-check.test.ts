/** A home page is looked at for the number, the icon and the copyright notice: what is shown is done, the rest is named. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createNetworkProbe } from '../../adapters/probe/network-probe.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { openDutiesProcess } from '../../store/processes/process-rows.ts';
import { DUTIES_WORKFLOW, dutiesWorkflowId, type DutiesInput } from '../../workflows/messages/duties.ts';
import { bareConsole } from '../support/console/bare-console.ts';
import { recordWithOrder } from '../support/servers/record-with-duties.ts';
import { startApiBench, succeeded, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let sandbox: Sandbox;
beforeAll(async () => {
  bench = await startApiBench();
  sandbox = await createSandbox();
});
afterAll(async () => {
  await sandbox.stop();
  await bench.close();
});

/** Patient, because a loaded machine answers late. */
const probe = () =>
  createNetworkProbe({
    nameServers: [sandbox.names.address],
    ports: sandbox.sites.ports,
    allowed: ['127.0.0.0/8'],
    timeoutMs: 20_000,
  });

async function withFooterOwed(serial: string) {
  const filed = await recordWithOrder(bench, serial);
  const { orderId, applicant, domain, form } = filed;
  const [startedAt, issuedOn] = [shanghai('2026-02-09 08:00'), '2026-02-09'];
  await openDutiesProcess(bench.database, orderId, { issuedOn, startedAt });
  const input: DutiesInput = { orderId, accountId: applicant.accountId ?? '', startedAt, issuedOn };
  const { taskQueue } = bench.worker;
  const started = { workflowId: dutiesWorkflowId(orderId), taskQueue, args: [input] };
  const process = await bench.temporal.workflow.start(DUTIES_WORKFLOW, started);
  const owner = applicant.at(bench.appWith({ probe: probe() }));
  const path = `/v1/orders/${orderId}/obligations`;
  const states = async (): Promise<string[]> =>
    succeeded(await owner.get(path)).body.obligations.map(
      ({ kind, state }: Record<string, string>) => `${kind} ${state}`,
    );
  // A report that comes before the process has opened its duties is put off, so it waits for them.
  const steps = bench.steps(orderId);
  while ((await states()).length === 0) await steps.next();
  await steps.return?.();
  const shows = (page: string) => {
    sandbox.names.put({ name: domain, addresses: ['127.0.0.1'] });
    sandbox.sites.put({ host: domain, status: 200, certificate: 'VALID', page });
  };
  const check = () => owner.post(`${path}/page-check`, { websiteId: 'W1' });
  return { ...filed, process, shows, check, states, name: form.entity.name ?? '' };
}

test('A-061 A-119 a page that lacks a part is told which, and one that shows it all ends the duty', async () => {
  const { website, name, shows, check, states, process } = await withFooterOwed('2026000881');
  const unread = await check();
  expect([unread.status, unread.body.errors]).toMatchObject([409, [{ code: 'PAGE_NO_ADDRESS' }]]);
  shows(`<p>${name} ${website}</p>`);
  expect(succeeded(await check()).body.obligations).toMatchObject([
    { kind: 'FOOTER', isShown: false, faults: [{ path: 'websites.W1', code: 'NUMBER_NOT_LINKED' }] },
  ]);
  expect(await states()).toContain('FOOTER OPEN');
  shows(`<p>${name} <a href="https://beian.miit.gov.cn/" target="_blank">${website}</a></p>`);
  expect(succeeded(await check()).body.obligations).toEqual([{ kind: 'FOOTER', isShown: true, faults: [] }]);
  expect(await states()).toContain('FOOTER DONE');
  expect((await check()).body).toMatchObject({ code: 'UNKNOWN_OBLIGATION' });
  await process.terminate('the test is over');
});

test('A-119 the owner looks from the page of the duties, and reads what is missing', async () => {
  const { orderId, website, name, shows, applicant, process } = await withFooterOwed('2026000882');
  const { sandbox: _none, ...deps } = withDefaults({ ...bench.deps, probe: probe() });
  const console = bareConsole({ ...deps, now: Date.now });
  const owner = await console.as('applicant', applicant.accountId?.replace('account-', ''));
  const path = `/orders/${orderId}/duties`;
  shows(`${name} <a href="/about">${website}</a>`);
  const wrong = await owner.post(`${path}/of/W1/check`, {}, path);
  expect(wrong.text).toContain('备案号链接至其他网站');
  shows(`${name} <a href="https://beian.miit.gov.cn/">${website}</a>`);
  expect((await owner.post(`${path}/of/W1/check`, {}, path)).headers['location']).toBe(path);
  expect((await owner.get(path)).text).toContain('已完成');
  await process.terminate('the test is over');
});
