/** What somebody does to an inspection: the data of each action, who may take it, and in which states. */
import { z } from 'zod';
import { lazilyEach } from '../lazily.ts';
import { personIdSchema } from '../order/names.ts';
import type { Role } from '../role.ts';
import { isoInstant } from '../time/iso-date.ts';
import { INSPECTION_STATES, ORDER_PLACES, PHONES, type InspectionState } from './inspection.ts';
import { ITEM_GROUPS, ITEM_RESULTS } from './item-groups.ts';

const text = () => z.string().trim().min(1).max(500);
const note = () => text().optional();
const orderId = () => z.string().max(40);

/** Every action with the data it carries. The texts of people stand in Postgres; a signal carries references to them. */
export const inspectionData = lazilyEach({
  /** What somebody found of one of the five groups (R-INSP-1). */
  itemInspected: () => z.strictObject({ group: z.enum(ITEM_GROUPS), result: z.enum(ITEM_RESULTS), note: note() }),
  callLogged: () => z.strictObject({ phone: z.enum(PHONES), reached: z.boolean(), note: note() }),
  /** A video by the head of the website was seen (R-INSP-10). */
  videoNoted: () => z.strictObject({ passed: z.boolean(), note: note() }),
  /** The code that was sent to a phone was right (R-INSP-2). */
  phoneProved: () => z.strictObject({ personId: personIdSchema() }),
  /** The holder says what they did, or why nothing has to be done. */
  explained: () => z.strictObject({ text: text() }),
  /** A change or removal answers the inspection. */
  orderLinked: () => z.strictObject({ orderId: orderId() }),
  /** That order went to the bureau, came back, or has ended. */
  orderMoved: () => z.strictObject({ orderId: orderId(), place: z.enum(ORDER_PLACES) }),
  /** More time, with a reason (R-SM-19). */
  deadlineOverride: () => z.strictObject({ dueAt: isoInstant(), reason: text() }),
  /** It is overdue, and the access stays all the same. */
  accessLeft: () => z.strictObject({ reason: text() }),
  accessCancelled: () => z.strictObject({ note: note() }).default({}),
  rectified: () => z.strictObject({ note: note() }).default({}),
} as const satisfies Record<string, () => z.ZodType>);

export type InspectionAction = keyof typeof inspectionData;
export const INSPECTION_ACTIONS = Object.keys(inspectionData) as readonly InspectionAction[];
export type InspectionData<A extends InspectionAction> = z.infer<ReturnType<(typeof inspectionData)[A]>>;
export const isInspectionAction = (name: string): name is InspectionAction => Object.hasOwn(inspectionData, name);

/** An action as it was parsed. */
export type InspectionTaken = { [A in InspectionAction]: { action: A; data: InspectionData<A> } }[InspectionAction];

interface Row {
  by: readonly Role[];
  in: readonly InspectionState[];
}

const STAFF = ['reviewer', 'operator'] as const;
const UNTIL_OVER = INSPECTION_STATES.filter((state) => state !== 'RECTIFIED');
const BEFORE_CANCELLATION = ['OPEN', 'RECTIFYING', 'OVERDUE'] as const;

/** `OPEN` and `RECTIFYING` allow the cancellation as well: the due date may have passed a moment ago. */
export const inspectionTable: Readonly<Record<InspectionAction, Row>> = {
  itemInspected: { by: STAFF, in: UNTIL_OVER },
  callLogged: { by: STAFF, in: UNTIL_OVER },
  videoNoted: { by: STAFF, in: UNTIL_OVER },
  phoneProved: { by: ['applicant'], in: UNTIL_OVER },
  explained: { by: ['applicant'], in: UNTIL_OVER },
  orderLinked: { by: ['applicant'], in: UNTIL_OVER },
  orderMoved: { by: ['system'], in: UNTIL_OVER },
  deadlineOverride: { by: ['operator'], in: BEFORE_CANCELLATION },
  accessLeft: { by: ['operator'], in: ['OVERDUE'] },
  accessCancelled: { by: ['operator'], in: BEFORE_CANCELLATION },
  rectified: { by: ['operator'], in: UNTIL_OVER },
};

/** What no request names by itself: the system says that an order moved, and a use case says the other two when it was done. */
const SAID_BY_OTHER_DOORS: readonly InspectionAction[] = ['orderMoved', 'phoneProved', 'orderLinked'];

/** The actions that a role may take now by name; pages offer them. */
export const inspectionActionsOf = (state: InspectionState, role: Role): InspectionAction[] =>
  INSPECTION_ACTIONS.filter(
    (action) =>
      !SAID_BY_OTHER_DOORS.includes(action) &&
      inspectionTable[action].by.includes(role) &&
      inspectionTable[action].in.includes(state),
  );
