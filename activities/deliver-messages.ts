/**
 * Delivers the messages of a step. Every message has its own tries and its own outcome: one that is through is never
 * sent again, one that a vendor refuses for good is logged as failed and shown to operators, and a channel that is down
 * is tried again later without holding up anything (R-MSG-3).
 */
import { ApplicationFailure } from '@temporalio/activity';
import { PermanentError } from '../adapters/delivery.ts';
import type { OrderId } from '../domain/identifiers.ts';
import { instant } from '../domain/instant.ts';
import { renderNotice } from '../domain/notification-texts/index.ts';
import { attemptPending, markError, markFailed, markSent, type StoredMessage } from '../store/messages.ts';
import { openTask } from '../store/tasks.ts';
import type { FilingActivities } from './contract.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { noticeOf } from './stored-notice.ts';

/** Tries for one message: with the activity's backoff they reach over about two days. */
export const MAX_ATTEMPTS = 50;

type DeliveryDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'email' | 'sms'>;

export function createDeliverMessages(deps: DeliveryDependencies): FilingActivities['deliverMessages'] {
  const { database, vault } = deps;
  return async ({ orderId, seq, source }) => {
    const pending = await attemptPending(database, vault, { orderId: orderId as OrderId, seq, source });
    const delivered = await Promise.all(pending.map((message) => deliver(deps, message)));
    const waiting = delivered.filter((done) => !done).length;
    if (waiting > 0)
      throw ApplicationFailure.retryable(
        `${waiting} of ${pending.length} messages wait for their channel`,
        'CHANNEL_DOWN',
      );
  };
}

/** Tries one message once; true when it needs no further try. */
async function deliver(deps: DeliveryDependencies, message: StoredMessage): Promise<boolean> {
  const { database } = deps;
  try {
    const sent = await send(deps, message);
    await markSent(database, message.id, { at: instant(Date.now()), ...sent });
    return true;
  } catch (error) {
    const code = error instanceof PermanentError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';
    const final = isFinal(error) || message.attempts >= MAX_ATTEMPTS;
    if (!final) {
      await markError(database, message.id, code);
      return false;
    }
    await markFailed(database, message.id, { at: instant(Date.now()), errorCode: code });
    await openTask(database, {
      orderId: message.orderId,
      kind: 'MESSAGE_UNDELIVERABLE',
      visit: message.seq,
      at: message.at,
    });
    return true;
  }
}

/** Everything but a refusal may pass: what no adapter classified is tried again. */
const isFinal = (error: unknown): boolean =>
  error instanceof PermanentError || (error instanceof Error && error.name === 'AskPersonError');

function send({ email, sms }: DeliveryDependencies, message: StoredMessage): Promise<{ reference?: string }> {
  const { address, params } = message;
  if (address === undefined || params === undefined) throw new PermanentError('the order was erased', 'ERASED');
  const { subject, text, smsParams } = renderNotice(noticeOf(message));
  const idempotencyKey = `beian-${message.id}`;
  switch (message.channel) {
    case 'EMAIL':
      return email.send({ idempotencyKey, to: address, subject, text });
    case 'SMS':
      return sms.send({ idempotencyKey, to: address, template: message.code, params: smsParams });
    case 'IN_APP':
      return Promise.resolve({ reference: message.id });
    default:
      return message.channel satisfies never;
  }
}
