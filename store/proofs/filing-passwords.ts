/** The filing password of an order (R-PWD-1): sealed under the key of its case, with what MIIT said of it. */
import type { OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { civilDate, type Instant } from '../../domain/time/instant.ts';
import { caseKey, caseKeyIfReadable } from '../cases/case-key.ts';
import { fromOptionalDate, toDate, type Database } from '../postgres/database.ts';
import { openIfReadable, seal, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

const PASSWORD: Column<string> = { name: 'filing_passwords.password' };

export interface FilingPassword {
  password: string;
  /** What MIIT said of it; absent while nobody has asked. */
  verdict?: 'RIGHT' | 'WRONG';
  /** MIIT is not asked before this instant. */
  notBefore?: Instant;
}

/** Another password takes the place of the one before, and nobody has asked MIIT about it. False when the data of the order is erased. */
export async function saveFilingPassword(
  trx: Database,
  vault: Vault,
  { orderId, password }: { orderId: OrderId; password: string },
  at: Instant,
): Promise<boolean> {
  const key = await caseKey(trx, vault, orderId);
  if (key === undefined) return false;
  const given = { password: seal(key, PASSWORD, password), entered_at: toDate(at), verdict: null };
  await trx
    .insertInto('filing_passwords')
    .values({ order_id: orderId, ...given })
    .onConflict((known) => known.column('order_id').doUpdateSet(given))
    .execute();
  return true;
}

/** Undefined when none was given, or it cannot be opened. */
export async function filingPasswordOf(
  db: Database,
  vault: Vault,
  orderId: OrderId,
): Promise<FilingPassword | undefined> {
  const row = await db
    .selectFrom('filing_passwords')
    .select(['password', 'verdict', 'not_before'])
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const password = openIfReadable(await caseKeyIfReadable(db, vault, orderId), PASSWORD, row.password);
  if (password === undefined) return undefined;
  return {
    password,
    ...present({ verdict: row.verdict ?? undefined, notBefore: fromOptionalDate(row.not_before) }),
  };
}

/** What MIIT said; a wrong one counts on its day. */
export async function noteVerdict(
  db: Database,
  orderId: OrderId,
  verdict: 'RIGHT' | 'WRONG',
  at: Instant,
): Promise<void> {
  const today = civilDate(at);
  await db
    .updateTable('filing_passwords')
    .set((is) => ({
      verdict,
      not_before: null,
      ...(verdict === 'RIGHT'
        ? {}
        : {
            wrong_on: today,
            wrong_count: is
              .case()
              .when('wrong_on', '=', today)
              .then(is('wrong_count', '+', 1))
              .else(1)
              .end(),
          }),
    }))
    .where('order_id', '=', orderId)
    .where((is) => is.or([is('verdict', 'is', null), is('verdict', '<>', verdict)]))
    .execute();
}

/** MIIT lets a password be checked so often only (code 22). */
export async function noteTooOften(db: Database, orderId: OrderId, notBefore: Instant): Promise<void> {
  await db
    .updateTable('filing_passwords')
    .set({ not_before: toDate(notBefore) })
    .where('order_id', '=', orderId)
    .execute();
}

/** How many passwords of an order were wrong today. */
export async function wrongToday(db: Database, orderId: OrderId, at: Instant): Promise<number> {
  const row = await db
    .selectFrom('filing_passwords')
    .select('wrong_count')
    .where('order_id', '=', orderId)
    .where('wrong_on', '=', civilDate(at))
    .executeTakeFirst();
  return row?.wrong_count ?? 0;
}
