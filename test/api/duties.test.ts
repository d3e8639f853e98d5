/** The duties after an approval as the API shows them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderId } from '../../domain/identifiers.ts';
import { shanghai } from '../../domain/time/instant.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { writeDutiesStep } from '../../store/duties/duties-step.ts';
import { openDutiesProcess } from '../../store/processes/process-rows.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { DUTIES_WORKFLOW, dutiesWorkflowId, type DutiesInput } from '../../workflows/messages/duties.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { atRest } from '../support/servers/at-rest.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const NUMBER = '粤ICP备2026000009号-1';

async function withFooterDuty(applicant: Person): Promise<string> {
  const id = await bench.order(applicant, individual(), 'FILLED');
  const at = shanghai('2026-03-12 09:00');
  const duty: Duty = {
    websiteId: 'W1',
    domain: 'example.cn',
    number: NUMBER,
    kind: 'FOOTER',
    state: 'OPEN',
    openedAt: at,
    remindersPassed: 0,
  };
  const cause = { actor: TIMER_ACTOR, action: 'begin', outcome: 'APPLIED' } as const;
  const step = { orderId: id as OrderId, seq: 1, at, cause, changed: [duty], notices: [], tasks: [] };
  await writeDutiesStep(bench.database, bench.vault, step, []);
  return id;
}

test('A-061 a duty says what to do, where, and what to copy, and masks the owner for those who may not read the name', async () => {
  const applicant = await bench.as('applicant');
  const id = await withFooterDuty(applicant);
  const footerFor = async (person: Person) => {
    const { body } = succeeded(await person.get(`/v1/orders/${id}/obligations`));
    return body.obligations[0].guidance;
  };
  const name = individual().entity.name ?? '';
  expect(await footerFor(applicant)).toMatchObject({
    advice: [{ zh: expect.stringContaining('备案号'), en: expect.stringContaining("linked to MIIT's site") }],
    link: 'https://beian.miit.gov.cn/',
    copy: `${name} <a href="https://beian.miit.gov.cn/" target="_blank">${NUMBER}</a>`,
  });
  const shown = await footerFor(await bench.as('operator'));
  expect(shown.copy).toContain(NUMBER);
  expect(shown.copy).not.toContain(name);
});

test('a duty that is reported before its process runs is put off, and done when it is reported again', async () => {
  const applicant = await bench.as('applicant');
  const form = individual();
  const id = await bench.order(applicant, form, 'FILLED');
  const orderId = id as OrderId;
  await atRest(bench.temporal, id);
  const startedAt = shanghai('2026-03-12 09:00');
  const issuedOn = '2026-03-12';
  const entityNumber = '粤ICP备2026000019号';
  const websites = [{ domain: form.websites['W1']?.domain ?? '', number: `${entityNumber}-1` }];
  await writeRecord(bench.database, bench.vault, { orderId, at: startedAt, issuedOn, entityNumber, websites });
  await bench.database.updateTable('orders').set({ stage: 'COMPLETED' }).where('id', '=', orderId).execute();
  await openDutiesProcess(bench.database, orderId, { issuedOn, startedAt });
  const report = () =>
    applicant
      .post(`/v1/orders/${id}/obligations/actions/footerConfirmed`, { data: { websiteId: 'W1' } })
      .set('Idempotency-Key', 'footer-confirmed-1');

  const early = await report();
  expect(early.body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
  expect(early.headers['retry-after']).toBeDefined();
  const input: DutiesInput = { orderId, accountId: applicant.accountId ?? '', startedAt, issuedOn };
  const { taskQueue } = bench.worker;
  const workflowId = dutiesWorkflowId(orderId);
  const duties = await bench.temporal.workflow.start(DUTIES_WORKFLOW, { workflowId, taskQueue, args: [input] });
  expect((await report()).body).toMatchObject({ outcome: 'APPLIED', action: 'footerConfirmed' });
  await duties.terminate('the test is over');
});
