/** A whole filing through the API alone, with everything that applicant, staff, vendors, MIIT and bureau send. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const eventId = () => `evt-${randomUUID()}`;

test('A-044 A-116 an approval without the ticks of its checklist is refused with each item, before a filing hears of it', async () => {
  const [applicant, reviewer] = [await bench.as('applicant'), await bench.as('reviewer')];
  const form = smallEnterprise();
  const W1 = { ...form.websites['W1'], preApprovals: [{ sector: 'NEWS' as const, number: '示例许可 1' }] };
  const id = await bench.order(applicant, { ...form, websites: { W1 } }, 'PRELIM_REVIEW');
  const { body: checklist } = succeeded(await reviewer.get(`/v1/orders/${id}/checklist`));
  expect(checklist.review).toMatchObject([{ item: 'permit-seen-news:W1', websiteId: 'W1', needsNote: false }]);
  const { status, body } = await reviewer.post(`/v1/orders/${id}/actions/approve`, { data: {} });
  expect([status, body.code]).toEqual([409, 'CHECKLIST_INCOMPLETE']);
  expect(body.errors).toMatchObject([{ path: 'review.permit-seen-news:W1', code: 'NOT_TICKED' }]);
  const approved = await reviewer.act(id, 'approve', { ticks: ['permit-seen-news:W1'] });
  expect(approved.body).toMatchObject({ outcome: 'APPLIED', to: 'READY_FOR_BUREAU' });
  const { body: history } = succeeded(await reviewer.get(`/v1/orders/${id}/history`));
  const approvals = history.entries.filter(({ action }: { action: string }) => action === 'approve');
  expect(approvals[0]).toMatchObject({ outcome: 'APPLIED', detail: 'ticked: permit-seen-news:W1' });
  expect(approvals.map(({ outcome }: { outcome: string }) => outcome)).not.toContain('REFUSED');
}); // prettier-ignore

test('A-150 the report counts a return with its reason in the period, province and type in which it happened', async () => {
  const [applicant, reviewer] = [await bench.as('applicant'), await bench.as('reviewer')];
  const [operator, auditor] = [await bench.as('operator'), await bench.as('auditor')];
  const form = smallEnterprise();
  const { province } = form.entity;
  const figures = async (query: string, who = operator) => succeeded(await who.get(`/v1/figures?${query}`)).body;
  const here = `from=2026-02-01&until=2026-02-28&province=${province}&type=FIRST`;
  const returned = (body: { reviews: { returned: number }[] }) => body.reviews[0]?.returned ?? 0;
  const before = await figures(here);
  const id = await bench.order(applicant, form, 'PRELIM_REVIEW');
  const items = [{ path: 'entity.remark', code: 'REMARK_NEEDED', advice: '请写明营业场所。' }];
  await reviewer.act(id, 'reject', { items });
  const after = await figures(here, auditor);
  expect(returned(after)).toBe(returned(before) + 1);
  expect(after.reviews).toMatchObject([{ province, type: 'FIRST' }]);
  const { passed, passRate } = after.reviews[0];
  expect(passRate).toBeCloseTo(passed / (passed + returned(after)), 3);
  expect(after.returnReasons).toContainEqual({ code: 'REMARK_NEEDED', returns: expect.any(Number) });
  expect(after.stageTimes).toContainEqual({
    stage: 'PRELIM_REVIEW',
    stays: expect.any(Number),
    median: 0,
    ninetieth: 0,
  });
  for (const elsewhere of [here.replace('type=FIRST', 'type=TRANSFER_NEW'), 'from=2025-01-01&until=2025-12-31']) {
    expect((await figures(elsewhere)).reviews).toEqual([]);
  }
  for (const query of [
    'from=2026-03-02&until=2026-03-01',
    'from=2020-01-01&until=2026-01-01',
    'from=yesterday',
    'by=week',
  ]) {
    expect([query, (await operator.get(`/v1/figures?${query}`)).status]).toEqual([query, 422]);
  }
  expect((await reviewer.get(`/v1/figures?${here}`)).status).toBe(403);
});

test('A-011 A-036 an individual files a first website from the opened order to the number', async () => {
  const applicant = await bench.as('applicant');
  const [first, second] = [await bench.as('reviewer'), await bench.as('reviewer')];
  const form = individual();
  const id = await bench.order(applicant, form, 'PRELIM_REVIEW');
  const order = async () => succeeded(await applicant.get(`/v1/orders/${id}`)).body;

  expect(await order()).toMatchObject({
    stage: 'PRELIM_REVIEW',
    type: 'FIRST',
    province: 'GD',
    waitingOn: 'reviewer',
    allowedActions: ['withdraw'],
    editable: 'NOTHING',
    nextDue: { kind: 'review', at: '2026-02-11T18:00:00+08:00', unit: 'BD', amount: 2, provisional: false },
  });

  await first.act(id, 'claim');
  const approved = await first.act(id, 'approve');
  expect(approved.body).toMatchObject({ outcome: 'APPLIED', from: 'PRELIM_REVIEW', to: 'READY_FOR_BUREAU' });
  await second.act(id, 'forwardToBureau');
  await reached(id, 'SMS_PENDING');

  const handOver = 1;
  const tell = async (event: string, data: object) => {
    const { body } = succeeded(await bench.webhook({ eventId: eventId(), orderId: id, event, data }));
    return body.status;
  };
  expect(await tell('smsStarted', { handOver, sentAt: '2026-02-09T10:30:00+08:00' })).toBe('ACCEPTED');
  await tell('smsVerified', { handOver, personId: 'P1' });
  await reached(id, 'BUREAU_REVIEW');
  expect(await order()).toMatchObject({
    allowedActions: [],
    expected: { earliest: '2026-02-12T18:00:00+08:00' },
    hints: [{ code: 'NO_PUSHING' }],
  });

  await tell('bureauDecision', { decision: 'APPROVED', handOver, issuedOn: '2026-02-09' });
  await reached(id, 'BUREAU_APPROVED');
  expect((await order()).hints[0].text).toContain('The bureau tells the person itself');

  const domain = form.websites['W1']?.domain;
  const numbers = { entityNumber: '粤ICP备2026000001号', websites: [{ domain, number: '粤ICP备2026000001号-1' }] };
  await tell('recordSynced', { handOver, ...numbers });
  await reached(id, 'COMPLETED');

  const { body: records } = succeeded(await applicant.get('/v1/records'));
  expect(records.records).toMatchObject([
    { number: '粤ICP备2026000001号', websites: [{ number: '粤ICP备2026000001号-1', domain }] },
  ]);
  const { body: log } = succeeded(await applicant.get(`/v1/orders/${id}/messages`));
  const codes = new Set(log.messages.map(({ code }: { code: string }) => code));
  expect([...codes]).toEqual(expect.arrayContaining(['N-1', 'N-2', 'N-5', 'N-8', 'N-9', 'N-11']));
  const { body: history } = succeeded(await applicant.get(`/v1/orders/${id}/history`));
  expect(history.entries.at(-1)).toMatchObject({ to: 'COMPLETED', actor: { role: 'miit', door: 'webhook' } });

  const gate = async () => succeeded(await applicant.post('/v1/access-gate', { domain: `www.${domain}` })).body;
  expect(await gate()).toMatchObject({ serve: false, reason: 'SYNC_PENDING', number: '粤ICP备2026000001号-1' });
  await bench.temporal.workflow.getHandle(id).result();
  await applicant.post(`/v1/orders/${id}/clock`, { advanceBy: 31 * 60_000 }).expect(200);
  expect(await gate()).toMatchObject({ serve: true, reason: 'FILED' });

  // An action after the end is written into the history and changes nothing (R-SM-8).
  expect(await tell('smsVerified', { handOver, personId: 'P1' })).toBe('RECORDED');
  expect((await order()).stage).toBe('COMPLETED');
  const operator = await bench.as('operator');
  const { body: tasks } = succeeded(await operator.get(`/v1/tasks?orderId=${id}`));
  expect(tasks.tasks).toMatchObject([{ kind: 'CALLBACK_AFTER_END' }]);
});

async function reached(orderId: string, stage: string): Promise<void> {
  const reader = await bench.as('operator');
  const steps = bench.steps(orderId);
  for (;;) {
    const { body } = succeeded(await reader.get(`/v1/orders/${orderId}`));
    if (body.stage === stage) break;
    if ((await steps.next()).done === true) throw new Error(`the order is in ${body.stage}, not in ${stage}`);
  }
  await steps.return?.();
}
