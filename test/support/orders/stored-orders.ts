/** Orders and steps for tests of what stores and reads them. All people and numbers are made up. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { OrderForm } from '../../../domain/order/form.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { newOrderId, type AccountId, type ActionId, type OrderId } from '../../../domain/identifiers.ts';
import { shanghai, type Instant } from '../../../domain/time/instant.ts';
import { opening, type Progress } from '../../../domain/lifecycle/progress.ts';
import type { Step } from '../../../domain/lifecycle/step.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import type { Database } from '../../../store/postgres/database.ts';
import type { Vault } from '../../../store/sealing/vault.ts';
import { openOrder } from '../../../store/orders/open-order.ts';

export const MONDAY_MORNING = shanghai('2026-03-02 09:30');

export const sampleOrderId = (): OrderId => newOrderId('2026-03-02', randomBytes(8));
export const sampleAccountId = (): AccountId => `acc-${randomUUID()}` as AccountId;
export const sampleActionId = (): ActionId => randomUUID() as ActionId;

export const sampleForm = (over: Partial<OrderForm> = {}): OrderForm => ({
  entity: {
    kind: 'ENTERPRISE',
    name: '海口示例科技有限公司',
    certificateType: 'BUSINESS_LICENCE',
    certificateNumber: '91460100MA5TEST00X',
    province: 'HI',
    headId: 'P1',
  },
  people: {
    P1: { name: '张三', documentType: 'RESIDENT_ID', documentNumber: '11010519491231002X', mobile: '13800138000' },
  },
  websites: { W1: { name: '示例小站', domain: 'www.example.cn', headId: 'P1' } },
  ...over,
});

/** Opens an order of a new account, or of the given one. */
export async function sampleOrder(
  db: Database,
  vault: Vault,
  given: {
    accountId?: AccountId;
    type?: OrderType;
    form?: OrderForm;
    domains?: { websiteId: string; domain: string }[];
    clockSkewMs?: number;
  } = {},
): Promise<{ id: OrderId; accountId: AccountId }> {
  const id = sampleOrderId();
  const accountId = given.accountId ?? sampleAccountId();
  const { type = 'FIRST', form = sampleForm(), domains = [], clockSkewMs = 0 } = given;
  const order = { id, accountId, openedAt: MONDAY_MORNING, type, form, domains, clockSkewMs };
  const opened = await openOrder(db, vault, order);
  if (!opened.opened) throw new Error(`the place is held by ${opened.heldBy}`);
  return { id, accountId };
}

export const sampleProgress = (stage: Stage, over: Partial<Progress> = {}): Progress => ({
  ...opening(MONDAY_MORNING),
  stage,
  visit: 2,
  round: 1,
  ...over,
});

/** The applicant submits the order for review, unless something else is given. */
export const sampleStep = (orderId: OrderId, over: Partial<Step> = {}): Step => ({
  orderId,
  seq: 1,
  at: MONDAY_MORNING,
  clock: MONDAY_MORNING,
  cause: {
    actor: { id: 'user-1', role: 'applicant', door: 'api' },
    action: 'submitForReview',
    actionId: sampleActionId(),
    outcome: 'APPLIED',
  },
  from: 'CONFIRMATION',
  via: [],
  to: 'PRELIM_REVIEW',
  progress: sampleProgress('PRELIM_REVIEW'),
  notices: [],
  tasks: [],
  effects: [],
  ...over,
});

export const later = (at: Instant, ms: number): Instant => (at + ms) as Instant;
