import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { Express } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { parseCodecKeys } from '../../codec/codec-keys.ts';
import { createCodecServer } from '../../codec/codec-server.ts';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atBureau, atSms, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { TEST_KEYS } from '../support/desk/test-keys.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';

const { Payload: PayloadProto } = proto.temporal.api.common.v1;
const testCodec = createPayloadCodec(parseCodecKeys(TEST_KEYS.payload));

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const BY_HAND = { id: 'somebody', role: 'reviewer', door: 'temporal' };

/** Envelopes and arguments a hand in Temporal UI or a broken client may send. */
const notUnderstood: readonly (readonly [string, readonly unknown[]])[] = [
  ['no arguments', []],
  ['null', [null]],
  ['a text', ['approve this order']],
  ['a number', [42]],
  ['a list', [[1, 2, 3]]],
  ['an empty object', [{}]],
  ['an extra argument', [{ actionId: 'g-1', actor: BY_HAND }, 'and more']],
  ['no actor', [{ actionId: 'g-2' }]],
  ['an unknown role', [{ actionId: 'g-3', actor: { ...BY_HAND, role: 'god' } }]],
  ['an unknown door', [{ actionId: 'g-4', actor: { ...BY_HAND, door: 'window' } }]],
  ['an unknown property', [{ actionId: 'g-5', actor: BY_HAND, force: true }]],
  ['a negative visit', [{ actionId: 'g-6', actor: BY_HAND, visit: -1 }]],
  ['a broken visit', [{ actionId: 'g-7', actor: BY_HAND, visit: 1.5 }]],
  ['an empty action id', [{ actionId: '', actor: BY_HAND }]],
  ['an action id with a NUL', [{ actionId: 'g\u0000', actor: BY_HAND }]],
  ['an action id with a line break', [{ actionId: 'g\n8', actor: BY_HAND }]],
  ['an action id without end', [{ actionId: 'g'.repeat(100_000), actor: BY_HAND }]],
  ['an actor with a NUL', [{ actionId: 'g-9', actor: { ...BY_HAND, id: 'some\u0000body' } }]],
  ['a lone surrogate', [{ actionId: 'g-\ud800', actor: BY_HAND }]],
  ['a prototype', [JSON.parse('{"__proto__": {"actionId": "g-10"}, "constructor": {"prototype": {}}}')]],
];

test.concurrent('unreadable arguments change nothing, are written down and shown, and the filing goes on', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const before = await standing(filing);
  for (const [, args] of notUnderstood) await filing.handle.signal('approve', ...args);
  await filing.handle.signal('forwardToBureau');
  expect(await filing.act('release', {}, { by: 'R2' })).toBe('NOT_CLAIMED');

  expect(await standing(filing)).toEqual(before);
  expect(await malformed(filing)).toBe(notUnderstood.length + 1);
  expect(await filing.tasks()).toEqual(['MALFORMED_SIGNAL']);
  await goesOn(filing);
});

test.concurrent('data of a wrong form is refused and opens an operator task', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  const before = await standing(filing);
  const asParty = { as: 'miit', anyVisit: true } as const;
  const asBureau = { as: 'bureau', anyVisit: true } as const;
  expect(await filing.act('recordSynced', { handOver: 1 }, asParty)).toBe('MALFORMED');
  expect(await filing.act('recordSynced', { handOver: '1', entityNumber: 5, websites: 'all' }, asParty)).toBe(
    'MALFORMED',
  );
  expect(await filing.act('bureauDecision', { decision: 'MAYBE', handOver: 1 }, asBureau)).toBe('MALFORMED');
  expect(await filing.act('bureauDecision', { decision: 'REJECTED', handOver: 1, items: [] }, asBureau)).toBe(
    'MALFORMED',
  );
  const never = { decision: 'APPROVED', handOver: 1, issuedOn: '9999-12-31' };
  expect(await filing.act('bureauDecision', never, asBureau)).toBe('MALFORMED');
  expect(await filing.act('bureauDecision', { ...never, issuedOn: '2026-02-30' }, asBureau)).toBe('MALFORMED');
  expect(await standing(filing)).toEqual(before);
  expect(await filing.tasks()).toEqual(['MALFORMED_SIGNAL']);
  expect(await filing.act('bureauDecision', { decision: 'APPROVED', handOver: 1 }, asBureau)).toBe('APPLIED');
});

test.concurrent('impossible instants do not stop the window of the SMS', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  for (const sentAt of ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', '2026-04-13T10:05:00+99:99', 'soon']) {
    expect(await filing.party('smsStarted', { sentAt }, 'miit')).toBe('MALFORMED');
  }
  expect(await filing.party('smsStarted', { sentAt: '2026-04-13T10:05:00+08:00' }, 'miit')).toBe('APPLIED');
  await filing.travelTo('2026-04-14 10:06');
  expect(await filing.stage()).toBe('RESUBMIT_WAIT');
});

test.concurrent('signals with unknown names are written down without the name, and the filing goes on', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const before = await standing(filing);
  const names = [
    'approved',
    '__proto__',
    'constructor',
    'toString',
    '__temporal_x',
    '张三 13800138000',
    'x'.repeat(900),
  ];
  for (const name of names)
    await filing.handle.signal(name, { actionId: `unknown-${name}`.slice(0, 50), actor: BY_HAND });
  for (const name of names) await filing.handle.signal(name);
  expect(await filing.act('release', {}, { by: 'R2' })).toBe('NOT_CLAIMED');

  expect(await standing(filing)).toEqual(before);
  const recorded = (await filing.history()).filter(({ reason }) => reason === 'UNKNOWN_ACTION');
  expect(recorded).toHaveLength(2 * names.length);
  expect(recorded.map(({ action }) => action)).not.toContain('张三 13800138000');
  expect(await filing.tasks()).toEqual(['MALFORMED_SIGNAL']);
  await goesOn(filing);
});

test.concurrent('an action keeps its outcome, whatever is sent under its id afterwards', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const actionId = randomUUID();
  expect(await filing.act('claim', {}, { by: 'R2', actionId })).toBe('APPLIED');
  await filing.handle.signal('claim', { actionId, actor: BY_HAND }, 'extra');
  await filing.handle.signal('no such action', { actionId, actor: BY_HAND });
  expect(await filing.act('release', {}, { by: 'R2', actionId })).toBe('APPLIED');
  expect(await filing.act('claim', {}, { by: 'R3' })).toBe('CLAIMED_BY_ANOTHER');
  expect(await filing.handle.query('outcome', actionId)).toMatchObject({ outcome: 'APPLIED' });
  expect(await filing.outcome(actionId)).toBe('APPLIED');
  await goesOn(filing);
});

const text = (value: string): Uint8Array => Buffer.from(value);
const encoded = (encoding: string, data: Uint8Array, more: Record<string, Uint8Array> = {}): Payload => ({
  metadata: { encoding: text(encoding), ...more },
  data,
});
const [keyId = ''] = TEST_KEYS.payload.split(':');
const named = { 'encryption-key-id': text(keyId) };

/** Payloads that cannot be read, as bytes on the wire. */
const payloads: readonly (readonly [string, Payload])[] = [
  ['JSON that is none', encoded('json/plain', text('{"actionId": '))],
  ['bytes that are no text', encoded('json/plain', Buffer.from([0xff, 0xfe, 0x00, 0xc3]))],
  ['an encoding nobody knows', encoded('application/x-unknown', text('hello'))],
  ['a protobuf message', encoded('json/protobuf', text('{}'), { messageType: text('a.b.C') })],
  ['no encoding', { metadata: {}, data: text('hello') }],
  ['nothing at all', {}],
  ['plain bytes', encoded('binary/plain', Buffer.alloc(1000, 1))],
  ['null', encoded('binary/null', Buffer.alloc(0))],
  ['an encrypted payload without a key', encoded('binary/encrypted', Buffer.alloc(64, 7))],
  ['an encrypted payload that is too short', encoded('binary/encrypted', Buffer.alloc(5, 7), named)],
  ['an encrypted payload of nothing', encoded('binary/encrypted', Buffer.alloc(0), named)],
  ['an encrypted payload that was made up', encoded('binary/encrypted', Buffer.alloc(500, 7), named)],
];

test.concurrent(
  'payloads that cannot be decoded change nothing and are written down, and the filing goes on',
  async () => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
    const before = await standing(filing);
    for (const [, payload] of payloads) await signalRaw(filing, 'bureauDecision', [payload]);
    for (const [, payload] of payloads) await signalRaw(filing, 'no such action', [payload, payload]);
    await signalRaw(filing, 'smsVerified', [], { 'made-up-header': payloads.at(-1)?.[1] ?? {} });
    expect(await filing.act('smsResendRequested')).toBe('APPLIED');

    expect(await standing(filing)).toEqual(before);
    expect(await malformed(filing)).toBe(2 * payloads.length + 1);
    expect(await filing.tasks()).toEqual(['MALFORMED_SIGNAL']);
    expect(await filing.party('smsVerified', { personId: 'P1' }, 'miit')).toBe('APPLIED');
  },
);

const inClear = (message: object): Payload => encoded('json/plain', text(JSON.stringify(message)));

test.concurrent('nobody acts as reviewer, bureau or API by hand, sealed by the codec server or not', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  const before = await standing(filing);
  const decision = { decision: 'APPROVED', handOver: 1 };
  const forged = [
    { actionId: 'forged-1', actor: { id: 'bureau', role: 'bureau', door: 'webhook' }, data: decision },
    { actionId: 'forged-2', actor: { id: 'bureau', role: 'bureau', door: 'temporal' }, data: decision },
    { actionId: 'forged-3', actor: { id: 'operator-1', role: 'operator', door: 'api' }, data: decision },
  ];
  const codecServer = createCodecServer({ codec: testCodec, uiOrigins: [] });
  for (const message of forged) {
    await signalRaw(filing, 'bureauDecision', [inClear(message)]);
    expect(await filing.outcome(message.actionId)).toBe('NOT_BY_HAND');
    const again = { ...message, actionId: `${message.actionId}-sealed` };
    await signalRaw(filing, 'bureauDecision', await sealedBy(codecServer, [inClear(again)]));
    expect(await filing.outcome(again.actionId)).toBe('NOT_BY_HAND');
  }
  expect(await standing(filing)).toEqual(before);
  expect(await filing.tasks()).toEqual(['MALFORMED_SIGNAL']);
});

test.concurrent(
  'a message sealed for one order does nothing when it is sent to another one or under another name',
  async () => {
    const [first, second] = await Promise.all([
      readyForBureau(desk, { form: smallEnterprise(), at: OPENED }),
      readyForBureau(desk, { form: smallEnterprise(), at: OPENED }),
    ]);
    const actionId = await first.send('claim', {}, { by: 'R2' });
    expect(await first.outcome(actionId)).toBe('APPLIED');
    const captured = await lastSignal(first);
    await signalRaw(second, 'claim', captured);
    expect(await second.outcome(actionId)).toBe('MEANT_FOR_ANOTHER');
    await signalRaw(first, 'release', captured);
    expect((await first.order()).assignee).toBe('R2');
  },
);

/** Encodes a signal as Temporal UI does for a person who types one. */
async function sealedBy(codecServer: Express, typed: Payload[]): Promise<Payload[]> {
  const body = {
    payloads: typed.map((one) => PayloadProto.toObject(PayloadProto.fromObject(one), { bytes: String })),
  };
  const answer = await request(codecServer).post('/encode').send(body).expect(200);
  const answered = z.object({ payloads: z.array(z.record(z.string(), z.unknown())) }).parse(answer.body);
  return answered.payloads.map((payload) => PayloadProto.fromObject(payload));
}

/** The payload of the last signal in the history. */
async function lastSignal({ handle }: TestFiling): Promise<Payload[]> {
  const { events } = await handle.fetchHistory();
  return (
    events?.findLast((event) => event.workflowExecutionSignaledEventAttributes)
      ?.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []
  );
}

test.concurrent('unknown queries and updates do not change the filing', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const before = await standing(filing);
  await expect(filing.handle.query('no such query')).rejects.toThrow();
  await expect(filing.handle.query('allowedActions', 'god')).resolves.toEqual([]);
  await expect(filing.handle.executeUpdate('no such update')).rejects.toThrow();
  expect(await standing(filing)).toEqual(before);
  await goesOn(filing);
});

async function signalRaw(
  filing: TestFiling,
  signalName: string,
  args: Payload[],
  headers: Record<string, Payload> = {},
): Promise<void> {
  const { workflowService, options } = filing.handle.client;
  await workflowService.signalWorkflowExecution({
    namespace: options.namespace,
    workflowExecution: { workflowId: filing.orderId },
    signalName,
    requestId: randomUUID(),
    input: { payloads: args },
    header: { fields: headers },
  });
}

async function standing(filing: TestFiling) {
  const { stage, visit, round, form, progress } = await filing.order();
  return { stage, visit, round, form, dues: progress?.dues, sms: progress?.sms };
}

async function malformed(filing: TestFiling): Promise<number> {
  const history = await filing.history();
  return history.filter(({ reason }) => reason === 'MALFORMED' || reason === 'UNKNOWN_ACTION').length;
}

/** Hands over an order that waits for its hand-over. */
async function goesOn(filing: TestFiling): Promise<void> {
  expect(await filing.act('forwardToBureau', {}, { by: 'R2' })).toBe('APPLIED');
  await filing.reaches('SMS_PENDING');
}
