/**
 * Bundles the workflows into the one file that workers run, in the same way for production, tests, replay and measurements.
 */
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  type BundleOptions,
  type Logger,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { PAYLOAD_CONVERTER_PATH } from '../codec/data-converter.ts';
import { present } from '../domain/present.ts';

/** The place of a workflow module, as source or built. */
const workflowModule = (name: string): string =>
  fileURLToPath(new URL(`../workflows/${name}${import.meta.url.slice(-3)}`, import.meta.url));

const bundling = {
  workflowsPath: workflowModule('index'),
  payloadConverterPath: PAYLOAD_CONVERTER_PATH,
  /** Run inside every workflow, before its own code sees anything. */
  workflowInterceptorModules: [workflowModule('reserved-signals'), workflowModule('started-by-beian')],
  preloadModules: [workflowModule('preloaded')],
} satisfies BundleOptions;

export const bundleWorkflows = (logger?: Logger): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ ...bundling, ...present({ logger }) });
