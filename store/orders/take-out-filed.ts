/** Websites that are on record leave an order whose other websites the bureau rejected (R-BUR-4). */
import { withoutRecorded } from '../../domain/order/fields-on-record.ts';
import { storedContent, withForm, withoutWebsites } from '../../domain/order/content.ts';
import { domainsOf } from '../../domain/order/registrable-domains.ts';
import { formOf } from '../../domain/order/content.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { saveForm } from './edit-order.ts';
import { readOrder } from './orders.ts';

/** The rest can be edited, and has the type that it has beside them; the submission determines it again. */
export async function takeOutFiled(
  trx: Database,
  vault: Vault,
  { orderId, at, progress: { apart = {} } }: Step,
): Promise<void> {
  const order = await readOrder(trx, vault, orderId);
  if (order?.content === undefined || order.type === undefined) return;
  const filed = Object.keys(apart).filter((id) => apart[id]?.onRecord === true);
  const type = rowOf(order.type).restIs ?? order.type;
  const content = withoutWebsites(order.content, filed);
  const rest = withForm(content, withoutRecorded(formOf(content), type));
  await saveForm(trx, vault, orderId, {
    expectedVersion: order.formVersion,
    form: storedContent(rest),
    domains: domainsOf(formOf(rest)),
    editedAt: at,
  });
  await trx.updateTable('orders').set({ type }).where('id', '=', orderId).execute();
}
