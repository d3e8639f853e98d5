/** What MIIT's record says of orders that wait for it, and of what is on record here (R-MI-2, R-MI-5). */
import type {
  FilingRecord,
  RecordedAccess,
  RecordedWebsite,
} from '../../adapters/bureau/miit/downloads/filing-record.ts';
import { asciiHost } from '../../domain/identity/domain-name.ts';
import { hasEnded, isEditable } from '../../domain/lifecycle/stage.ts';
import { lastHandOver, partsOf, websitesOfOrder, type RequestOfOrder } from '../../store/bureau-answers/requests.ts';
import { endOurAccess, keepIds, type ToldId } from '../../store/bureau-answers/told-ids.ts';
import { tellFiling } from '../../store/bureau/tell-filing.ts';
import type { Database } from '../../store/postgres/database.ts';
import { NoEffectError, type Effect, type PlaceOfFact } from './download-effects.ts';
import { actionIdAt, civilDay } from './effects-on-orders.ts';
import { takeOverIfUnknown } from './record-of-others.ts';
import { gone, type RecordEffectsDependencies } from './effects-on-removals.ts';

/** A record of a filing: MIIT's ids are kept, and orders that wait for their numbers get them. */
export const recordEffect =
  (deps: RecordEffectsDependencies): Effect<'RECORD'> =>
  async (trx, { record }, place) => {
    if (record.entity.number === undefined) throw new NoEffectError('a record without a number');
    const ours = await copied(trx, deps, record, place);
    for (const told of await ordersIn(trx, record, place.account)) await tellNumbers(trx, deps, record, told, place);
    await endAccessesElsewhere(trx, deps, record, ours, place);
  };

/** The same without orders: a copy of what MIIT has, which the bureau sends when it likes. */
export const synchronisedEffect =
  (deps: RecordEffectsDependencies): Effect<'SYNCHRONISED'> =>
  async (trx, { record }, place) => {
    const ours = await copied(trx, deps, record, place);
    await endAccessesElsewhere(trx, deps, record, ours, place);
  };

/** Puts a record on record that is not here yet, and keeps MIIT's ids of it. Returns this provider's number at that bureau. */
async function copied(
  trx: Database,
  { vault, ispIdOf, rangeAt }: RecordEffectsDependencies,
  record: FilingRecord,
  place: PlaceOfFact,
): Promise<string | undefined> {
  const ours = ispIdOf(place.account);
  const told = { record, ours, ownIds: ownIdsIn(record), range: await rangeAt(place.at) };
  await takeOverIfUnknown(trx, vault, told, place);
  await keepIds(trx, idsIn(record, ours), place.at);
  return ours;
}

const idsIn = ({ entity, websites }: FilingRecord, ours: string | undefined): ToldId[] => [
  ...(entity.number === undefined
    ? []
    : [{ kind: 'ENTITY' as const, id: entity.id, number: entity.number, ours: true }]),
  ...websites.flatMap(({ id, number, accesses }): ToldId[] =>
    number === undefined
      ? []
      : [{ kind: 'WEBSITE', id, number, ours: true }, ...accesses.map((one): ToldId => accessTold(one, number, ours))],
  ),
];

/** Addresses of other providers are theirs. */
function accessTold({ id, provider, addresses }: RecordedAccess, number: string, ours: string | undefined): ToldId {
  if (provider !== ours) return { kind: 'ACCESS', id, number, ours: false };
  return { kind: 'ACCESS', id, number, ours: true, addresses: addresses.map(({ from, to }) => ({ from, to })) };
}

interface ToldWebsite {
  domain: string;
  number: string;
  /** Where the bureau decides on each website by itself. */
  websiteId?: string;
}

interface WaitingOrder extends RequestOfOrder {
  websites: ToldWebsite[];
}

/** Orders whose ids stand in the record, as far as they wait for it, with what it says of their websites. */
async function ordersIn(trx: Database, record: FilingRecord, account: string): Promise<WaitingOrder[]> {
  const parts = new Map((await partsOf(trx, ownIdsIn(record))).map((part) => [part.id, part]));
  const orders = new Set([...parts.values()].map(({ orderId }) => orderId));
  const found: WaitingOrder[] = [];
  for (const orderId of orders) {
    const request = await lastHandOver(trx, account, orderId);
    if (request === undefined || hasEnded(request.stage) || isEditable(request.stage)) continue;
    const isOfOrder = (own: string | undefined): boolean => own !== undefined && parts.get(own)?.orderId === orderId;
    const inRecord = record.websites.flatMap((website) => numberOf(website, isOfOrder));
    if (inRecord.length === 0) continue;
    const websites = await websitesToTell(trx, request, inRecord);
    if (websites !== undefined) found.push({ ...request, websites });
  }
  return found;
}

const NEW_ACCESS = 'XZJR';

/**
 * The websites that an order files; a change of the entity takes others along. Each website of a transfer is a request of its own, so
 * MIIT's record may have some of them before the others: the order hears of all of them together, with the last one, unless the bureau
 * decides on each of them by itself. Undefined until then.
 */
async function websitesToTell(
  trx: Database,
  { orderId, message, isApart }: RequestOfOrder,
  inRecord: WaitingOrder['websites'],
): Promise<WaitingOrder['websites'] | undefined> {
  const filed = await websitesOfOrder(trx, orderId);
  if (isApart) {
    const known = inRecord.flatMap((one) =>
      filed.filter(({ domain }) => domain === one.domain).map(({ websiteId }) => ({ ...one, websiteId })),
    );
    return known.length === 0 ? undefined : known;
  }
  const isFound = filed.every(({ number }) => number !== '');
  if (message === NEW_ACCESS && isFound)
    return filed.every(({ isHere }) => isHere) ? filed.map(({ domain, number }) => ({ domain, number })) : undefined;
  const ofOrder = inRecord.filter(({ domain }) => filed.some((one) => one.domain === domain));
  // Of an earlier hand-over, whose websites have left the order since.
  return ofOrder.length === 0 && filed.length > 0 ? undefined : ofOrder;
}

const ownIdsIn = ({ entity, websites }: FilingRecord): string[] =>
  [entity.own, ...websites.flatMap(ownIdsOf)].filter((own) => own !== undefined);

const ownIdsOf = ({ own, domains, accesses }: RecordedWebsite): (string | undefined)[] => [
  own,
  ...domains.map((one) => one.own),
  ...accesses.flatMap((one) => [one.own, ...one.addresses.map((address) => address.own)]),
];

function numberOf(
  website: RecordedWebsite,
  isOfOrder: (own: string | undefined) => boolean,
): { domain: string; number: string }[] {
  const { number, domains } = website;
  const domain = (domains.find(({ own }) => isOfOrder(own)) ?? domains[0])?.domain;
  if (number === undefined || domain === undefined || !ownIdsOf(website).some(isOfOrder)) return [];
  return [{ domain: asciiHost(domain) ?? domain.toLowerCase(), number }];
}

async function tellNumbers(
  trx: Database,
  { vault, rangeAt }: Pick<RecordEffectsDependencies, 'vault' | 'rangeAt'>,
  { entity }: FilingRecord,
  { orderId, handOver, websites }: WaitingOrder,
  place: PlaceOfFact,
): Promise<void> {
  const issuedOn = civilDay(entity.decidedAt ?? entity.changedAt, await rangeAt(place.at));
  const data = {
    handOver,
    entityNumber: entity.number ?? '',
    websites,
    ...(issuedOn === undefined ? {} : { issuedOn }),
  };
  const actionId = actionIdAt(place, `-${orderId}`);
  await tellFiling(trx, vault, { orderId, actionId, action: 'recordSynced', data }, place.at);
}

/** Websites on record here whose access through this provider is not in MIIT's record any more. */
async function endAccessesElsewhere(
  trx: Database,
  deps: RecordEffectsDependencies,
  { websites }: FilingRecord,
  ours: string | undefined,
  place: PlaceOfFact,
): Promise<void> {
  for (const [index, { number, accesses }] of websites.entries()) {
    if (number === undefined || accesses.some(({ provider }) => provider === undefined || provider === ours)) continue;
    await endOurAccess(trx, number, place.at);
    await gone(trx, deps, { removed: 'ACCESS', number }, place, `-${index}`);
  }
}
