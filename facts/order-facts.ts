/**
 * Everything the rules look at when an order is checked (domain-spec §3, §4): the order and the records in the
 * database, and the facts of the provider's own systems about its domains and servers. The API reads them after an
 * edit, activities read them at every step.
 */
import type { AssetLookup, DomainFacts, InstanceFacts, NotKnown } from '../domain/assets/asset-facts.ts';
import type { LivenessState, Purpose } from '../domain/check-order/order.ts';
import type { Draft } from '../domain/order/drafting.ts';
import { changesOf, recordOf } from '../domain/order/content.ts';
import type { OrderId } from '../domain/identifiers.ts';
import type { OrderForm } from '../domain/order/form.ts';
import { domainsOf } from '../domain/order/registrable-domains.ts';
import { present } from '../domain/present.ts';
import { civilDate, type Instant } from '../domain/time/instant.ts';
import { orderScope } from '../domain/order/order-scope.ts';
import { personFingerprint } from '../domain/proofs/person-fingerprint.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import { blacklistedNames } from '../store/bureau-answers/blacklist.ts';
import type { Database } from '../store/postgres/database.ts';
import { currentDocuments } from '../store/proofs/documents.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { reservationsOf } from '../store/assets/instance-reservations.ts';
import { sessionsOf } from '../store/proofs/face-checks.ts';
import type { Order } from '../store/orders/orders.ts';
import { filingPasswordNow } from './filing-password.ts';
import type { Inquiry } from './inquiry.ts';
import { numbersProved } from '../store/proofs/number-proofs.ts';
import { headsInOpenOrders } from '../store/orders/site-heads.ts';
import { standingPermissions } from '../store/proofs/photo-permissions.ts';
import { headsOfOthers, recordedWebsites, type EntityOfOrder } from '../store/records/recorded-facts.ts';

export interface FactsQuestion {
  /** The stored order; its form must not be erased. */
  order: Order & { form: OrderForm };
  at: Instant;
  purpose: Purpose;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: readonly string[];
  /** The person for whom the action under way allows the photo. */
  allowing?: string | undefined;
}

/** Reads the present facts of one order; facts that the provider's systems do not report are unknown. */
export async function readOrderFacts(
  db: Database,
  vault: Vault,
  assets: AssetLookup & Pick<Inquiry, 'inCodes' | 'filingPassword'>,
  { policies, calendar }: Rules,
  { order, at, purpose, photoAllowedFor, allowing }: FactsQuestion,
): Promise<Draft> {
  const { type, form } = order;
  const record = order.content && recordOf(order.content);
  const recordNumber = record?.entityNumber;
  const entity = { form, recordNumber };
  const scope = orderScope(form, type);
  const wantsProof = policies.resolve('message.numberProof', scope, civilDate(at)) !== 'NOT_NEEDED';
  const [documents, liveness, permitted, onRecord, siteHeadElsewhere, instances, domains, proved, inCodes, refused] =
    await Promise.all([
      currentDocuments(db, order.id),
      livenessOf(db, vault, order, policies.resolve('authenticity.maxFails', scope, civilDate(at))),
      standingPermissions(db, vault, order, photoAllowedFor),
      recordedWebsites(db, vault, entity),
      siteHeadsElsewhere(db, vault, order.id, entity),
      instancesOf(db, assets, order),
      domainFactsOf(assets, form),
      wantsProof ? numbersProved(db, vault, { accountId: order.accountId, form }) : {},
      assets.inCodes(),
      blacklistedNames(
        db,
        vault,
        mapped(form.websites, ({ name }) => name),
      ),
    ]);
  const facts = {
    documents,
    liveness,
    instances,
    domains,
    recordedWebsites: onRecord,
    siteHeadElsewhere,
    numbersProved: proved,
    namesBlacklisted: refused,
    filingPassword: await filingPasswordNow(db, vault, assets, { order, policies, at }),
    ...inCodes,
  };
  const allowed = allowing === undefined ? permitted : [...permitted.filter((id) => id !== allowing), allowing];
  const proofRefused = order.progress?.proofRefused;
  const changed = order.content && changesOf(order.content);
  return {
    ...facts,
    type,
    form,
    changed,
    recorded: record?.form,
    photoAllowedFor: allowed,
    proofRefused,
    policies,
    calendar,
    at,
    purpose,
  };
}

const mapped = <Value, To>(values: Readonly<Record<string, Value>>, to: (value: Value) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, to(value)]));

/** On record, and in open orders. */
async function siteHeadsElsewhere(
  db: Database,
  vault: Vault,
  orderId: OrderId,
  entity: EntityOfOrder,
): Promise<string[]> {
  const found = await Promise.all([
    headsOfOthers(db, vault, entity),
    headsInOpenOrders(db, vault, orderId, entity.form),
  ]);
  return [...new Set(found.flat())];
}

/**
 * The results of the face checks of each person. Only checks of the person now in the form count. A later fail does not
 * undo a pass. The count of fails starts again at zero after a pass and when the form names another person. A check
 * that is impossible for the person counts as all tries; a check that ended without a statement about the person counts
 * as none (R-AUTH-8). Of a person who has left the form, only a pass is returned.
 */
async function livenessOf(
  db: Database,
  vault: Vault,
  order: Order & { form: OrderForm },
  maxFails: number,
): Promise<Record<string, LivenessState>> {
  const states: Record<string, LivenessState> = {};
  for (const session of await sessionsOf(db, vault, order.id)) {
    const { personId, personFingerprint: who, status, finishedAt: at, cause } = session;
    if (at === undefined) continue;
    const isSame = who === personFingerprint(order.form.people[personId] ?? {});
    const before = states[personId];
    if (status === 'PASSED' && (isSame || !before)) {
      states[personId] = { status: 'PASS', at, personFingerprint: who, fails: 0 };
    }
    if (status === 'FAILED' && isSame) {
      const atLeast = cause === 'NOT_POSSIBLE' ? maxFails : 1;
      states[personId] = failed(before, { at, personFingerprint: who }, atLeast);
    }
  }
  return states;
}

function failed(
  before: LivenessState | undefined,
  now: Pick<LivenessState, 'at' | 'personFingerprint'>,
  atLeast: number,
): LivenessState {
  if (before?.personFingerprint !== now.personFingerprint) return { ...now, status: 'FAIL', fails: atLeast };
  const fails = Math.max(before.fails + 1, atLeast);
  return before.status === 'PASS' ? { ...before, fails } : { ...now, status: 'FAIL', fails };
}

async function instancesOf(
  db: Database,
  assets: AssetLookup,
  order: Order,
): Promise<Record<string, InstanceFacts | NotKnown | undefined>> {
  const reserved = await reservationsOf(db, order.id);
  return Object.fromEntries(
    await Promise.all(
      reserved
        .filter(({ isVoid }) => !isVoid)
        .map(async ({ websiteId, instanceId }) => [websiteId, await assets.instance(instanceId)]),
    ),
  );
}

async function domainFactsOf(
  assets: AssetLookup,
  form: OrderForm,
): Promise<Record<string, DomainFacts | NotKnown | undefined>> {
  const { certificateNumber, name } = form.entity;
  const entity = present({ certificateNumber, name });
  return Object.fromEntries(
    await Promise.all(
      domainsOf(form).map(async ({ websiteId, domain }) => [websiteId, await assets.domain(domain, entity)]),
    ),
  );
}
