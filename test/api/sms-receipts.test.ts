/** Delivery receipts of SMS vendors, in the form of each vendor, at an address that only the vendor knows. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import request from 'supertest';
import { shanghai } from '../../domain/time/instant.ts';
import { closeDatabase, openDatabase } from '../../store/postgres/database.ts';
import { markSent } from '../../store/messages/delivery.ts';
import { deliveryKey } from '../../store/messages/delivery-key.ts';
import { closeTask, listTasks } from '../../store/tasks/tasks.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';
import { SMS_RECEIPT_TOKEN } from '../support/servers/api-dependencies.ts';
import { MONDAY_MORNING } from '../support/orders/stored-orders.ts';
import { oneAttempted, taken } from '../support/orders/stored-messages.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const store = () => ({ db: bench.database, vault: bench.vault });
const ARRIVED = '2026-03-02 09:31:07';
const tencent = (sid: string, over: object = {}) => ({
  user_receive_time: ARRIVED,
  nationcode: '86',
  mobile: '13800138000',
  report_status: 'SUCCESS',
  errmsg: 'DELIVRD',
  description: '用户短信送达成功',
  sid,
  ...over,
});
const alibaba = (biz_id: string, over: object = {}) => ({
  phone_number: '13800138000',
  send_time: ARRIVED,
  report_time: ARRIVED,
  success: true,
  err_code: 'DELIVERED',
  err_msg: '用户接收成功',
  sms_size: '1',
  biz_id,
  out_id: '',
  ...over,
});

/** An SMS that the vendor has taken, under a number of its own. */
async function sent() {
  const step = await oneAttempted(store());
  const reference = `ref-${step.message.id}`;
  await markSent(bench.database, [taken(step.message, reference)]);
  return { ...step, reference };
}

describe('delivery receipts', () => {
  test.each(['tencent', 'alibaba'] as const)(
    'C17 of %s that are bad leave the good ones of the same push',
    async (vendor) => {
      const [first, second] = [await sent(), await sent()];
      const receipt = vendor === 'tencent' ? tencent : alibaba;
      const bad = [
        receipt('a\u0000b'),
        receipt('x\ud800'),
        JSON.parse(`{"__proto__": {"sid": "x"}, "constructor": 1}`),
        JSON.parse(`${'[['.repeat(60)}${']]'.repeat(60)}`),
        receipt('ref', { user_receive_time: '9999-12-31 23:59:59', report_time: '0000-01-01 00:00:00' }),
        receipt('ref', { errmsg: 'a\u0000', err_code: 'a\u0000', ext: '\u0000', out_id: '\u0000' }),
        null,
        'text',
        7,
      ];
      const { status } = await bench.receipts(vendor, [receipt(first.reference), ...bad, receipt(second.reference)]);
      expect(status).toBe(200);
      expect(await first.log()).toMatchObject([{ status: 'DELIVERED' }]);
      expect(await second.log()).toMatchObject([{ status: 'DELIVERED' }]);
    },
  );

  test('A-142 of Tencent Cloud prove that an SMS arrived, and when', async () => {
    const { reference, log } = await sent();
    const { status, body } = await bench.receipts('tencent', [tencent(reference)]);
    expect({ status, body }).toEqual({ status: 200, body: { result: 0, errmsg: 'OK' } });
    expect(await log()).toMatchObject([{ status: 'DELIVERED', settledAt: shanghai(ARRIVED), lastError: undefined }]);
  });

  test('R-MSG-3 of Alibaba Cloud that say that an SMS did not arrive are a task, opened once however often they come', async () => {
    const { reference, log, tasks, orderId } = await sent();
    const failed = alibaba(reference, { success: false, err_code: 'MOBILE_NOT_ON_SERVICE' });
    const { status, body } = await bench.receipts('alibaba', [failed]);
    expect({ status, body }).toEqual({ status: 200, body: { code: 0, msg: '接收成功' } });
    expect(await log()).toMatchObject([{ status: 'FAILED', lastError: 'MOBILE_NOT_ON_SERVICE' }]);
    expect(await tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);

    const [task] = (await listTasks(bench.database, { caseId: orderId })).tasks;
    await closeTask(bench.database, task?.id ?? '', 'operator-1', MONDAY_MORNING);
    expect((await bench.receipts('alibaba', [failed])).status).toBe(200);
    expect(await tasks()).toEqual([]);
  });

  test('are noted one by one: one that cannot be written down keeps out none of the others', async () => {
    const { reference, log } = await sent();
    const { status } = await bench.receipts('tencent', [tencent('ref-\u0000'), tencent(reference)]);
    expect(status).toBe(200);
    expect(await log()).toMatchObject([{ status: 'DELIVERED' }]);
  });

  test('that an SMS arrived after all end its task', async () => {
    const { reference, tasks } = await sent();
    await bench.receipts('tencent', [tencent(reference, { report_status: 'FAIL', errmsg: 'UNDELIV' })]);
    expect(await tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
    await bench.receipts('tencent', [tencent(reference)]);
    expect(await tasks()).toEqual([]);
  });

  test.each(['tencent', 'alibaba'] as const)(
    'of %s may overtake the answer to their SMS: our name of it is known, and it is not sent again',
    async (vendor) => {
      const { message, attempt, log } = await oneAttempted(store());
      const reference = `ref-${message.id}`;
      const key = deliveryKey(message);
      const entry = vendor === 'tencent' ? tencent(reference, { ext: key }) : alibaba(reference, { out_id: key });
      expect((await bench.receipts(vendor, [entry])).status).toBe(200);
      expect(await log()).toMatchObject([{ status: 'DELIVERED', reference }]);
      await markSent(bench.database, [taken(message, reference)]);
      expect(await log()).toMatchObject([{ status: 'DELIVERED', reference }]);
      expect(await attempt()).toEqual([]);
    },
  );

  test('of an earlier sending do not count for a sending that was asked for later', async () => {
    const { message, log } = await oneAttempted(store());
    await bench.database.updateTable('messages').set({ resends: 1 }).where('id', '=', message.id).execute();
    const late = alibaba('an-older-one', { out_id: deliveryKey(message), success: false });
    expect((await bench.receipts('alibaba', [late])).status).toBe(200);
    expect(await log()).toMatchObject([{ status: 'PENDING' }]);
  });

  test('of unknown messages and malformed receipts are counted, and the others are still read', async () => {
    const { reference, log } = await sent();
    const { app, operations } = bench.appsWith({ now: () => MONDAY_MORNING });
    const { body } = await request(app)
      .post(`/v1/webhooks/sms/tencent/${SMS_RECEIPT_TOKEN}`)
      .send([
        tencent('not ours', { ext: 'neither is this' }),
        { sid: reference },
        tencent(reference, { user_receive_time: 'soon' }),
      ])
      .expect(200);
    expect(body).toEqual({ result: 0, errmsg: 'OK' });
    expect(await log()).toMatchObject([{ status: 'DELIVERED', settledAt: MONDAY_MORNING }]);
    const { text } = await request(operations).get('/metrics').expect(200);
    for (const result of ['delivered', 'unknown', 'unreadable'])
      expect(text).toMatch(new RegExp(`beian_sms_receipts_total\\{vendor="tencent",result="${result}"\\} 1`));
  });

  test('keep no phone number', async () => {
    const { reference, message } = await sent();
    await bench.receipts('tencent', [tencent(reference, { mobile: '13900139999', errmsg: '13900139999' })]);
    const row = await bench.database.selectFrom('messages').selectAll().where('id', '=', message.id).execute();
    expect(JSON.stringify(row)).not.toContain('13900139999');
  });

  test('are refused when they are no JSON', async () => {
    const { status, body } = await bench.receipts('alibaba', '[{');
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'BAD_JSON' });
  });

  test('are refused while Postgres is down, so that the vendor sends them again', async () => {
    const database = openDatabase('postgres://nobody@127.0.0.1:9/nothing');
    const app = bench.appWith({ database });
    const path = `/v1/webhooks/sms/alibaba/${SMS_RECEIPT_TOKEN}`;
    await request(app)
      .post(path)
      .send([alibaba('x')])
      .expect(503);
    await closeDatabase(database);
  });
});

describe('the address of delivery receipts', () => {
  const OTHER = 'another-address-that-vendors-post-receipts-to';

  test('is known only to callers who have its secret; several secrets may be valid', async () => {
    const app = bench.appWith({ smsReceiptTokens: [SMS_RECEIPT_TOKEN, OTHER] });
    const post = (token: string) => request(app).post(`/v1/webhooks/sms/tencent/${token}`).send([]);
    await post(SMS_RECEIPT_TOKEN).expect(200);
    await post(OTHER).expect(200);
    for (const token of ['guess', SMS_RECEIPT_TOKEN.slice(1), `${SMS_RECEIPT_TOKEN},${OTHER}`]) {
      const { body } = await post(token).expect(404);
      expect(body.code).toBe('NOT_FOUND');
    }
  });

  test('appears neither in the log nor in the metrics nor in an answer', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const { app, operations } = bench.appsWith({ log: pino({ level: 'trace' }, sink) });
    const answers = await Promise.all([
      request(app).post(`/v1/webhooks/sms/tencent/${SMS_RECEIPT_TOKEN}`).send([]),
      request(app).post(`/v1/webhooks/sms/tencent/${SMS_RECEIPT_TOKEN}`).type('text').send('no json'),
      request(app).post(`/v1/webhooks/sms/alibaba/${OTHER}`).send([]),
      request(app).get(`/v1/webhooks/sms/alibaba/${SMS_RECEIPT_TOKEN}`),
      request(operations).get('/metrics'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 404, 405, 200]);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    const everything = lines.join('') + answers.map(({ text }) => text).join('');
    expect(everything).not.toContain(SMS_RECEIPT_TOKEN);
    expect(everything).not.toContain(OTHER);
    expect(lines.join('')).toContain('/v1/webhooks/sms/tencent/{token}');
  });
});
