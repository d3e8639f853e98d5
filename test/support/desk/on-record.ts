/** Turns an order of a test into one on a record, wherever it stands: for the paths of types that begin with a record. */
import { storedContent } from '../../../domain/order/content.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { copyRecord } from '../../../facts/record-now.ts';
import { saveForm, setType } from '../../../store/orders/edit-order.ts';
import { writeRecord } from '../../../store/records/write-record.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { confirmedByHolder } from './open-filing.ts';
import type { Desk } from './desk.ts';
import type { TestFiling } from './test-filing.ts';

let issued = 0;

/** The form of the order is put on record, and the order removes all of it. */
export async function becomesOrderOnRecord(desk: Desk, filing: TestFiling, type: OrderType): Promise<void> {
  const { database, vault } = desk;
  const { id, accountId, form, formVersion } = await filing.order();
  if (form === undefined) throw new Error('the order was erased');
  issued += 1;
  const entityNumber = `鄂ICP备2024${String(issued).padStart(6, '0')}号`;
  const domains = Object.values(form.websites).flatMap(({ domain }) => domain ?? []);
  const websites = domains.map((domain, index) => ({ domain, number: `${entityNumber}-${index + 1}` }));
  const at = await filing.now();
  await writeRecord(database, vault, { orderId: id, at, issuedOn: civilDate(at), entityNumber, websites });
  const copy = await copyRecord({ database, vault }, { accountId, type, entityNumber, websites: domains, at });
  if (!copy.copied) throw new Error(`no order of type ${type} on this record: ${copy.findings[0].code}`);
  const { record } = copy;
  const content = { kind: 'REMOVAL', record, websites: Object.keys(record.form.websites), reason: '不再使用' } as const;
  const save = { expectedVersion: formVersion, form: storedContent(content), domains: [], editedAt: at };
  const saved = await saveForm(database, vault, id, save);
  if (!saved.saved) throw new Error('the order was saved meanwhile');
  await setType(database, id, type, at);
  if (rowOf(type).confirmedBy === 'CUSTOMER_WITH_CODE') await confirmedByHolder(database, id, at);
}
