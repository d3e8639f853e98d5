/** What the machine check and the bureau's decision mean for an order (R-MI-1, R-MI-2). */
import type { MachineResult, Operation } from '../../adapters/bureau/miit/downloads/results.ts';
import { faultsOfOrder } from '../../domain/bureau/faults-of-order.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { isWithin, type DateRange } from '../../domain/policy/date-range.ts';
import { isoDate } from '../../domain/time/iso-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { orderOfOwnId, ordersAbout, type RequestOfOrder } from '../../store/bureau-answers/requests.ts';
import { toldId } from '../../store/bureau-answers/told-ids.ts';
import { tellFiling } from '../../store/bureau/tell-filing.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { noteVerdict } from '../../store/proofs/filing-passwords.ts';
import type { Database } from '../../store/postgres/database.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { openDeskTask } from './desk-task.ts';
import { NoEffectError, type Effect, type PlaceOfFact } from './download-effects.ts';

/** The id of what a place in a file says to an order: the same for ever. */
export const actionIdAt = ({ fileId, index }: PlaceOfFact, of = ''): ActionId =>
  `bureau-file-${fileId}-${index}${of}` as ActionId;

/** Faults go to the customer as items to correct; those of the provider go to an operator, together with the file. */
export const machineResultEffect =
  (vault: Vault): Effect<'RESULT'> =>
  async (trx, { result }, place) => {
    if (isAnswerOfOurs(result)) return;
    const { orderId, handOver, websiteId } = await requestMeant(trx, place.account, result);
    const order = await readOrder(trx, vault, orderId);
    if (order?.form === undefined) throw new NoEffectError('the data of the order is erased');
    const { items, provider } = faultsOfOrder(result.results, order.form);
    if (provider.length > 0)
      await openDeskTask(trx, vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: place.fileId, at: place.at });
    if (items.length === 0) return;
    // What MIIT let pass before and refuses now has to be entered again.
    if (items.some(({ path }) => path === 'filingPassword')) await noteVerdict(trx, orderId, 'WRONG', place.at);
    const actionId = actionIdAt(place);
    await tellFiling(
      trx,
      vault,
      {
        orderId,
        actionId,
        action: 'bureauDecision',
        data: { decision: 'REJECTED', handOver, items: items.slice(0, 50), ...ofWebsite(websiteId) },
      },
      place.at,
    );
  };

/** Documents that were stored (1060) belong to no order in progress. */
const isAnswerOfOurs = ({ operation, results }: MachineResult): boolean =>
  operation === 'VERIFICATION_MATERIAL' && results.every(({ code }) => code === '1060');

/** States in which an approval says nothing new. */
const APPROVED: ReadonlySet<Stage> = new Set<Stage>(['BUREAU_APPROVED', 'COMPLETED']);

/** What the facts in a bureau's files need of the policies. */
export interface DateDependencies {
  /** The days that a date may mean at this instant. */
  rangeAt: (at: Instant) => Promise<DateRange>;
}

export const decisionEffect =
  ({ vault, rangeAt }: { vault: Vault } & DateDependencies): Effect<'DECISION'> =>
  async (trx, { decision }, place) => {
    const { orderId, handOver, stage, websiteId } = await requestMeant(trx, place.account, decision);
    const websites = ofWebsite(websiteId);
    if (decision.approved && APPROVED.has(stage)) return;
    if (APPROVED.has(stage)) throw new NoEffectError('a refusal came after an approval');
    const issuedOn = civilDay(decision.decidedAt, await rangeAt(place.at));
    const data = decision.approved
      ? { decision: 'APPROVED' as const, handOver, ...(issuedOn === undefined ? {} : { issuedOn }), ...websites }
      : { decision: 'REJECTED' as const, handOver, items: [refusal(decision.opinion)], ...websites };
    await tellFiling(trx, vault, { orderId, actionId: actionIdAt(place), action: 'bureauDecision', data }, place.at);
  };

/** New websites and accesses are requests of their own: what is said of one is about its website (R-BUR-4). */
const ofWebsite = (websiteId: string | undefined) => (websiteId === undefined ? {} : { websites: [websiteId] });

/** A bureau gives its reasons as free text, which names no field. */
const refusal = (opinion = '管局未说明理由 The bureau gave no reason.') => ({
  path: 'record',
  code: 'BUREAU_REFUSED',
  advice: opinion.replaceAll(/\s+/g, ' ').trim().slice(0, 500),
});

/**
 * The day of a date that the bureau writes in a form of its own. A day that cannot be meant, such as the first of all days of a
 * program, is none; the signals that carry it take days of this century only.
 */
export function civilDay(text: string | undefined, range: DateRange): string | undefined {
  const day = isoDate().safeParse(text?.slice(0, 10)).data;
  return day !== undefined && day.startsWith('20') && isWithin(range, day) ? day : undefined;
}

/** The message that asks for an operation. */
const MESSAGES: Readonly<Record<Operation, string>> = {
  FIRST_FILING: 'XZBA',
  NEW_WEBSITE: 'XZWZ',
  NEW_ACCESS: 'XZJR',
  CHANGE: 'BGBA',
  REMOVE_ACCESS: 'ZXBA',
  REMOVE_ENTITY: 'ZXBA',
  REMOVE_WEBSITE: 'ZXBA',
  VERIFICATION_MATERIAL: 'XZHYD',
};

/** What an operation names when it names something on record. */
const KINDS = {
  NEW_WEBSITE: 'ENTITY',
  CHANGE: 'ENTITY',
  REMOVE_ENTITY: 'ENTITY',
  REMOVE_WEBSITE: 'WEBSITE',
  REMOVE_ACCESS: 'ACCESS',
} as const;

type Names = Pick<MachineResult, 'about'> & { operation?: Operation };

/** The request that a result or decision is about. Throws NoEffectError when no order, or more than one, can be meant. */
async function requestMeant(trx: Database, account: string, { operation, about }: Names): Promise<RequestOfOrder> {
  if (about === undefined) throw new NoEffectError('it names no request');
  const own = await byOwnId(trx, account, { operation, about });
  if (own !== undefined) return own;
  const number = await numberMeant(trx, operation, about);
  if (number === undefined || operation === undefined) throw new NoEffectError('no order here has this request');
  const [order, other] = await ordersAbout(trx, account, { message: MESSAGES[operation], number });
  if (order === undefined || other !== undefined) throw new NoEffectError('no order, or more than one, can be meant');
  return order;
}

/** Changes and removals are named by MIIT's ids, which may look like ours. */
const byOwnId = (
  trx: Database,
  account: string,
  { operation, about }: { operation: Operation | undefined; about: string },
): Promise<RequestOfOrder | undefined> =>
  operation === undefined || operation === 'FIRST_FILING' || operation === 'NEW_WEBSITE' || operation === 'NEW_ACCESS'
    ? orderOfOwnId(trx, account, about)
    : Promise.resolve(undefined);

async function numberMeant(
  trx: Database,
  operation: Operation | undefined,
  about: string,
): Promise<string | undefined> {
  if (!/^\d+$/.test(about)) return about;
  const kind = Object.entries(KINDS).find(([name]) => name === operation)?.[1];
  return kind === undefined ? undefined : (await toldId(trx, kind, about))?.number;
}
