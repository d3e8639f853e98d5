/**
 * Everything a reviewer looks at to decide on an order: what was given, the scans beside what they prove, what the rules found, what
 * was looked up, what is different since the last round or against the record, the calls, and who has to act.
 */
import { allFindings, checkByConcern, type OrderFindings } from '../../domain/check-order/check-order.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import { slotsOfOrder } from '../../domain/materials/slots-of-order.ts';
import { provedBy } from '../../domain/materials/what-proves.ts';
import { changedPaths } from '../../domain/order/changed-paths.ts';
import { diffOf, type FieldChange, valueAt } from '../../domain/order/diff.ts';
import { maskedForm, personalValues } from '../../domain/order/form-privacy.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { orderScope } from '../../domain/order/order-scope.ts';
import type { ReadShown } from '../../domain/reads/read.ts';
import { reviewItems, type ReviewItem } from '../../domain/review/review-items.ts';
import { mayNotActIn, type MayNotReview } from '../../domain/review/may-review.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { historyPage, type AuditEntry } from '../../store/audit/history.ts';
import { listOrders } from '../../store/orders/order-list.ts';
import type { OrderSummary } from '../../store/orders/order-summary.ts';
import { filingTime } from '../../store/orders/orders.ts';
import { submittedBefore, type Submitted } from '../../store/orders/submitted-forms.ts';
import { currentDocuments, type StoredDocument } from '../../store/proofs/documents.ts';
import { withTypedTexts } from '../../store/texts/typed-texts.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { factsOf, type WrittenOrder } from '../drafting/draft.ts';
import { findWrittenOrder } from '../access/orders-in-reach.ts';
import { actionsFor } from '../order/possible-actions.ts';
import { showOfOrder, type Asking } from '../reads/show.ts';
import { reviewedOf } from './reviewed.ts';

export interface CaseScan {
  document: StoredDocument;
  /** Paths of the fields that it proves. */
  proves: readonly string[];
  /** Uploaded after the round before was submitted. */
  isNew: boolean;
}

export interface CaseFile {
  order: WrittenOrder;
  shown: ReadShown;
  /** As the reviewer may see it. */
  form: OrderForm;
  now: Instant;
  /** What the table of states lets this role do. */
  actions: readonly Action[];
  /** Why this person may not, whatever the table says. */
  barred: MayNotReview | undefined;
  findings: OrderFindings;
  scans: readonly CaseScan[];
  /** What has to be ticked before the order is approved and handed over, and what was. */
  review: { items: readonly ReviewItem[]; ticked: readonly string[] };
  /** Slots that a reviewer may ask for. */
  slots: readonly string[];
  facts: Pick<Awaited<ReturnType<typeof factsOf>>, 'domains' | 'instances' | 'liveness' | 'recordedWebsites'>;
  /** Since the round before; undefined in a first round. */
  sinceLast: readonly FieldChange[] | undefined;
  againstRecord: readonly FieldChange[] | undefined;
  /** Other orders of the account, the latest first. */
  earlier: readonly OrderSummary[];
  history: readonly AuditEntry[];
  /** When the next call may be made after one that nobody answered (R-SM-3). */
  nextCallFrom: Instant | undefined;
  remarks: readonly string[];
}

const EARLIER = 20;
const HISTORY = 200;

export async function readCaseFile(deps: UseCaseDependencies, asking: Asking, orderId: string): Promise<CaseFile> {
  const { caller } = asking;
  const found = await findWrittenOrder(deps, caller, 'form.read', orderId);
  const order = await withTexts(deps, found);
  const shown = await showOfOrder(deps, asking, order, { subject: 'FORM' });
  const now = filingTime(order, deps.now());
  const [facts, before, documents, others, history, { policies }] = await Promise.all([
    factsOf(deps, inquire(deps), order),
    submittedBefore(deps.database, deps.vault, order),
    currentDocuments(deps.database, order.id),
    listOrders(deps.database, { accountId: order.accountId }, { limit: EARLIER }),
    historyPage(deps.database, deps.vault, order.id, { limit: HISTORY }),
    deps.rules(),
  ]);
  const { type } = order;
  return {
    order,
    shown,
    form: shown === 'CLEAR' ? order.form : maskedForm(order.form),
    now,
    actions: actionsFor(order, caller),
    barred: mayNotActIn(order.stage, reviewedOf(order, deps.now()), caller),
    findings:
      type === undefined
        ? { blocking: [], warnings: [], unchecked: [] }
        : allFindings(checkByConcern({ ...facts, type, purpose: 'APPROVAL' })),
    scans: documents.map((document) => ({
      document,
      proves: provedBy(document.slot, Object.keys(order.form.websites)),
      isNew: before !== undefined && document.uploadedAt > before.at,
    })),
    review: {
      items: type === undefined ? [] : reviewItems({ form: order.form, type, policies, on: civilDate(now) }),
      ticked: order.progress?.ticked ?? [],
    },
    slots: type === undefined ? [] : [...slotsOfOrder({ form: order.form, type })].toSorted(),
    facts,
    sinceLast: before && changesSince(before, order.form, shown),
    againstRecord: order.content && diffOf(order.content, shown),
    earlier: others.orders.filter(({ id }) => id !== order.id).toSorted((a, b) => b.openedAt - a.openedAt),
    history: history.rows,
    nextCallFrom: nextCall(order),
    remarks: policies.resolve('province.remarks', orderScope(order.form, type), civilDate(now)),
  };
}

async function withTexts(deps: UseCaseDependencies, order: WrittenOrder): Promise<WrittenOrder> {
  const key = await caseKey(deps.database, deps.vault, order.id);
  return { ...order, progress: await withTypedTexts(deps.database, key, order.id, order.progress) };
}

function changesSince({ form: before }: Submitted, after: OrderForm, shown: ReadShown): FieldChange[] {
  const known = [...personalValues(before), ...personalValues(after)];
  const view = (form: OrderForm): OrderForm => (shown === 'CLEAR' ? form : maskedForm(form, known));
  const [one, other] = [view(before), view(after)];
  return changedPaths(before, after).map((path) => ({
    path,
    before: valueAt(one, path),
    after: valueAt(other, path),
  }));
}

function nextCall({ progress, settings }: WrittenOrder): Instant | undefined {
  const last = progress?.calls.at(-1);
  if (last?.outcome !== 'NO_ANSWER' || settings === undefined) return undefined;
  return instant(last.at + settings.callRetryMinutes * 60_000);
}
