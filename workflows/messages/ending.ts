/** The input of the workflow that ends an order whose filing cannot go on. It is named after the order. */
export const ENDING_WORKFLOW = 'ending';
export const endingWorkflowId = (orderId: string): string => `${orderId}-ending`;

export interface EndingInput {
  orderId: string;
  actionId: string;
  /** Who agreed, as the second person. */
  by: string;
}
