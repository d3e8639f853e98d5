/**
 * Codes that prove mobiles, and what was proved. A proof is of an account and a number: it serves all orders of the account, and another
 * number needs another one. Numbers are known here by their keyed digest only.
 */
import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountId, CaseId, OrderId } from '../../domain/identifiers.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { NumberProofTerms } from '../../domain/proofs/number-proof.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { present } from '../../domain/present.ts';
import { caseKey } from '../cases/case-key.ts';
import { addressDigest } from '../messages/address-digest.ts';
import { insertMessages } from '../messages/messages.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { numberCode } from './number-code.ts';

/** Whose number it is, and in which order, or inspection, it stands. */
export interface NumberToProve<Case extends CaseId = OrderId> {
  orderId: Case;
  accountId: AccountId;
  /** Undefined for the number of the account itself. */
  personId: string | undefined;
  mobile: string;
  /** On the order's clock. */
  at: Instant;
}

/** Messages of this chapter are numbered apart from those of the order's processes. */
const SOURCE = 'number-proof';

/**
 * What a code is for: it proves the number, confirms the order for the holder of the filing (R-DEREG-7), or checks a phone of a record
 * that is inspected (R-INSP-2).
 */
export type CodePurpose = 'PROVES_NUMBER' | 'CONFIRMS_ORDER' | 'CHECKS_PHONE';

type CodeTerms = Pick<NumberProofTerms, 'codeMinutes' | 'codesPerDay'>;

/**
 * Writes a message with a code; the caller has it delivered. Undefined when number or account has had as many codes within a day as
 * it may; then nothing is written. Asked at the same moment, codes are counted one after the other.
 */
export function writeCode(
  db: Database,
  vault: Vault,
  { orderId, accountId, personId, mobile, at }: NumberToProve<CaseId>,
  { codeMinutes, codesPerDay }: CodeTerms,
  purpose: CodePurpose = 'PROVES_NUMBER',
): Promise<{ messageId: string; expiresAt: Instant } | undefined> {
  const digest = addressDigest(vault, 'SMS', mobile);
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('number codes', 0))`.execute(trx);
    const { rows } = await sql<{ of_account: number; of_number: number }>`
      select count(*) filter (where account_id = ${accountId}) as of_account,
        count(*) filter (where address_digest = ${digest}) as of_number
      from number_codes
      where asked_at > now() - interval '1 day' and (account_id = ${accountId} or address_digest = ${digest})`.execute(
      trx,
    );
    const [{ of_account: ofAccount, of_number: ofNumber } = { of_account: 0, of_number: 0 }] = rows;
    if (ofAccount >= codesPerDay.perAccount || ofNumber >= codesPerDay.perNumber) return undefined;
    const message = { orderId, personId, mobile, at, minutes: codeMinutes, purpose };
    const messageId = await writeMessage(trx, vault, message);
    const { expires_at } = await trx
      .insertInto('number_codes')
      .values({
        message_id: messageId,
        account_id: accountId,
        address_digest: digest,
        confirms: purpose === 'PROVES_NUMBER' ? null : orderId,
        expires_at: sql<Date>`now() + ${codeMinutes} * interval '1 minute'`,
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow();
    return { messageId, expiresAt: fromDate(expires_at) };
  });
}

async function writeMessage(
  trx: Database,
  vault: Vault,
  message: Omit<NumberToProve<CaseId>, 'accountId'> & { minutes: number; purpose: CodePurpose },
): Promise<string> {
  const caseId: CaseId = message.orderId;
  const of = trx.selectFrom('messages').where('case_id', '=', caseId).where('source', '=', SOURCE);
  const last = await of.select((eb) => eb.fn.max('seq').as('seq')).executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const type = await typeOf(trx, caseId);
  const event = { caseId, source: SOURCE, seq, at: message.at, key: await caseKey(trx, vault, caseId) };
  await insertMessages(trx, vault, event, [
    {
      ...(message.purpose === 'CONFIRMS_ORDER'
        ? { code: 'P-2', recipient: message.personId === undefined ? 'account' : 'entityHead' }
        : { code: 'P-1', recipient: 'siteHeads' }),
      ...present({ personId: message.personId }),
      channel: 'SMS',
      address: message.mobile,
      params: { facts: { minutes: message.minutes }, ...present({ type }) },
    },
  ]);
  return (await of.select('id').where('seq', '=', seq).executeTakeFirstOrThrow()).id;
}

/** Of the order; undefined as well for a case that is none. */
async function typeOf(trx: Database, caseId: CaseId): Promise<OrderType | undefined> {
  const order = await trx
    .selectFrom('orders')
    .select('type')
    .where('id', '=', sql<OrderId>`${caseId}`)
    .executeTakeFirst();
  return order?.type ?? undefined;
}

export type CodeAnswer =
  | 'PROVED'
  | 'WRONG'
  /** No code is good: none was asked for, it has run out, it was used, or it has had too many wrong entries. */
  | 'NO_CODE';

/** Compares an answer with the code that was sent to this number last. A wrong one counts, whoever gives it. */
export function answerCode(
  db: Database,
  vault: Vault,
  number: NumberToProve,
  given: GivenCode & { by: string },
): Promise<CodeAnswer> {
  return inTransaction(db, async (trx) => {
    const answer = await useCode(trx, vault, number, given, 'PROVES_NUMBER');
    if (answer !== 'PROVED') return answer;
    const { orderId, accountId, mobile, at } = number;
    const proof = { order_id: orderId, proved_at: toDate(at), proved_by: given.by };
    await trx
      .insertInto('number_proofs')
      .values({ account_id: accountId, address_digest: addressDigest(vault, 'SMS', mobile), ...proof })
      .onConflict((conflict) => conflict.columns(['account_id', 'address_digest']).doUpdateSet(proof))
      .execute();
    return answer;
  });
}

export interface GivenCode {
  code: string;
  maxWrongEntries: number;
}

/** The same for a code of either purpose; one that was right is used up. Two answers at once count one after the other. */
export async function useCode(
  trx: Database,
  vault: Vault,
  { orderId, accountId, mobile }: NumberToProve<CaseId>,
  { code, maxWrongEntries }: GivenCode,
  purpose: CodePurpose,
): Promise<CodeAnswer> {
  const last = await trx
    .selectFrom('number_codes')
    .select(['message_id', 'wrong_entries', 'used_at', sql<boolean>`expires_at > now()`.as('is_good')])
    .where('account_id', '=', accountId)
    .where('address_digest', '=', addressDigest(vault, 'SMS', mobile))
    .where((eb) => (purpose === 'PROVES_NUMBER' ? eb('confirms', 'is', null) : eb('confirms', '=', orderId)))
    .orderBy('asked_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (last === undefined || !last.is_good || last.used_at !== null) return 'NO_CODE';
  if (last.wrong_entries >= maxWrongEntries) return 'NO_CODE';
  const change = trx.updateTable('number_codes').where('message_id', '=', last.message_id);
  if (!isSame(code, numberCode(vault, last.message_id))) {
    await change.set({ wrong_entries: last.wrong_entries + 1 }).execute();
    return 'WRONG';
  }
  await change.set({ used_at: sql<Date>`now()` }).execute();
  return 'PROVED';
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** When the mobile that the form has of each person was proved; people whose number nobody proved are left out. */
export async function numbersProved(
  db: Database,
  vault: Vault,
  { accountId, form }: { accountId: AccountId; form: OrderForm },
): Promise<Record<string, Instant>> {
  const digests = Object.entries(form.people).flatMap(([personId, { mobile }]) =>
    mobile === undefined ? [] : [{ personId, digest: addressDigest(vault, 'SMS', mobile) }],
  );
  if (digests.length === 0) return {};
  const rows = await db
    .selectFrom('number_proofs')
    .select(['address_digest', 'proved_at'])
    .where('account_id', '=', accountId)
    .where(
      'address_digest',
      'in',
      digests.map(({ digest }) => digest),
    )
    .execute();
  return Object.fromEntries(
    digests.flatMap(({ personId, digest }) => {
      const proof = rows.find(({ address_digest }) => address_digest.equals(digest));
      return proof === undefined ? [] : [[personId, fromDate(proof.proved_at)]];
    }),
  );
}
