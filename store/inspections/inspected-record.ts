/** The record that an inspection is about, with the people whom it names, as far as they can be read. */
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import type { Found } from '../../domain/inspection/found.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { snapshotOf } from '../../domain/record/record-snapshot.ts';
import { present } from '../../domain/present.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';
import { readRecordCopy } from '../records/record-copy.ts';
import type { Vault } from '../sealing/vault.ts';

export interface InspectedRecord {
  /** Absent where no account has taken the record over. */
  accountId?: AccountId;
  found: Found;
  number: string;
  /** Entity, website and their heads; empty where the record is gone or cannot be read. */
  form: OrderForm;
}

/** Undefined when there is no such inspection. */
export async function inspectedRecord(
  db: Database,
  vault: Vault,
  caseId: CaseId,
): Promise<InspectedRecord | undefined> {
  const row = await db
    .selectFrom('inspections')
    .leftJoin('record_websites', 'record_websites.number', 'inspections.number')
    .leftJoin('record_entities', (join) =>
      join.on((on) =>
        on.or([
          on('record_entities.number', '=', on.ref('inspections.number')),
          on('record_entities.id', '=', on.ref('record_websites.entity_id')),
        ]),
      ),
    )
    .select(['inspections.found', 'inspections.number', 'record_entities.account_id'])
    .select(['record_entities.number as entity', 'record_websites.number as website'])
    .where('inspections.case_id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { found, number, entity, website, account_id: accountId } = row;
  const wanted = website === null ? { atMost: 1 } : { named: [website] };
  const copy = entity === null ? undefined : (await readRecordCopy(db, vault, entity, wanted))?.copy;
  const form = copy === undefined ? NOTHING_READ : snapshotOf(copy, instant(Date.now())).form;
  return { ...present({ accountId: accountId ?? undefined }), found, number, form };
}

const NOTHING_READ: OrderForm = { entity: {}, people: {}, websites: {} };
