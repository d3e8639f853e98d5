/** The runtime below all workers and connections of a process; test files that run one after another in a process share it. */
import { IllegalStateError } from '@temporalio/common';
import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Jest listens for signals, so the runtime must not. It is still there where a file before this one left a connection open. */
export function installTemporalRuntime(): void {
  try {
    Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
