/**
 * The access gate: may the network serve a domain (domain-spec §6)? A pure decision on what is known of one registrable domain. It
 * is made again whenever one of these facts changes (R-ACC-G1).
 */
import type { OrderId } from '../identifiers.ts';
import type { Progress } from '../lifecycle/progress.ts';
import { accessNow } from '../lifecycle/provisional-access.ts';
import type { OrderTypeRow } from '../order-types/row.ts';
import { present } from '../present.ts';
import { instant, type Instant } from '../time/instant.ts';
import type { AccessReason } from './reasons.ts';

/** What is known of one registrable domain; what nobody knows is left out. */
export interface GateFacts {
  /** On the clock of the order or record. */
  now: Instant;
  /** Domains of this suffix can be filed (R-NEED-16). */
  fileable: boolean;
  /** The website on record here; one that left the record is not given. */
  website?: RecordedSite;
  /** The number that the domain had last, when its website left the record. */
  formerNumber?: string;
  /** A look-up in MIIT's record found the domain with another provider. */
  filedElsewhere?: boolean;
  /** The open order that has reserved the domain. */
  order?: OpenOrder;
  /** What inspections found of the website. While a rectification runs, the website is served (R-INSP-4). */
  inspection?: { accessCancelled: boolean };
  /** A bureau found the domain without a filing on an address of this provider (R-MI-4). */
  foundUnfiled?: boolean;
  /** What was found of the domain itself. */
  domain?: { pointsElsewhereUnfiled: boolean };
}

export interface RecordedSite {
  number: string;
  /** The entity or the website is a shell (R-INSP-12). */
  shell: boolean;
  /** The open access through this provider. `newSince` is absent where MIIT had it before it was known here. */
  access?: { newSince?: Instant; broughtBy?: Before };
  /** There was an access here that has ended. */
  hadAccess: boolean;
}

/** The part of an order's progress that says whether it is served before its record (R-TRF-6, R-TRF-7). */
export type Before = Pick<Progress, 'clocks' | 'provisionalAccess'>;

export interface OpenOrder {
  id: OrderId;
  /** When the network may serve the websites of its type. */
  access: OrderTypeRow['access'];
  /** The bureau, or MIIT's system, has approved it. */
  approved: boolean;
  before?: Before;
}

export interface Decision {
  serve: boolean;
  reason: AccessReason;
  /** When it will be served. */
  from?: Instant;
  orderId?: OrderId;
  number?: string;
  /** When the decision may be another though nothing happens but time; on the clock of the facts. */
  until?: Instant;
}

/** How long the network takes to learn of a record after it arrived here (R-BUR-2). */
const SERVED_WITHIN_MS = 30 * 60_000;

/** Orders that bring an access; the others say nothing of a website that has none. */
const OPENS: Readonly<Record<OrderTypeRow['access'], boolean>> = {
  WITH_NUMBER: true,
  PROVISIONAL: true,
  STAYS: false,
  ENDS_WITH_APPROVAL: false,
};

export function decide(facts: GateFacts): Decision {
  const { website, order, inspection, domain } = facts;
  const number = website?.number;
  if (domain?.pointsElsewhereUnfiled === true) return closed('POINTS_ELSEWHERE', { number });
  if (inspection?.accessCancelled === true) return closed('RECTIFICATION_OVERDUE', { number });
  if (website?.shell === true) return closed('SHELL', { number });
  if (website?.access !== undefined) return ofAccess(facts, website, website.access);
  if (order !== undefined && OPENS[order.access]) return ofOrder(facts, order);
  if (website !== undefined) return closed(website.hadAccess ? 'ACCESS_CANCELLED' : 'FILED_ELSEWHERE', { number });
  return ofNothingHere(facts);
}

function ofAccess(
  { now, order }: GateFacts,
  { number }: RecordedSite,
  { newSince, broughtBy = {} }: NonNullable<RecordedSite['access']>,
): Decision {
  // The network closes on the approval, not on the application, and not when the record follows (R-DEREG-11).
  if (order?.access === 'ENDS_WITH_APPROVAL' && order.approved) {
    return closed('REMOVAL_APPROVED', { number, orderId: order.id });
  }
  // A website that was served until its record arrived is served on.
  if (newSince === undefined || accessNow(broughtBy, now).access === 'OPEN') return open('FILED', { number });
  const from = instant(newSince + SERVED_WITHIN_MS);
  return now < from ? closed('SYNC_PENDING', { number, from, until: from }) : open('FILED', { number });
}

function ofOrder({ now, website }: GateFacts, { id: orderId, approved, before = {} }: OpenOrder): Decision {
  const about = { orderId, number: website?.number };
  const said = accessNow(before, now);
  switch (said.access) {
    case 'OPENING':
      return closed('PROVISIONAL_OPENING', { ...about, from: said.from, until: said.from });
    case 'OPEN': {
      // The clock closes it at its instant, whenever the filing gets to it.
      const isOver = said.until !== undefined && said.until <= now;
      return isOver ? closed('PROVISIONAL_CLOSED', about) : open('PROVISIONAL', { ...about, until: said.until });
    }
    case 'CLOSED':
      return closed('PROVISIONAL_CLOSED', about);
    case 'NONE':
      return closed(approved ? 'APPROVED_SYNC_PENDING' : 'FILING_IN_PROGRESS', about);
    default:
      return said satisfies never;
  }
}

function ofNothingHere({ fileable, formerNumber: number, filedElsewhere, foundUnfiled }: GateFacts): Decision {
  if (foundUnfiled === true) return closed('FOUND_UNFILED', { number });
  if (filedElsewhere === true) return closed('FILED_ELSEWHERE', { number });
  if (!fileable) return closed('SUFFIX_NOT_FILEABLE', { number });
  return closed(number === undefined ? 'NOT_FILED' : 'DEREGISTERED', { number });
}

type More = { [Name in Exclude<keyof Decision, 'serve' | 'reason'>]?: Decision[Name] | undefined };

const open = (reason: AccessReason, more: More): Decision => ({ serve: true, reason, ...present(more) });
const closed = (reason: AccessReason, more: More): Decision => ({ serve: false, reason, ...present(more) });
