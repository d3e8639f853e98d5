/** The number of a row in an address of a page. */
import { z } from 'zod';
import { refusal } from '../../../usecases/refusal.ts';

const rowId = z.coerce.number().int().min(1).max(2_147_483_647);

export function rowIdIn({ id }: Readonly<Record<string, string>>): number {
  const read = rowId.safeParse(id);
  if (!read.success) throw refusal('NOT_FOUND');
  return read.data;
}
