/**
 * Makes a build the current version of the worker deployment. From then on new filings start on it, and filings under way
 * go on with it at their next step (`AUTO_UPGRADE`): no filing stays on a build that is switched off.
 */
import type { Connection } from '@temporalio/client';
import { eventually } from '../runtime/eventually.ts';

export interface Build {
  readonly namespace: string;
  readonly deploymentName: string;
  readonly buildId: string;
}

/** Waits until a worker of the build has reported; rejects when none does within half a minute. */
export async function makeCurrent(connection: Connection, build: Build): Promise<void> {
  await eventually(() => connection.workflowService.setWorkerDeploymentCurrentVersion({ ...build, identity: 'beian' }));
}
