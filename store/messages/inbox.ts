/** The in-app inboxes: one for each account, and {@link DESK_INBOX} for the provider's operators. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { pageOf, type MessagePage } from './message-page.ts';
import type { PageRequest } from '../postgres/page.ts';
import { selectMessages } from './message-row.ts';
import type { DESK_INBOX } from './messages.ts';

type InboxOwner = AccountId | typeof DESK_INBOX;

/** In-app messages, newest first. Throws `CursorError` for a cursor that was not given out here. */
export function inbox(
  db: Database,
  vault: Vault,
  of: InboxOwner,
  page: PageRequest & { show?: 'unread' | 'all' },
): Promise<MessagePage> {
  const query = selectMessages(db, 'desc').where('inbox', '=', of);
  return pageOf(vault, page.show === 'unread' ? query.where('read_at', 'is', null) : query, page);
}

export async function countUnread(db: Database, of: InboxOwner): Promise<number> {
  const { count } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('inbox', '=', of)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks one message of an inbox as read. False when it is not in that inbox. */
export async function markRead(db: Database, of: InboxOwner, id: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('messages')
    .set((eb) => ({ read_at: eb.fn.coalesce('read_at', eb.val(toDate(at))) }))
    .where('inbox', '=', of)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
