/** The envelope in which every process of Beian hears its signals. Processes, API and tests share it. */
import { z } from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { actorSchema } from '../../domain/role.ts';

/**
 * The envelope of every signal. `actionId` makes the action happen once; `visit` is the stay in a state it was meant for,
 * left out by outside parties, whose callbacks name their hand-over instead. `for` binds it to one workflow and signal, so
 * that a sealed signal cannot be sent again elsewhere; see {@link recipientOf}. `sentAt` is the filing's time when it was
 * sent: a signal sent after a due instant is handled after it, even when both are read together later.
 */
export const actionMessageSchema = lazily(() =>
  z.strictObject({
    actionId: z.string().regex(/^[\u0021-\u007e]{1,200}$/, 'write an identifier without spaces'),
    actor: actorSchema(),
    visit: z.int().min(0).optional(),
    for: z.string().max(200).optional(),
    sentAt: z.number().optional(),
    data: z.unknown().optional(),
  }),
);
export type ActionMessage = z.infer<ReturnType<typeof actionMessageSchema>>;

/** Where a signal is meant to go: `<workflow id> <signal>`. */
export const recipientOf = (workflowId: string, signal: string): string => `${workflowId} ${signal}`;

/** How an action ended, as the workflow remembers it. */
export interface ActionOutcome {
  outcome: 'APPLIED' | 'REFUSED';
  reason?: string;
  stage: string;
  visit: number;
}
