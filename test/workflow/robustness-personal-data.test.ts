import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { sql } from 'kysely';
import { parseCodecKeys } from '../../codec/codec-keys.ts';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { individual } from '../support/orders/applicants.ts';
import { applied, atSms, everybodyVerifies, numbersFor, smsSent } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { TEST_KEYS } from '../support/desk/test-keys.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';

let desk: Desk;
let filing: TestFiling;
let personal: string[];

/** One filing that MIIT returned and that was handed over again, rejected, corrected and completed. */
beforeAll(async () => {
  desk = await startDesk();
  const form = individual();
  personal = personalDataOf(form);
  filing = await atSms(desk, { form, at: '2026-04-13 10:00' });
  await applied(filing.act('changeRequested', { fields: ['people.P1.mobile'] }));
  await applied(filing.party('smsReturned', { reason: `${form.people['P1']?.name} did not verify` }, 'miit'));
  await applied(filing.act('submitForReview', { confirmed: true }));
  const items = [
    { path: 'people.P1.name', code: 'NAME_MISMATCH', advice: `The document says ${form.people['P1']?.name}.` },
  ];
  await applied(filing.act('reject', { items }, { by: 'R1' }));
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', { note: `phoned ${form.people['P1']?.mobile}` }, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, '2026-04-13 10:10');
  await everybodyVerifies(filing);
  await applied(filing.party('recordSynced', await numbersFor(filing, '粤ICP备2026000401号'), 'miit'));
  await filing.delivered();
});
afterAll(() => desk.close());

function personalDataOf({ people, entity }: OrderForm): string[] {
  const ofPeople = Object.values(people).flatMap(({ name, mobile, emergencyMobile, email, documentNumber }) => [
    name,
    mobile,
    emergencyMobile,
    email,
    documentNumber,
  ]);
  const account = ['13700137000', 'account@example.cn'];
  const known = [...ofPeople, entity.certificateAddress, entity.mailingAddress, ...account];
  return [...new Set(known.filter((each) => each !== undefined))];
}

/** The personal data that a text contains, in clear or as the bytes Postgres prints. */
const foundIn = (text: string): string[] =>
  personal.filter((each) => text.includes(each) || text.includes(Buffer.from(each).toString('hex')));

test('a database dump shows no name, mobile, mailbox, address or document number', async () => {
  const tables = await desk.database.introspection.getTables();
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(
      desk.database,
    );
    expect({ name, found: foundIn(rows.map(({ row }) => row).join('\n')) }).toEqual({ name, found: [] });
  }
});

test('the stored data can be read with the keys, so the dump was of the right filing', async () => {
  const { form } = await filing.order();
  const history = await filing.history();
  expect(foundIn(JSON.stringify(form))).not.toEqual([]);
  expect(foundIn(JSON.stringify(history))).not.toEqual([]);
  expect(foundIn(JSON.stringify(await filing.messages()))).not.toEqual([]);
});

test('the history in Temporal is encrypted, but for search attributes and the names of local activities', async () => {
  const payloads = payloadsIn(await filing.handle.fetchHistory());
  const inClear = payloads.filter(({ metadata }) => encodingOf(metadata) !== 'binary/encrypted');
  expect(payloads.length - inClear.length).toBeGreaterThan(30);
  expect(foundIn(inClear.map(plain).join('\n'))).toEqual([]);
});

test('the decrypted history of a filing names no person either', async () => {
  const form = individual();
  const plainly = await atSms(desk, { form, at: '2026-04-13 10:00' });
  await everybodyVerifies(plainly);
  await applied(plainly.party('recordSynced', await numbersFor(plainly, '粤ICP备2026000402号'), 'miit'));
  await plainly.delivered();
  const codec = createPayloadCodec(parseCodecKeys(TEST_KEYS.payload));
  const decoded = await codec.decode(payloadsIn(await plainly.handle.fetchHistory()));
  const text = decoded.map(plain).join('\n');
  expect(text).toContain(plainly.orderId);
  expect(personalDataOf(form).filter((each) => text.includes(each))).toEqual([]);
});

test('workflow id, search attributes, memo, summary and details name nobody', async () => {
  const description = await filing.handle.describe();
  const details = await filing.handle.query('__temporal_workflow_metadata');
  const shown = JSON.stringify([
    description.workflowId,
    description.typedSearchAttributes.getAll(),
    description.memo,
    description.taskQueue,
    await description.staticSummary(),
    await description.staticDetails(),
    details,
  ]);
  expect(foundIn(shown)).toEqual([]);
});

/** Every payload in a structure of the server's protocol. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}

const encodingOf = (metadata: Payload['metadata']): string => Buffer.from(metadata?.['encoding'] ?? []).toString();

const plain = (payload: Payload): string => {
  if (encodingOf(payload.metadata) === 'json/plain')
    return JSON.stringify(defaultPayloadConverter.fromPayload(payload));
  return Buffer.from(payload.data ?? []).toString('utf8');
};
