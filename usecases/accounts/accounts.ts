/** Customer accounts: the provider's own systems write what they know of them, and staff and customers read it. */
import type { AccountId } from '../../domain/identifiers.ts';
import { checkMobile } from '../../domain/identity/mobile.ts';
import { present } from '../../domain/present.ts';
import { readAccount, saveAccount, type Account, type AccountFacts } from '../../store/accounts/accounts.ts';
import { reaches, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';

type AccountDependencies = Pick<UseCaseDependencies, 'database' | 'vault'>;

/** Creates the account or replaces what was known of it. Refuses a number that is no mainland mobile. */
export async function writeAccount(deps: AccountDependencies, caller: Caller, facts: AccountFacts): Promise<Account> {
  await saveAccount(deps.database, deps.vault, { ...facts, ...present({ mobile: mobileOf(facts.mobile) }) });
  return findAccount(deps, caller, facts.id);
}

/** In its one spelling, in which messages are sent and numbers compared. */
function mobileOf(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const checked = checkMobile(typed, []);
  if (checked.ok) return checked.national;
  const { code, advice } = checked;
  throw refusal('INVALID', { findings: [{ path: 'mobile', code, advice }] });
}

/** For the caller, accounts that they may not read do not exist. */
export async function findAccount(
  { database, vault }: AccountDependencies,
  caller: Caller,
  id: AccountId,
): Promise<Account> {
  const account = reaches(caller, 'accounts.read', id) ? await readAccount(database, vault, id) : undefined;
  if (account === undefined) throw refusal('NOT_FOUND', { detail: 'There is no such account.' });
  return account;
}
