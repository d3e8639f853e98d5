/** An order in any state, written without the way there: for tests of what is shown of it. */
import { STAGES, type Stage } from '../../../domain/lifecycle/stage.ts';
import { lifecycleTable } from '../../../domain/lifecycle/table.ts';
import type { AccountId, OrderId } from '../../../domain/identifiers.ts';
import type { Database } from '../../../store/postgres/database.ts';
import type { Vault } from '../../../store/sealing/vault.ts';
import { writeFilingStep } from '../../../store/steps/filing-step.ts';
import { individual } from './applicants.ts';
import { sampleOrder, sampleProgress, sampleStep } from './stored-orders.ts';

const ITEM = { path: 'entity.remark', code: 'OTHER', advice: '请在备注中说明情况。' };

export async function orderIn(
  database: Database,
  vault: Vault,
  stage: Stage,
): Promise<{ id: OrderId; accountId: AccountId }> {
  const order = await sampleOrder(database, vault, { form: individual() });
  const progress = sampleProgress(stage, {
    handOver: 1,
    approvedBy: 'rev-approved',
    items: [ITEM],
    sms: { groups: [['P1']], verified: [], wrongEntries: 0, remindersSent: 0 },
    backdropAddress: '武汉市江岸区示例路 1 号',
  });
  const step = sampleStep(order.id, { from: 'DRAFT', to: stage, progress });
  await writeFilingStep(database, vault, step, () => ({ waitingOn: lifecycleTable[stage].waitingOn, dues: [] }));
  return order;
}

/** Every state of the lifecycle in which an order can be seen. */
export const STATES_SEEN: readonly Stage[] = STAGES.filter((stage) => lifecycleTable[stage].waitingOn !== 'system');
