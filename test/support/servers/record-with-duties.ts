/** A record that a completed order left, and the duties that follow it; for tests of what is done to it through somebody else. */
import type { OrderId } from '../../../domain/identifiers.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { shanghai } from '../../../domain/time/instant.ts';
import { releasePlace } from '../../../store/orders/place.ts';
import { openDutiesProcess } from '../../../store/processes/process-rows.ts';
import { writeRecord } from '../../../store/records/write-record.ts';
import { DUTIES_WORKFLOW, dutiesWorkflowId, type DutiesInput } from '../../../workflows/messages/duties.ts';
import { individual } from '../orders/applicants.ts';
import { succeeded, type ApiBench, type Person } from './api-bench.ts';
import { atRest } from './at-rest.ts';

const AT = shanghai('2026-02-09 08:00');

/** A completed order with its record. */
export async function recordWithOrder(bench: ApiBench, serial: string) {
  const applicant = await bench.as('applicant');
  const form: OrderForm = individual();
  const id = await bench.order(applicant, form, 'FILLED');
  const orderId = id as OrderId;
  const entityNumber = `粤ICP备${serial}号`;
  const domain = form.websites['W1']?.domain ?? '';
  const website = `${entityNumber}-1`;
  const websites = [{ domain, number: website }];
  const { database, vault } = bench;
  await atRest(bench.temporal, id);
  await writeRecord(database, vault, { orderId, at: AT, issuedOn: '2026-02-09', entityNumber, websites });
  await database.updateTable('orders').set({ stage: 'COMPLETED' }).where('id', '=', orderId).execute();
  await releasePlace(database, orderId);
  return { applicant, form, orderId, entityNumber, website, domain };
}

/** The duties of its one website; the footer's is done, so they end with the police's. */
export async function startDutiesOf(bench: ApiBench, orderId: OrderId, applicant: Person) {
  const issuedOn = '2026-02-09';
  await openDutiesProcess(bench.database, orderId, { issuedOn, startedAt: AT });
  const input: DutiesInput = { orderId, accountId: applicant.accountId ?? '', startedAt: AT, issuedOn };
  const { taskQueue } = bench.worker;
  const workflowId = dutiesWorkflowId(orderId);
  const process = await bench.temporal.workflow.start(DUTIES_WORKFLOW, { workflowId, taskQueue, args: [input] });
  const report = { data: { websiteId: 'W1' } };
  succeeded(await applicant.post(`/v1/orders/${orderId}/obligations/actions/footerConfirmed`, report));
  return process;
}
