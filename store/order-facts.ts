/**
 * Everything the rules look at when an order is checked (domain-spec §3, §4): what the database knows of it and of the
 * entity's and other records, completed by what the provider's own systems say of its domains and servers. The API asks it after an edit, activities at every step.
 */
import type { AssetLookup, DomainFacts, InstanceFacts, NotKnown } from '../domain/assets.ts';
import type { LivenessState, Purpose } from '../domain/check-order/order.ts';
import type { Draft } from '../domain/drafting.ts';
import type { OrderForm } from '../domain/form.ts';
import { registrableDomain } from '../domain/identity/domain-name.ts';
import type { Instant } from '../domain/instant.ts';
import type { Rules } from '../domain/terms.ts';
import type { Database } from './database.ts';
import { currentDocuments } from './documents.ts';
import type { Vault } from './envelope.ts';
import { reservationsOf, voidedWebsites } from './instances.ts';
import { sessionsOf } from './liveness.ts';
import type { Order } from './orders.ts';
import { headsOfOthers, recordedWebsites } from './recorded-facts.ts';

export interface FactsQuestion {
  /** The order as it was read; its form must not be erased. */
  order: Order & { form: OrderForm };
  at: Instant;
  purpose: Purpose;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: readonly string[];
}

/** Reads the facts of one order as they are now; what the provider's systems do not tell is not known. */
export async function readOrderFacts(
  db: Database,
  vault: Vault,
  assets: AssetLookup,
  { policies, calendar }: Rules,
  { order, at, purpose, photoAllowedFor }: FactsQuestion,
): Promise<Draft> {
  const { type, form } = order;
  const [documents, liveness, onRecord, siteHeadElsewhere, instances, domains] = await Promise.all([
    currentDocuments(db, order.id),
    livenessOf(db, vault, order),
    recordedWebsites(db, vault, form),
    headsOfOthers(db, vault, form),
    instancesOf(db, assets, order),
    domainsOf(assets, form),
  ]);
  const facts = { documents, liveness, instances, domains, recordedWebsites: onRecord, siteHeadElsewhere };
  return { ...facts, type, form, photoAllowedFor, policies, calendar, at, purpose };
}

/** Latest finished check of each person; a pass is not undone by a later fail, and counts the fails since (R-AUTH-8). */
async function livenessOf(db: Database, vault: Vault, order: Order): Promise<Record<string, LivenessState>> {
  const states: Record<string, LivenessState> = {};
  for (const { personId, personFingerprint, status, finishedAt } of await sessionsOf(db, vault, order.id)) {
    if (status === 'STARTED' || finishedAt === undefined) continue;
    const before = states[personId];
    if (status === 'PASSED') states[personId] = { status: 'PASS', at: finishedAt, personFingerprint, fails: 0 };
    else if (before?.status === 'PASS' && before.personFingerprint === personFingerprint) continue;
    else states[personId] = { status: 'FAIL', at: finishedAt, personFingerprint, fails: (before?.fails ?? 0) + 1 };
  }
  return states;
}

async function instancesOf(
  db: Database,
  assets: AssetLookup,
  order: Order,
): Promise<Record<string, InstanceFacts | NotKnown | undefined>> {
  const [reserved, voided] = await Promise.all([reservationsOf(db, order.id), voidedWebsites(db, order.id)]);
  return Object.fromEntries(
    await Promise.all(
      reserved
        .filter(({ websiteId }) => !voided.includes(websiteId))
        .map(async ({ websiteId, instanceId }) => [websiteId, await assets.instance(instanceId)]),
    ),
  );
}

async function domainsOf(
  assets: AssetLookup,
  form: OrderForm,
): Promise<Record<string, DomainFacts | NotKnown | undefined>> {
  const { certificateNumber, name } = form.entity;
  const entity = {
    ...(certificateNumber === undefined ? {} : { certificateNumber }),
    ...(name === undefined ? {} : { name }),
  };
  return Object.fromEntries(
    await Promise.all(
      Object.entries(form.websites).map(async ([websiteId, { domain }]) => {
        const registrable = domain === undefined ? undefined : registrableDomain(domain);
        return [websiteId, registrable === undefined ? undefined : await assets.domain(registrable, entity)];
      }),
    ),
  );
}
