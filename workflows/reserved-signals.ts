/**
 * The SDK keeps names that begin with `__temporal_` for itself and throws when a signal of such a name comes, at every try:
 * one sent by hand would stop a filing for ever. Renamed, it reaches the inbox and is recorded like any unknown signal.
 */
import type { WorkflowInterceptors } from '@temporalio/workflow';

const RESERVED = '__temporal_';

/** Read by Temporal under this name; whoever bundles the workflows names this module among the interceptors. */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        for (const { signalWorkflow } of input.activation.jobs ?? []) {
          if (signalWorkflow?.signalName?.startsWith(RESERVED)) signalWorkflow.signalName = 'reserved';
        }
        next(input);
      },
    },
  ],
});
