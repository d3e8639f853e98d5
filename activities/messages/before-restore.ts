/**
 * Messages of before a restore. A backup does not know what went out after it was made: a message that is pending in it may
 * have been sent, and so may one of a due instant that passes a second time. After a restore such messages wait until an
 * operator has them sent. The database notices a restore by itself (`store/restores/`), or an operator says so (`BEIAN_RESTORED_AT`). A message of what people do after the restore is not among them.
 */
import type { Instant } from '../../domain/time/instant.ts';
import type { StoredMessage } from '../../store/messages/message-row.ts';

/** The reason that operators see, and by which they release the messages. */
export const RESTORED = 'RESTORED';

export interface Restore {
  /** Wall time at which a backup was brought back. */
  restoredAt?: Instant | undefined;
  clock?: 'wall' | 'own' | undefined;
}

/** Whether the message may have been sent by the time of the restore and nobody has released it since. */
export function mayHaveGoneOut({ restoredAt, clock }: Restore, message: StoredMessage): boolean {
  if (restoredAt === undefined || message.resentBy !== undefined || message.channel === 'IN_APP') return false;
  // The time of a filing with a clock of its own says nothing about when a message was written.
  return message.createdAt < restoredAt || (clock !== 'own' && message.at < restoredAt);
}
