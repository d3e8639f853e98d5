/**
 * When a process goes on in a new run, and what it takes along. A run is one history in Temporal, which must not grow
 * without end; the process itself goes on as if nothing had happened.
 */
import { patched, workflowInfo } from '@temporalio/workflow';
import type { DeliveryRequest } from '../../activities/contract.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Kind } from './definition.ts';
import type { Thresholds } from '../messages/process-input.ts';
import type { InboxEntry } from './inbox.ts';

/** Temporal stops a workflow at 51,200 events or 10,000 signals, and replays long histories slowly. */
const THRESHOLDS: Thresholds = { events: 4_000, signals: 1_000 };

/** Everything a process takes along into its next run. */
export interface CarriedOver<K extends Kind> {
  /** How many runs there were before. */
  runs: number;
  /** Steps written so far. */
  steps: number;
  /** When the last of them took effect. */
  lastAt: Instant;
  clockOffset: number;
  state: K['state'];
  /** What was not read yet, oldest first. */
  inbox: InboxEntry<K['name'], K['event']>[];
  /** What was under way; the next run begins it again. */
  work: K['work'][];
  deliveries: DeliveryRequest[];
}

/**
 * The unread inbox must fit into one payload (2 MB, sealed), so that a longer one is worked off first. In characters of
 * JSON; a signal of the API has some hundred.
 */
const FITS = 256 * 1024;

/** Whether this run is long enough. Asked between two turns only, never within a step. */
export function shouldGoOn(signals: number, inbox: readonly unknown[], limits: Thresholds = THRESHOLDS): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  const isLong = continueAsNewSuggested || historyLength >= limits.events || signals >= limits.signals;
  return isLong && JSON.stringify(inbox).length <= FITS && patched('continue-as-new');
}
