/** Messages of sample orders, for tests of what stores and delivers them. All numbers are made up. */
import type { OrderId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import {
  attemptPending,
  type Bounds,
  type Budget,
  type LeasedMessage,
  type MessagesOf,
} from '../../../store/messages/attempt.ts';
import type { Sent } from '../../../store/messages/delivery.ts';
import type { StoredMessage } from '../../../store/messages/message-row.ts';
import { insertMessages, listOf, type NewMessage } from '../../../store/messages/messages.ts';
import { caseKey } from '../../../store/cases/case-key.ts';
import { listTasks } from '../../../store/tasks/tasks.ts';
import type { MigratedDatabase } from '../servers/migrated-database.ts';
import { MONDAY_MORNING, sampleOrder } from './stored-orders.ts';

/** More than any test sends to one address. */
const PLENTY: Budget = { sms: 1000, email: 1000 };

type Store = Pick<MigratedDatabase, 'db' | 'vault'>;

export const sampleSms = (address = '13800138000', over: Partial<NewMessage> = {}): NewMessage => ({
  code: 'N-2',
  recipient: 'siteHeads',
  personId: 'P1',
  channel: 'SMS',
  address,
  params: { facts: { variant: 'ITEMS' } },
  ...over,
});

export interface StepOfMessages extends MessagesOf {
  orderId: OrderId;
  /** Attempts all pending messages, as a delivery does. */
  attempt: (budget?: Budget, bounds?: Omit<Bounds, 'budget'>) => Promise<LeasedMessage[]>;
  log: () => Promise<StoredMessage[]>;
  /** Open tasks of the order. */
  tasks: () => Promise<string[]>;
}

/** A step with messages, of a new order or of the given one. */
export async function stepOfMessages(
  { db, vault }: Store,
  messages: readonly NewMessage[] = [sampleSms()],
  { orderId: given, seq = 1, source }: { orderId?: OrderId; seq?: number; source?: string } = {},
): Promise<StepOfMessages> {
  const orderId = given ?? (await sampleOrder(db, vault)).id;
  const key = await caseKey(db, vault, orderId);
  const event = { caseId: orderId, seq, at: MONDAY_MORNING, key, ...present({ source }) };
  await insertMessages(db, vault, event, messages);
  const of = { caseId: orderId, seq, source };
  return {
    ...of,
    orderId,
    attempt: async (budget = PLENTY, bounds = {}) =>
      (await attemptPending(db, vault, of, { budget, ...bounds })).messages,
    log: async () => (await listOf(db, vault, orderId)).filter((message) => message.seq === seq),
    tasks: async () => (await listTasks(db, { caseId: orderId })).tasks.map(({ kind }) => kind),
  };
}

/** What is noted when a carrier has taken a message. */
export const taken = ({ id, resends }: Pick<StoredMessage, 'id' | 'resends'>, reference?: string): Sent => ({
  id,
  resends,
  at: MONDAY_MORNING,
  ...present({ reference }),
});

/** The only message of a step, attempted once. */
export async function oneAttempted(store: Store): Promise<StepOfMessages & { message: StoredMessage }> {
  const step = await stepOfMessages(store);
  const [message] = await step.attempt();
  if (message === undefined) throw new Error('no message was written');
  return { ...step, message };
}
