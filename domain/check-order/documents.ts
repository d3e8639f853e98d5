/** Mandatory slots are filled and what fills them is still valid (A-003 to A-005, R-PER-11). */
import { requiredSlots } from '../materials/required-slots.ts';
import { type SlotDue } from '../materials/question.ts';
import { afterSubmission, type Order } from './order.ts';
import { photoInstead } from './photo-step.ts';
import { takesUndertaking } from './sectors.ts';
import { blocking, missing, type Verdict } from './verdict.ts';

export function documentRules(order: Order): Verdict[] {
  const uploaded = new Map(order.documents.map((document) => [document.slot, document]));
  const slots = requiredSlots({ ...order, photoAllowedFor: photoInstead(order) });
  return slots.flatMap(({ slot, mandatory, due, advice }) => {
    const path = `documents.${slot}`;
    const document = uploaded.get(slot);
    if (document === undefined && isReplaced(order, slot, uploaded)) return [];
    if (document === undefined) return mandatory && isDue(order, due) ? [missing(path, advice)] : [];
    if (document.validUntil === undefined || document.validUntil >= order.on) return [];
    return [blocking(path, 'EXPIRED', 'The document has expired. Renew it, then upload the new one.')];
  });
}

/** The permit of finance, where the bureau takes the undertaking instead and it is there (§11.1 ZJ). */
function isReplaced(order: Order, slot: string, uploaded: ReadonlyMap<string, unknown>): boolean {
  const [name, websiteId = ''] = slot.split(':');
  return (
    name === 'pre-approval-permit-finance' &&
    takesUndertaking(order) &&
    uploaded.has(`finance-undertaking:${websiteId}`)
  );
}

function isDue(order: Order, due: SlotDue): boolean {
  switch (due) {
    case 'SUBMISSION':
      return true;
    case 'APPROVAL':
      return afterSubmission(order);
    case 'PHOTO':
      return order.purpose === 'HAND_OVER' || order.purpose === 'RETURN';
    default:
      return due satisfies never;
  }
}
