/** Notices: who must be told what, and through which channels (domain-spec §5.8). */
import type { Finding } from '../finding.ts';
import type { Found } from '../inspection/found.ts';
import type { ItemGroup } from '../inspection/item-groups.ts';
import type { Instant } from '../time/instant.ts';
import type { TaskKind } from '../tasks/task.ts';

export const NOTICE_CODES = [
  'N-1', 'N-2', 'N-3', 'N-4', 'N-5', 'N-6', 'N-7', 'N-8', 'N-9',
  'N-10', 'N-11', 'N-12', 'N-13', 'N-14', 'N-15', 'N-16', 'N-17', 'N-18',
  'N-19', // to the owner of a server: a bureau found a domain without a filing on it (R-DIAG-3)
  'P-1', // the code that proves a number before the first message to it
  'P-2', // the code by which the holder of a filing confirms an order (R-DEREG-7)
  'I-1', // in-app only: type found, bureau rules and materials (§5.1 TYPE_DETERMINED)
  'I-2', // in-app only: face check failed, advice after too many fails, photo allowed (R-AUTH-6, R-AUTH-8)
] as const; // prettier-ignore
export type NoticeCode = (typeof NOTICE_CODES)[number];

export const MESSAGE_CHANNELS = ['SMS', 'EMAIL', 'IN_APP'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** `verifiers` are the people who must pass MIIT's SMS; `operator` is the provider's desk. */
export type Recipient = 'siteHeads' | 'entityHead' | 'verifiers' | 'account' | 'operator';

/** Facts that a message may need. None of them is personal data; names and addresses are added when the message is sent. */
export interface NoticeFacts {
  /** Which of several texts a code has: `APPROVED`, `ITEMS`, `PHOTO`, `MAIL`, `MATERIAL`, `EXPIRED`, … */
  variant?: string;
  due?: Instant;
  earliest?: Instant;
  latest?: Instant;
  /** Business days of a year whose holidays are not published yet are among those that were counted (R-CAL-3). */
  provisional?: boolean;
  items?: Finding[];
  /** Calendar days waited or left. */
  days?: number;
  step?: string;
  /** Kind of the operator's task a message is about (N-16). */
  task?: TaskKind;
  trackingNumber?: string;
  numbers?: string[];
  /** Set where it is about these websites of the order only, by their names in the form (R-BUR-4). */
  websites?: string[];
  reason?: string;
  /** For how long a code is good. */
  minutes?: number;
  /** The code of P-1 and P-2: put in when it is sent, and stored nowhere. */
  proofCode?: string;
  /** A domain that no order is about, and what stands in place of an order's number then. */
  domain?: string;
  reference?: string;
  /** What an inspection found of the number in `numbers`, and which groups of what is filed are not true (N-13). */
  found?: Found;
  untrue?: readonly ItemGroup[];
  obligations?: { name: string; due?: Instant; number?: string }[];
}

export interface Notice {
  code: NoticeCode;
  facts: NoticeFacts;
  /** For `verifiers`: only these people (N-6 goes to people who have not verified yet). */
  persons?: string[];
}

interface Route {
  to: readonly Recipient[];
  channels: readonly MessageChannel[];
}

const PEOPLE = ['SMS', 'EMAIL'] as const;
const ALL = ['SMS', 'EMAIL', 'IN_APP'] as const;
const DESK = ['EMAIL', 'IN_APP'] as const;

/** SMS and email go to people; in-app messages go to the account or to the operators' desk. */
export const NOTICE_ROUTES: Readonly<Record<NoticeCode, Route>> = {
  'N-1': { to: ['siteHeads', 'account'], channels: ALL },
  'N-2': { to: ['siteHeads', 'account'], channels: ALL },
  'N-3': { to: ['siteHeads'], channels: PEOPLE },
  'N-4': { to: ['siteHeads', 'account'], channels: PEOPLE },
  'N-5': { to: ['verifiers'], channels: PEOPLE },
  'N-6': { to: ['verifiers'], channels: ['SMS'] },
  'N-7': { to: ['verifiers', 'account'], channels: PEOPLE },
  'N-8': { to: ['siteHeads', 'account'], channels: ALL },
  'N-9': { to: ['entityHead', 'siteHeads', 'account'], channels: ALL },
  'N-10': { to: ['entityHead', 'siteHeads', 'account'], channels: ALL },
  'N-11': { to: ['siteHeads', 'account'], channels: ALL },
  'N-12': { to: ['account', 'siteHeads'], channels: PEOPLE },
  'N-13': { to: ['siteHeads', 'account'], channels: PEOPLE },
  'N-14': { to: ['account'], channels: DESK },
  'N-15': { to: ['account'], channels: DESK },
  'N-16': { to: ['operator'], channels: DESK },
  'N-17': { to: ['siteHeads'], channels: ['SMS'] },
  'N-18': { to: ['siteHeads', 'account'], channels: DESK },
  'N-19': { to: ['account'], channels: DESK },
  'P-1': { to: ['siteHeads'], channels: ['SMS'] },
  'P-2': { to: ['entityHead'], channels: ['SMS'] },
  'I-1': { to: ['account'], channels: ['IN_APP'] },
  'I-2': { to: ['account'], channels: ['IN_APP'] },
};

/** Without these nobody passes MIIT's SMS in time. Nothing that an applicant does alone leads to them. */
export const NEEDED_FOR_SMS: readonly NoticeCode[] = ['N-5', 'N-6'];

/** Messages with a code: only their receiver learns it, and they go out before a number is proved. */
export const WITH_CODE: readonly NoticeCode[] = ['P-1', 'P-2'];

/** Sent once for each order and day, because the applicant alone can cause them over and over; in the app they stand each time. */
export const ONCE_A_DAY: readonly NoticeCode[] = ['N-1'];

/** Channels of one notice: N-15 about an expired order also goes by SMS. */
export function channelsOf(notice: Notice): readonly MessageChannel[] {
  if (notice.code === 'N-15' && notice.facts.variant === 'EXPIRED') return ALL;
  return NOTICE_ROUTES[notice.code].channels;
}
