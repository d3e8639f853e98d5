/** A request that is sent twice, at once or later, has its effect once (R-ORD-12, A-157). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const historyOf = async (person: Person, id: string, action: string): Promise<object[]> => {
  const { body } = succeeded(await person.get(`/v1/orders/${id}/history`));
  return body.entries.filter((entry: { action: string }) => entry.action === action);
};

describe('A-157 people who act at once', () => {
  test('get one order when two clients open one, and one refusal that names it', async () => {
    const applicant = await bench.as('applicant');
    const open = () => applicant.post('/v1/orders', { rulesConfirmed: true });
    const answers = await Promise.all([open(), open()]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const [opened, refused] = answers.toSorted((a, b) => a.status - b.status);
    expect(refused?.body).toMatchObject({ code: 'PLACE_TAKEN', order: opened?.body.id });
    await applicant.act(opened?.body.id, 'abandon');
  });

  test('make one submission from two tabs, and the second tab gets the first outcome or a refusal', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const submit = () => applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    const answers = await Promise.all([submit(), submit(), submit()]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, ['WRONG_STAGE', 'STALE_VISIT'].includes(body.code)]).toEqual([409, true]);
    }
    const applied = (await historyOf(applicant, id, 'submitForReview')).filter(
      (entry) => 'outcome' in entry && entry.outcome === 'APPLIED',
    );
    expect(applied).toHaveLength(1);
    expect((await applicant.get(`/v1/orders/${id}`)).body).toMatchObject({ stage: 'PRELIM_REVIEW', round: 1 });
  });

  test('make one decision when two reviewers decide', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const [first, second] = [await bench.as('reviewer'), await bench.as('reviewer')];
    const items = [{ path: 'entity.name', code: 'NAME_MISMATCH', advice: 'Write the name as the document says.' }];
    const answers = await Promise.all([
      first.post(`/v1/orders/${id}/actions/approve`),
      second.post(`/v1/orders/${id}/actions/reject`, { data: { items } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('may name one domain in two accounts, and the second is warned at the edit and refused at the type check', async () => {
    const [one, other] = [await bench.as('applicant'), await bench.as('applicant')];
    const form = individual();
    bench.parties.assets.registrants.set(form.websites['W1']?.domain ?? '', form.entity.certificateNumber ?? '');
    await bench.order(one, form, 'FILLED');
    const id = await bench.order(other, individual(), 'OPEN');
    const theirs = { ...individual(), websites: form.websites };
    const { body } = succeeded(await other.patch(`/v1/orders/${id}/form`, theirs));
    expect(body.conflicts).toMatchObject([{ path: 'websites.W1.domain', code: 'DOMAIN_IN_PROGRESS' }]);
    const refused = await other.post(`/v1/orders/${id}/type`);
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'DOMAIN_IN_OPEN_ORDER',
      errors: [{ path: 'websites.W1.domain' }],
    });
  });
});

describe('R-ORD-12 the owner of a domain or certificate number', () => {
  const submit = (person: Person, id: string) =>
    person.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });

  test('is not blocked by a draft that names it: the account that submits first files', async () => {
    const [squatter, owner] = [await bench.as('applicant'), await bench.as('applicant')];
    const form = individual();
    const squatted = await bench.order(squatter, form, 'CONFIRMATION');
    const id = await bench.order(owner, form, 'CONFIRMATION');
    expect(succeeded(await submit(owner, id)).body).toMatchObject({ to: 'PRELIM_REVIEW' });

    const refused = await submit(squatter, squatted);
    expect(refused.body).toMatchObject({ status: 409, code: 'INCOMPLETE', errors: [{ code: 'DOMAIN_IN_OPEN_ORDER' }] });
    expect((await squatter.post(`/v1/orders/${squatted}/type`)).body).toMatchObject({ code: 'DOMAIN_IN_OPEN_ORDER' });
    await owner.act(id, 'withdraw');
    expect(succeeded(await squatter.post(`/v1/orders/${squatted}/type`)).body.type).toBe('FIRST');
  });

  test('a draft that is not the registrant claims no domain', async () => {
    const [squatter, owner] = [await bench.as('applicant'), await bench.as('applicant')];
    const form = individual();
    bench.parties.assets.registrants.set(form.websites['W1']?.domain ?? '', form.entity.certificateNumber ?? '');
    const theirs = { ...individual(), websites: form.websites };
    await bench.order(squatter, theirs, 'FILLED');
    const id = await bench.order(owner, form, 'CONFIRMATION');
    expect(succeeded(await submit(owner, id)).body).toMatchObject({ to: 'PRELIM_REVIEW' });
  });

  test('a certificate number that was submitted is refused to another account at its type check', async () => {
    const [first, second] = [await bench.as('applicant'), await bench.as('applicant')];
    const form = individual();
    const id = await bench.order(second, form, 'FILLED');
    await bench.order(first, { ...form, websites: individual().websites }, 'PRELIM_REVIEW');
    expect((await second.post(`/v1/orders/${id}/type`)).body).toMatchObject({ code: 'CERTIFICATE_IN_OPEN_ORDER' });
  });
});

describe('an action sent again under its id', () => {
  test('gets the first outcome, also after the order has moved on', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const { body: order } = await applicant.get(`/v1/orders/${id}`);
    const submit = { actionId: 'my-submission-1', visit: order.visit, data: { confirmed: true } };
    const first = succeeded(await applicant.post(`/v1/orders/${id}/actions/submitForReview`, submit));
    const again = succeeded(await applicant.post(`/v1/orders/${id}/actions/submitForReview`, submit));
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replay']).toBe('true');
    expect(await historyOf(applicant, id, 'submitForReview')).toHaveLength(1);

    const asked = await applicant.get(`/v1/orders/${id}/actions/my-submission-1`);
    expect(asked.body).toMatchObject({ outcome: 'APPLIED', to: 'PRELIM_REVIEW' });

    const other = await applicant.post(`/v1/orders/${id}/actions/withdraw`, { actionId: 'my-submission-1' });
    expect(other.body).toMatchObject({ status: 409, code: 'KEY_REUSED' });
  });

  test('gets the first refusal as well, with the items that are missing', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const reviewer = await bench.as('reviewer');
    const items = [{ path: 'entity.remark', code: 'REMARK_MISSING', advice: 'Explain the address.' }];
    await reviewer.act(id, 'reject', { items });
    const patch = { websites: { W1: { name: '个人' } } };
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, patch));
    const submit = { actionId: 'my-submission-2', data: { confirmed: true } };
    const first = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, submit);
    expect(first.body).toMatchObject({ status: 409, code: 'INCOMPLETE' });
    expect(first.body.errors[0]).toMatchObject({ path: 'websites.W1.name', code: expect.any(String) });
    const again = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, submit);
    expect([first.headers['idempotent-replay'], again.headers['idempotent-replay']]).toEqual([undefined, 'true']);
    expect({ ...again.body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
    expect((await applicant.get(`/v1/orders/${id}`)).body.stage).toBe('PRELIM_REJECTED');
  });

  test('with other data or for another visit is refused, and is not answered with the first outcome', async () => {
    const applicant = await bench.as('applicant');
    const reviewer = await bench.as('reviewer');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const { visit } = (await applicant.get(`/v1/orders/${id}`)).body;
    const items = [{ path: 'entity.name', code: 'NAME_MISMATCH', advice: 'Write the name as the document says.' }];
    const reject = (body: object) =>
      reviewer.post(`/v1/orders/${id}/actions/reject`, { actionId: 'my-decision-1', ...body });
    succeeded(await reject({ visit, data: { items } }));
    const reused = { status: 409, code: 'KEY_REUSED' };
    expect((await reject({ visit, data: { items: [{ ...items[0], advice: 'Another advice.' }] } })).body).toMatchObject(
      reused,
    );
    expect((await reject({ visit: visit + 1, data: { items } })).body).toMatchObject(reused);
    expect(succeeded(await reject({ data: { items }, visit })).body).toMatchObject({ outcome: 'APPLIED' });
  });

  test('may be sent with other data when it was refused before it reached the filing', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const submit = (confirmed: boolean) =>
      applicant.post(`/v1/orders/${id}/actions/submitForReview`, { actionId: 'my-submission-3', data: { confirmed } });
    expect((await submit(false)).status).toBe(422);
    await applicant.get(`/v1/orders/${id}/actions/my-submission-3`).expect(404);
    succeeded(await submit(true));
  });

  test('is shown to its sender and to the staff, and not to other customers', async () => {
    const applicant = await bench.as('applicant');
    const reviewer = await bench.as('reviewer');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    succeeded(await reviewer.post(`/v1/orders/${id}/actions/claim`, { actionId: 'my-claim-00001' }));
    const full = encodeURIComponent(`api:${reviewer.id}:my-claim-00001`);
    await applicant.get(`/v1/orders/${id}/actions/${full}`).expect(404);
    await (await bench.as('auditor')).get(`/v1/orders/${id}/actions/${full}`).expect(200);
  });

  test('cannot take the id of a callback', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const eventId = 'evt-taken-0001';
    await applicant.post(`/v1/orders/${id}/actions/withdraw`, { actionId: eventId }).expect(200);
    const { body } = await bench.webhook({
      eventId,
      orderId: id,
      event: 'smsReturned',
      data: { handOver: 1 },
    });
    expect(body.status).toBe('ACCEPTED');
    const outcome = await bench.outcome(id, eventId);
    expect(outcome).toMatchObject({ action: 'smsReturned', outcome: 'REFUSED' });
  });
});

describe('Idempotency-Key', () => {
  test('gets the stored answer for the same request, and a refusal for another request', async () => {
    const applicant = await bench.as('applicant');
    const open = (body: object) => applicant.post('/v1/orders', body).set('Idempotency-Key', 'open-2026-02-09');
    const first = succeeded(await open({ rulesConfirmed: true }));
    const again = succeeded(await open({ rulesConfirmed: true }));
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replay']).toBe('true');
    expect(again.headers['location']).toBe(first.headers['location']);
    const other = await open({ rulesConfirmed: true, form: individual() });
    expect(other.body).toMatchObject({ status: 409, code: 'KEY_REUSED' });
  });

  test('belongs to one caller and one address', async () => {
    const [one, other] = [await bench.as('applicant'), await bench.as('applicant')];
    const open = (person: Person) =>
      person.post('/v1/orders', { rulesConfirmed: true }).set('Idempotency-Key', 'same-key-0001');
    const [first, second] = [succeeded(await open(one)), succeeded(await open(other))];
    expect(first.body.id).not.toBe(second.body.id);
  });

  test('keeps no refusal, so that the same request may succeed when the reason is gone', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    const open = () => applicant.post('/v1/orders', { rulesConfirmed: true }).set('Idempotency-Key', 'next-order-0001');
    expect((await open()).body.code).toBe('PLACE_TAKEN');
    await applicant.act(id, 'abandon');
    expect((await open()).status).toBe(201);
  });

  test('takes the same image as a repeat, and another image as another request', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const upload = (image?: Buffer) =>
      applicant.upload(id, 'entity-certificate', image).set('Idempotency-Key', 'scan-000000001');
    expect((await upload()).body.document.version).toBe(1);
    expect((await upload()).headers['idempotent-replay']).toBe('true');
    const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');
    expect((await upload(gif)).body.code).toBe('KEY_REUSED');
  });
});

describe('an event delivered again', () => {
  test('is answered as a repeat and changes nothing', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const message = { eventId: `evt-${randomUUID()}`, orderId: id, event: 'smsReturned', data: { handOver: 1 } };
    expect((await bench.webhook(message)).body.status).toBe('ACCEPTED');
    expect((await bench.webhook(message)).body.status).toBe('REPEATED');
    await bench.outcome(id, message.eventId);
    expect(await historyOf(applicant, id, 'smsReturned')).toHaveLength(1);
  });

  test('with other content is refused, so that it is not lost as a repeat', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const event = { eventId: `evt-${randomUUID()}`, orderId: id, event: 'smsReturned' };
    expect((await bench.webhook({ ...event, data: { handOver: 1 } })).body.status).toBe('ACCEPTED');
    const other = await bench.webhook({ ...event, data: { handOver: 2 } });
    expect(other.body).toMatchObject({ status: 409, code: 'KEY_REUSED', title: expect.stringContaining('eventId') });
    const same = { data: { handOver: 1 }, event: event.event, orderId: id, eventId: event.eventId };
    expect((await bench.webhook(same)).body.status).toBe('REPEATED');
  });

  test('at the same time is worked on once', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    const message = { eventId: `evt-${randomUUID()}`, orderId: id, event: 'smsReturned', data: { handOver: 1 } };
    const answers = await Promise.all([bench.webhook(message), bench.webhook(message)]);
    const told = answers.map(({ body }) => body.status ?? body.code);
    expect(told).toContain('ACCEPTED');
    expect(told.filter((status) => status === 'ACCEPTED')).toHaveLength(1);
  });
});
