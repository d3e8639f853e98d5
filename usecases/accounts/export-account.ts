/**
 * Everything that is held about an account and its orders, for the person it is about: for its owner, or for an operator who
 * answers a person's request. An operator sees people masked as ever; the person who asks is named by the number of their document and
 * is in clear. The history of every order says that it was exported.
 */
import type { AccountId } from '../../domain/identifiers.ts';
import { maskedForm } from '../../domain/order/form-privacy.ts';
import type { OrderForm, Person } from '../../domain/order/form.ts';
import type { Read, ReadShown } from '../../domain/reads/read.ts';
import { readAccount, type Account } from '../../store/accounts/accounts.ts';
import { writeBesideSteps } from '../../store/audit/beside-steps.ts';
import { readHistory, type AuditEntry } from '../../store/audit/history.ts';
import { listOf } from '../../store/messages/messages.ts';
import type { StoredMessage } from '../../store/messages/message-row.ts';
import { ordersOfAccount } from '../../store/orders/orders-of-account.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { everyVersion } from '../../store/proofs/document-list.ts';
import type { StoredDocument } from '../../store/proofs/documents.ts';
import { noteReads } from '../../store/reads/note-reads.ts';
import { readsOfAccount, type WrittenRead } from '../../store/reads/read-list.ts';
import { findRecords } from '../../store/records/find-records.ts';
import type { FilingRecord } from '../../store/records/records.ts';
import { actorOf, reaches, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { showOfAccount } from '../reads/show.ts';

type ExportDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'now'>;

/** Why staff export, and for whom. */
export interface OnBehalf {
  /** Number of the person's letter or ticket. */
  reference: string;
  /** The person's own document; absent where nobody is to be in clear. */
  documentNumber?: string | undefined;
}

export interface ExportedOrder {
  order: Order;
  /** Absent once it is erased. */
  form: OrderForm | undefined;
  documents: StoredDocument[];
  messages: StoredMessage[];
  history: AuditEntry[];
}

export interface ExportedAccount {
  shown: ReadShown;
  account: Account | undefined;
  orders: ExportedOrder[];
  records: FilingRecord[];
  reads: WrittenRead[];
}

/** For the caller, accounts that they may not export do not exist. Staff say on whose behalf. */
export async function exportAccount(
  deps: ExportDependencies,
  caller: Caller,
  { accountId, onBehalf }: { accountId: AccountId; onBehalf: OnBehalf | undefined },
): Promise<ExportedAccount> {
  const { database, vault } = deps;
  if (!reaches(caller, 'accounts.export', accountId))
    throw refusal('NOT_FOUND', { detail: 'There is no such account.' });
  if (caller.role !== 'applicant' && onBehalf === undefined)
    throw refusal('INVALID', {
      findings: [{ path: 'reference', code: 'MISSING', advice: 'Name the letter or ticket in which the person asks.' }],
    });
  const account = await readAccount(database, vault, accountId);
  const ids = await ordersOfAccount(database, accountId);
  if (account === undefined && ids.length === 0) throw refusal('NOT_FOUND', { detail: 'There is no such account.' });
  const shown = await showOfAccount(deps, { caller, reason: reasonOf(onBehalf) }, accountId, [
    { subject: 'ACCOUNT' },
    ...ids.flatMap((orderId) => [{ subject: 'FORM', orderId } as const, { subject: 'MESSAGES', orderId } as const]),
  ]);
  const orders: ExportedOrder[] = [];
  for (const id of ids) {
    const order = await readOrder(database, vault, id);
    if (order === undefined) continue;
    await noteExport(deps, caller, { order, onBehalf });
    orders.push({
      order,
      form: order.form && (shown === 'CLEAR' ? order.form : await formFor(deps, caller, { order, onBehalf })),
      documents: await everyVersion(database, id),
      messages: await listOf(database, vault, id),
      history: await readHistory(database, vault, id),
    });
  }
  const records = await everyRecord(deps, accountId);
  return { shown, account, orders, records, reads: await readsOfAccount(database, { accountId, orderIds: ids }) };
}

async function noteExport(
  { database, vault, now }: ExportDependencies,
  caller: Caller,
  { order, onBehalf }: { order: Order; onBehalf: OnBehalf | undefined },
): Promise<void> {
  const detail = onBehalf === undefined ? {} : { detail: `On behalf of the person: ${onBehalf.reference}` };
  const cause = { actor: actorOf(caller), action: 'exportData', outcome: 'APPLIED', ...detail } as const;
  await writeBesideSteps(database, vault, { orderId: order.id, at: filingTime(order, now()), cause });
}

const reasonOf = (onBehalf: OnBehalf | undefined): Read['reason'] =>
  onBehalf === undefined ? undefined : { code: 'DATA_SUBJECT_REQUEST', reference: onBehalf.reference };

/** The form masked, with the person in clear who asks; the read says so. */
async function formFor(
  { database, vault }: ExportDependencies,
  caller: Caller,
  { order, onBehalf }: { order: Order; onBehalf: OnBehalf | undefined },
): Promise<OrderForm | undefined> {
  const { form, id: orderId, accountId } = order;
  if (form === undefined) return undefined;
  const hidden = maskedForm(form);
  const wanted = normal(onBehalf?.documentNumber);
  if (wanted === undefined) return hidden;
  const isWanted = (person: Person): boolean => normal(person.documentNumber) === wanted;
  const own = Object.entries(form.people).filter(([, person]) => isWanted(person));
  const isEntity = form.entity.kind === 'INDIVIDUAL' && normal(form.entity.certificateNumber) === wanted;
  if (own.length === 0 && !isEntity) return hidden;
  const reader = { id: caller.id, role: caller.role, accountId: caller.accountId };
  const read = { subject: 'FORM', orderId, accountId, shown: 'CLEAR', ground: 'REASON', door: 'api' } as const;
  await noteReads(database, vault.auditMac, [{ ...read, reader, reason: reasonOf(onBehalf) }]);
  return {
    ...hidden,
    ...(isEntity ? { entity: form.entity, websites: form.websites } : {}),
    people: { ...hidden.people, ...Object.fromEntries(own) },
  };
}

const normal = (number: string | undefined): string | undefined => number?.replaceAll(/\s/g, '').toUpperCase();

async function everyRecord({ database, vault }: ExportDependencies, accountId: AccountId): Promise<FilingRecord[]> {
  const records: FilingRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await findRecords(
      database,
      vault,
      { accountId },
      {
        limit: 50,
        ...(cursor === undefined ? {} : { cursor }),
      },
    );
    records.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return records;
}
