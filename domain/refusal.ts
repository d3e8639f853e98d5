/** Why an action changed nothing. The sentence says what to do instead; the code is for programs. */
export const refusals = {
  MALFORMED: 'The data do not have the form that this action takes.',
  NOT_WRITABLE:
    'Something in this action cannot be stored, so nothing of it was. An operator has been told; correct it and send it anew.',
  UNKNOWN_ACTION: 'There is no such action.',
  ASKED_BY_HAND:
    'A signal sent with Temporal UI or the CLI only asks. An operator who agrees takes the action through the API, under a token of their own.',
  NOT_BY_HAND:
    'A signal sent with Temporal UI or the CLI may only ask, as an operator (role operator, door temporal). Use the API.',
  NOT_ASKED_FOR: 'Nobody asked for this through the API, and no party reported it. An operator has been told.',
  MEANT_FOR_ANOTHER: 'The signal was meant for another order or action.',
  ROLE_NOT_ALLOWED: 'Your role may not do this.',
  WRONG_STAGE: 'This is not possible in the present state of the order.',
  STALE_VISIT: 'The order has moved on since you read it. Read it again and decide anew.',
  LOCKED_AT_BUREAU: 'The order is with the bureau and locked: wait for the decision (R-SM-4).',
  CLOSED: 'The order has ended. Open a new one.',
  ALREADY_DONE: 'This was done already.',
  INCOMPLETE: 'Something is still missing or wrong; see the items.',
  WARNING_NEEDS_NOTE:
    'The order has warnings that only a note overrides; see the items, and say in the note why they do not apply.',
  CHECKLIST_INCOMPLETE:
    'The checklist of this order is not ticked to the end; see the items. Look at each, and tick it or send the order back.',
  LOOK_UP_UNAVAILABLE:
    'Domains, servers or records cannot be looked up right now. Nothing has changed; try again in a minute.',
  TYPE_CHANGED: 'The type of this order is no longer right, because the record changed. Check the type again.',
  CLAIMED_BY_ANOTHER: 'Another reviewer has claimed this order.',
  NOT_CLAIMED: 'You have not claimed this order.',
  OWN_ACCOUNT: 'Nobody reviews an order of their own account (R-SM-15).',
  SAME_PERSON: 'A second person must do this (R-SM-12, R-SM-14).',
  NO_CANCEL_REQUEST: 'Nobody has asked to cancel this order.',
  REVIEW_BEGUN:
    'A reviewer has begun with this order, so it cannot be withdrawn any more. Wait for the decision, or ask the provider to send it back.',
  CALL_TOO_SOON: 'Wait before the second call (R-SM-3).',
  UNKNOWN_SLOT: 'The order has no such slot; see the items. Name people and websites P1, W1, … as in the form.',
  SLOT_NOT_ASKED: 'Only the slots the reviewer asked for may be filled now (R-SM-11).',
  PHOTO_MISSING: 'A photo or face check is still missing; see the items. A refused one must be repeated.',
  METHOD_NOT_ALLOWED: 'The province does not ask for this method.',
  UNKNOWN_PERSON: 'There is no such person on this order.',
  UNKNOWN_WEBSITE: 'The order files no such website; see the items. Name websites W1, W2, … as in the form.',
  UNKNOWN_DUE: 'There is no such due date now, or it cannot be moved (R-SM-19).',
  NOT_DUE: 'The holder may put it right until the due date. Cancel the access afterwards (R-INSP-4).',
  NOT_LATER: 'A due date can only be lengthened (R-SM-19).',
  STALE_HAND_OVER: 'This belongs to an earlier hand-over (R-SMS-21).',
  NOT_HANDED_OVER: 'The order is not with the bureau; an operator has been told (R-BUR-5).',
  CONTRADICTS_DECISION:
    "The bureau has already decided otherwise. An operator has been told; MIIT's record decides (R-BUR-5).",
  RECORD_DOES_NOT_FIT:
    "The reported record does not fit this order; see the items and compare it with MIIT's record. An operator has been told.",
  HAND_OVER_UNDER_WAY: 'The order is being handed over to the bureau right now.',
  ANOTHER_ENTITY:
    'One account files for one person or organisation, and this account or entity belongs to another; see the items (R-ACC-1).',
  PLACE_TAKEN: 'Another order of this account is in progress (R-ORD-1).',
  IN_PROGRESS_ELSEWHERE: 'Another order in progress files the same domain or entity; see the items (R-ORD-12).',
  MATERIAL_OUTSTANDING: 'Material the reviewer asked for has not come yet (R-SM-11).',
  UNKNOWN_OBLIGATION: 'This website has no such duty now.',
  NO_EFFECT: 'Recorded; nothing had to change.',
} as const;
export type RefusalCode = keyof typeof refusals;
