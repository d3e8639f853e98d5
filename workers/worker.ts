/** A worker that hosts the workflows and activities of filings. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { ActivityDependencies } from '../activities/dependencies.ts';

export interface FilingWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  dataConverter: DataConverter;
  dependencies: ActivityDependencies;
  /** A bundle made beforehand starts in a third of a second instead of two. */
  bundlePath?: string;
  tuning?: Pick<
    WorkerOptions,
    | 'maxConcurrentWorkflowTaskExecutions'
    | 'maxConcurrentActivityTaskExecutions'
    | 'maxConcurrentLocalActivityExecutions'
    | 'maxCachedWorkflows'
    | 'shutdownGraceTime'
    | 'shutdownForceTime'
    | 'workerDeploymentOptions'
  >;
}

/** Where the workflows lie, as sources or built. */
export const workflowsPath = fileURLToPath(new URL(`../workflows/index${import.meta.url.slice(-3)}`, import.meta.url));

const here = (path: string): string => fileURLToPath(new URL(`${path}${import.meta.url.slice(-3)}`, import.meta.url));

/** Run inside every workflow, before its own code sees anything. */
export const workflowInterceptorModules: readonly string[] = [here('../workflows/reserved-signals')];

export function createWorker(options: FilingWorkerOptions): Promise<Worker> {
  const { connection, namespace, taskQueue, dataConverter, dependencies, bundlePath, tuning } = options;
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    dataConverter,
    activities: { ...createActivities(dependencies) },
    ...(bundlePath === undefined
      ? { workflowsPath, interceptors: { workflowModules: [...workflowInterceptorModules] } }
      : { workflowBundle: { codePath: bundlePath } }),
    ...tuning,
  });
}
