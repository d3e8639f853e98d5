/** Notes in Postgres that somebody asked for an action, as the API does before it sends the signal. */
import { instant } from '../../../domain/time/instant.ts';
import type { OrderId } from '../../../domain/identifiers.ts';
import { noteArrived, requestDigest, type SentAction } from '../../../store/outbox/action-requests.ts';
import type { TestParts } from './test-parts.ts';

export const noteAsked = (
  { database, vault }: Pick<TestParts, 'database' | 'vault'>,
  orderId: OrderId,
  sent: SentAction,
): Promise<void> =>
  noteArrived(database, vault, { orderId, sent, digest: requestDigest(vault, 'test'), at: instant(Date.now()) });
