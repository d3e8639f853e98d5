/** Following an order: events as they happen, the inbox, the history, and lists page by page. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { closeDatabase } from '../../store/postgres/database.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { atRest } from '../support/servers/at-rest.ts';
import { somebodyWaits } from '../support/servers/somebody-waits.ts';
import type { TokenVerifier } from '../../api/auth/tokens.ts';
import { openPatiently } from '../support/servers/database.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench({ limits: { streamsPerCaller: 1 } });
});
afterAll(() => bench.close());

const withToken = ({ token }: Person) => ({ headers: { Authorization: `Bearer ${token}` } });

/** Asks until every earlier stream has ended. */
async function untilLetIn(ask: () => Promise<globalThis.Response>): Promise<globalThis.Response> {
  for (;;) {
    const response = await ask();
    if (response.status !== 429) return response;
    await response.text();
  }
}

/** Reads server-sent events of a served application. */
async function* events(url: string, person: Person, signal: AbortSignal): AsyncGenerator<{ stage: string }> {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${person.token}` }, signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

describe('an order', () => {
  test('sends every step as it is written, to a limited number of readers at once', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const server = createServer({ keepAliveTimeout: 0 }, bench.app).listen(0);
    const { port } = server.address() as AddressInfo;
    const leave = new AbortController();
    try {
      const url = `http://127.0.0.1:${port}/v1/orders/${id}/events`;
      const stream = events(url, applicant, leave.signal);
      expect((await stream.next()).value).toMatchObject({ id, stage: 'CONFIRMATION' });
      const second = await fetch(url, { headers: { Authorization: `Bearer ${applicant.token}` } });
      expect(second.status).toBe(429);
      expect(await second.json()).toMatchObject({ code: 'TOO_MANY' });
      await applicant.act(id, 'submitForReview', { confirmed: true });
      expect((await stream.next()).value).toMatchObject({ stage: 'PRELIM_REVIEW' });
      await (await bench.as('reviewer')).act(id, 'claim');
      expect((await stream.next()).value).not.toHaveProperty('assignee');
    } finally {
      leave.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('is followed by a limited number of readers of all accounts together', async () => {
    const server = createServer({ keepAliveTimeout: 0 }, bench.appWith({ limits: { streams: 1 } })).listen(0);
    const { port } = server.address() as AddressInfo;
    const leave = new AbortController();
    try {
      const [first, second] = [await bench.as('applicant'), await bench.as('applicant')];
      const urls = [];
      for (const person of [first, second]) {
        urls.push(`http://127.0.0.1:${port}/v1/orders/${await bench.order(person, individual(), 'OPEN')}/events`);
      }
      const [url = '', otherUrl = ''] = urls;
      await events(url, first, leave.signal).next();
      const refused = await fetch(otherUrl, withToken(second));
      expect(refused.status).toBe(429);
      expect(await refused.json()).toMatchObject({ code: 'TOO_MANY' });
    } finally {
      leave.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('keeps no place for a reader who leaves before the stream begins', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    await atRest(bench.temporal, id); // else its process may be what waits for the lock
    const server = createServer({ keepAliveTimeout: 0 }, bench.app).listen(0);
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/v1/orders/${id}/events`;
    const others = openPatiently(bench.databaseUrl);
    const connected = once(server, 'connection');
    try {
      await others.transaction().execute(async (trx) => {
        await sql`lock table orders in access exclusive mode`.execute(trx);
        const leave = new AbortController();
        const reading = fetch(url, {
          headers: { Authorization: `Bearer ${applicant.token}` },
          signal: leave.signal,
        }).catch(() => 'left');
        const [socket] = await connected;
        await somebodyWaits(bench.database);
        const left = once(socket, 'close');
        leave.abort();
        await left;
        expect(await reading).toBe('left');
      });
      const follow = new AbortController();
      const stream = await untilLetIn(() => fetch(url, { ...withToken(applicant), signal: follow.signal }));
      expect(stream.headers.get('content-type')).toContain('text/event-stream');
      follow.abort();
    } finally {
      await closeDatabase(others);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('is followed only for as long as the token is valid', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    const tokens: TokenVerifier = async (token) => ({
      ...(await bench.deps.tokens(token)),
      expiresAt: Date.now() + 3_000,
    });
    const { text } = await applicant.at(bench.appWith({ tokens })).get(`/v1/orders/${id}/events`).expect(200);
    expect(text).toContain('event: order');
  });

  test('has a history that names who acted, and shows customers the role of the staff and not the person', async () => {
    const applicant = await bench.as('applicant');
    const reviewer = await bench.as('reviewer');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    await reviewer.act(id, 'claim');
    const claimBy = async (person: Person) => {
      const { body } = await person.get(`/v1/orders/${id}/history`).expect(200);
      return body.entries.find(({ action }: { action: string }) => action === 'claim').actor;
    };
    expect(await claimBy(applicant)).toEqual({ role: 'reviewer', door: 'api' });
    expect(await claimBy(await bench.as('auditor'))).toEqual({ id: reviewer.id, role: 'reviewer', door: 'api' });
  });

  test('has a history that shows customers the notes written to them, and not what the staff wrote to one another', async () => {
    const applicant = await bench.as('applicant');
    const [operator, reviewer] = [await bench.as('operator'), await bench.as('reviewer')];
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    await operator.act(id, 'operatorCancel', { reason: 'suspected fraud' });
    await reviewer.act(id, 'annotate', { note: 'compare with the order of his brother' });
    await operator.act(id, 'deadlineOverride', {
      due: 'review',
      until: '2026-03-20T18:00:00+08:00',
      reason: 'a colleague is ill',
    });
    const written = async (person: Person) => {
      const { body } = await person.get(`/v1/orders/${id}/history`).expect(200);
      return body.entries.map(
        ({ action, detail }: { action: string; detail?: string }) => `${action}: ${detail ?? ''}`,
      );
    };
    expect(await written(operator)).toEqual(
      expect.arrayContaining([
        'operatorCancel: suspected fraud',
        'annotate: compare with the order of his brother',
        'deadlineOverride: a colleague is ill',
      ]),
    );
    expect(await written(applicant)).toEqual(
      expect.arrayContaining(['operatorCancel: ', 'annotate: ', 'deadlineOverride: ']),
    );
    await reviewer.act(id, 'consentToCancel');
    expect(await written(applicant)).toContain('consentToCancel: suspected fraud');
  });

  test('shows customers the reason they gave themselves, and customers cannot search for the orders of a reviewer', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    await applicant.act(id, 'abandon', { reason: 'typo' });
    const { body } = await applicant.get(`/v1/orders/${id}/history`).expect(200);
    expect(body.entries.at(-1)).toMatchObject({ action: 'abandon', outcome: 'APPLIED' });
    const guess = await applicant.get('/v1/orders?assignee=reviewer-1');
    expect(guess.body).toMatchObject({ status: 422, errors: [{ path: 'query.assignee', code: 'STAFF_ONLY' }] });
  });

  test('A-142 has a log that shows the messages to people, with numbers masked for operators', async () => {
    const applicant = await bench.as('applicant');
    const operator = await bench.as('operator');
    const account = { id: applicant.accountId, verified: true, mobile: '13700137000', email: 'li@example.cn' };
    succeeded(await operator.post('/v1/accounts', account));
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const log = async (person: Person) => (await person.get(`/v1/orders/${id}/messages`).expect(200)).body.messages;
    const submitted = (messages: { code: string; channel: string; address: string }[]) =>
      messages.filter(({ code }) => code === 'N-1').map(({ channel, address }) => `${channel} ${address}`);
    expect(submitted(await log(applicant))).toContain('SMS 13700137000');
    expect(submitted(await log(operator))).toEqual(expect.arrayContaining(['SMS 137****7000', 'EMAIL l*@example.cn']));
  });

  test('puts new messages into the inbox, which no longer counts those that were read', async () => {
    const applicant = await bench.as('applicant');
    await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const { body } = await applicant.get('/v1/inbox?show=unread').expect(200);
    expect(body.unread).toBeGreaterThan(0);
    expect(body.messages[0]).toMatchObject({ channel: 'IN_APP', code: 'N-1' });
    await applicant.post(`/v1/inbox/${body.messages[0].id}/read`).expect(204);
    expect((await applicant.get('/v1/inbox?show=unread')).body.unread).toBe(body.unread - 1);
    const other = await bench.as('applicant');
    await other.post(`/v1/inbox/${body.messages[0].id}/read`).expect(404);
    await (await bench.as('operator')).get('/v1/inbox').expect(200);
    const { body: first } = await applicant.get('/v1/inbox?limit=1').expect(200);
    const { body: next } = await applicant.get(`/v1/inbox?limit=1&cursor=${first.cursor}`).expect(200);
    expect(next.messages[0].id).not.toBe(first.messages[0].id);
    const refused = await applicant.get('/v1/inbox?cursor=made-up').expect(422);
    expect(refused.body.errors).toMatchObject([{ path: 'query.cursor' }]);
  });
});

describe('the work queue', () => {
  test('A-146 lists orders by due date, page by page and each once', async () => {
    const reviewer = await bench.as('reviewer');
    for (let n = 0; n < 3; n += 1) await bench.order(await bench.as('applicant'), individual(), 'PRELIM_REVIEW');
    const seen: { id: string; nextDue: { at: string } }[] = [];
    let cursor = '';
    do {
      const { body } = await reviewer.get(`/v1/orders?stage=PRELIM_REVIEW&limit=2${cursor}`).expect(200);
      expect(body.orders.length).toBeLessThanOrEqual(2);
      seen.push(...body.orders);
      cursor = body.cursor === undefined ? '' : `&cursor=${encodeURIComponent(body.cursor)}`;
    } while (cursor !== '');
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    const dues = seen.map(({ nextDue }) => nextDue.at);
    expect(dues).toEqual(dues.toSorted());
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  test('no longer lists a task that an operator has closed', async () => {
    const operator = await bench.as('operator');
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    await applicant.post(`/v1/orders/${id}/clock`, { advanceTo: '2026-02-12T10:00:00+08:00' }).expect(200);
    const { body } = await operator.get(`/v1/tasks?orderId=${id}`).expect(200);
    expect(body.tasks).toMatchObject([{ kind: 'REVIEW_OVERDUE', orderId: id }]);
    expect((await operator.get(`/v1/orders?overdue=true&stage=PRELIM_REVIEW`)).body.orders).toMatchObject([{ id }]);
    await operator.post(`/v1/tasks/${body.tasks[0].id}/close`).expect(204);
    await operator.post(`/v1/tasks/${body.tasks[0].id}/close`).expect(404);
    expect((await operator.get(`/v1/tasks?orderId=${id}`)).body.tasks).toEqual([]);
  });
});

describe('the clock of a filing', () => {
  test('moves to an instant and fires everything due on the way, and moves neither back nor after the end of the order', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN', '2026-02-09 09:30');
    const move = (body: object) => applicant.post(`/v1/orders/${id}/clock`, body);
    const moved = succeeded(await move({ advanceTo: '2026-02-14T18:00:00+08:00' }));
    expect(moved.body.now).toMatch(/^2026-02-14T18:00:0\d\+08:00$/);
    expect(succeeded(await move({ advanceTo: '2026-02-10T00:00:00+08:00' })).body.now).toMatch(/^2026-02-14T18:00/);
    expect(succeeded(await move({ advanceBy: 3_600_000 })).body.now).toMatch(/^2026-02-14T19:00/);
    expect((await move({ advanceTo: '2031-01-01T00:00:00+08:00' })).body).toMatchObject({ status: 422 });
    expect((await move({ advanceBy: -5 })).body).toMatchObject({ status: 422 });
    await applicant.act(id, 'abandon');
    await bench.temporal.workflow.getHandle(id).result();
    expect((await move({ advanceBy: 1000 })).body).toMatchObject({ status: 409, code: 'CLOSED' });
  });
});
