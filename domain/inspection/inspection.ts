/** How an inspection stands (R-INSP-13). Nothing here is about a person but the names that the record's form gives to people. */
import type { CaseId } from '../identifiers.ts';
import type { Instant } from '../time/instant.ts';
import type { ItemGroup, ItemResult } from './item-groups.ts';

/**
 * `OPEN`: the holder was told. `RECTIFYING`: an order that puts it right is open; the due date runs on. `OVERDUE`: an operator decides.
 * `ACCESS_CANCELLED`: the network serves it no more. `RECTIFIED`: it has ended.
 */
export const INSPECTION_STATES = ['OPEN', 'RECTIFYING', 'OVERDUE', 'ACCESS_CANCELLED', 'RECTIFIED'] as const;
export type InspectionState = (typeof INSPECTION_STATES)[number];

/** Where the order stands that answers an inspection. */
export const ORDER_PLACES = ['AT_PROVIDER', 'AT_BUREAU', 'COMPLETED', 'ENDED'] as const;
export type OrderPlace = (typeof ORDER_PLACES)[number];

/** Which phone was called: of the entity, or of the head of the website. */
export const PHONES = ['ENTITY_LANDLINE', 'ENTITY_MOBILE', 'SITE_HEAD_MOBILE'] as const;
export type Phone = (typeof PHONES)[number];

export interface InspectionProgress {
  state: InspectionState;
  /** Until when what was found must be put right. */
  dueAt: Instant;
  /** What was found of each group that somebody has looked at, last. */
  items: Partial<Record<ItemGroup, ItemResult>>;
  calls: readonly { at: Instant; phone: Phone; reached: boolean }[];
  videos: readonly { at: Instant; passed: boolean }[];
  /** People who answered the code that was sent to their mobile (R-INSP-2), by their names in the record's form. */
  phonesProved: readonly string[];
  /** The change or removal that answers it. */
  order?: { id: string; place: OrderPlace };
}

/** An inspection before anybody has done anything about it. */
export const openedInspection = (
  state: Extract<InspectionState, 'OPEN' | 'ACCESS_CANCELLED'>,
  dueAt: Instant,
): InspectionProgress => ({ state, dueAt, items: {}, calls: [], videos: [], phonesProved: [] });

export const isOver = ({ state }: Pick<InspectionProgress, 'state'>): boolean => state === 'RECTIFIED';

/** While a change is with the bureau on the due date, the access stays until the bureau has decided (R-INSP-13, A-174). */
export const isAtBureau = ({ order }: Pick<InspectionProgress, 'order'>): boolean => order?.place === 'AT_BUREAU';

/** A fresh number of an inspection's case: `HC` (核查), the day on which the case was opened and eight letters or digits. */
export function newInspectionCaseId(openedOn: string, randomBytes: Uint8Array): CaseId {
  const tail = Array.from(randomBytes.slice(0, 8), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `HC${openedOn.replaceAll('-', '')}-${tail}` as CaseId;
}

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Whether a case's number is that of an inspection. */
export const isInspectionCase = (caseId: string): boolean => /^HC\d{8}-[A-Z0-9]{8}$/.test(caseId);
