/**
 * Delivers the messages of a step. Every message has its own tries and its own outcome. A delivered message is never sent
 * again; a message that a vendor refuses for good is logged as failed and shown to operators; a channel that is down is
 * tried again later and holds nothing else up (R-MSG-3). Where a person must act first (arrears, a template, a certificate),
 * the message is held: it stays pending, is tried again at the same slow pace, and operators are told at once.
 */
import { ApplicationFailure } from '@temporalio/activity';
import { AskPersonError, PermanentError, RetryableError } from '../../adapters/delivery-faults.ts';
import { mainlandMobile } from '../../domain/identity/mobile.ts';
import { present } from '../../domain/present.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { NEEDED_FOR_SMS, WITH_CODE } from '../../domain/messages/notice.ts';
import { renderNotice } from '../../domain/messages/texts/index.ts';
import { attemptPending, type LeasedMessage } from '../../store/messages/attempt.ts';
import {
  closeDeliveryTasks,
  markError,
  markFailed,
  markHeld,
  markSent,
  stillPending,
  type Sent,
} from '../../store/messages/delivery.ts';
import { deliveryKey } from '../../store/messages/delivery-key.ts';
import { ADDRESS_BUDGET, ADDRESS_NOT_PROVED } from '../../store/messages/kept-back.ts';
import type { StoredMessage } from '../../store/messages/message-row.ts';
import { knownRestores } from '../../store/restores/high-water.ts';
import { numberCode } from '../../store/proofs/number-code.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import type { ProcessActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { mayHaveGoneOut, RESTORED, type Restore } from './before-restore.ts';
import { createSentNotes, type SentNotes } from './sent-notes.ts';
import { proofDays } from './proof-days.ts';
import { noticeOf } from '../../store/messages/stored-notice.ts';
import { writtenTogether } from './written-together.ts';

/** Tries for one message; with the activity's backoff they span about two days. */
export const MAX_ATTEMPTS = 50;

/** How long an accepted message may wait to be written down together with others of its step. */
const LINGER_MS = 50;

type DeliveryDependencies = Pick<
  ActivityDependencies,
  'database' | 'vault' | 'rules' | 'email' | 'sms' | 'sentNotes' | 'restoreWatch'
> &
  Restore;
type Carriers = Pick<DeliveryDependencies, 'vault' | 'email' | 'sms' | keyof Restore>;

export function createDeliverMessages(deps: DeliveryDependencies): ProcessActivities['deliverMessages'] {
  const { database, vault, rules, sentNotes = createSentNotes((sent) => markSent(database, sent)) } = deps;
  return async (request) => {
    const { seq } = request;
    if (sentNotes.isFull) throw ApplicationFailure.retryable('sent messages wait to be written down', 'NOTES_WAIT');
    const caseId = request.orderId as CaseId;
    const restoredAt = await restoreBefore(deps);
    const inForce = await rules();
    const bounds = {
      budget: inForce.policies.resolve('message.perAddressAndDay', {}, civilDate(now())),
      proofDays: await proofDays({ database, vault }, inForce, caseId),
    };
    const { messages, areAll } = await attemptPending(database, vault, { ...request, caseId }, bounds);
    const together = { all: messages.length, lingerMs: LINGER_MS };
    const written = writtenTogether<Sent>((sent) => sentNotes.write(sent), together);
    const settled = await Promise.all(
      messages.map((message) => deliver({ ...deps, ...present({ restoredAt }), sentNotes, written }, message)),
    );
    if (messages.some(wasShownToOperators)) await closeDeliveryTasks(database, { caseId, seq, at: now() });
    if (areAll && !settled.includes(false)) return;
    const { errors, held } = await stillPending(database, { ...request, caseId });
    if (errors.length === 0) return;
    const reasons = [...new Set(errors)].join(', ');
    throw ApplicationFailure.retryable(
      held
        ? `waiting until somebody puts something right: ${errors.length} (${reasons})`
        : `waiting for their channel: ${errors.length} (${reasons})`,
      held ? 'NEEDS_PERSON' : 'CHANNEL_DOWN',
    );
  };
}

/** The last restore, whoever noticed it. Throws while nobody can know whether there was one: then nothing may be sent. */
async function restoreBefore({
  database,
  restoreWatch,
  restoredAt,
}: DeliveryDependencies): Promise<Instant | undefined> {
  if (restoreWatch === undefined) return restoredAt;
  const { lookedAt } = restoreWatch;
  const known = lookedAt === undefined ? undefined : await knownRestores(database, lookedAt);
  if (known?.isSure !== true) {
    throw ApplicationFailure.retryable('whether the database was brought back is not known yet', 'RESTORE_UNKNOWN');
  }
  return instant(Math.max(known.last ?? 0, restoredAt ?? 0));
}

const now = () => instant(Date.now());
const wasShownToOperators = ({ heldAt, resends }: StoredMessage): boolean => heldAt !== undefined || resends > 0;

interface Delivering extends DeliveryDependencies {
  sentNotes: SentNotes;
  /** Writes down what was sent, with other messages of the step. */
  written: (sent: Sent) => Promise<void>;
}

/**
 * Tries one message once and writes down the outcome. False when the message has to be tried again. A message that a carrier
 * took in an earlier attempt is not sent again: only its note is still to be written.
 */
async function deliver(deps: Delivering, message: LeasedMessage): Promise<boolean> {
  const { database, sentNotes, written } = deps;
  const kept = sentNotes.of(message);
  const tried: Attempt = kept === undefined ? await attempt(deps, message) : { outcome: 'SENT', sent: kept };
  if (tried.outcome === 'SENT') {
    const { id, resends } = message;
    const sent = kept ?? { id, resends, at: now(), ...tried.sent };
    sentNotes.keep(sent);
    await written(sent);
    return true;
  }
  const errorCode = codeOf(tried.error);
  const verdict = message.attempts >= MAX_ATTEMPTS ? 'FAILED' : verdictOn(tried.error, message);
  switch (verdict) {
    case 'FAILED':
      await markFailed(database, message, { at: now(), errorCode });
      return true;
    case 'HELD':
      await markHeld(database, message, { at: now(), errorCode });
      return false;
    case 'AGAIN':
      await markError(database, message.id, errorCode);
      return false;
    default:
      return verdict satisfies never;
  }
}

const OVER_BUDGET = { code: ADDRESS_BUDGET, passes: 'TOMORROW' } as const;

type Attempt = { outcome: 'SENT'; sent: { reference?: string } } | { outcome: 'NOT_SENT'; error: unknown };

async function attempt(deps: Carriers, message: LeasedMessage): Promise<Attempt> {
  try {
    if (mayHaveGoneOut(deps, message)) throw new AskPersonError('It may have been sent before the restore.', RESTORED);
    if (message.isUnproved) throw notProved(message);
    if (message.isOverBudget) throw new RetryableError('Its address has had enough for today.', OVER_BUDGET);
    return { outcome: 'SENT', sent: await send(deps, message) };
  } catch (error) {
    return { outcome: 'NOT_SENT', error };
  }
}

/** Where the window of MIIT's SMS may close before anybody proves the number, somebody should phone. */
const notProved = ({ code }: StoredMessage): Error =>
  NEEDED_FOR_SMS.includes(code)
    ? new AskPersonError('Nobody has proved the number.', ADDRESS_NOT_PROVED)
    : new RetryableError('Nobody has proved the number.', { code: ADDRESS_NOT_PROVED });

/** Only a refusal is final: an error that no adapter classified is tried again. */
function verdictOn(error: unknown, { code }: StoredMessage): 'FAILED' | 'HELD' | 'AGAIN' {
  if (error instanceof PermanentError) return 'FAILED';
  if (error instanceof AskPersonError) return 'HELD';
  // The window of MIIT's SMS closes before tomorrow, so somebody should phone.
  const isTooLate = code === 'N-6' && error instanceof RetryableError && error.passes === 'TOMORROW';
  return isTooLate ? 'HELD' : 'AGAIN';
}

/** The party's code or the kind of error; never the error's text, which may quote the message. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const isOurs = error instanceof PermanentError || error instanceof AskPersonError || error instanceof RetryableError;
  return (isOurs ? error.code : undefined) ?? error.name;
}

/** Numbers of before were saved without a look whether anybody can be reached at them. */
function mobileOf(address: string): string {
  const mobile = mainlandMobile(address);
  if (mobile === undefined) throw new PermanentError('the number is no mainland mobile', 'MALFORMED_ADDRESS');
  return mobile;
}

/** A code is put in when it is sent; one that has run out meanwhile is of no use to anybody. */
function withCode(vault: Vault, message: StoredMessage) {
  const rendered = noticeOf(message);
  const { notice } = rendered;
  if (!WITH_CODE.includes(notice.code)) return rendered;
  const endsAt = message.createdAt + (notice.facts.minutes ?? 0) * 60_000;
  if (endsAt < now()) throw new PermanentError('the code has run out', 'CODE_EXPIRED');
  const facts = { ...notice.facts, proofCode: numberCode(vault, message.id) };
  return { ...rendered, notice: { ...notice, facts } };
}

function send({ vault, email, sms }: Carriers, message: StoredMessage): Promise<{ reference?: string }> {
  const { address, params, isUnreadable } = message;
  if (isUnreadable) throw new AskPersonError('Its key is missing, or it was changed.', 'UNREADABLE');
  if (address === undefined || params === undefined) throw new PermanentError('the order was erased', 'ERASED');
  const { subject, text, smsParams } = renderNotice(withCode(vault, message));
  const idempotencyKey = deliveryKey(message);
  switch (message.channel) {
    case 'EMAIL':
      return email.send({ idempotencyKey, to: address, subject, text });
    case 'SMS':
      return sms.send({ idempotencyKey, to: mobileOf(address), template: message.code, params: smsParams });
    case 'IN_APP':
      return Promise.resolve({ reference: message.id });
    default:
      return message.channel satisfies never;
  }
}
