/** Authorization codes: an account lends a server of its own to a filing of another account (R-CODE-1 … R-CODE-8). */
import type { InstanceFacts } from '../../domain/assets/asset-facts.ts';
import { checkInstanceForCode } from '../../domain/check-order/instances.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { civilDate, instant } from '../../domain/time/instant.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import {
  codePage,
  codesOfInstance,
  generateCode,
  voidCodes,
  type AuthorizationCode,
} from '../../store/assets/authorization-codes.ts';
import type { Page, PageRequest } from '../../store/postgres/page.ts';
import { ownAccount, systemActor, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { changeInstance } from '../processes/instance-changes.ts';
import { refusal, Refusal, refusalFor } from '../refusal.ts';

type CodeDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'assets' | 'rules' | 'now'>;

/** Makes a code, where the kind of account, the server and the number of its codes allow one (R-CODE-2, R-CODE-3). */
export async function createCode(
  deps: CodeDependencies,
  caller: Caller,
  instanceId: string,
  grantedTo: AccountId | undefined,
): Promise<AuthorizationCode> {
  const { database, vault, rules, now } = deps;
  const facts = await ownInstance(deps, caller, instanceId);
  const accountId = ownAccount(caller);
  const at = instant(now());
  const on = civilDate(at);
  const { policies } = await rules();
  const kinds = policies.resolve('code.accountKind', {}, on);
  const account = await readAccount(database, vault, accountId);
  if (kinds === 'ENTERPRISE' && (account?.verified !== true || account.kind !== 'ENTERPRISE')) throw wrongAccount();
  const [first, ...more] = checkInstanceForCode(facts, policies, on);
  if (first !== undefined) throw refusalFor([first, ...more]);
  const max = policies.resolve('code.maxPerServer', { product: facts.product }, on);
  const result = await generateCode(database, vault, { instanceId, accountId, max, at, ...present({ grantedTo }) });
  if (!result.created) throw tooMany(max);
  return result.code;
}

/** One page of the codes of a server, oldest first. Throws `CursorError` for a cursor that was not given out here. */
export async function codesOf(
  deps: Pick<CodeDependencies, 'database' | 'vault' | 'assets'>,
  caller: Caller,
  instanceId: string,
  page: PageRequest,
): Promise<Page<AuthorizationCode>> {
  await ownInstance(deps, caller, instanceId);
  return codePage(deps.database, deps.vault, instanceId, page);
}

/** Makes a code void and tells the order in progress that stands on it (R-SRV-8). A used code stays used. */
export async function withdrawCode(
  deps: CodeDependencies & SendDependencies,
  caller: Caller,
  instanceId: string,
  codeId: string,
): Promise<void> {
  await ownInstance(deps, caller, instanceId);
  const codes = await codesOfInstance(deps.database, deps.vault, instanceId);
  if (!codes.some(({ id }) => id === codeId)) {
    throw refusal('NOT_FOUND', { detail: 'This server has no such code.' });
  }
  const at = instant(deps.now());
  await changeInstance(deps, {
    action: 'codeRevoked',
    actor: systemActor(caller),
    event: codeId,
    change: (trx) => voidCodes(trx, { codeId }, { at, reason: 'WITHDRAWN' }),
  });
}

/** For the caller, servers of other accounts do not exist. */
async function ownInstance(
  { assets }: Pick<CodeDependencies, 'assets'>,
  caller: Caller,
  instanceId: string,
): Promise<InstanceFacts> {
  const facts = await assets.instance(instanceId);
  if (facts === undefined || facts.ownerAccountId !== ownAccount(caller)) {
    throw refusal('NOT_FOUND', { detail: 'This account has no such server.' });
  }
  return facts;
}

const wrongAccount = () =>
  new Refusal('CODE_ACCOUNT_KIND', 'Only an account verified as an enterprise may generate codes (R-CODE-2).');

const tooMany = (max: number) =>
  new Refusal('CODE_TOO_MANY', `A server may have ${max} codes; this one has them already.`);
