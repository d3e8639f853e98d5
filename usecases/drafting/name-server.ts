/** Which server backs a website: one of the own account, or one that an authorization code stands for (§3.4, A-022). */
import { checkInstance } from '../../domain/check-order/instances.ts';
import type { InstanceFacts } from '../../domain/assets/asset-facts.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { orFault, type Inquiry } from '../../facts/inquiry.ts';
import { touchOrder } from '../../store/orders/edit-order.ts';
import { filingTime } from '../../store/orders/orders.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import {
  reserve,
  type Reserved,
  type ReserveRefusal,
  type ReserveRequest,
} from '../../store/assets/reserve-instance.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal, refusalFor, type Refusal } from '../refusal.ts';
import type { WrittenOrder } from './draft.ts';
import { editing, mayEdit } from './editing.ts';

const ADVICE: Readonly<Record<ReserveRefusal | 'INSTANCE_UNKNOWN' | 'INSTANCE_OF_ANOTHER_ACCOUNT', string>> = {
  INSTANCE_UNKNOWN:
    'There is no such server here. Check its name; servers of other providers cannot back a filing here.',
  INSTANCE_OF_ANOTHER_ACCOUNT: 'This server belongs to another account. Ask its owner for an authorization code.',
  INSTANCE_FULL: 'This server backs as many websites as it may. Name another server.',
  CODE_UNKNOWN: 'There is no such code. Check it letter by letter.',
  CODE_OF_ANOTHER_ACCOUNT: 'This code was granted to another account.',
  CODE_IN_USE: 'This code is reserved for another website. It is free again when that order is abandoned.',
  CODE_USED: 'This code has been used up by an approved filing. Ask for a new one.',
  CODE_VOID: 'This code is void: its server expired or it was withdrawn. Ask for a new one.',
};

function mayNameServer(order: WrittenOrder, websiteId: string): void {
  mayEdit(order);
  if (order.form.websites[websiteId] === undefined) throw noWebsite(websiteId);
}

/** What the provider's systems say of the server may take a while; the order is looked at again afterwards. */
export async function nameServer(
  deps: UseCaseDependencies,
  ask: Inquiry,
  order: WrittenOrder,
  websiteId: string,
  source: ReserveRequest['source'],
) {
  const { vault } = deps;
  mayNameServer(order, websiteId);
  const at = filingTime(order, deps.now());
  const request = { orderId: order.id, accountId: order.accountId, websiteId, source, at };
  const instanceId = 'code' in source ? await instanceOfCode(deps, request) : source.instanceId;
  const facts = orFault('the asset directory', await ask.instance(instanceId));
  if (facts === undefined) throw instanceRefused('INSTANCE_UNKNOWN');
  const isOwn = facts.ownerAccountId === order.accountId;
  if ('instanceId' in source && !isOwn) throw instanceRefused('INSTANCE_OF_ANOTHER_ACCOUNT');
  const maxWebsites = await fitness(deps, facts, at);
  return editing(
    deps,
    order,
    (now) => mayNameServer(now, websiteId),
    async (trx) => {
      const result = await reserve(trx, vault, { ...request, maxWebsites });
      if (!result.reserved) throw instanceRefused(result.reason);
      await touchOrder(trx, order.id, at);
      return result;
    },
  );
}

/** Which server a code stands for: the reservation is tried and undone, so that a server that does not do takes nothing. */
async function instanceOfCode(
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules'>,
  request: Omit<ReserveRequest, 'maxWebsites'>,
): Promise<string> {
  let found: Reserved | undefined;
  const undone = new Error('undone on purpose');
  await inTransaction(database, async (trx) => {
    found = await reserve(trx, vault, { ...request, maxWebsites: ANY_NUMBER });
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (found?.reserved === false) throw instanceRefused(found.reason);
  if (found === undefined) throw new Error('the code was not looked up');
  return found.instanceId;
}

const ANY_NUMBER = 1_000_000;

/** How many websites the server may back; throws when it cannot back any (R-SRV-1 … R-SRV-6). */
async function fitness(
  { rules }: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules'>,
  facts: InstanceFacts,
  at: ReturnType<typeof filingTime>,
): Promise<number> {
  const { policies } = await rules();
  const on = civilDate(at);
  const findings = checkInstance(facts, policies, on);
  const [first, ...more] = findings;
  if (first !== undefined) throw refusalFor([first, ...more]);
  return policies.resolve('server.rules', { product: facts.product }, on).sitesPerInstance;
}

const instanceRefused = (code: keyof typeof ADVICE): Refusal =>
  refusalFor([{ path: 'instance', code, advice: ADVICE[code] }]);

const noWebsite = (websiteId: string) =>
  refusal('NOT_FOUND', { detail: `The form has no website ${websiteId}. Write it into the form first.` });
