/** A wrong request is answered with a problem document that gives the reason, and the order stays as it was. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request, { type Response } from 'supertest';
import { BEIAN_HEADER, signBeian } from '../../adapters/signatures/beian-signature.ts';
import { signStandard } from '../../adapters/signatures/standard-webhooks.ts';
import { individual } from '../support/orders/applicants.ts';
import { PNG, startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { BUREAU_SECRET } from '../support/servers/api-dependencies.ts';

let bench: ApiBench;
let applicant: Person;
let reviewer: Person;
/** An order in CONFIRMATION. */
let orderId: string;
let before: object;

beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  reviewer = await bench.as('reviewer');
  orderId = await bench.order(applicant, individual(), 'CONFIRMATION');
  before = await standing();
});
afterAll(() => bench.close());

async function standing(): Promise<object> {
  const [order, form, documents, history] = await Promise.all(
    ['', '/form', '/documents', '/history'].map((part) => applicant.get(`/v1/orders/${orderId}${part}`).expect(200)),
  );
  const { now: _now, ...shown } = order?.body ?? {};
  return { order: shown, form: form?.body, documents: documents?.body, history: history?.body };
}

interface Expected {
  status: number;
  code: string;
  errors?: { path: string; code?: string }[];
}

/** Expects this problem, in the form that every problem has, and that the order has not changed. */
async function isRefused(call: PromiseLike<Response>, { status, code, errors }: Expected): Promise<Response> {
  const response = await call;
  expect(response.body).toMatchObject({ status, code, type: expect.stringContaining('urn:beian:problem:') });
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.body.requestId).toBe(response.headers['x-request-id']);
  expect(response.body.title.length).toBeGreaterThan(10);
  if (errors) expect(response.body.errors).toMatchObject(errors);
  expect(await standing()).toEqual(before);
  return response;
}

const bureauEvent = () => ({
  eventId: `evt-${randomUUID()}`,
  orderId,
  event: 'smsVerified',
  data: { handOver: 1, personId: 'P1' },
});
const order = (path = ''): string => `/v1/orders/${orderId}${path}`;

describe('the request itself', () => {
  test('an unknown address and a method that an address does not know are refused', async () => {
    await isRefused(applicant.get('/v1/nothing'), { status: 404, code: 'NOT_FOUND' });
    const { headers } = await isRefused(applicant.delete(order()), { status: 405, code: 'METHOD_NOT_ALLOWED_HERE' });
    expect(headers['allow']).toBe('GET');
  });

  test('an address with a word where another has a parameter refuses the methods of the other', async () => {
    const { headers } = await isRefused(applicant.put('/v1/calendar/deadline', {}), {
      status: 405,
      code: 'METHOD_NOT_ALLOWED_HERE',
    });
    expect(headers['allow']).toBe('GET');
  });

  test('an unknown order, an order of another account and a malformed number are refused', async () => {
    const other = await bench.as('applicant');
    for (const call of [
      applicant.get('/v1/orders/BA20260209-99999999'),
      other.get(order()),
      other.patch(order('/form'), { entity: { name: '韩梅梅' } }),
      other.post(order('/actions/abandon')),
      other.upload(orderId, 'entity-certificate'),
      applicant.get("/v1/orders/'%3B--"),
    ]) {
      await isRefused(call, { status: 404, code: 'ORDER_NOT_FOUND' });
    }
  });

  test('a body that is not JSON, of another kind or too large is refused', async () => {
    const broken = applicant.patch(order('/form')).set('Content-Type', 'application/json').send('{"entity":');
    await isRefused(broken, { status: 400, code: 'BAD_JSON' });
    const xml = applicant.patch(order('/form')).set('Content-Type', 'application/xml').send('<entity/>');
    await isRefused(xml, { status: 415, code: 'UNSUPPORTED_TYPE' });
    const large = applicant.patch(order('/form'), { entity: { remark: 'x'.repeat(300_000) } });
    await isRefused(large, { status: 413, code: 'TOO_LARGE' });
  });

  test('a body that is nested deeper than anything that can be asked is refused, wherever it arrives', async () => {
    const [opening, closing] = ['{"data":'.repeat(20_000), '}'.repeat(20_000)];
    const deep = `${opening}1${closing}`;
    const json = 'application/json';
    for (const call of [
      applicant.patch(order('/form')).set('Content-Type', json).send(deep),
      applicant.post(order('/actions/abandon')).set('Content-Type', json).send(deep),
      applicant
        .post(order('/actions/abandon'))
        .set('Content-Type', json)
        .set('Idempotency-Key', 'deep-inside')
        .send(deep),
      applicant
        .patch(order('/form'))
        .set('Content-Type', json)
        .send('['.repeat(100_000) + ']'.repeat(100_000)),
    ]) {
      await isRefused(call, { status: 400, code: 'BAD_JSON' });
    }
    const path = '/v1/webhooks/bureau';
    const signature = signBeian({ secret: BUREAU_SECRET, path, body: deep });
    const webhook = request(bench.app).post(path).set('Content-Type', json).set(BEIAN_HEADER, signature).send(deep);
    await isRefused(webhook, { status: 400, code: 'BAD_JSON' });
    const receipts = await bench.receipts('tencent', deep);
    expect(receipts.status).toBe(400);
  });

  test('identifiers with invisible characters are refused', async () => {
    const zero = '%00';
    for (const call of [
      applicant.get(`/v1/orders/${zero}`),
      applicant.get(`/v1/orders/BA1${zero}/form`),
      applicant.get(`/v1/orders/${orderId}/actions/${zero}`),
      applicant.get(`/v1/instances/${zero}/codes`),
      applicant.get(`/v1/accounts/${zero}`),
      applicant.get(`/v1/records/${zero}`),
      reviewer.get(`/v1/orders?assignee=${zero}`),
      reviewer.get(`/v1/orders?accountId=${zero}`),
      reviewer.get(`/v1/records?accountId=${zero}`),
      reviewer.get(`/v1/tasks?orderId=${zero}`),
      applicant.put(order('/websites/W1/instance'), { instanceId: '\u0000' }),
      applicant.post('/v1/instances/i-1/codes', { grantedTo: '\u0000' }),
      applicant.post('/v1/orders', { rulesConfirmed: true, copyFrom: '\u0000' }),
      bench.webhook({ ...bureauEvent(), orderId: '\u0000' }),
    ]) {
      await isRefused(call, { status: 422, code: 'INVALID' });
    }
  });

  test('texts with characters that cannot be stored are refused', async () => {
    const operator = await bench.as('operator');
    const row = { key: 'sla.prelimBd', scope: {}, validFrom: '2026-06-01', value: 1, source: 'notice \u0000' };
    await isRefused(operator.put('/v1/policies', [row]), { status: 422, code: 'INVALID' });
  });

  test('unknown and malformed query parameters are refused', async () => {
    await isRefused(applicant.get('/v1/orders?colour=blue'), {
      status: 422,
      code: 'INVALID',
      errors: [{ path: 'query.colour', code: 'UNKNOWN_FIELD' }],
    });
    await isRefused(reviewer.get('/v1/orders?stage=NOWHERE'), { status: 422, code: 'INVALID' });
    for (const place of ['abc', '["1","x"]', '["2026-02-30T00:00:00.000Z","x"]']) {
      const cursor = Buffer.from(place).toString('base64url');
      const told = { status: 422, code: 'INVALID', errors: [{ path: 'query.cursor', code: 'CURSOR' }] };
      await isRefused(reviewer.get(`/v1/orders?cursor=${cursor}`), told);
      await isRefused(reviewer.get(`/v1/tasks?cursor=${cursor}`), told);
    }
  });
});

describe('the form', () => {
  test.each<[string, object, { path: string; code?: string }[]]>([
    ['an unknown field', { entity: { colour: 'blue' } }, [{ path: 'entity.colour', code: 'UNKNOWN_FIELD' }]],
    ['an unknown province', { entity: { province: 'XX' } }, [{ path: 'entity.province' }]],
    ['a person of another name', { people: { Boss: { name: '李雷' } } }, [{ path: 'people.Boss' }]],
    ['a number where a text belongs', { entity: { name: 5 } }, [{ path: 'entity.name' }]],
    [
      'a date that is none',
      { people: { P1: { documentValidUntil: '2026-02-31' } } },
      [{ path: 'people.P1.documentValidUntil' }],
    ],
    ['a list instead of an object', { websites: [] }, [{ path: 'websites' }]],
    ['a text that is too long', { websites: { W1: { name: '长'.repeat(61) } } }, [{ path: 'websites.W1.name' }]],
  ])('refuses %s', async (_what, patch, errors) => {
    await isRefused(applicant.patch(order('/form'), patch), { status: 422, code: 'INVALID', errors });
  });

  test('refuses several faults at once and names each without repeating the values that were sent', async () => {
    const patch = { entity: { kind: 'SECRET-KIND', mailingProvince: 'SECRET-PROVINCE' } };
    const { text } = await isRefused(applicant.patch(order('/form'), patch), {
      status: 422,
      code: 'INVALID',
      errors: [{ path: 'entity.kind' }, { path: 'entity.mailingProvince' }],
    });
    expect(text).not.toContain('SECRET');
  });

  test('refuses a save that was made on an older version', async () => {
    const patch = applicant.patch(order('/form'), { entity: { remark: '…' } }).set('If-Match', '"1"');
    const { headers } = await isRefused(patch, { status: 412, code: 'VERSION_CHANGED' });
    expect(headers['etag']).toMatch(/^"\d+"$/);
  });
});

describe('the upload of a document', () => {
  test.each<[string, () => PromiseLike<Response>, Expected]>([
    [
      'an image of 4 MB',
      () => applicant.upload(orderId, 'entity-certificate', Buffer.concat([PNG, Buffer.alloc(4 * 1024 * 1024)])),
      { status: 413, code: 'TOO_LARGE', errors: [{ path: 'file', code: 'FILE_TOO_LARGE' }] },
    ],
    [
      'a pdf',
      () => applicant.upload(orderId, 'entity-certificate', Buffer.from('%PDF-1.7\n'), 'scan.pdf', 'application/pdf'),
      { status: 422, code: 'FILE_REFUSED', errors: [{ path: 'file', code: 'FILE_TYPE' }] },
    ],
    [
      'a pdf that calls itself an image',
      () => applicant.upload(orderId, 'entity-certificate', Buffer.from('%PDF-1.7\n'), 'scan.png', 'image/png'),
      { status: 422, code: 'FILE_REFUSED', errors: [{ path: 'file', code: 'FILE_DISGUISED' }] },
    ],
    [
      'a script that calls itself an image',
      () => applicant.upload(orderId, 'entity-certificate', Buffer.from('<script>alert(1)</script>'), '扫描.jpg'),
      { status: 422, code: 'FILE_REFUSED', errors: [{ path: 'file', code: 'FILE_DISGUISED' }] },
    ],
    [
      'an empty file',
      () => applicant.upload(orderId, 'entity-certificate', Buffer.alloc(0)),
      { status: 422, code: 'FILE_REFUSED', errors: [{ path: 'file', code: 'EMPTY' }] },
    ],
    [
      'a slot that is none',
      () => applicant.upload(orderId, '..%2F..%2Fetc'),
      { status: 422, code: 'INVALID', errors: [{ path: 'path.slot' }] },
    ],
    [
      'JSON instead of a file',
      () => applicant.put(order('/documents/entity-certificate'), { file: 'abc' }),
      { status: 415, code: 'UNSUPPORTED_TYPE' },
    ],
  ])('A-003 refuses %s', async (_what, call, expected) => {
    await isRefused(call(), expected);
  });

  test.each<[string, string, string]>([
    ['without a boundary', 'multipart/form-data', '--x\r\n\r\n--x--'],
    [
      'that breaks off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc',
    ],
    ['whose parts have no name', 'multipart/form-data; boundary=x', '--x\r\nnonsense\r\n\r\nabc\r\n--x--\r\n'],
    ['of nothing', 'multipart/form-data; boundary=x', ''],
  ])('refuses a form %s', async (_what, type, body) => {
    const call = applicant.put(order('/documents/entity-certificate')).set('Content-Type', type).send(body);
    const { status } = await call;
    expect([400, 422]).toContain(status);
    expect(await standing()).toEqual(before);
  });

  test('refuses a second file in the same request', async () => {
    const call = applicant.upload(orderId, 'entity-certificate').attach('file', PNG, 'second.png');
    await isRefused(call, { status: 422, code: 'FILE_REFUSED' });
  });
});

describe('the address for actions', () => {
  const act = (action: string, body: object = {}) => applicant.post(order(`/actions/${action}`), body);

  test('refuses an action that does not exist, or that only the API sends', async () => {
    await isRefused(act('flyToTheMoon'), { status: 404, code: 'UNKNOWN_ACTION' });
    await isRefused(act('edited'), { status: 404, code: 'UNKNOWN_ACTION' });
    await isRefused(act('materialUploaded', { data: { slot: 'x-y' } }), { status: 404, code: 'UNKNOWN_ACTION' });
  });

  test('A-006 refuses what the role may never do, and what is not possible in this state', async () => {
    await isRefused(act('approve'), { status: 403, code: 'ROLE_NOT_ALLOWED' });
    await isRefused(act('bureauDecision'), { status: 403, code: 'ROLE_NOT_ALLOWED' });
    await isRefused(reviewer.post(order('/actions/claim')), { status: 409, code: 'WRONG_STAGE' });
    await isRefused(act('withdraw'), { status: 409, code: 'WRONG_STAGE' });
  });

  test('refuses data of another form and names every field', async () => {
    await isRefused(act('submitForReview', { data: { confirmed: false } }), {
      status: 422,
      code: 'INVALID',
      errors: [{ path: 'data.confirmed' }],
    });
    await isRefused(reviewer.post(order('/actions/reject'), { data: { items: [] } }), {
      status: 422,
      code: 'INVALID',
      errors: [{ path: 'data.items' }],
    });
    await isRefused(act('abandon', { data: { why: 'x' }, colour: 'blue' }), {
      status: 422,
      code: 'INVALID',
      errors: [{ path: 'colour', code: 'UNKNOWN_FIELD' }],
    });
  });

  test('refuses an action meant for an earlier stay in a state', async () => {
    await isRefused(act('submitForReview', { visit: 1, data: { confirmed: true } }), {
      status: 409,
      code: 'STALE_VISIT',
    });
  });

  test('refuses an Idempotency-Key of another form', async () => {
    const call = act('submitForReview', { data: { confirmed: true } }).set('Idempotency-Key', 'short');
    await isRefused(call, { status: 422, code: 'INVALID', errors: [{ path: 'Idempotency-Key' }] });
  });

  test('refuses a second order while one is in progress, and names it', async () => {
    const { body } = await isRefused(applicant.post('/v1/orders', { rulesConfirmed: true }), {
      status: 409,
      code: 'PLACE_TAKEN',
    });
    expect(body.order).toBe(orderId);
  });

  test('A-194 R-ACC-3 refuses to open an order of an account that is not known or not verified', async () => {
    const [stranger, operator] = [await bench.as('applicant', `account-${randomUUID()}`), await bench.as('operator')];
    const open = () => stranger.post('/v1/orders', { rulesConfirmed: true });
    await isRefused(open(), { status: 409, code: 'ACCOUNT_UNKNOWN' });
    await operator.post('/v1/accounts', { id: stranger.accountId }).expect(200);
    const { body } = await isRefused(open(), { status: 409, code: 'ACCOUNT_NOT_VERIFIED' });
    expect(body.title).toContain('verified');
    expect((await stranger.get('/v1/orders').expect(200)).body.orders).toEqual([]);
    await operator.post('/v1/accounts', { id: stranger.accountId, verified: true }).expect(200);
    await open().expect(201);
  });

  test('A-043 refuses to open an order before the rules are confirmed', async () => {
    const newcomer = await bench.as('applicant');
    for (const body of [{}, { rulesConfirmed: false }]) {
      await isRefused(newcomer.post('/v1/orders', body), {
        status: 422,
        code: 'INVALID',
        errors: [{ path: 'rulesConfirmed' }],
      });
    }
    expect((await newcomer.get('/v1/orders').expect(200)).body.orders).toEqual([]);
  });
});

describe('webhooks', () => {
  const event = bureauEvent;
  const signed = (message: object, options: object = {}) => {
    const body = JSON.stringify(message);
    return {
      body,
      header: signBeian({ secret: BUREAU_SECRET, path: '/v1/webhooks/bureau', body, ...options }),
    };
  };
  const deliver = (body: string, header: string | undefined) => {
    const call = request(bench.app).post('/v1/webhooks/bureau').set('Content-Type', 'application/json');
    return (header === undefined ? call : call.set(BEIAN_HEADER, header)).send(body);
  };

  test.each<[string, () => { body: string; header: string | undefined }, string]>([
    ['without a signature', () => ({ ...signed(event()), header: undefined }), 'MISSING'],
    ['with a signature of another form', () => ({ ...signed(event()), header: 'v1=abc' }), 'MALFORMED'],
    [
      'signed by somebody else',
      () => signed(event(), { secret: 'a secret that the bureau never had' }),
      'WRONG_SIGNATURE',
    ],
    ['signed for another address', () => signed(event(), { path: '/v1/webhooks/sms' }), 'WRONG_SIGNATURE'],
    ['changed after it was signed', () => ({ ...signed(event()), body: JSON.stringify(event()) }), 'WRONG_SIGNATURE'],
    ['six minutes old', () => signed(event(), { now: Date.now() - 360_000 }), 'TOO_OLD'],
    ['six minutes early', () => signed(event(), { now: Date.now() + 360_000 }), 'TOO_NEW'],
  ])('are refused %s', async (_how, make, detail) => {
    const { body, header } = make();
    const response = await isRefused(deliver(body, header), { status: 401, code: 'BAD_SIGNATURE' });
    expect(response.body.detail).toBe(detail);
  });

  test('are not accepted where no secret is set, and a weak secret keeps the application from starting', async () => {
    const { body, header } = signed(event());
    const closed = bench.appWith({ bureauSecrets: [] });
    const call = request(closed).post('/v1/webhooks/bureau').set(BEIAN_HEADER, header).send(body);
    await isRefused(call, { status: 401, code: 'BAD_SIGNATURE' });
    for (const weak of ['', 'short']) {
      expect(() => bench.appWith({ bureauSecrets: [weak] })).toThrow(RangeError);
    }
  });

  test('are refused when a recorded request is sent again', async () => {
    const { body, header } = signed({ ...event(), orderId: 'BA20260209-99999999' });
    await isRefused(deliver(body, header), { status: 404, code: 'ORDER_NOT_FOUND' });
    const replayed = await isRefused(deliver(body, header), { status: 401, code: 'BAD_SIGNATURE' });
    expect(replayed.body.detail).toBe('REPLAYED');
  });

  test('are accepted with a signature by Standard Webhooks alone, and each request counts once', async () => {
    const body = JSON.stringify({ ...event(), orderId: 'BA20260209-99999999' });
    const signedNow = { id: `msg_${randomUUID()}`, body, now: Date.now() };
    const send = (secret: string, now = signedNow.now) =>
      request(bench.app)
        .post('/v1/webhooks/bureau')
        .set({ 'Content-Type': 'application/json', ...signStandard({ ...signedNow, secret, now }) })
        .send(body);
    const forged = await isRefused(send('a secret that the bureau never had'), { status: 401, code: 'BAD_SIGNATURE' });
    expect(forged.body.detail).toBe('WRONG_SIGNATURE');
    await isRefused(send(BUREAU_SECRET), { status: 404, code: 'ORDER_NOT_FOUND' });
    const replayed = await isRefused(send(BUREAU_SECRET), { status: 401, code: 'BAD_SIGNATURE' });
    expect(replayed.body.detail).toBe('REPLAYED');
    await isRefused(send(BUREAU_SECRET, signedNow.now + 1000), { status: 404, code: 'ORDER_NOT_FOUND' });
  });

  test('are refused when they name an unknown order, have another form or are no JSON', async () => {
    await isRefused(bench.webhook({ ...event(), orderId: 'BA20260209-99999999' }), {
      status: 404,
      code: 'ORDER_NOT_FOUND',
    });
    await isRefused(bench.webhook({ ...event(), event: 'partyStarted' }), { status: 422, code: 'INVALID' });
    await isRefused(bench.webhook({ ...event(), data: { handOver: 0, personId: 'P1' } }), {
      status: 422,
      code: 'INVALID',
      errors: [{ path: 'data.handOver' }],
    });
    const path = '/v1/webhooks/bureau';
    await isRefused(deliver('not json', signBeian({ secret: BUREAU_SECRET, path, body: 'not json' })), {
      status: 400,
      code: 'BAD_JSON',
    });
  });
});

describe('the look-up of rules', () => {
  test('an unknown policy key and days that the calendar does not cover are refused', async () => {
    await isRefused(applicant.get('/v1/policies/no.such.key'), { status: 422, code: 'INVALID' });
    const { body } = await isRefused(
      applicant.get('/v1/calendar/deadline?from=2026-12-30T10:00:00%2B08:00&businessDays=5'),
      { status: 422, code: 'NOT_COVERED', errors: [{ path: 'query.from', code: 'YEAR_NOT_COVERED' }] },
    );
    expect(body.detail).toContain('2027-01-06T18:00:00+08:00');
  });
});
