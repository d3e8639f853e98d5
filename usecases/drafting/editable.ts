import { awaitsPhoto, isEditable } from '../../domain/lifecycle/stage.ts';
import type { Order } from '../../store/orders/orders.ts';

export const EDITABLE = ['ALL', 'ASKED_SLOTS', 'PHOTO_SLOTS', 'NOTHING'] as const;
export type Editable = (typeof EDITABLE)[number];

/** What the applicant may change now: everything, the slots a reviewer asked for (R-SM-11), or the photo. */
export function editableOf({ stage, progress }: Pick<Order, 'stage' | 'progress'>): Editable {
  if (isEditable(stage)) return 'ALL';
  if (stage === 'PRELIM_REVIEW' && (progress?.materialAsked.length ?? 0) > 0) return 'ASKED_SLOTS';
  return awaitsPhoto(stage) ? 'PHOTO_SLOTS' : 'NOTHING';
}
