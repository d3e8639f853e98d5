/**
 * News of a record that operators enter by hand needs four eyes: it is carried out when a second person enters the same. Only a
 * digest waits for that person.
 */
import { canonicalJson } from '../../domain/digest.ts';
import { subjectOf, type SyncEvent } from '../../domain/record/sync-event.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** `AGREED`: a second person entered the same. `SAME_PERSON`: the first person entered it again. `NOTED`: it waits for a second person. */
export type Entered = 'AGREED' | 'SAME_PERSON' | 'NOTED';

/** Other news of the same number replaces what waited, and waits in turn. */
export function enterEvent(
  db: Database,
  vault: Vault,
  { event, by, at }: { event: SyncEvent; by: string; at: Instant },
): Promise<Entered> {
  const subject = subjectOf(event);
  const number = 'entity' in subject ? subject.entity : subject.website;
  const said = vault.blindIndex('record-entry', canonicalJson(event));
  return inTransaction(db, async (trx) => {
    const before = await trx
      .selectFrom('record_entries')
      .selectAll()
      .where('number', '=', number)
      .forUpdate()
      .executeTakeFirst();
    const agrees = before?.said.equals(said) === true;
    if (agrees && before.entered_by === by) return 'SAME_PERSON';
    if (agrees) {
      await trx.deleteFrom('record_entries').where('number', '=', number).execute();
      return 'AGREED';
    }
    const entry = { said, entered_by: by, entered_at: toDate(at) };
    await trx
      .insertInto('record_entries')
      .values({ number, ...entry })
      .onConflict((conflict) => conflict.column('number').doUpdateSet(entry))
      .execute();
    return 'NOTED';
  });
}
