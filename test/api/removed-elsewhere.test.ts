/** MIIT's record, played by the sandbox, changes through somebody else: the sandbox tells the API, the gate closes, the duties end. */
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { listDuties } from '../../store/duties/duties.ts';
import { documentNumber } from '../../domain/identity/document-number.ts';
import { recordWithOrder, startDutiesOf } from '../support/servers/record-with-duties.ts';
import { fileOf, importedRecord, numberOf, domainOf } from '../support/orders/import-file.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { BUREAU_SECRET } from '../support/servers/api-dependencies.ts';

let bench: ApiBench;
let operator: Person;
let sandbox: Sandbox;
let server: Server;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
  sandbox = await createSandbox({ keys: { webhookSecret: BUREAU_SECRET } });
  server = createServer({ keepAliveTimeout: 0 }, bench.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the API has no port');
  await sandbox.webhooks.setTarget(`http://127.0.0.1:${address.port}`);
});
afterAll(async () => {
  await sandbox.stop();
  await new Promise((resolve) => server.close(resolve));
  await bench.close();
});

const control = async (path: string, body: string | object = {}) => {
  const isFile = typeof body === 'string';
  const response = await fetch(`${sandbox.url}/sandbox/v1/records${path}`, {
    method: 'POST',
    headers: { 'Content-Type': isFile ? 'application/jsonl' : 'application/json' },
    body: isFile ? body : JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
  return response.json();
};
const served = async (domain: string): Promise<boolean> =>
  succeeded(await operator.post('/v1/access-gate', { domain })).body.serve;
const recordOf = async (number: string) =>
  succeeded(await operator.get(`/v1/records/${encodeURIComponent(number)}`)).body;

/** On record here with duties, and in MIIT's record. */
async function onRecord(serial: string) {
  const made = await recordWithOrder(bench, serial);
  const certificateNumber = documentNumber(made.form.entity.certificateNumber ?? '');
  await control('/entities', { certificateNumber, number: made.entityNumber, here: true, websites: 1 });
  await control('/domains', { domain: made.domain, owner: certificateNumber, number: made.website, here: true });
  const duties = await startDutiesOf(bench, made.orderId, made.applicant);
  expect(await served(made.domain)).toBe(true);
  return { ...made, duties };
}

test.each<[string, string, (made: Awaited<ReturnType<typeof onRecord>>) => string, object, object]>([
  [
    'the entity is removed',
    '2026000811',
    ({ entityNumber }) => `/entities/${encodeURIComponent(entityNumber)}/remove-elsewhere`,
    {},
    { status: 'DEREGISTERED', websites: [{ status: 'DEREGISTERED' }] },
  ],
  [
    'the website is removed',
    '2026000812',
    ({ domain }) => `/domains/${domain}/remove-elsewhere`,
    {},
    { status: 'SHELL', websites: [{ status: 'DEREGISTERED' }] },
  ],
  [
    'the access is removed',
    '2026000813',
    ({ domain }) => `/domains/${domain}/remove-access`,
    {},
    { status: 'ACTIVE', websites: [{ status: 'ACTIVE', elsewhere: [] }] },
  ],
  [
    'another provider takes the website over',
    '2026000814',
    ({ domain }) => `/domains/${domain}/transfer-away`,
    { to: { code: '110000000001', name: '示例云' } },
    { status: 'ACTIVE', websites: [{ status: 'ACTIVE', elsewhere: [{ code: '110000000001', name: '示例云' }] }] },
  ],
])('A-188 when %s elsewhere, the gate closes, the duties end and the record says so', async (...row) => {
  const [_what, serial, path, body, after] = row;
  const made = await onRecord(serial);
  expect(await control(path(made), body)).toMatchObject({
    status: 'DELIVERED',
    answer: { body: { status: 'ACCEPTED' } },
  });
  await made.duties.result(); // it ends with its last duty
  const states = (await listDuties(bench.database, { orderId: made.orderId })).map(
    ({ kind, state }) => `${kind} ${state}`,
  );
  expect(states.toSorted()).toEqual(['FOOTER DONE', 'PSB REMOVED']);
  expect(await served(made.domain)).toBe(false);
  const record = await recordOf(made.entityNumber);
  expect(record).toMatchObject(after);
  expect(record.websites[0]).not.toHaveProperty('access');
});

test('A-188 a file imported here and at MIIT is one record: what MIIT removes of it closes the gate', async () => {
  const file = fileOf([importedRecord(1, 2)]);
  succeeded(await operator.post('/v1/record-imports').attach('file', Buffer.from(file), 'records.jsonl'));
  expect(await control('/import', file)).toEqual({ entities: 1, domains: 2 });
  expect(await Promise.all([served(domainOf(1, 1)), served(domainOf(1, 2))])).toEqual([true, true]);
  await control(`/domains/${domainOf(1, 2)}/remove-elsewhere`);
  expect(await Promise.all([served(domainOf(1, 1)), served(domainOf(1, 2))])).toEqual([true, false]);
  expect(await recordOf(numberOf(1))).toMatchObject({ status: 'ACTIVE', version: 2 });
});
