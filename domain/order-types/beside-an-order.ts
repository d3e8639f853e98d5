/** What a customer may do who wants to open an order while another one of the account is in progress (R-ORD-1, R-ORD-6, R-ORD-7). */
import { isDrafting, type Stage } from '../lifecycle/stage.ts';
import { edge, LOCKED_STAGES } from '../lifecycle/table.ts';
import type { OrderType } from './order-type.ts';
import { rowOf } from './table.ts';

/**
 * `FINISH`: wait until the other order has ended. `REPLACE`: give it up for the new one. `MERGE`: give it up, and file its
 * websites with the new one.
 */
export const CHOICES = ['FINISH', 'REPLACE', 'MERGE'] as const;
export type Choice = (typeof CHOICES)[number];

export interface OrderInTheWay {
  id: string;
  stage: Stage;
  type: OrderType | undefined;
  handOverUnderWay: boolean;
}

/** Orders are merged with others of their type; what the type check opens has its type from the merged form (R-ORD-6). */
export function choicesBeside(held: OrderInTheWay, opening: OrderType | 'BY_TYPE_CHECK'): Choice[] {
  if (waysToEnd(held).length === 0) return ['FINISH'];
  return canMerge(held.type, opening) ? ['FINISH', 'REPLACE', 'MERGE'] : ['FINISH', 'REPLACE'];
}

function canMerge(held: OrderType | undefined, opening: OrderType | 'BY_TYPE_CHECK'): boolean {
  if (opening === 'BY_TYPE_CHECK') return held === undefined || rowOf(held).opens === opening;
  return held === opening;
}

/** The actions by which the customer ends the other order, one after the other; none where only others can end it. */
export function waysToEnd({ stage, handOverUnderWay }: OrderInTheWay): ('withdraw' | 'abandon')[] {
  if (handOverUnderWay) return [];
  if (mayApplicant(stage, 'abandon')) return ['abandon'];
  const afterwards = edge(stage, 'withdraw')?.to ?? [];
  return afterwards.some((to) => to !== 'STAY' && isDrafting(to)) ? ['withdraw', 'abandon'] : [];
}

const mayApplicant = (stage: Stage, action: 'abandon' | 'withdraw'): boolean =>
  edge(stage, action)?.by.includes('applicant') ?? false;

/** Says what the customer may do now. */
export function advice(held: OrderInTheWay, choices: readonly Choice[]): string {
  const order = `Order ${held.id} is in progress`;
  if (LOCKED_STAGES.includes(held.stage) || held.handOverUnderWay) {
    return `${order} and with the bureau: nothing of it can be changed. Open the next order when the bureau has decided (R-ORD-7).`;
  }
  if (choices.length === 1) {
    return `${order} and is being checked. Open the next order when it has ended; an operator can cancel it for you.`;
  }
  const replace = `or give it up for the new one (\`insteadOf\` with REPLACE)`;
  if (!choices.includes('MERGE')) {
    return `${order}, and orders of different types run one after the other (R-ORD-5). Decide which comes first: finish it, ${replace}.`;
  }
  return `${order}. Finish it, file its websites with the new ones in one order (\`insteadOf\` with MERGE), ${replace}.`;
}
