/**
 * How often a day the people of one account may have types checked (`type.checksPerDay`). Each answer says whether the holder of a
 * certificate number has an order in progress, so the numbers are few, and each belongs to an order of the account.
 */
import { civilDate, endOfDay, instant } from '../../domain/time/instant.ts';
import { countTypeCheck } from '../../store/orders/type-checks.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal, type Refusal } from '../refusal.ts';
import type { WrittenOrder } from './draft.ts';

type LimitDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now'>;

/** Counts a check of this order. False when the account has had as many today as it may, and nothing may be looked up. */
export async function mayCheckType(
  { database, vault, rules, now }: LimitDependencies,
  { accountId, form }: Pick<WrittenOrder, 'accountId' | 'form'>,
): Promise<boolean> {
  const { certificateNumber } = form.entity;
  if (certificateNumber === undefined) return true; // refused as incomplete, before anything is looked up
  const day = civilDate(instant(now()));
  const { policies } = await rules();
  const most = policies.resolve('type.checksPerDay', {}, day);
  return countTypeCheck(database, vault, { accountId, day, certificateNumber }, most);
}

/** The answer when the limit is reached: it is possible again on the next day. */
export function tooManyChecks({ now }: Pick<UseCaseDependencies, 'now'>): Refusal {
  const at = instant(now());
  const retryAfter = Math.ceil((endOfDay(civilDate(at)) - at) / 1000) + 1;
  const title =
    'The type was checked as often today, or for as many certificate numbers, as one account may have it checked. Try again tomorrow.';
  return refusal('TOO_MANY', { title, retryAfter });
}
