/** The first sign-in of a customer makes an account (R-ACCT-1). */
import type { Caller } from '../../usecases/access/caller.ts';
import { beginAccount } from '../../usecases/accounts/begin-account.ts';
import type { ConsoleDependencies } from '../dependencies.ts';

/** `verified`: by whoever signs people in; else the provider's systems say so later. */
export async function welcome(
  console: ConsoleDependencies,
  { role, accountId }: Caller,
  { verified }: { readonly verified: boolean },
): Promise<void> {
  if (role === 'applicant' && accountId !== undefined) await beginAccount(console, accountId, { verified });
}
