/**
 * The SDK reserves names that begin with `__temporal_` and throws at every try when a signal of such a name arrives, so one
 * sent by hand would stop a filing for ever. Renamed, it reaches the inbox and is written as refused like any unknown
 * signal.
 */
import type { WorkflowInterceptors } from '@temporalio/workflow';

const RESERVED = '__temporal_';

/** Temporal reads the export of this name; the bundle of the workflows names this module among its interceptors. */
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
