/**
 * After an edit: which drafting state the order should be in now. The filing hears of it only when the order is in another
 * state, so a history stays small however often a form is saved (design §2).
 */
import { randomUUID } from 'node:crypto';
import type { Inquiry } from '../../facts/inquiry.ts';
import { checkOrder } from '../../domain/check-order/check-order.ts';
import type { Finding } from '../../domain/finding.ts';
import { draftingStage } from '../../domain/order/drafting.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { isDrafting, type DraftingStage } from '../../domain/lifecycle/stage.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Actor } from '../../domain/role.ts';
import { readOrderFacts } from '../../facts/order-facts.ts';
import { countAction } from '../../store/orders/action-counts.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { noteArrived } from '../../store/outbox/action-requests.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isUnavailable } from '../processes/unreachable.ts';
import { limitForEdits, type DailyLimit } from '../order/daily-limit.ts';
import { sendAction } from '../outbox/send-action.ts';
import { askedDigest } from '../outbox/send-noted.ts';

export interface DraftStanding {
  /** The order after the edit. */
  order: Order;
  /** The first thing still missing; undefined when the order is not being drafted. */
  firstMissing: DraftingStage | undefined;
  /** False while the filing has not been told yet; the next edit or action tells it. */
  settled: boolean;
}

/** Two edits at once may each see only a part, so the state is computed again until it equals the stored one. */
const LOOKS = 4;

/**
 * Tells the filing which state the draft should be in. The edit itself is saved, so an unreachable filing is no error, and
 * neither is an edit too many for one day: the filing hears of it with the next action, or tomorrow.
 */
export async function settleDraft(
  deps: UseCaseDependencies,
  ask: Inquiry,
  edited: Order,
  actor: Actor,
  limit?: DailyLimit,
): Promise<DraftStanding> {
  const counts = limit ?? (await limitForEdits(deps, edited));
  let order = edited;
  let firstMissing: DraftingStage | undefined;
  for (let look = 0; look < LOOKS; look += 1) {
    firstMissing = await firstMissingOf(deps, ask, order);
    if (firstMissing === undefined || firstMissing === order.stage) return { order, firstMissing, settled: true };
    if (!(await tell(deps, order, actor, counts))) return { order, firstMissing, settled: false };
    order = (await readOrder(deps.database, deps.vault, order.id)) ?? order;
  }
  return { order, firstMissing, settled: firstMissing === order.stage };
}

async function tell(
  deps: UseCaseDependencies,
  order: Order,
  actor: Actor,
  { as, limit }: DailyLimit,
): Promise<boolean> {
  if (!(await countAction(deps.database, as, limit))) return false;
  const edited = { action: 'edited', actionId: `api:edited:${randomUUID()}` as ActionId, actor, data: {} } as const;
  const asked = { sent: { to: 'filing', ...edited }, digest: askedDigest(deps, edited) } as const;
  await noteArrived(deps.database, deps.vault, { orderId: order.id, ...asked, at: instant(deps.now()) });
  try {
    return (await sendAction(deps, order, edited)) !== undefined;
  } catch (error) {
    if (isUnavailable(error)) return false;
    throw error;
  }
}

/** The drafting state computed from all known facts, as the filing itself computes it. */
async function firstMissingOf(
  deps: UseCaseDependencies,
  ask: Inquiry,
  order: Order,
): Promise<DraftingStage | undefined> {
  if (!isDrafting(order.stage) || !isWritten(order)) return undefined;
  return draftingStage(await factsOf(deps, ask, order));
}

/** All facts the rules look at, as they are now. Facts that the provider's systems do not give now are unknown. */
export async function factsOf(
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now'>,
  ask: Inquiry,
  order: WrittenOrder,
) {
  return readOrderFacts(deps.database, deps.vault, ask, await deps.rules(), {
    order,
    at: filingTime(order, deps.now()),
    purpose: order.submitted ? 'RESUBMISSION' : 'SUBMISSION',
    photoAllowedFor: order.progress?.photoAllowedFor ?? [],
  });
}

/** What a draft lacks before it can be submitted, as the filing would name it. */
export async function lackingIn(
  deps: UseCaseDependencies,
  ask: Inquiry,
  order: WrittenOrder,
): Promise<readonly Finding[]> {
  const facts = await factsOf(deps, ask, order);
  const { type } = facts;
  return type === undefined ? [TYPE_MISSING] : checkOrder({ ...facts, type }).blocking;
}

export const TYPE_MISSING: Finding = {
  path: 'type',
  code: 'MISSING',
  advice: 'Have the type of the order checked first.',
};

export type WrittenOrder = Order & { form: OrderForm };
export const isWritten = (order: Order): order is WrittenOrder => order.form !== undefined;
