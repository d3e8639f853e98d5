/**
 * How much of people's data a caller is shown, and the row that says so. Applicants see their own account's. Reviewers see
 * data in clear where they have claimed the order, or an order of the account, or state a reason; other roles never do. The row is
 * written before anything is shown: where it cannot be written, nothing is.
 */
import type { AccountId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import type { Read, ReadGround, Reading, ReadShown, StatedReason } from '../../domain/reads/read.ts';
import { claimsOrderOf } from '../../store/orders/claims.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import { noteReads } from '../../store/reads/note-reads.ts';
import type { Caller } from '../access/caller.ts';
import { personalData } from '../access/permissions.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';

type ShowDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'now'>;

/** Who asks, and why, where they say. */
export interface Asking {
  caller: Caller;
  reason: StatedReason | undefined;
}

/** What is to be shown of an order. */
export async function showOfOrder(
  deps: ShowDependencies,
  asking: Asking,
  order: Order,
  reading: Pick<Reading, 'subject' | 'slot'>,
): Promise<ReadShown> {
  const hasClaim = async () => holdsClaim(deps, asking.caller, order);
  const { id: orderId, accountId } = order;
  return show(deps, asking, [{ ...reading, orderId, accountId }], hasClaim);
}

/** The same for what cannot be masked: refused where it may not be shown in clear. */
export async function showInClear(
  deps: ShowDependencies,
  asking: Asking,
  order: Order,
  reading: Pick<Reading, 'subject' | 'slot'>,
): Promise<void> {
  const ground = await groundOf(asking, async () => holdsClaim(deps, asking.caller, order));
  if (ground === 'NONE') throw refusal('READ_REASON_NEEDED');
  const { id: orderId, accountId } = order;
  await note(deps, asking, [{ ...reading, orderId, accountId, shown: 'CLEAR', ground }]);
}

/**
 * What is to be shown of an account and of its records, or of a record that no account has taken over; one row for each reading,
 * none without any.
 */
export const showOfAccount = (
  deps: ShowDependencies,
  asking: Asking,
  accountId: AccountId | undefined,
  readings: readonly Omit<Reading, 'accountId'>[],
): Promise<ReadShown> =>
  show(
    deps,
    asking,
    readings.map((reading) => ({ ...reading, ...present({ accountId }) })),
    async () => claimsAnOrder(deps, asking, accountId),
  );

/** What is to be shown of each of several records, in their order, whosever they are; one row for each. */
export async function showOfRecords(
  deps: ShowDependencies,
  asking: Asking,
  readings: readonly (Omit<Reading, 'accountId'> & { accountId: AccountId | undefined })[],
): Promise<ReadShown[]> {
  const grounds = new Map<AccountId | undefined, ReadGround>();
  for (const { accountId } of readings) {
    if (grounds.has(accountId)) continue;
    grounds.set(accountId, await groundOf(asking, async () => claimsAnOrder(deps, asking, accountId)));
  }
  const shown = readings.map(({ accountId, ...reading }) => {
    const ground = grounds.get(accountId) ?? 'NONE';
    return { ...reading, ...present({ accountId }), ground, shown: shownOn(ground) };
  });
  await note(deps, asking, shown);
  return shown.map((one) => one.shown);
}

const claimsAnOrder = async (
  { database }: ShowDependencies,
  { caller }: Asking,
  accountId: AccountId | undefined,
): Promise<boolean> => accountId !== undefined && claimsOrderOf(database, caller.id, accountId);

/** What a role works with every day is shown in clear without a reason, and noted. */
export async function showForWork(deps: ShowDependencies, caller: Caller, reading: Reading): Promise<void> {
  await note(deps, { caller, reason: undefined }, [{ ...reading, shown: 'CLEAR', ground: 'WORK' }]);
}

async function show(
  deps: ShowDependencies,
  asking: Asking,
  readings: readonly Reading[],
  hasClaim: () => Promise<boolean>,
): Promise<ReadShown> {
  const ground = await groundOf(asking, hasClaim);
  const shown = shownOn(ground);
  await note(
    deps,
    asking,
    readings.map((reading) => ({ ...reading, shown, ground })),
  );
  return shown;
}

const shownOn = (ground: ReadGround): ReadShown => (ground === 'NONE' ? 'MASKED' : 'CLEAR');

/** On which ground a caller sees data in clear; `NONE`: masked. */
async function groundOf({ caller, reason }: Asking, hasClaim: () => Promise<boolean>): Promise<ReadGround> {
  if (personalData[caller.role] === 'MASKED') return 'NONE';
  if (caller.role === 'applicant') return 'OWN';
  if (reason !== undefined) return 'REASON';
  return (await hasClaim()) ? 'CLAIM' : 'NONE';
}

function note(
  { database, vault }: ShowDependencies,
  { caller, reason }: Asking,
  readings: readonly (Reading & Pick<Read, 'shown' | 'ground'>)[],
): Promise<void> {
  const { id, role, accountId } = caller;
  const reader = { id, role, accountId };
  return noteReads(
    database,
    vault.auditMac,
    readings.map((reading) => ({ ...reading, door: 'api' as const, reader, reason })),
  );
}

/** A claim lapses at its instant, also where the filing has not said so yet. */
const holdsClaim = ({ now }: ShowDependencies, { id }: Caller, order: Order): boolean => {
  const claim = order.progress?.claim;
  return claim?.by === id && claim.until > filingTime(order, now());
};
