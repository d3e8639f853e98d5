/**
 * Records that no order here has brought (R-MI-5): websites that are served here and filed through somebody else are put on record whole,
 * so that they are shown, changed and removed like the others. What is served by other providers only is no record of this provider.
 */
import type { FilingRecord } from '../../adapters/bureau/miit/downloads/filing-record.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import type { DateRange } from '../../domain/policy/date-range.ts';
import { judgeLine } from '../../domain/record/import/judge-line.ts';
import { isWarning } from '../../domain/record/import/import-finding.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import { partsOf } from '../../store/bureau-answers/requests.ts';
import { toldId } from '../../store/bureau-answers/told-ids.ts';
import type { Database } from '../../store/postgres/database.ts';
import { takeOverRecord } from '../../store/records/import/take-over.ts';
import { onRecordAlready } from '../../store/records/record-numbers.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { NoEffectError, type PlaceOfFact } from './download-effects.ts';
import { lineOfRecord } from './line-of-record.ts';

interface Told {
  record: FilingRecord;
  /** This provider's number at the bureau. */
  ours: string | undefined;
  /** The numbers of this provider in the record. */
  ownIds: readonly string[];
  /** The days that its dates may mean. */
  range: DateRange;
}

/** Must be called before MIIT's ids are kept, in the transaction that applies the file. Throws NoEffectError where a person has to look. */
export async function takeOverIfUnknown(
  trx: Database,
  vault: Vault,
  { record, ours, ownIds, range }: Told,
  { account, at }: PlaceOfFact,
): Promise<void> {
  const { entity, websites } = record;
  if (entity.number === undefined) throw new NoEffectError('a record without a number');
  const parts = await partsOf(trx, ownIds);
  if (
    await isInProgress(
      trx,
      parts.map(({ orderId }) => orderId),
    )
  )
    return;
  const served = websites.filter(({ accesses }) => accesses.some(({ provider }) => provider === ours));
  const numbers = served.flatMap(({ number }) => (number === undefined ? [] : [printedNumber(number)]));
  const { entity: isKnown, websites: known } = await onRecordAlready(trx, printedNumber(entity.number), numbers);
  if (served.length === 0) {
    if (isKnown || parts.length > 0 || (await toldId(trx, 'ENTITY', entity.id)) !== undefined) return;
    throw new NoEffectError('a record of another provider');
  }
  if (isKnown && numbers.every((number) => known.includes(number))) return;
  const told: unknown = JSON.parse(JSON.stringify(lineOfRecord(record, { ours, range })));
  const { record: line, faults } = await judgeLine(told, range);
  if (line === undefined || !faults.every(isWarning)) throw new NoEffectError('a record with numbers that do not hold');
  const findings = await takeOverRecord(trx, vault, line, { by: account, at });
  if (!findings.every(isWarning)) throw new NoEffectError('a record that does not fit those here');
}

/** An order that goes on puts its record here itself, when it hears its numbers. */
async function isInProgress(trx: Database, orderIds: readonly OrderId[]): Promise<boolean> {
  if (orderIds.length === 0) return false;
  const rows = await trx.selectFrom('orders').select('stage').where('id', 'in', orderIds).execute();
  return rows.some(({ stage }) => !hasEnded(stage));
}
