/** Who looked at whose data: what reviewers see without and with a ground, the record of it, and the alarm about much of it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import request, { type Response } from 'supertest';
import { parseCodecKeys } from '../../codec/codec-keys.ts';
import { createCodecServer } from '../../codec/codec-server.ts';
import { noteIn } from '../../codec/note-payloads.ts';
import { createPayloadCodec } from '../../codec/payload-codec.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { startReadWatch } from '../../usecases/reads/watch-reads.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { expectFailure } from '../support/answers/watched-answers.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let auditor: Person;
beforeAll(async () => {
  bench = await startApiBench();
  auditor = await bench.as('auditor');
});
afterAll(() => bench.close());

const SLOT = 'entity-certificate';
const REASON = 'Beian-Read-Reason';

interface Row {
  subject: string;
  orderId?: string;
  accountId?: string;
  slot?: string;
  shown: string;
  ground: string;
  reason?: string;
  reference?: string;
  door: string;
  reader: { id: string; role: string };
}

async function readsBy(person: Person): Promise<Row[]> {
  const { body } = succeeded(await auditor.get(`/v1/reads?readerId=${person.id}`));
  return body.reads;
}

/** Every address that shows data of people of an order or of its account. */
const doors = (id: string, account: string) => ({
  FORM: `/v1/orders/${id}/form`,
  SCAN: `/v1/orders/${id}/documents/${SLOT}`,
  MESSAGES: `/v1/orders/${id}/messages`,
  ACCOUNT: `/v1/accounts/${account}`,
});

async function reviewedOrder(): Promise<{ id: string; applicant: Person; account: string }> {
  const applicant = await bench.as('applicant');
  const account = applicant.accountId ?? '';
  const operator = await bench.as('operator');
  const facts = { id: account, verified: true, mobile: '13700137001', email: 'li.lei@example.cn' };
  succeeded(await operator.post('/v1/accounts', facts));
  const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
  return { id, applicant, account };
}

/** How an answer shows people: names and numbers in clear, masked, or not at all. */
const shownIn = ({ status, body, text }: Response): string => {
  if (status === 403) return body.code;
  if (body instanceof Buffer) return 'CLEAR';
  return /李雷|13\d{9}|li\.lei@/.test(text) ? 'CLEAR' : 'MASKED';
};

describe('A-147 who looks at data of people', () => {
  test('the owner sees it in clear without a reason, and it is noted', async () => {
    const { id, applicant, account } = await reviewedOrder();
    for (const path of Object.values(doors(id, account))) expect(shownIn(await applicant.get(path))).toBe('CLEAR');
    const rows = await readsBy(applicant);
    expect(new Set(rows.map(({ ground, shown }) => `${ground} ${shown}`))).toEqual(new Set(['OWN CLEAR']));
    expect(rows.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['FORM', 'SCAN', 'MESSAGES', 'ACCOUNT']));
    expect(rows.find(({ subject }) => subject === 'SCAN')).toMatchObject({
      orderId: id,
      accountId: account,
      slot: SLOT,
      door: 'api',
    });
  });

  test('a reviewer without a ground sees forms, messages and accounts masked and no scan', async () => {
    const { id, account } = await reviewedOrder();
    const reviewer = await bench.as('reviewer');
    const { FORM, SCAN, MESSAGES, ACCOUNT } = doors(id, account);
    for (const path of [FORM, MESSAGES, ACCOUNT]) expect(shownIn(await reviewer.get(path))).toBe('MASKED');
    const { body } = await reviewer.get(SCAN).expect(403);
    expect(body).toMatchObject({ code: 'READ_REASON_NEEDED', title: expect.stringContaining(REASON) });
    const rows = await readsBy(reviewer);
    expect(rows.map(({ subject, shown, ground }) => `${subject} ${shown} ${ground}`)).toEqual([
      'ACCOUNT MASKED NONE',
      'MESSAGES MASKED NONE',
      'FORM MASKED NONE',
    ]);
  });

  test('a claim of one’s own opens the order and its account, for its holder only and until it is given back', async () => {
    const { id, account } = await reviewedOrder();
    const [holder, other] = await Promise.all([bench.as('reviewer'), bench.as('reviewer')]);
    await holder.act(id, 'claim');
    for (const path of Object.values(doors(id, account))) {
      expect(shownIn(await holder.get(path))).toBe('CLEAR');
      expect(shownIn(await other.get(path))).not.toBe('CLEAR');
    }
    expect((await readsBy(holder)).map(({ ground }) => ground)).toEqual(['CLAIM', 'CLAIM', 'CLAIM', 'CLAIM']);
    await holder.act(id, 'release');
    for (const path of Object.values(doors(id, account))) expect(shownIn(await holder.get(path))).not.toBe('CLEAR');
  });

  test('a stated reason opens them too, and stands in the record with its reference', async () => {
    const { id, account } = await reviewedOrder();
    const reviewer = await bench.as('reviewer');
    for (const path of Object.values(doors(id, account)))
      expect(shownIn(await reviewer.get(path).set(REASON, 'BUREAU_ASKED GD-2026-114'))).toBe('CLEAR');
    const rows = await readsBy(reviewer);
    expect(rows).toHaveLength(4);
    for (const row of rows)
      expect(row).toMatchObject({ ground: 'REASON', reason: 'BUREAU_ASKED', reference: 'GD-2026-114' });
  });

  test.each([
    'because I want to',
    'CURIOUS',
    'COMPLAINT T-1 T-2',
    'COMPLAINT 11010519491231002X',
    'COMPLAINT 13800138000',
    '',
  ])('a reason of another form (%j) is refused, and nothing is shown', async (reason) => {
    const { id } = await reviewedOrder();
    const reviewer = await bench.as('reviewer');
    const { body } = await reviewer.get(`/v1/orders/${id}/form`).set(REASON, reason).expect(422);
    expect(body).toMatchObject({
      code: 'INVALID',
      errors: [{ path: REASON, message: expect.stringContaining('COMPLAINT') }],
    });
    expect(await readsBy(reviewer)).toEqual([]);
  });

  test('operators, auditors and the mailroom see it masked whatever they state', async () => {
    const { id, account } = await reviewedOrder();
    const { FORM, ACCOUNT } = doors(id, account);
    for (const role of ['operator', 'auditor', 'mailroom'] as const) {
      const person = await bench.as(role);
      const path = role === 'mailroom' ? FORM : ACCOUNT;
      expect(shownIn(await person.get(FORM).set(REASON, 'INCIDENT'))).toBe('MASKED');
      expect(shownIn(await person.get(path).set(REASON, 'INCIDENT'))).toBe('MASKED');
      const [row] = await readsBy(person);
      expect(row).toMatchObject({ shown: 'MASKED', ground: 'NONE', reader: { id: person.id, role } });
    }
  });

  test('records are shown in the same way', async () => {
    const { id, applicant, account } = await reviewedOrder();
    const number = '粤ICP备2026000021号';
    const domain = (await applicant.get(`/v1/orders/${id}/form`)).body.form.websites.W1.domain;
    const websites = [{ domain, number: `${number}-1` }];
    const at = instant(Date.now());
    await writeRecord(bench.database, bench.vault, {
      orderId: id as OrderId,
      at,
      issuedOn: '2026-02-20',
      entityNumber: number,
      websites,
    });
    const reviewer = await bench.as('reviewer');
    const paths = [`/v1/records?accountId=${account}`, `/v1/records/${encodeURIComponent(number)}`];
    for (const path of paths) {
      expect(shownIn(await reviewer.get(path))).toBe('MASKED');
      expect(shownIn(await reviewer.get(path).set(REASON, 'COMPLAINT'))).toBe('CLEAR');
      expect(shownIn(await applicant.get(path))).toBe('CLEAR');
    }
    const [row] = await readsBy(reviewer);
    expect(row).toMatchObject({
      subject: 'RECORD',
      recordNumber: number,
      orderId: id,
      accountId: account,
      reason: 'COMPLAINT',
    });
    expect((await reviewer.get('/v1/records?accountId=account-without-records')).body).toEqual({ records: [] });
    expect(await readsBy(reviewer)).toHaveLength(4);
  });

  test('auditors alone read the record, by person, order, account and time', async () => {
    const { id, account } = await reviewedOrder();
    const reviewer = await bench.as('reviewer');
    await reviewer.get(`/v1/orders/${id}/form`);
    for (const query of [`orderId=${id}&readerId=${reviewer.id}`, `accountId=${account}&shown=MASKED&subject=FORM`]) {
      const { body } = succeeded(await auditor.get(`/v1/reads?${query}`));
      expect(body.reads).toMatchObject([{ orderId: id, accountId: account, reader: { id: reviewer.id } }]);
    }
    const none = await auditor.get(`/v1/reads?orderId=${id}&until=2020-01-01T00:00:00%2B08:00`);
    expect(none.body.reads).toEqual([]);
    const page = succeeded(await auditor.get('/v1/reads?limit=1')).body;
    const next = succeeded(await auditor.get(`/v1/reads?limit=1&cursor=${page.cursor}`)).body;
    expect(next.reads[0].id).toBeLessThan(page.reads[0].id);
    for (const role of ['applicant', 'reviewer', 'mailroom', 'operator', 'system'] as const)
      await (await bench.as(role)).get('/v1/reads').expect(403);
  });
});

test('who reads much in clear on a day is noticed once: by task, message to the desk, list and metric', async () => {
  const [operator, reviewer, usual] = await Promise.all([
    bench.as('operator'),
    bench.as('reviewer'),
    bench.as('reviewer'),
  ]);
  const { id } = await reviewedOrder();
  const validFrom = '2026-01-01';
  const policies = [{ key: 'reads.clearPerDay', scope: {}, validFrom, value: 5, source: 'test' }];
  succeeded(await operator.put('/v1/policies', policies));
  const watch = startReadWatch(withDefaults(bench.deps));
  try {
    const read = async (person: Person) =>
      succeeded(await person.get(`/v1/orders/${id}/form`).set(REASON, 'QUALITY_CHECK'));
    for (let count = 0; count < 5; count += 1) await Promise.all([read(reviewer), read(usual)]);
    await watch.look();
    const before: { readerId: string }[] = succeeded(await operator.get('/v1/read-alarms')).body.alarms;
    expect(before.filter(({ readerId }) => [reviewer.id, usual.id].includes(readerId))).toEqual([]);
    await read(reviewer);
    expect(await watch.look()).toBe(1);
    expect(await watch.look()).toBe(0);
  } finally {
    watch.stop();
  }
  const { body: alarms } = succeeded(await auditor.get('/v1/read-alarms'));
  expect(alarms.alarms).toMatchObject([{ readerId: reviewer.id, reads: 6, usual: 5, orderId: id }]);
  const { body: tasks } = succeeded(await operator.get(`/v1/tasks?orderId=${id}`));
  expect(tasks.tasks).toMatchObject([{ kind: 'READS_ABOVE_USUAL' }]);
  const { body: inbox } = succeeded(await operator.get('/v1/inbox'));
  expect(inbox.messages).toMatchObject([
    { orderId: id, code: 'N-16', params: { facts: { task: 'READS_ABOVE_USUAL' } } },
  ]);
  const { body: sent } = succeeded(await operator.get(`/v1/orders/${id}/messages`));
  expect(sent.messages).toContainEqual(
    expect.objectContaining({ code: 'N-16', channel: 'EMAIL', recipient: 'operator' }),
  );
});

test('an alarm about reads that belong to no order opens a task at the desk, and the desk gets a message', async () => {
  const [operator, reviewer] = await Promise.all([bench.as('operator'), bench.as('reviewer')]);
  const { account } = await reviewedOrder();
  const policies = [{ key: 'reads.clearPerDay', scope: {}, validFrom: '2026-01-01', value: 5, source: 'test' }];
  succeeded(await operator.put('/v1/policies', policies));
  for (let count = 0; count < 6; count += 1)
    succeeded(await reviewer.get(`/v1/accounts/${account}`).set(REASON, 'QUALITY_CHECK'));
  const watch = startReadWatch(withDefaults(bench.deps));
  expect(await watch.look().finally(() => watch.stop())).toBe(1);
  const { body: alarms } = succeeded(await auditor.get('/v1/read-alarms'));
  expect(alarms.alarms).toContainEqual(expect.objectContaining({ readerId: reviewer.id, reads: 6 }));
  const { body: tasks } = succeeded(await operator.get('/v1/tasks?orderId=DESK'));
  expect(tasks.tasks).toMatchObject([{ orderId: 'DESK', kind: 'READS_ABOVE_USUAL' }]);
  const { body: inbox } = succeeded(await operator.get('/v1/inbox'));
  expect(inbox.messages).toContainEqual(expect.objectContaining({ orderId: 'DESK', code: 'N-16' }));
  const written = bench.database
    .selectFrom('messages')
    .select('channel')
    .where('case_id', '=', 'DESK' as OrderId);
  expect((await written.execute()).map(({ channel }) => channel).toSorted()).toEqual(['EMAIL', 'IN_APP']);
});

test('nothing is shown where the read cannot be noted', async () => {
  expectFailure();
  const { id, applicant, account } = await reviewedOrder();
  const holder = await bench.as('reviewer');
  await holder.act(id, 'claim');
  await sql`alter table data_reads rename to data_reads_away`.execute(bench.database);
  try {
    for (const person of [applicant, holder]) {
      for (const path of Object.values(doors(id, account))) {
        const answer = await person.get(path);
        expect(answer.status).toBeGreaterThanOrEqual(500);
        expect(answer.text ?? '').not.toMatch(/李|138|137|\*\*\*/);
      }
    }
  } finally {
    await sql`alter table data_reads_away rename to data_reads`.execute(bench.database);
  }
  for (const path of Object.values(doors(id, account))) expect(shownIn(await holder.get(path))).toBe('CLEAR');
});

test('who looks at payloads through the codec server stands in the same record, and sees nothing while it cannot be noted', async () => {
  const { id } = await reviewedOrder();
  const codec = createPayloadCodec(parseCodecKeys(`k:${Buffer.alloc(32, 3).toString('base64')}`));
  const readers = {
    check: (subject: string) =>
      Promise.resolve({ subject, role: 'operator', accountId: undefined, expiresAt: undefined } as const),
    roles: ['operator'],
    note: noteIn(bench.database),
    onRefused: () => {},
    onUnavailable: () => {},
  };
  const server = createCodecServer({ codec, uiOrigins: [], readers });
  const encoded = (text: string) => ({
    metadata: { encoding: Buffer.from('json/plain').toString('base64') },
    data: Buffer.from(JSON.stringify(text)).toString('base64'),
  });
  const decode = (...texts: string[]) =>
    request(server)
      .post('/decode')
      .set('Authorization', 'Bearer operator-17')
      .send({ payloads: texts.map(encoded) });
  await decode(`${id}:accepted:1`, id).expect(200);
  await decode('nothing').expect(200);
  const { body } = succeeded(await auditor.get('/v1/reads?readerId=operator-17&door=codec'));
  expect(body.reads).toMatchObject([
    { subject: 'PAYLOADS', count: 1, shown: 'MASKED', reader: { id: 'operator-17', role: 'operator' } },
    { subject: 'PAYLOADS', count: 2, shown: 'MASKED', orderId: id },
  ]);
  await sql`alter table data_reads rename to data_reads_away`.execute(bench.database);
  try {
    expect((await decode(id).expect(503)).body).not.toHaveProperty('payloads');
  } finally {
    await sql`alter table data_reads_away rename to data_reads`.execute(bench.database);
  }
});
