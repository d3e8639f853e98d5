/** Writes each step of an inspection with the messages it brings, and says where the order is that answers it. */
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import type { InspectionStep } from '../../domain/inspection/inspection-step.ts';
import { ITEM_GROUPS } from '../../domain/inspection/item-groups.ts';
import { placeOf } from '../../domain/inspection/order-place.ts';
import type { Notice } from '../../domain/messages/notice.ts';
import { present } from '../../domain/present.ts';
import { isTold } from '../../domain/tasks/task.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { inspectedRecord } from '../../store/inspections/inspected-record.ts';
import { writeInspectionStep } from '../../store/inspections/inspection-step.ts';
import type { NewMessage } from '../../store/messages/messages.ts';
import { messagesOf } from '../messages/addressing.ts';
import type { InspectionActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { writing } from '../unwritable-step.ts';

type InspectionDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'deskEmail'>;

export const createInspectionActivities = (deps: InspectionDependencies): InspectionActivities => ({
  recordInspection: (step) =>
    writing(step, async () => writeInspectionStep(deps.database, deps.vault, step, await messagesFor(deps, step))),
  async answeringOrder({ orderId: caseId }) {
    const order = await deps.database
      .selectFrom('inspections')
      .innerJoin('orders', 'orders.id', 'inspections.order_id')
      .select(['orders.id', 'orders.stage'])
      .where('case_id', '=', caseId as CaseId)
      .executeTakeFirst();
    return order === undefined ? null : { id: order.id, place: placeOf(order.stage) };
  },
});

/** N-13 to the head of the website and to the account, as far as the record names them; N-16 to the desk for tasks. */
async function messagesFor(
  { database, vault, deskEmail }: InspectionDependencies,
  { orderId: caseId, after, notices, tasks }: InspectionStep,
): Promise<NewMessage[]> {
  const told: Notice[] = [
    ...notices.map((facts): Notice => ({ code: 'N-13', facts })),
    ...tasks
      .filter(isTold)
      .map((task): Notice => ({ code: 'N-16', facts: { task, due: after.dueAt, reference: caseId } })),
  ];
  if (told.length === 0) return [];
  const record = await inspectedRecord(database, vault, caseId as CaseId);
  if (record === undefined) return [];
  const { accountId, found, number, form } = record;
  const known = accountId === undefined ? undefined : await readAccount(database, vault, accountId);
  const account = { id: accountId ?? NOBODY, mobile: known?.mobile, email: known?.email };
  const untrue = ITEM_GROUPS.filter((group) => after.items[group] === 'FALSE');
  return told.flatMap((notice) => {
    const facts =
      notice.code === 'N-13' ? { found, untrue, numbers: [number], due: after.dueAt, reference: caseId } : {};
    const params = { facts: { ...facts, ...notice.facts }, ...present({ province: form.entity.province }) };
    const messages = messagesOf(notice, params, { form, account, deskEmail });
    return messages.filter(({ recipient }) => recipient !== 'account' || accountId !== undefined);
  });
}

/** No account has taken the record over. */
const NOBODY = '' as AccountId;
