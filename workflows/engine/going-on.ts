/**
 * When a process goes on in a new run, and what the new run receives. A run is one history in Temporal, which must not grow
 * without end; the process itself does not change.
 */
import { patched, workflowInfo } from '@temporalio/workflow';
import type { DeliveryRequest } from '../../activities/contract.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Kind } from './definition.ts';
import type { Thresholds } from '../messages/process-input.ts';
import type { HeldAlarm } from './held-alarms.ts';
import type { InboxEntry } from './inbox.ts';

/** Temporal stops a workflow at 51,200 events or 10,000 signals, and replays long histories slowly. */
const THRESHOLDS: Thresholds = { events: 4_000, signals: 1_000 };

/** Everything that a process hands to its next run. */
export interface CarriedOver<K extends Kind> {
  /** How many runs there were before. */
  runs: number;
  /** Steps written so far. */
  steps: number;
  /** When the last of them took effect. */
  lastAt: Instant;
  clockOffset: number;
  state: K['state'];
  /** Signals that were not read yet, oldest first. */
  inbox: InboxEntry<K['name'], K['event']>[];
  /** Due instants whose step could not be written; absent without any, and in runs of before they were held. */
  held?: HeldAlarm[];
  /** Work under way; the next run begins it again. */
  work: K['work'][];
  deliveries: DeliveryRequest[];
}

/**
 * The unread inbox must fit into one payload (2 MB, sealed), so a longer inbox is worked off first. In characters of JSON; a
 * signal of the API has a few hundred.
 */
const FITS = 256 * 1024;

/** Whether this run is long enough to be ended. Asked only between two turns, never within a step. */
export function shouldGoOn(signals: number, inbox: readonly unknown[], limits: Thresholds = THRESHOLDS): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  const isLong = continueAsNewSuggested || historyLength >= limits.events || signals >= limits.signals;
  return isLong && JSON.stringify(inbox).length <= FITS && patched('continue-as-new');
}
