import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startBeianReceiver, type BeianReceiver } from '../../test/support/parties/beian-receiver.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';

let sandbox: Sandbox;
let beian: BeianReceiver;
const orderId = 'BA20260209-23456789';

beforeAll(async () => {
  sandbox = await createSandbox({ webhookRetryMs: 1 });
  beian = await startBeianReceiver(sandbox.keys.webhookSecret);
  await sandbox.webhooks.setTarget(beian.url);
});
beforeEach(() => {
  sandbox.reset();
  beian.forget();
});
afterEach(() => expect(beian.strange).toEqual([]));
afterAll(async () => {
  await sandbox.stop();
  await beian.stop();
});

/** A first filing with an entity head and a site head. */
function order(change: { handOver?: number; mobiles?: [string, string]; at?: string; orderId?: string } = {}) {
  const [entityHead, siteHead] = change.mobiles ?? ['13800138000', '13900139000'];
  return {
    orderId: change.orderId ?? orderId,
    handOver: change.handOver ?? 1,
    type: 'FIRST',
    form: {
      entity: { certificateNumber: '91350100M000100Y43', province: 'GD' as const },
      people: {
        P1: { mobile: entityHead, documentNumber: '11010519491231002X' },
        P2: { mobile: siteHead, documentNumber: '440308199003074518' },
      },
      websites: { W1: { domain: 'xinghe.example' }, W2: { domain: 'xinghe-shop.example' } },
    },
    documents: [],
    personsToVerify: ['P1', 'P2'],
    ...(change.at === undefined ? {} : { at: change.at }),
  };
}

const control = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${sandbox.url}/sandbox/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
};
const tell = (what: string, body: object = {}) => control('POST', `/orders/${orderId}/${what}`, body);
const codes = () => sandbox.filings.find(orderId).codes;
const codeOf = (personId: string) => codes().find(({ personIds }) => personIds.includes(personId))?.code ?? 'none';
const enter = async (code: string, mobile: string, lastSix: string) => {
  const response = await fetch(`${sandbox.url}/miit`, {
    method: 'POST',
    body: new URLSearchParams({ code, mobile, lastSix }),
  });
  return { status: response.status, page: await response.text() };
};
const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

describe('MIIT’s SMS', () => {
  test('gives each mobile a code of its own, and Beian the given instant', async () => {
    sandbox.filings.receive(order());
    await tell('sms-started', { sentAt: '2026-02-14T18:05:00+08:00' });
    expect(beian.bureau).toMatchObject([
      { orderId, event: 'smsStarted', data: { handOver: 1, sentAt: '2026-02-14T18:05:00+08:00' } },
    ]);
    for (const [personId, mobile] of [
      ['P1', '13800138000'],
      ['P2', '13900139000'],
    ] as const) {
      const [sms, ...others] = sandbox.mailbox.find({ to: mobile, order: orderId });
      expect(others).toEqual([]);
      expect(sms?.text).toContain(codeOf(personId));
      expect(codeOf(personId)).toMatch(/^\d{6}$/);
    }
  });

  test('A-165 counts the same mobile as one person: one SMS, one code, both verified', async () => {
    sandbox.filings.receive(order({ mobiles: ['13800138000', '13800138000'] }));
    await tell('sms-started');
    expect(sandbox.mailbox.find({ channel: 'sms' })).toHaveLength(1);
    expect((await enter(codeOf('P1'), '13800138000', '074518')).page).toContain('核验成功');
    expect(beian.bureau.slice(1)).toMatchObject([
      { event: 'smsVerified', data: { handOver: 1, personId: 'P1' } },
      { event: 'smsVerified', data: { handOver: 1, personId: 'P2' } },
    ]);
  });

  test('follows a hand-over by itself in auto mode, five minutes later on the filing’s clock', async () => {
    await control('PUT', '/mode', { accept: 'async', auto: true });
    await sandbox.filings.goOnByItself(sandbox.filings.receive(order({ at: '2026-02-14T10:00:00Z' })));
    expect(beian.bureau).toMatchObject([
      { event: 'forwardAccepted', data: { handOver: 1, at: '2026-02-14T10:00:00Z' } },
      { event: 'smsStarted', data: { handOver: 1, sentAt: '2026-02-14T10:05:00.000Z' } },
    ]);
  });

  test('is not sent by itself without auto mode', async () => {
    await sandbox.filings.goOnByItself(sandbox.filings.receive(order()));
    expect(beian.bureau).toEqual([]);
    expect(sandbox.mailbox.find({})).toEqual([]);
  });
});

describe('MIIT’s verification page', () => {
  test('lets each person pass alone with code, mobile and the last six characters', async () => {
    sandbox.filings.receive(order());
    await tell('sms-started');
    expect(await enter(codeOf('P1'), '13800138000', '31002x')).toMatchObject({ status: 200 });
    expect(beian.bureau.slice(1)).toMatchObject([{ event: 'smsVerified', data: { personId: 'P1' } }]);
    expect(codes().map(({ status }) => status)).toEqual(['VERIFIED', 'OPEN']);
  });

  test('tolerates five wrong entries in any field; the sixth returns the order', async () => {
    sandbox.filings.receive(order());
    await tell('sms-started');
    const code = codeOf('P1');
    const wrong = [
      [wrongFor(code), '13800138000', '31002X'],
      [code, '13800138001', '31002X'],
      [code, '13800138000', '000000'],
      [code, '13800138000', '111111'],
    ] as const;
    for (const [index, [entered, mobile, lastSix]] of wrong.entries())
      expect((await enter(entered, mobile, lastSix)).page).toContain(`还可以输入 ${4 - index} 次`);
    expect((await enter(code, '13800138000', '222222')).page).toContain('还可以输入 0 次');
    expect(beian.bureau).toHaveLength(1);

    expect((await enter(code, '13800138000', '333333')).page).toContain('备案申请已被退回');
    expect(beian.bureau.slice(1)).toMatchObject([
      { event: 'smsFailed', data: { handOver: 1, personId: 'P1', wrongEntries: 6 } },
    ]);
    expect((await enter(codeOf('P2'), '13900139000', '074518')).page).toContain('No record found');
  });

  test('accepts the sixth entry when it is right', async () => {
    sandbox.filings.receive(order());
    await tell('sms-started');
    for (const lastSix of ['000001', '000002', '000003', '000004', '000005'])
      await enter(codeOf('P1'), '13800138000', lastSix);
    expect((await enter(codeOf('P1'), '13800138000', '31002X')).status).toBe(200);
  });

  test('tells codes of two orders with the same mobile apart', async () => {
    sandbox.filings.receive(order());
    sandbox.filings.receive(order({ orderId: 'BA20260210-3456789A' }));
    await tell('sms-started');
    await control('POST', '/orders/BA20260210-3456789A/sms-started', {});
    expect((await enter(codeOf('P1'), '13800138000', '31002X')).status).toBe(200);
    expect(beian.bureau.at(-1)).toMatchObject({ orderId, event: 'smsVerified', data: { personId: 'P1' } });
  });

  test('rejects the codes of a finished round, and asks everybody again in the next', async () => {
    sandbox.filings.receive(order());
    await tell('sms-started');
    const before = codeOf('P1');
    await tell('return');
    expect(beian.bureau.at(-1)).toMatchObject({ event: 'smsReturned', data: { handOver: 1 } });
    expect((await enter(before, '13800138000', '31002X')).page).toContain('No record found');

    sandbox.filings.receive(order({ handOver: 2 }));
    await tell('sms-started');
    expect(codes().map(({ status }) => status)).toEqual(['OPEN', 'OPEN']);
    expect((await enter(codeOf('P1'), '13800138000', '31002X')).status).toBe(200);
    expect(beian.bureau.at(-1)).toMatchObject({ event: 'smsVerified', data: { handOver: 2 } });
  });
});

describe('events of bureau and MIIT', () => {
  beforeEach(() => void sandbox.filings.receive(order()));

  test('R-ORD-2 return an order for a conflict with another provider, of the entity or of one domain', async () => {
    await tell('conflict', { conflict: 'HOST' });
    await tell('conflict', { conflict: 'DOMAIN', domain: 'xinghe-shop.example' });
    const said = (path: string, code: string) => ({
      event: 'bureauDecision',
      data: { handOver: 1, decision: 'REJECTED', items: [{ path, code }] },
    });
    expect(beian.bureau).toMatchObject([
      said('entity.certificateNumber', 'HOST_CONFLICT'),
      said('websites.W2.domain', 'DOMAIN_CONFLICT'),
    ]);
    const unknown = await tell('conflict', { conflict: 'DOMAIN', domain: 'not-of-the-order.example' });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'UNKNOWN_WEBSITE' } });
  });

  test('are sent on demand, with the given instants and ids', async () => {
    await tell('accept', { at: '2026-02-14T18:00:00+08:00', eventId: 'evt-accept-1' });
    await tell('sms-started');
    await tell('verify');
    await tell('fail', { personId: 'P1', wrongEntries: 5 });
    await tell('refuse', { reason: 'NO_SUCH_DISTRICT' });
    await tell('return', { reason: 'TIMEOUT' });
    await tell('decision', { decision: 'REJECTED' });
    await tell('decision', { decision: 'WRONG_TYPE', note: '应为新增网站' });
    await tell('decision', { decision: 'APPROVED', issuedOn: '2026-03-06' });
    expect(beian.bureau.map(({ event }) => event)).toEqual([
      'forwardAccepted',
      'smsStarted',
      'smsVerified',
      'smsVerified',
      'smsFailed',
      'forwardFailed',
      'smsReturned',
      'bureauDecision',
      'bureauDecision',
      'bureauDecision',
    ]);
    expect(beian.bureau[0]).toMatchObject({ eventId: 'evt-accept-1', data: { at: '2026-02-14T18:00:00+08:00' } });
    expect(beian.bureau[5]).toMatchObject({ data: { reason: 'NO_SUCH_DISTRICT', handOver: 1 } });
    expect(beian.bureau[7]).toMatchObject({ data: { decision: 'REJECTED', items: [{ code: 'NAME_NOT_ALLOWED' }] } });
    expect(beian.bureau[9]).toMatchObject({ data: { decision: 'APPROVED', issuedOn: '2026-03-06', handOver: 1 } });
  });

  test('carry numbers by province and year, one per website; the record keeps them, and the next filing counts on', async () => {
    await tell('sync', { issuedOn: '2026-03-06' });
    await tell('sync', { issuedOn: '2026-03-06' });
    const numbers = {
      entityNumber: '粤ICP备2026012345号',
      websites: [
        { domain: 'xinghe.example', number: '粤ICP备2026012345号-1' },
        { domain: 'xinghe-shop.example', number: '粤ICP备2026012345号-2' },
      ],
    };
    expect(beian.bureau).toMatchObject([{ event: 'recordSynced', data: numbers }, { data: numbers }]);
    expect(
      sandbox.register.lookUp({ certificateNumber: '91350100M000100Y43', domain: 'xinghe.example' }),
    ).toMatchObject({
      entityFiled: true,
      entityHere: true,
      domainOfEntity: true,
      domainHere: true,
    });

    const next = order({ orderId: 'BA20260401-3456789A' });
    const websites = { W1: { domain: 'xinghe-blog.example' } };
    sandbox.filings.receive({ ...next, type: 'NEW_SITE_HERE', form: { ...next.form, websites } });
    await control('POST', '/orders/BA20260401-3456789A/sync', { issuedOn: '2026-04-20' });
    expect(beian.bureau.at(-1)).toMatchObject({
      data: { entityNumber: '粤ICP备2026012345号', websites: [{ number: '粤ICP备2026012345号-3' }] },
    });
  });

  test('of a change keep the numbers, and move the record to a new certificate', async () => {
    await tell('sync');
    const base = order({ orderId: 'BA4' });
    const certificateNumber = '91350100M000100Y51';
    const form = { ...base.form, entity: { certificateNumber, province: 'GD' as const }, websites: {} };
    const changes = { entityNumber: '粤ICP备2026012345号', websiteNumbers: {}, fields: [] };
    sandbox.filings.receive({ ...base, type: 'CHANGE_ENTITY', form, changes });
    await control('POST', '/orders/BA4/sync', {});
    expect(beian.bureau.at(-1)).toMatchObject({ data: { entityNumber: '粤ICP备2026012345号', websites: [] } });
    expect(sandbox.register.lookUp({ certificateNumber, domain: 'xinghe.example' })).toMatchObject({
      entityFiled: true,
      entityHere: true,
      domainOfEntity: true,
    });
    const before = { certificateNumber: '91350100M000100Y43', domain: 'xinghe.example' };
    expect(sandbox.register.lookUp(before)).toMatchObject({ entityFiled: false, domainOfEntity: false });
  });

  test('A-113 R-DEREG-1 of the removal of an entity leave nothing to be found, and its next first filing gets a fresh number', async () => {
    const lookUp = (domain: string) => sandbox.register.lookUp({ certificateNumber: '91350100M000100Y43', domain });
    await tell('sync', { issuedOn: '2026-03-06' });
    sandbox.filings.receive({ ...order({ orderId: 'BA5' }), type: 'DEREG_ENTITY' });
    await control('POST', '/orders/BA5/sync', {});
    for (const domain of ['xinghe.example', 'xinghe-shop.example']) {
      expect(lookUp(domain)).toEqual({
        entityFiled: false,
        entityHere: false,
        domainFiled: false,
        domainOfEntity: false,
        domainHere: false,
        shellEntity: false,
        blacklisted: false,
        onRecord: {},
      });
    }
    sandbox.filings.receive(order({ orderId: 'BA6' }));
    await control('POST', '/orders/BA6/sync', { issuedOn: '2026-05-06' });
    expect(beian.bureau.at(-1)).toMatchObject({
      data: {
        entityNumber: '粤ICP备2026012346号',
        websites: [{ number: '粤ICP备2026012346号-1' }, { number: '粤ICP备2026012346号-2' }],
      },
    });
  });

  test('of removals delete from the record what the removal names', async () => {
    const lookUp = (domain: string) => sandbox.register.lookUp({ certificateNumber: '91350100M000100Y43', domain });
    await tell('sync');
    const remove = async (id: string, type: string, websites: Record<string, { domain: string }>) => {
      const base = order({ orderId: id });
      sandbox.filings.receive({ ...base, type, form: { ...base.form, websites } });
      await control('POST', `/orders/${id}/sync`, {});
    };
    await remove('BA1', 'CANCEL_ACCESS', { W1: { domain: 'xinghe.example' } });
    expect(lookUp('xinghe.example')).toMatchObject({ entityHere: true, domainOfEntity: true, domainHere: false });
    await remove('BA2', 'DEREG_SITE', { W1: { domain: 'xinghe.example' } });
    expect(lookUp('xinghe.example')).toMatchObject({ entityFiled: true, domainFiled: false, shellEntity: false });
    await remove('BA3', 'DEREG_ENTITY', {});
    expect(lookUp('xinghe-shop.example')).toMatchObject({ entityFiled: false, entityHere: false, domainFiled: false });
    const gone = { event: 'recordSynced', data: { handOver: 1, removed: true } };
    expect(beian.bureau.slice(1)).toMatchObject([gone, gone, gone]);
  });

  test('are sent again when Beian was down, and only once when Beian refused them', async () => {
    beian.answers.push(503, 503);
    expect(await tell('decision', { decision: 'APPROVED' })).toMatchObject({
      json: { status: 'RETRYING', answer: { status: 503 } },
    });
    await beian.answered(3);
    expect(beian.bureau).toHaveLength(1);

    beian.answers.push(409);
    expect(await tell('decision', { decision: 'APPROVED' })).toMatchObject({
      json: { status: 'REFUSED', answer: { status: 409 } },
    });
    expect(beian.bureau).toHaveLength(1);
  });

  test('can be sent twice on purpose, as the same event', async () => {
    const { json } = await tell('verify', { personId: 'P1', eventId: 'evt-verify-1' });
    expect(json).toMatchObject({ deliveries: [{ eventId: 'evt-verify-1', status: 'DELIVERED' }] });
    await control('POST', '/webhooks/evt-verify-1/redeliver');
    expect(beian.bureau.map(({ eventId }) => eventId)).toEqual(['evt-verify-1', 'evt-verify-1']);
  });

  test('can be about an earlier hand-over, as late callbacks are', async () => {
    sandbox.filings.receive(order({ handOver: 2 }));
    await tell('return', { handOver: 1 });
    expect(beian.bureau).toMatchObject([{ event: 'smsReturned', data: { handOver: 1 } }]);
  });
});

test('events wait until Beian’s address is known', async () => {
  const early = await createSandbox();
  early.filings.receive(order());
  expect(await early.filings.accept(orderId, {})).toMatchObject({ status: 'WAITING', attempts: 0 });
  await early.webhooks.setTarget(beian.url);
  expect(beian.bureau).toMatchObject([{ event: 'forwardAccepted' }]);
  await early.stop();
});
