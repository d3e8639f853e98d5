/** What the rules find in the fields of one page, while the order is still being filled in. */
import { allFindings, checkByConcern } from '../../../domain/check-order/check-order.ts';
import type { Finding } from '../../../domain/finding.ts';
import { typesOf } from '../../../domain/order-types/table.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { factsOf, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import type { Visit } from '../../http/visit.ts';
import { fieldOf } from './save-fields.ts';

/** Findings at the fields; before the type is known, by the rules of the type that most orders have. */
export async function findingsAt(
  { console: deps }: Pick<Visit, 'console'>,
  order: WrittenOrder,
  fields: readonly string[],
): Promise<Finding[]> {
  const facts = await factsOf(deps, inquire(deps), order);
  const [likely] = typesOf('ADDING');
  const type = facts.type ?? likely;
  if (type === undefined) return [];
  const { blocking, warnings } = allFindings(checkByConcern({ ...facts, type }));
  return [...blocking, ...warnings].flatMap((finding) => {
    const field = fieldOf(finding.path, fields);
    return field === undefined ? [] : [{ ...finding, path: field }];
  });
}
