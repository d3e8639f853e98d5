/** Recording of an inspection from the day on which its term was over: told, extended, answered, noted, cancelled and put right. */
import { inspectionQuery } from '../../../workflows/messages/inspection.ts';
import { recordWithOrder } from '../servers/record-with-duties.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../servers/api-bench.ts';
import type { RecordedRun } from '../desk/runs.ts';

const DAY_MS = 86_400_000;

export async function inspectionPutRight(): Promise<RecordedRun> {
  const bench = await startApiBench();
  try {
    return await recordedOn(bench);
  } finally {
    await bench.close();
  }
}

async function recordedOn(bench: ApiBench): Promise<RecordedRun> {
  const operator = await bench.as('operator');
  const at = (now: number): Person => operator.at(bench.appWith({ now: () => now }));
  const { website, applicant } = await recordWithOrder(bench, '2026000829');
  const opening = at(Date.now() - 31 * DAY_MS).post('/v1/inspections', { number: website, found: 'FALSE_DATA' });
  const { id, caseId } = succeeded(await opening).body;
  const process = bench.temporal.workflow.getHandle(caseId);
  const events = bench.steps(caseId);
  while ((await process.query(inspectionQuery)).steps < 2) await events.next();
  await events.return?.();
  const act = async (person: Person, action: string, data: object): Promise<void> => {
    succeeded(await person.post(`/v1/inspections/${id}/actions/${action}`, { data }));
  };
  const dueAt = Date.now() + 5 * DAY_MS;
  await act(operator, 'deadlineOverride', { dueAt: new Date(dueAt).toISOString(), reason: 'a hospital' });
  await act(applicant, 'explained', { text: 'The number was changed last week.' });
  await act(operator, 'itemInspected', { group: 'PHONES', result: 'FALSE', note: 'Nobody answers.' });
  await act(operator, 'callLogged', { phone: 'SITE_HEAD_MOBILE', reached: false });
  await act(at(dueAt + 1000), 'accessCancelled', {});
  await act(operator, 'rectified', {});
  await process.result();
  return process.fetchHistory();
}
