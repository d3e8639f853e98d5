/** What is done once a day about the images in the object store. */
import { heartbeat, log } from '@temporalio/activity';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import {
  namedAmong,
  noteImageRemoved,
  objectKeysBetween,
  replacedScans,
  type ReplacedScan,
  type ScanPlace,
} from '../../store/proofs/replaced-scans.ts';
import type { DocumentActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const DAY_MS = 86_400_000;
const SCANS_PER_TURN = 200;
/** So many failures are the object store's: the next round may find it well. */
const TOO_MANY_FAILED = 50;
/** An object whose row is not written yet is this much younger. A longer term leaves time to notice a wrong restore. */
const ORPHAN_AGE_MS = 7 * DAY_MS;

type DocumentRoundDependencies = Pick<ActivityDependencies, 'database' | 'documents' | 'rules'>;

export function createDocumentActivities(deps: DocumentRoundDependencies): DocumentActivities {
  const { database, documents, rules } = deps;
  return {
    removeReplacedScans: async () => {
      const { policies } = await rules();
      const ago = (key: 'material.replacedKeepDays' | 'retention.decidedVersionsDays'): Instant =>
        instant(now() - policies.resolve(key, {}, civilDate(now())) * DAY_MS);
      const before = { undecided: ago('material.replacedKeepDays'), decided: ago('retention.decidedVersionsDays') };
      let [removed, failed] = [0, 0];
      let after: ScanPlace | undefined;
      for (;;) {
        const scans = await replacedScans(database, before, { after, limit: SCANS_PER_TURN });
        for (const scan of scans) {
          if (await isRemoved(deps, scan)) removed += 1;
          else failed += 1;
          heartbeat({ removed, failed });
        }
        if (failed > 0) log.error('images could not be removed from the object store', { failed });
        if (scans.length < SCANS_PER_TURN || failed >= TOO_MANY_FAILED) return { removed };
        after = scans.at(-1);
      }
    },
    compareDocumentStore: async () => {
      let [orphans, missing, after] = [0, 0, ''];
      for await (const page of documents.list()) {
        const last = page.at(-1)?.key;
        if (last === undefined) continue;
        orphans += await removeOrphans(deps, page);
        // In another order than that of their bytes, more keys are looked for one by one, and none is reported wrongly.
        const named = await objectKeysBetween(database, after, last);
        missing += await reportMissing(deps, named, new Set(page.map(({ key }) => key)));
        after = last;
        heartbeat({ orphans, missing });
      }
      missing += await reportMissing(deps, await objectKeysBetween(database, after, undefined), new Set());
      return { orphans, missing };
    },
  };
}

/** One image that cannot be removed keeps no other; the next round tries it again. */
async function isRemoved({ database, documents }: DocumentRoundDependencies, scan: ReplacedScan): Promise<boolean> {
  try {
    for (const key of scan.objectKeys) await documents.delete(key);
    await noteImageRemoved(database, scan, now());
    return true;
  } catch (error) {
    log.warn('an image could not be removed', {
      orderId: scan.orderId,
      kind: error instanceof Error ? error.name : 'unknown',
    });
    return false;
  }
}

type Listed = { key: string; storedAt: number };

/** Keys as uploads make them; what else lies in the store is none of our business. */
const OF_AN_ORDER = /^BA\d{8}-\w+\//;

/** Objects that no row names: their upload broke off between object store and Postgres. */
async function removeOrphans(
  { database, documents }: Pick<DocumentRoundDependencies, 'database' | 'documents'>,
  page: readonly Listed[],
): Promise<number> {
  const old = page
    .filter(({ key, storedAt }) => OF_AN_ORDER.test(key) && storedAt < Date.now() - ORPHAN_AGE_MS)
    .map(({ key }) => key);
  const named = await namedAmong(database, old);
  const orphans = old.filter((key) => !named.has(key));
  for (const key of orphans) await documents.delete(key);
  if (orphans.length > 0) log.warn('objects that no document names were removed', { objects: orphans.length });
  return orphans.length;
}

/** Rows whose object is not there. Each is looked for once more, because an upload may have ended meanwhile. */
async function reportMissing(
  { documents }: Pick<DocumentRoundDependencies, 'documents'>,
  named: readonly { key: string; orderId: string }[],
  listed: ReadonlySet<string>,
): Promise<number> {
  const orders: string[] = [];
  for (const { key, orderId } of named) {
    if (!listed.has(key) && !(await isThere(documents, key))) orders.push(orderId);
  }
  if (orders.length > 0) {
    const facts = { images: orders.length, orders: [...new Set(orders)].slice(0, ORDERS_IN_A_LINE) };
    log.error('the object store has lost images: restore them from the backup of the store', facts);
  }
  return orders.length;
}

const ORDERS_IN_A_LINE = 20;

async function isThere(documents: ActivityDependencies['documents'], key: string): Promise<boolean> {
  try {
    await documents.get(key);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}

const now = (): Instant => instant(Date.now());
