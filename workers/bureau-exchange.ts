/** Starts sender and fetcher of each account at a bureau, and wakes them. */
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type Client } from '@temporalio/client';
import { BUREAU_FETCHER, BUREAU_SENDER, fetcherId, senderId, type ExchangeInput } from '../domain/bureau/exchange.ts';

/** One of each runs; those that run go on. */
export async function startBureauExchange(
  client: Client,
  taskQueue: string,
  accounts: readonly { name: string }[],
): Promise<void> {
  for (const { name: account } of accounts) {
    const input: ExchangeInput = { account };
    const start = (type: string, workflowId: string, staticSummary: string) =>
      client.workflow.start(type, {
        workflowId,
        taskQueue,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        staticSummary,
      });
    await start(BUREAU_SENDER, senderId(account), `sends what waits for the bureau account ${account}`);
    await start(BUREAU_FETCHER, fetcherId(account), `fetches what the bureau has for the account ${account}`);
  }
}
