/** May the network serve this domain, and why (domain-spec §6)? */
import { accessNow, type AccessNow } from '../../domain/lifecycle/provisional-access.ts';
import { suffixAmong, topSuffix } from '../../domain/identity/domain-name.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { reservationOfDomain } from '../../store/orders/reservations.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { recordOfDomain, type FilingRecord } from '../../store/records/records.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type GateDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now'>;

/** Where a domain points. */
export const TARGETS = ['MAINLAND', 'HONG_KONG_OR_OVERSEAS'] as const;
type Target = (typeof TARGETS)[number];

/** How long the network takes to learn of a record after it arrived here (R-BUR-2). */
const SERVED_WITHIN_MS = 30 * 60_000;

export const ACCESS_REASONS = [
  'POINTS_OUTSIDE',
  'FILED',
  'SYNC_PENDING',
  'ACCESS_CANCELLED',
  'SHELL',
  'PROVISIONAL',
  'PROVISIONAL_OPENING',
  'PROVISIONAL_CLOSED',
  'APPROVED_SYNC_PENDING',
  'FILING_IN_PROGRESS',
  'SUFFIX_NOT_FILEABLE',
  'NOT_FILED',
] as const;
type Reason = (typeof ACCESS_REASONS)[number];

const TEXTS: Readonly<Record<Reason, string>> = {
  POINTS_OUTSIDE: 'The domain points outside the mainland: it is not blocked.',
  FILED: 'The domain is filed and has its access here.',
  SYNC_PENDING: 'The record has just arrived; the network knows within half an hour.',
  ACCESS_CANCELLED: 'The access through this provider was cancelled. Add it again by a transfer.',
  SHELL: 'The record of this domain is a shell. Deregister it and file anew.',
  PROVISIONAL: 'The transfer has passed the preliminary review: the website is served while the filing goes on.',
  PROVISIONAL_OPENING: 'The transfer has passed the preliminary review; the network serves the website within minutes.',
  PROVISIONAL_CLOSED:
    'The provisional access of the transfer has ended; a new preliminary approval opens access again.',
  APPROVED_SYNC_PENDING: 'The bureau has approved; the record is not visible here yet. Wait one to two business days.',
  FILING_IN_PROGRESS: 'The filing is in progress; the website may be served once the number is issued.',
  SUFFIX_NOT_FILEABLE: 'Domains of this suffix cannot be filed, so they are not served on the mainland.',
  NOT_FILED: 'The domain is not filed through this provider. File it, or transfer it if it is filed elsewhere.',
};

export interface Access {
  /** Registrable; sub-domains share its filing. */
  domain: string;
  serve: boolean;
  reason: Reason;
  /** The reason, for people. */
  text: string;
  /** When it will be served. */
  from?: Instant | undefined;
  orderId?: string | undefined;
  number?: string | undefined;
}

/** Decides for a registrable `domain`. A domain that points outside the mainland is served without a look at the records. */
export async function mayBeServed(deps: GateDependencies, domain: string, target: Target): Promise<Access> {
  return target === 'MAINLAND' ? decide(deps, domain) : answerOf(domain, true, 'POINTS_OUTSIDE');
}

const answerOf = (
  domain: string,
  serve: boolean,
  reason: Reason,
  more: Pick<Access, 'from' | 'orderId' | 'number'> = {},
): Access => ({ domain, serve, reason, text: TEXTS[reason], ...more });

async function decide(deps: GateDependencies, domain: string): Promise<Access> {
  const { database, vault, now } = deps;
  const record = await recordOfDomain(database, vault, domain);
  const website = record?.websites.find((one) => one.domain === domain && one.status !== 'DEREGISTERED');
  if (record !== undefined && (website?.access !== undefined || record.status === 'SHELL')) {
    const orderId = website?.access?.orderId ?? record.orderId;
    const order = orderId && (await readOrder(database, vault, orderId));
    return ofRecord(domain, record, order === undefined ? { now: instant(now()) } : timeOf(order, now()));
  }
  const reservation = await reservationOfDomain(database, domain);
  const order = reservation && (await readOrder(database, vault, reservation.orderId));
  const provisional = order && ofProvisional(domain, order, filingTime(order, now()));
  if (provisional !== undefined) return provisional;
  if (record !== undefined) return ofRecord(domain, record, { now: instant(now()) });
  if (order !== undefined) return ofOrder(domain, order);
  return answerOf(domain, false, (await isFileable(deps, domain)) ? 'NOT_FILED' : 'SUFFIX_NOT_FILEABLE');
}

/** When it is for an order, and what its provisional access says then. */
const timeOf = (order: Order, now: number) => {
  const at = filingTime(order, now);
  return { now: at, before: order.progress && accessNow(order.progress, at) };
};

/** What is served before the bureau has decided; undefined where the order opens nothing of the kind. */
function ofProvisional(domain: string, { id: orderId, progress }: Order, now: Instant): Access | undefined {
  if (progress === undefined) return undefined;
  const said = accessNow(progress, now);
  switch (said.access) {
    case 'NONE':
      return undefined;
    case 'OPENING':
      return answerOf(domain, false, 'PROVISIONAL_OPENING', { orderId, from: said.from });
    case 'OPEN':
      return answerOf(domain, true, 'PROVISIONAL', { orderId });
    case 'CLOSED':
      return answerOf(domain, false, 'PROVISIONAL_CLOSED', { orderId });
    default:
      return said satisfies never;
  }
}

/** A website that was served provisionally until its record arrived is served on. */
function ofRecord(
  domain: string,
  record: FilingRecord,
  { now, before }: { now: Instant; before?: AccessNow | undefined },
): Access {
  const website = record.websites.find((one) => one.domain === domain && one.status !== 'DEREGISTERED');
  const { number = record.number, access } = website ?? {};
  if (record.status === 'SHELL' || website?.status === 'SHELL') return answerOf(domain, false, 'SHELL', { number });
  if (access === undefined) return answerOf(domain, false, 'ACCESS_CANCELLED', { number });
  const from = instant(access.openedAt + SERVED_WITHIN_MS);
  if (now < from && before?.access !== 'OPEN') return answerOf(domain, false, 'SYNC_PENDING', { number, from });
  return answerOf(domain, true, 'FILED', { number });
}

const ofOrder = (domain: string, { id, stage }: Order): Access =>
  answerOf(domain, false, stage === 'BUREAU_APPROVED' ? 'APPROVED_SYNC_PENDING' : 'FILING_IN_PROGRESS', {
    orderId: id,
  });

async function isFileable(
  { rules, now }: Pick<UseCaseDependencies, 'rules' | 'now'>,
  domain: string,
): Promise<boolean> {
  const { policies } = await rules();
  const domainSuffix = topSuffix(domain);
  const on = civilDate(instant(now()));
  const { allowed, refused } = policies.resolve('domain.suffixAllowed', { domainSuffix }, on);
  return suffixAmong(domain, allowed) && !suffixAmong(domain, refused);
}
