/**
 * The input of the workflow that sends one message again. The workflow is named after the message, so only one at a time
 * sends it.
 */
export const REDELIVERY_WORKFLOW = 'redelivery';
export const redeliveryWorkflowId = (messageId: string): string => `redelivery-${messageId}`;

export interface RedeliveryInput {
  messageId: string;
  /** The operator who asked for it. */
  by: string;
}
