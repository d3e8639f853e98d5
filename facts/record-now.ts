/**
 * Compares the copy of the record in an order with the record of today (R-TYPE-5 for orders opened from a record): MIIT, another
 * provider or another order may have changed it since.
 */
import type { Finding } from '../domain/finding.ts';
import type { AccountId } from '../domain/identifiers.ts';
import { recordOf, type RecordSnapshot } from '../domain/order/content.ts';
import { MOST_NAMES } from '../domain/order/names.ts';
import type { OrderType } from '../domain/order-types/order-type.ts';
import type { ContentAsked } from '../domain/order-types/row.ts';
import { rowOf } from '../domain/order-types/table.ts';
import { sameRecord, snapshotOf, websitesCopied } from '../domain/record/record-snapshot.ts';
import { parseInstant, type Instant } from '../domain/time/instant.ts';
import type { Order } from '../store/orders/orders.ts';
import type { Database } from '../store/postgres/database.ts';
import { readRecordCopy } from '../store/records/record-copy.ts';
import type { Vault } from '../store/sealing/vault.ts';

interface Stores {
  database: Database;
  vault: Vault;
}

export interface CopyWanted {
  accountId: AccountId;
  type: OrderType;
  entityNumber: string;
  /** Websites by their numbers or domains; of no meaning where all or none are copied. */
  websites: readonly string[];
  at: Instant;
  /** The copy that the order has already. */
  before?: RecordSnapshot | undefined;
}

export type CopyOfRecord =
  { copied: true; record: RecordSnapshot } | { copied: false; findings: [Finding, ...Finding[]] };

/** Copies what an order of this type concerns, or says why no such order can work on this record. */
export async function copyRecord({ database, vault }: Stores, wanted: CopyWanted): Promise<CopyOfRecord> {
  const { accountId, type, entityNumber, websites, at, before } = wanted;
  const { content } = rowOf(type);
  const copied = websitesCopied(content);
  const named = copied === 'NAMED' ? websites : [];
  const asked = copied === 'ALL' ? { atMost: MOST_NAMES + 1 } : { named };
  const found = await readRecordCopy(database, vault, entityNumber, asked);
  if (found === undefined || found.accountId !== accountId) return refused(NOT_YOURS);
  if (found.status === 'DEREGISTERED') return refused(GONE);
  if (found.status === 'SHELL') return refused(SHELL);
  if (found.copy === undefined) return refused(UNREADABLE);
  if (copied !== 'NONE' && found.copy.websites.length > MOST_NAMES) return refused(TOO_MANY);
  if (copied === 'NAMED' && named.length === 0) return refused(NONE_NAMED);
  const missing = named.filter(
    (name) => !found.copy?.websites.some((one) => one.number === name || one.domain === name),
  );
  const [first, ...others] = missing.map((name) => websiteGone(before, name));
  if (first !== undefined) return { copied: false, findings: [first, ...others] };
  const unserved = notServedHere(content, found, copied);
  if (unserved !== undefined) return refused(unserved);
  return { copied: true, record: snapshotOf(found.copy, at, before) };
}

/** Why the order cannot be submitted on its copy; empty when the record still says what the copy says. */
export async function recordNow(stores: Stores, { accountId, type, content }: Order): Promise<Finding[]> {
  const record = content && recordOf(content);
  if (type === undefined || record === undefined) return [NO_COPY];
  const { entityNumber, websiteNumbers, takenAt } = record;
  const websites = Object.values(websiteNumbers);
  const at = parseInstant(takenAt);
  const now = await copyRecord(stores, { accountId, type, entityNumber, websites, at, before: record });
  if (!now.copied) return now.findings;
  return sameRecord(record, now.record) ? [] : [CHANGED];
}

const refused = (finding: Finding): CopyOfRecord => ({ copied: false, findings: [finding] });
const finding = (path: string, code: string, advice: string): Finding => ({ path, code, advice });

const NOT_YOURS = finding(
  'record',
  'RECORD_NOT_HERE',
  'Your account has no record of this number here. A record filed with another provider is changed there, which takes about 20 business days (R-CHG-4); one of another account is changed from that account.',
);
const GONE = finding(
  'record',
  'RECORD_GONE',
  'This number is no longer on record at MIIT. Abandon the order if there is one, and file anew.',
);
const SHELL = finding(
  'record',
  'SHELL_ENTITY',
  "The record has no website and no access left. Deregister it with the bureau's own form, then file for the first time.",
);
const UNREADABLE = finding(
  'record',
  'RECORD_UNREADABLE',
  'The record cannot be read here. Ask the filing desk to have it imported anew.',
);
const TOO_MANY = finding(
  'record.websites',
  'TOO_MANY_WEBSITES',
  `One order names at most ${MOST_NAMES} websites. Take fewer, and others in a further order.`,
);
const NONE_NAMED = finding('websites', 'MISSING', 'Name the websites of the record that the order is about.');
const CHANGED = finding(
  'record',
  'RECORD_CHANGED',
  'The record was changed after this order copied it. Take the record anew; what you want to change is kept. Compare, then submit.',
);
const NO_COPY = finding('record', 'RECORD_MISSING', 'Open this order from the record that it is to change.');
const NOT_SERVED = finding(
  'record',
  'NOT_SERVED_HERE',
  'This provider does not serve it. Ask the provider that serves it for the change, which takes about 20 business days (R-CHG-4), or transfer it here first.',
);

function websiteGone(before: RecordSnapshot | undefined, number: string): Finding {
  const [id] = Object.entries(before?.websiteNumbers ?? {}).find(([, one]) => one === number) ?? [];
  const advice = 'This website is not on the record. Take it out, or take the record anew.';
  return finding(id === undefined ? 'websites' : `websites.${id}`, 'WEBSITE_GONE', advice);
}

/** Changes go through a provider that serves the website, or a website of the entity. */
function notServedHere(
  { kind }: ContentAsked,
  {
    served,
    servedHere,
    copy,
  }: { served: readonly string[]; servedHere: boolean; copy: { websites: readonly { number: string }[] } | undefined },
  copied: 'NONE' | 'NAMED' | 'ALL',
): Finding | undefined {
  if (kind !== 'CHANGES') return undefined;
  if (copied === 'NONE') return servedHere ? undefined : NOT_SERVED;
  return copy?.websites.every(({ number }) => served.includes(number)) === true ? undefined : NOT_SERVED;
}
