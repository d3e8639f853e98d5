/**
 * Signals that cannot be acted on, in great numbers: somebody sends them by hand or by a broken program. Each refusal is a step, and
 * a process that writes thousands of them cannot go on in a new run meanwhile, nor answer anybody.
 */
import { patched } from '@temporalio/workflow';
import type { InboxEntry } from './inbox.ts';

/** So many unread entries never come from people and parties alone. */
const FLOOD = 100;

/** Takes the entries at the front of a long inbox that cannot be acted on; returns how many. */
export function takeFlood(inbox: InboxEntry<string, object>[]): number {
  if (inbox.length < FLOOD || inbox[0]?.kind !== 'MALFORMED' || !patched('flood-refused-together')) return 0;
  const end = inbox.findIndex(({ kind }) => kind !== 'MALFORMED');
  return inbox.splice(0, end === -1 ? inbox.length : end).length;
}
