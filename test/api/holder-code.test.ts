/** The code by which the holder of a filing confirms that an access is cancelled (R-DEREG-7). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { redeliveryWorkflowId } from '../../workflows/messages/redelivery.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { recordOfAccount } from '../support/orders/record-of-account.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

/** An order that cancels the access of the account's one website. */
async function cancellation(type = 'CANCEL_ACCESS') {
  const person = await bench.as('applicant');
  const form = smallEnterprise();
  const { entity, websites } = await recordOfAccount(bench, person.accountId ?? '', form);
  const body = {
    type,
    websites: Object.values(websites),
    reason: '不再使用',
    rulesConfirmed: true,
    openAt: '2026-03-09T10:00:00+08:00',
  };
  const { id } = succeeded(await person.post(`/v1/records/${encodeURIComponent(entity)}/orders`, body)).body;
  const path = `/v1/orders/${id}/holder-code`;
  const mobile = form.people['P1']?.mobile ?? '';
  const submit = () => person.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
  return { person, id, path, submit, received: () => codeOf(person, id, mobile) };
}

test('A-113 A-103 the checklist of a cancellation says that the number stays, and what becomes of it', async () => {
  const { person, id } = await cancellation();
  const { body } = succeeded(await person.get(`/v1/orders/${id}/checklist`));
  expect(body.warnings).toMatchObject([
    { path: 'record', code: 'TRANSFER_SOON', advice: expect.stringMatching(/number stays.*Transfer it.*soon/) },
    { path: 'record', code: 'SHELL_LEFT_HERE', advice: expect.stringContaining('shell') },
  ]);
});

/** The code of the last SMS about an order, once it has come to this number. */
async function codeOf(person: Person, id: string, mobile: string): Promise<string> {
  const { messages } = succeeded(await person.get(`/v1/orders/${id}/messages`)).body;
  const last = messages.findLast(({ code }: { code: string }) => code === 'P-2');
  await bench.temporal.workflow.getHandle(redeliveryWorkflowId(last.id)).result();
  const sms = bench.parties.sms.sent.findLast(({ template, to }) => template === 'P-2' && to === mobile);
  return sms?.params[2] ?? '';
}
const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a cancellation of an access is submitted only with the code that the head on record was sent', async () => {
  const { person, id, path, submit, received } = await cancellation();
  const refused = await submit();
  expect(refused.body).toMatchObject({
    code: 'INCOMPLETE',
    errors: [{ path: 'confirmation', code: 'HOLDER_CODE_MISSING' }],
  });
  succeeded(await person.post(path));
  const code = await received();
  expect((await person.put(path, { code: another(code) })).body).toMatchObject({
    status: 422,
    errors: [{ code: 'CODE_WRONG' }],
  });
  expect((await submit()).body.code).toBe('INCOMPLETE');
  expect(succeeded(await person.put(path, { code })).body).toMatchObject({ confirmed: true });
  succeeded(await submit());
  const { body: log } = succeeded(await person.get(`/v1/orders/${id}/messages`));
  expect(JSON.stringify(log)).not.toContain(code);
});

test('a new code makes the one before worthless, a used one is used, and five wrong entries end it', async () => {
  const { person, path, received } = await cancellation();
  expect((await person.put(path, { code: '000000' })).status).toBe(409);
  succeeded(await person.post(path));
  const first = await received();
  succeeded(await person.post(path));
  const second = await received();
  expect((await person.put(path, { code: first })).status).toBe(422);
  for (let entry = 0; entry < 4; entry += 1)
    expect((await person.put(path, { code: another(second) })).status).toBe(422);
  expect((await person.put(path, { code: second })).body).toMatchObject({ status: 409, code: 'CONFLICT' });
});

test('a number takes five codes a day, and other orders need none', async () => {
  const { person, path } = await cancellation();
  for (let sent = 0; sent < 5; sent += 1) succeeded(await person.post(path));
  expect((await person.post(path)).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
  const other = await cancellation('DEREG_SITE');
  expect((await other.person.post(other.path)).body).toMatchObject({
    status: 409,
    detail: expect.stringContaining('without a code'),
  });
});

test('the confirmation is of the order as it was: another reason wants another code', async () => {
  const { person, id, path, submit, received } = await cancellation();
  succeeded(await person.post(path));
  succeeded(await person.put(path, { code: await received() }));
  succeeded(await person.post(`/v1/orders/${id}/record`, { reason: '已迁移到其他接入商' }));
  expect((await submit()).body).toMatchObject({ code: 'INCOMPLETE', errors: [{ code: 'HOLDER_CODE_MISSING' }] });
});

test('a stranger can neither send nor enter the code', async () => {
  const { path } = await cancellation();
  const stranger = await bench.as('applicant');
  expect((await stranger.post(path)).status).toBe(404);
  expect((await stranger.put(path, { code: '000000' })).status).toBe(404);
});
