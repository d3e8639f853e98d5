import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { formSchema } from '../../domain/order/form.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import type { Bureau, HandOver, ScanImage, ScanToHandOver } from './bureau.ts';
import { createBureauGateway } from './gateway.ts';

let sandbox: Sandbox;
let bureau: Bureau;

const certificate = new TextEncoder().encode('a scan of a business licence');
const image = {
  sha256: createHash('sha256').update(certificate).digest('hex'),
  mediaType: 'image/png',
  content: certificate,
};
const scanOf = (shown: ScanImage): ScanToHandOver => ({ slot: 'entity-certificate', withImage: (use) => use(shown) });
const order: HandOver = {
  orderId: 'BA20260209-23456789',
  handOver: 1,
  type: 'FIRST',
  form: formSchema.parse({
    entity: {
      kind: 'ENTERPRISE',
      name: '星河贸易有限公司',
      certificateNumber: '91350100M000100Y43',
      province: 'GD',
      headId: 'P1',
    },
    people: { P1: { name: '周岚', documentNumber: '11010519491231002X', mobile: '13800138000' } },
    websites: { W1: { domain: 'xinghe.example', headId: 'P1' } },
  }),
  instances: {
    W1: {
      instanceId: 'i-1',
      publicIps: [{ from: '203.0.113.8', to: '203.0.113.15' }],
      accessMethod: 'HOSTING',
      place: 'GD',
    },
  },
  documents: [scanOf(image)],
  personsToVerify: ['P1'],
  at: shanghai('2026-02-14 18:00'),
};
const query = {
  certificateType: 'BUSINESS_LICENCE',
  certificateNumber: '91350100M000100Y43',
  domain: 'xinghe.example',
};

const gatewayWith = (secret: string) =>
  createBureauGateway({
    baseUrl: `${sandbox.url}/gateway`,
    providerId: 'provider-1',
    ispId: '440000000001',
    name: '示例接入商',
    secret,
  });

beforeAll(async () => {
  sandbox = await createSandbox();
  bureau = gatewayWith(sandbox.keys.gatewaySecret);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('the bureau gateway', () => {
  test('A-010 accepts a complete order with its documents, and learns the time of the hand-over', async () => {
    const answer = await bureau.handOver(order);
    expect(answer).toEqual({ status: 'ACCEPTED', reference: 'MIIT-00000001', at: order.at });
    expect(sandbox.filings.list(order.orderId)).toMatchObject([
      {
        content: {
          type: 'FIRST',
          personsToVerify: ['P1'],
          instances: order.instances,
          provider: { ispId: '440000000001', name: '示例接入商' },
        },
        deliveries: 1,
      },
    ]);
  });

  test('A-010 answers a repeated hand-over with the same answer, and counts one submission', async () => {
    const first = await bureau.handOver(order);
    expect(await bureau.handOver({ ...order, at: shanghai('2026-02-14 18:05') })).toEqual(first);
    expect(sandbox.filings.list(order.orderId)).toMatchObject([{ deliveries: 2 }]);
    expect(sandbox.filings.list(order.orderId)).toHaveLength(1);
  });

  test('takes the next hand-over of an order as a new submission', async () => {
    await bureau.handOver(order);
    expect(await bureau.handOver({ ...order, handOver: 2 })).toMatchObject({ reference: 'MIIT-00000002' });
    expect(sandbox.filings.list(order.orderId)).toHaveLength(2);
  });

  test('needs a person when the same hand-over comes with other content', async () => {
    await bureau.handOver(order);
    await expect(bureau.handOver({ ...order, type: 'NEW_SITE_HERE' })).rejects.toBeInstanceOf(AskPersonError);
  });

  test('refuses a document that does not match its digest', async () => {
    const wrong = scanOf({ ...image, sha256: '0'.repeat(64) });
    await expect(bureau.handOver({ ...order, documents: [wrong] })).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'WRONG_DIGEST',
    });
  });

  test('may accept later', async () => {
    sandbox.filings.setMode({ accept: 'async' });
    expect(await bureau.handOver(order)).toEqual({ status: 'RECEIVED', reference: 'MIIT-00000001' });
  });

  test.each([
    ['down' as const, RetryableError],
    ['busy' as const, RetryableError],
    ['reject' as const, PermanentError],
  ])('fails, when it is %s, with %p', async (condition, kind) => {
    sandbox.switches.set('bureau', condition);
    await expect(bureau.handOver(order)).rejects.toBeInstanceOf(kind);
    await expect(bureau.lookUp(query)).rejects.toBeInstanceOf(kind);
  });

  test('A-010 accepts the second try when the first was cut off', async () => {
    sandbox.switches.set('bureau', 'down', 1);
    await expect(bureau.handOver(order)).rejects.toBeInstanceOf(RetryableError);
    expect(await bureau.handOver(order)).toMatchObject({ status: 'ACCEPTED' });
  });

  test('needs a person when our secret is wrong', async () => {
    await expect(gatewayWith('another-secret-of-thirty-two-signs').lookUp(query)).rejects.toBeInstanceOf(
      AskPersonError,
    );
  });

  test('has MIIT’s SMS sent once more, once per key', async () => {
    await bureau.handOver(order);
    await sandbox.filings.startSms(order.orderId, {});
    const request = { orderId: order.orderId, handOver: 1, personId: 'P1', idempotencyKey: 'resend-1' };
    await bureau.resendSms(request);
    await bureau.resendSms(request);
    const texts = sandbox.mailbox.find({ to: '13800138000' }).map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toBe(texts[0]);
  });

  test('refuses to repeat an SMS when no verification is open', async () => {
    await bureau.handOver(order);
    const request = { orderId: order.orderId, handOver: 1, idempotencyKey: 'resend-1' };
    await expect(bureau.resendSms(request)).rejects.toMatchObject({ code: 'NO_OPEN_ROUND' });
  });
});

describe('a look-up of MIIT’s record', () => {
  const nothing = {
    entityFiled: false,
    entityHere: false,
    domainFiled: false,
    domainOfEntity: false,
    domainHere: false,
    shellEntity: false,
    blacklisted: false,
    onRecord: {},
  };

  test('finds nothing about an unknown entity', async () => {
    expect(await bureau.lookUp(query)).toEqual(nothing);
  });

  test('finds an entity and a domain filed at another provider', async () => {
    sandbox.register.putEntity({ certificateNumber: query.certificateNumber });
    sandbox.register.putDomain({ domain: query.domain, owner: query.certificateNumber });
    expect(await bureau.lookUp(query)).toEqual({
      ...nothing,
      entityFiled: true,
      domainFiled: true,
      domainOfEntity: true,
    });
  });

  test('finds a domain of another entity, a shell, and an entity that may not file', async () => {
    sandbox.register.putEntity({ certificateNumber: query.certificateNumber, here: true, shell: true });
    sandbox.register.putDomain({ domain: query.domain, owner: '91440300MA5G00000X', here: true });
    expect(await bureau.lookUp(query)).toEqual({
      ...nothing,
      entityFiled: true,
      entityHere: true,
      shellEntity: true,
      domainFiled: true,
      domainHere: true,
    });
    sandbox.register.putEntity({ certificateNumber: query.certificateNumber, filed: false, blacklisted: true });
    expect(await bureau.lookUp(query)).toMatchObject({ entityFiled: false, blacklisted: true });
  });
});
