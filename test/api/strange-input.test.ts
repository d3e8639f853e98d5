/** What no form, party or rule expects gets an answer that says what is wrong, at the first place that can know it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { signStandard } from '../../adapters/signatures/standard-webhooks.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { BUREAU_SECRET } from '../support/servers/api-dependencies.ts';

let bench: ApiBench;
let applicant: Person;
let operator: Person;

beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const errorsIn = (body: { errors?: { path: string; code: string }[] }): string[] =>
  (body.errors ?? []).map(({ path, code }) => `${path} ${code}`);

describe('C13 a day outside the years 1900 to 2100', () => {
  const late = encodeURIComponent('9999-12-31T10:00:00+08:00');

  test('is refused by name at every entry of the API, and the API goes on answering', async () => {
    const opening = (openAt: string) => applicant.post('/v1/orders', { rulesConfirmed: true, openAt });
    const withForm = (form: object) => applicant.post('/v1/orders', { rulesConfirmed: true, form });
    const row = { key: 'sla.prelimBd', scope: {}, value: 1, source: 'a notice' };
    const cases = [
      [applicant.get(`/v1/calendar/deadline?from=${late}&businessDays=3`), 'query.from DATE_OUT_OF_RANGE'],
      [
        applicant.get(`/v1/calendar/deadline?from=${late}&businessDays=3&provisional=true`),
        'query.from DATE_OUT_OF_RANGE',
      ],
      [applicant.get('/v1/policies/sla.prelimBd?on=9999-12-31'), 'query.on DATE_OUT_OF_RANGE'],
      [opening('9999-12-31T10:00:00+08:00'), 'openAt DATE_OUT_OF_RANGE'],
      [opening('0001-01-01T10:00:00+08:00'), 'openAt DATE_OUT_OF_RANGE'],
      [withForm({ entity: { certificateValidUntil: '9999-12-31' } }), 'entity.certificateValidUntil DATE_OUT_OF_RANGE'],
      [
        withForm({ people: { P1: { documentValidUntil: '0001-01-01' } } }),
        'people.P1.documentValidUntil DATE_OUT_OF_RANGE',
      ],
      [operator.put('/v1/policies', [{ ...row, validFrom: '9999-12-31' }]), 'validFrom'],
    ] as const;
    for (const [call, fault] of cases) {
      const { status, body } = await call;
      expect({ fault, status, code: body.code }).toEqual({ fault, status: 422, code: 'INVALID' });
      expect(errorsIn(body).join('; ')).toContain(fault);
    }
    await applicant.get('/v1/orders').expect(200);
  });

  test('is never reached by counting from a day inside', async () => {
    const from = encodeURIComponent('2100-12-30T10:00:00+08:00');
    const { status, body } = await applicant.get(`/v1/calendar/deadline?from=${from}&businessDays=9&provisional=true`);
    expect({ status, errors: errorsIn(body) }).toEqual({ status: 422, errors: [' DATE_OUT_OF_RANGE'] });
  });
});

describe('C17 a day before the first rules', () => {
  test('is refused where an order is to be opened on it, and where rules of it are asked for', async () => {
    const { status, body } = await applicant.post('/v1/orders', {
      rulesConfirmed: true,
      openAt: '1950-01-01T10:00:00+08:00',
    });
    expect({ status, errors: errorsIn(body) }).toEqual({ status: 422, errors: ['openAt NO_RULES_THEN'] });
    const asked = await applicant.get('/v1/policies/sla.prelimBd?on=1950-01-01');
    expect(asked.body).toMatchObject({ status: 422, code: 'NOT_COVERED' });
    const from = encodeURIComponent('1950-01-02T10:00:00+08:00');
    const counted = await applicant.get(`/v1/calendar/deadline?from=${from}&businessDays=3&provisional=true`);
    expect(counted.body).toMatchObject({ status: 422, code: 'NOT_COVERED' });
  });

  test('is no day to which a clock is moved, nor is one after the last on which orders act', async () => {
    const late = await applicant.post('/v1/orders', { rulesConfirmed: true, openAt: '2090-01-01T10:00:00+08:00' });
    expect({ status: late.status, errors: errorsIn(late.body) }).toEqual({
      status: 422,
      errors: ['openAt NO_RULES_THEN'],
    });
  });
});

describe('C14 a text that cannot be stored, sent on or seen', () => {
  const strange = ['a\u0000b', 'x\ud800', '\u200b', 'a\u001bb', '\uffff'];

  test('is refused in every body, path and query, with the field by name', async () => {
    for (const text of strange) {
      const row = { key: 'sla.prelimBd', scope: {}, validFrom: '2026-06-01', value: 1, source: 'a notice', note: text };
      const cases = [
        [
          applicant.post('/v1/orders', { rulesConfirmed: true, form: { people: { P1: { name: text } } } }),
          'form.people.P1.name',
        ],
        [
          applicant.post('/v1/orders', { rulesConfirmed: true, form: { entity: { remark: text } } }),
          'form.entity.remark',
        ],
        [operator.put('/v1/policies', [row]), '0.note'],
        [applicant.post('/v1/access-gate', { domain: `${text}.cn` }), 'domain'],
        [applicant.post('/v1/orders', { [`a${text}`]: 1, rulesConfirmed: true }), ''],
      ] as const;
      for (const [call, path] of cases) {
        const { status, body } = await call;
        // a text with anything to see beside it is not invisible
        if (text === '\u200b' && (path === 'domain' || path === '')) expect(status).toBe(422);
        else expect({ path, status, first: body.errors?.[0]?.path }).toEqual({ path, status: 422, first: path });
      }
    }
    expect((await applicant.get('/v1/orders/%00')).body).toMatchObject({ status: 422 });
    expect((await operator.get('/v1/orders?cursor=%00')).body).toMatchObject({ status: 422 });
    expect((await operator.get('/v1/orders?type=%EF%BF%BF')).body).toMatchObject({ status: 422 });
  });

  test('is refused in a name of one line when it breaks the line', async () => {
    const form = { people: { P1: { name: '李\n雷' } } };
    const { status, body } = await applicant.post('/v1/orders', { rulesConfirmed: true, form });
    expect({ status, errors: errorsIn(body) }).toEqual({ status: 422, errors: ['form.people.P1.name LINE_BREAK'] });
  });

  test('is refused in a signed webhook, and the right one is taken afterwards', async () => {
    const own = await bench.as('applicant');
    const orderId = await bench.order(own, individual(), 'OPEN');
    const synced = (domain: string) => ({
      eventId: `evt-${randomUUID()}`,
      orderId,
      event: 'recordSynced',
      data: { handOver: 1, entityNumber: '粤ICP备12345678号', websites: [{ domain, number: '粤ICP备12345678号-1' }] },
    });
    const bad = await bench.webhook(synced('a\u0000b.cn'));
    expect({ status: bad.status, errors: errorsIn(bad.body) }).toEqual({
      status: 422,
      errors: ['data.websites.0.domain CONTROL_CHARACTER'],
    });
    expect((await bench.webhook(synced('example.cn'))).status).toBe(200);
  });
});

describe("C17 the sender's mistake is answered with its reason", () => {
  const json = { 'Content-Type': 'application/json' };
  const patch = () => applicant.patch('/v1/orders/BA20260209-99999999/form').set(json);

  test('a bad escape, or bytes that are not UTF-8, in a path or query', async () => {
    for (const address of [
      '/v1/orders/%E0%A4%A',
      '/v1/orders/%FF',
      '/v1/orders/%',
      '/v1/orders?cursor=%ZZ',
      '/v1/orders?cursor=%D6%D0',
    ]) {
      const { status, body } = await applicant.get(address);
      expect({ address, status, code: body.code }).toEqual({ address, status: 400, code: 'BAD_REQUEST' });
    }
  });

  test('a body that is not the compression it claims, is cut off, or is not UTF-8', async () => {
    const own = await bench.as('applicant');
    const whole = gzipSync(JSON.stringify({ rulesConfirmed: true }));
    const send = (body: Buffer, headers: Record<string, string>) =>
      own
        .post('/v1/orders')
        .set({ ...json, ...headers })
        .serialize((sent: unknown) => sent as string)
        .send(body);
    for (const [encoding, body, status] of [
      ['gzip', Buffer.from('{}'), 400],
      ['deflate', Buffer.from('{}'), 400],
      ['br', Buffer.from('{}'), 400],
      ['gzip', whole.subarray(0, whole.length - 6), 400],
      ['compress', Buffer.from('{}'), 415],
    ] as const) {
      const answer = await send(body, { 'Content-Encoding': encoding });
      expect({ encoding, status: answer.status }).toEqual({ encoding, status });
    }
    const latin = await send(Buffer.from([0x22, 0xd6, 0xd0, 0x22]), {});
    expect(latin.body).toMatchObject({ status: 400, code: 'BAD_JSON', detail: 'The body is not UTF-8.' });
    const charset = await send(Buffer.from('{}'), { 'Content-Type': 'application/json; charset=gbk' });
    expect(charset.status).toBe(415);
    expect((await send(whole, { 'Content-Encoding': 'gzip' })).status).toBe(201);
  });

  test('names that reach into every object are refused, not dropped', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const { status, body } = await patch().send(`{"entity":{"${name}":{"name":"x"}}}`);
      // the order is asked for first, so that nobody learns of another's by what is refused
      expect({ name, status, code: body.code }).toEqual({ name, status: 404, code: 'ORDER_NOT_FOUND' });
      const opened = await applicant.post('/v1/orders').set(json).send(`{"rulesConfirmed":true,"${name}":{}}`);
      expect({ status: opened.status, errors: errorsIn(opened.body) }).toEqual({
        status: 422,
        errors: [`${name} RESERVED_KEY`],
      });
      const asked = await applicant.get(`/v1/orders?${name}=1`);
      expect({ status: asked.status, errors: errorsIn(asked.body) }).toEqual({
        status: 422,
        errors: [`query.${name} RESERVED_KEY`],
      });
    }
  });

  test('numbers beyond every column, in bodies, queries and cursors', async () => {
    const cursor = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
    const uuid = randomUUID();
    for (const call of [
      operator.get('/v1/policies?offset=1e300'),
      operator.get('/v1/policies?limit=1e400'),
      operator.get('/v1/orders?limit=1&limit=2'),
      operator.get(`/v1/policy-versions?cursor=${cursor([99_999_999_999])}`),
      operator.get(`/v1/records?cursor=${cursor(['a\u0000b'])}`),
      operator.get(`/v1/tasks?cursor=${cursor(['0000-01-01T00:00:00.000Z', uuid])}`),
      applicant.get(`/v1/inbox?cursor=${cursor([1e300, 1, uuid])}`),
      applicant.get(`/v1/inbox?cursor=${cursor([1, 99_999_999_999, uuid])}`),
      operator
        .put('/v1/policies')
        .set(json)
        .send('[{"key":"sla.prelimBd","validFrom":"2026-06-01","value":1e999,"source":"x"}]'),
    ]) {
      const { status, body } = await call;
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'INVALID' });
    }
  });

  test('a body signed by the bureau that is not UTF-8', async () => {
    const body = Buffer.from([0x7b, 0xff, 0x7d]);
    const now = Date.now();
    const signed = signStandard({ id: `msg_${randomUUID()}`, body, now, secret: BUREAU_SECRET });
    const { status } = await request(bench.app)
      .post('/v1/webhooks/bureau')
      .set({ ...json, ...signed })
      .serialize((sent: unknown) => sent as string)
      .send(body);
    expect(status).toBe(400);
  });
});
