/**
 * What a delivery may send now. An attempt leases its messages first, so that two deliveries at once never send a message twice.
 * In the same statement it counts them against what one number or mailbox takes a day over all orders, because whoever fills in a
 * form may name anybody's (`message.perAddressAndDay`). The account's own address, which the provider knows, is not counted, and
 * neither are the notices without which nobody passes MIIT's SMS: they have room however many others there were. Where policy wants
 * numbers proved (`message.numberProof`), a number that nobody proved is sent its code and nothing else.
 */
import { sql, type RawBuilder } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import { NEEDED_FOR_SMS, WITH_CODE } from '../../domain/messages/notice.ts';
import type { PolicyValue } from '../../domain/policy/policy.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { toListedMessage, type MessageRow, type StoredMessage } from './message-row.ts';
import { FILING_SOURCE } from './messages.ts';

/** Messages of one step of a workflow, or only some of them. */
export interface MessagesOf {
  caseId: CaseId;
  seq: number;
  source?: string | undefined;
  messageIds?: readonly string[] | undefined;
}

/** An attempt that takes longer counts as left: an activity may take two minutes. */
const ATTEMPT_MS = 120_000;

/**
 * For how long Postgres must have been up before a message is taken over from an attempt that reported nothing. Its worker may
 * live and know of the carrier's acceptance, which it could not write down while Postgres was away; it tries every few seconds.
 */
const NO_WORD_MS = 60_000;

export interface LeasedMessage extends StoredMessage {
  /** Its address has had today what it takes; the message may be sent tomorrow. */
  isOverBudget: boolean;
  /** Its number has to be proved first, and nobody has. */
  isUnproved: boolean;
}

/** What binds the messages of a case to people whom its form names. */
export interface Bounds {
  budget: Budget;
  /** For how many days the proof of a number holds; absent where no proof is needed. */
  proofDays?: number | undefined;
}

export interface Attempted {
  messages: LeasedMessage[];
  /** Whether these are all pending messages; false as well when there is nothing to attempt. */
  areAll: boolean;
}

/** How many counted messages one address takes a day, by channel. */
export type Budget = PolicyValue<'message.perAddressAndDay'>;

interface LeasedRow extends MessageRow {
  is_admitted: boolean;
  is_unproved: boolean;
  pending: number;
}

/**
 * Leases the pending messages that nobody else is sending now; each attempt is counted before it is made. A message whose
 * lease ended without a word is waited for first, and taken over by a later attempt. A message counts once a day against the
 * budget of its address, however often it is tried.
 */
export async function attemptPending(
  db: Database,
  vault: Vault,
  of: MessagesOf,
  { budget, proofDays }: Bounds,
): Promise<Attempted> {
  const limit = sql`(case channel when 'SMS' then ${budget.sms}::int else ${budget.email}::int end)`;
  const { rows } = await sql<LeasedRow>`
    with due as (
      select messages.id, channel, messages.address_digest, ${TODAY} as day, is_unproved,
        ${IS_COUNTED} and not is_unproved as is_counted,
        ${IS_COUNTED} and not is_unproved and counted_on is distinct from ${TODAY} as is_new
      from messages left join orders on orders.id = messages.case_id
        cross join lateral (select ${isUnproved(proofDays)} as is_unproved) as proof
      where ${isPending(of)} and (claimed_until is null or (claimed_until < now() and ${HAD_TIME_TO_SAY}))
      for update of messages
    ), counted as (
      insert into address_counts as known (channel, address_digest, day, count)
      select channel, address_digest, day, count(*) from due where is_new group by 1, 2, 3 order by 1, 2, 3
      on conflict (channel, address_digest, day) do update set count = known.count + excluded.count
        where known.count < (case excluded.channel when 'SMS' then ${budget.sms}::int else ${budget.email}::int end)
      returning channel, address_digest, day, count
    ), placed as (
      select *, count(*) over same as together, row_number() over (same order by id) as place
      from due window same as (partition by channel, address_digest, is_new)
    ), judged as (
      select id, day, is_counted, is_unproved, not is_new or coalesce(count - together + place <= ${limit}, false) as is_admitted
      from placed left join counted using (channel, address_digest, day)
    ), leased as (
      update messages set attempts = attempts + 1, claimed_until = ${fromNow(ATTEMPT_MS)}, tried_at = now(), no_word_since = null,
        counted_on = case when is_counted and is_admitted then day else counted_on end
      from judged where judged.id = messages.id returning messages.*, is_admitted, is_unproved
    )
    select leased.*, cases.wrapped_key, (select count(*) from messages where ${isPending(of)}) as pending
    from leased join cases on cases.id = leased.case_id`.execute(db);
  const areAll = rows[0]?.pending === rows.length;
  if (!areAll) await waitForWord(db, of);
  const messages = rows.map((row) => ({
    ...toListedMessage(vault, row),
    isOverBudget: !row.is_admitted,
    isUnproved: row.is_unproved,
  }));
  return { messages, areAll };
}

/** By the clock of the order, which is another than the wall's in the sandbox. */
const NOW = sql`(now() + coalesce(orders.clock_skew_ms, 0) * interval '1 millisecond')`;
const TODAY = sql`(${NOW} at time zone 'Asia/Shanghai')::date`;

const IS_FOR_SOMEBODY_NAMED = sql`recipient not in ('account', 'operator')`;
const IS_COUNTED = sql`(channel in ('SMS', 'EMAIL') and ${IS_FOR_SOMEBODY_NAMED}
  and code <> all(${sql.val([...NEEDED_FOR_SMS])}))`;

function isUnproved(proofDays: number | undefined): RawBuilder<boolean> {
  if (proofDays === undefined) return sql`false`;
  return sql`(channel = 'SMS' and ${IS_FOR_SOMEBODY_NAMED} and code <> all(${sql.val([...WITH_CODE])}) and not exists (
    select from number_proofs
    where number_proofs.account_id = orders.account_id and number_proofs.address_digest = messages.address_digest
      and number_proofs.proved_at > ${NOW} - ${proofDays} * interval '1 day'))`;
}

/** The wait began under the Postgres that runs now, so that a worker that knows of an acceptance was able to write it down. */
const HAD_TIME_TO_SAY = sql`coalesce(no_word_since > pg_postmaster_start_time(), false)`;

async function waitForWord(db: Database, of: MessagesOf): Promise<void> {
  await db
    .updateTable('messages')
    .set({ no_word_since: sql<Date>`now()`, claimed_until: fromNow(NO_WORD_MS) })
    .where(isPending(of))
    .where(sql<boolean>`claimed_until < now() and not ${HAD_TIME_TO_SAY}`)
    .execute();
}

const fromNow = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

export const isPending = ({ caseId, seq, source = FILING_SOURCE, messageIds }: MessagesOf) =>
  sql<boolean>`messages.case_id = ${caseId} and messages.source = ${source} and messages.seq = ${seq} and messages.status = 'PENDING'${
    messageIds === undefined ? sql`` : sql` and messages.id = any(${sql.val([...messageIds])})`
  }`;
