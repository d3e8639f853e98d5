/**
 * Lets the senders look at once for what was queued just now. Nothing is lost without it: what is queued is stored, a sender looks within a
 * minute, and where none runs the fetcher opens `BUREAU_UPLOADS_WAIT` after an hour. So a failure is logged, and the hand-over is not made again.
 */
import { Context, log } from '@temporalio/activity';
import { senderId, WAKE } from '../../domain/bureau/exchange.ts';
import type { ActivityDependencies } from '../dependencies.ts';

export async function wakeSenders({
  bureauAccounts = [],
}: Pick<ActivityDependencies, 'bureauAccounts'>): Promise<void> {
  for (const { name } of bureauAccounts) {
    try {
      await Context.current().client.workflow.getHandle(senderId(name)).signal(WAKE);
    } catch (error) {
      const kind = error instanceof Error ? error.name : 'unknown';
      log.warn('the sender of a bureau account could not be woken; it looks by itself', { account: name, kind });
    }
  }
}
