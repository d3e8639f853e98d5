/** What MIIT's news of a record show to be inspected: numbers that are gone, and what is left without website or access. */
import { recordAfter, type EntityRecord, type PlainChange } from '../record/record-change.ts';
import type { FoundOf } from './found.ts';

/** `record` is what stood before the changes. */
export function foundBySync(record: EntityRecord, changes: readonly PlainChange[]): FoundOf[] {
  const gone = changes.flatMap((change): FoundOf[] => {
    if (change.change === 'ENTITY_REMOVED') return [{ number: change.number, found: 'DEREGISTERED' }];
    if (change.change === 'WEBSITE_REMOVED') return [{ number: change.website, found: 'DEREGISTERED' }];
    return [];
  });
  return [...gone, ...shells(record, recordAfter(record, changes))];
}

/** Only what the changes made a shell: a record that was one before was found before. */
function shells(before: EntityRecord, after: EntityRecord | undefined): FoundOf[] {
  if (after === undefined) return [];
  const websites = after.websites.filter(({ number }) => isServed(before, number) && !isServed(after, number));
  const entity = before.websites.length > 0 && after.websites.length === 0 ? [after] : [];
  return [...websites, ...entity].map(({ number }) => ({ number, found: 'SHELL' }));
}

/** By this provider or by another one. */
const isServed = ({ accesses, elsewhere = [] }: EntityRecord, number: string): boolean =>
  [...accesses, ...elsewhere].some(({ website }) => website === number);
