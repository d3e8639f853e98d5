/** What is known of the filing password of an order (R-DEREG-5): asked of MIIT once for each password that is given. */
import type { FilingPasswordState } from '../domain/check-order/order.ts';
import { recordOf } from '../domain/order/content.ts';
import type { Policies } from '../domain/policy/policy.ts';
import { civilDate, instant, type Instant } from '../domain/time/instant.ts';
import type { Order } from '../store/orders/orders.ts';
import type { Database } from '../store/postgres/database.ts';
import { filingPasswordOf, noteTooOften, noteVerdict } from '../store/proofs/filing-passwords.ts';
import type { Vault } from '../store/sealing/vault.ts';
import type { Inquiry } from './inquiry.ts';

/** MIIT names no term after which it may be asked again. */
const ASK_AGAIN_MS = 3_600_000;

/** Undefined where the rules ask for none. */
export async function filingPasswordNow(
  db: Database,
  vault: Vault,
  ask: Pick<Inquiry, 'filingPassword'>,
  { order, policies, at }: { order: Order; policies: Policies; at: Instant },
): Promise<FilingPasswordState | undefined> {
  const { id, type } = order;
  if (type === undefined || !policies.resolve('password.required', {}, civilDate(at)).includes(type)) return undefined;
  const given = await filingPasswordOf(db, vault, id);
  if (given === undefined) return 'NOT_GIVEN';
  if (given.verdict !== undefined) return given.verdict;
  const now = instant(Date.now());
  if (given.notBefore !== undefined && given.notBefore > now) return 'TOO_OFTEN';
  const number = numberOf(order);
  if (number === undefined) return 'NUMBER_UNKNOWN';
  const said = await ask.filingPassword({ number, password: given.password });
  if (said === undefined) return 'NOBODY_CHECKS';
  if (said === 'OUTAGE' || said === 'REFUSED') return said;
  if (said.verdict === 'TOO_OFTEN') await noteTooOften(db, id, instant(now + ASK_AGAIN_MS));
  else await noteVerdict(db, id, said.verdict, now);
  return said.verdict;
}

/** One entity has one password (R-PWD-1). */
const numberOf = ({ content, onRecord }: Order): string | undefined =>
  (content && recordOf(content))?.entityNumber ??
  Object.values(onRecord).find(({ entityNumber }) => entityNumber !== undefined)?.entityNumber;
