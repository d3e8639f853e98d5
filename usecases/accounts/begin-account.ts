/** An account begins with its first sign-in (R-ACCT-1); what is known of an account already stays as it is. */
import type { AccountId } from '../../domain/identifiers.ts';
import { beginAccountRow } from '../../store/accounts/accounts.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/** `verified`: whether whoever signs people in has verified who they are; until then the account opens no order (R-ACC-3). */
export const beginAccount = (
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault'>,
  id: AccountId,
  { verified }: { readonly verified: boolean },
): Promise<void> => beginAccountRow(database, vault, id, verified);
