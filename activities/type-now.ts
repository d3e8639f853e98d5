/** Determines the type of an order anew, because the record may have changed since the draft was opened (R-TYPE-5). */
import { AskPersonError, PermanentError } from '../adapters/delivery.ts';
import type { Finding } from '../domain/finding.ts';
import type { OrderForm } from '../domain/form.ts';
import { registrableDomain } from '../domain/identity/domain-name.ts';
import { determineType, type TypeDetermination } from '../domain/type-determination.ts';
import type { Database } from '../store/database.ts';
import type { Order } from '../store/orders.ts';
import { readTypeContext } from '../store/type-context.ts';
import type { ActivityDependencies } from './dependencies.ts';

export interface TypeVerdict {
  /** False when the record now asks for another type, or for none. */
  stillRight: boolean;
  findings: Finding[];
}

/** One domain per website, and all of them must lead to the order's type (R-ORD-3). */
export async function typeNow(
  { vault, bureau }: Pick<ActivityDependencies, 'vault' | 'bureau'>,
  db: Database,
  order: Order & { form: OrderForm },
): Promise<TypeVerdict> {
  const { certificateType, certificateNumber } = order.form.entity;
  if (certificateType === undefined || certificateNumber === undefined) return { stillRight: true, findings: [] };
  const websites = Object.entries(order.form.websites).map(async ([websiteId, website]) => {
    const domain = website.domain === undefined ? undefined : registrableDomain(website.domain);
    if (domain === undefined) return [];
    const [lookup, context] = await Promise.all([
      bureau.lookUp({ certificateType, certificateNumber, domain }).catch(unanswered),
      readTypeContext(db, vault, { accountId: order.accountId, orderId: order.id, certificateNumber, domain }),
    ]);
    if (lookup === undefined) return [unclear(websiteId)];
    return findingsOf(websiteId, order, determineType(lookup, context));
  });
  const findings = (await Promise.all(websites)).flat();
  return { stillRight: findings.length === 0, findings };
}

/** Trying again gets no other answer, so the applicant must not wait for one; an outage is tried again. */
function unanswered(error: unknown): undefined {
  if (error instanceof AskPersonError || error instanceof PermanentError) return undefined;
  throw error;
}

const unclear = (websiteId: string): Finding => ({
  path: `websites.${websiteId}.domain`,
  code: 'TYPE_UNCLEAR',
  advice: 'The record could not be looked up automatically. Ask the filing desk to look it up, then submit again.',
});

function findingsOf(websiteId: string, order: Order, verdict: TypeDetermination): Finding[] {
  const path = `websites.${websiteId}.domain`;
  switch (verdict.result) {
    case 'TYPE': {
      if (verdict.type === order.type) return [];
      const advice = `The record now asks for an order of type ${verdict.type}. Have the type checked again.`;
      return [{ path, code: `TYPE_IS_${verdict.type}`, advice }];
    }
    case 'BLOCKED':
      return [{ path, code: verdict.code, advice: verdict.advice }];
    case 'OPERATOR_TASK':
      return [{ path, code: 'TYPE_UNCLEAR', advice: verdict.advice }];
    default:
      return verdict satisfies never;
  }
}
