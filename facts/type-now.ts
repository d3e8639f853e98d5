/** Determines the type of an order anew, because the record may have changed since the draft was opened (R-TYPE-5). */
import type { NotKnown } from '../domain/assets/asset-facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { OrderForm } from '../domain/order/form.ts';
import { registrableDomain } from '../domain/identity/domain-name.ts';
import { rowOf } from '../domain/order-types/table.ts';
import { TYPE_UNCLEAR, type TypeDetermination } from '../domain/order-types/type-determination.ts';
import type { Order } from '../store/orders/orders.ts';
import { lookUpType, type TypeLookUpDependencies } from './type-look-up.ts';

export interface TypeVerdict {
  /** What rules the order out: the record asks for another type or for none, or another order files the same. */
  findings: Finding[];
  /** Records that could not be looked up, and why. */
  unchecked: (Finding & { why: NotKnown })[];
}

/** One domain per website, and all of them must lead to the order's type (R-ORD-3). */
export async function typeNow(
  deps: Omit<TypeLookUpDependencies, 'assets'>,
  order: Order & { form: OrderForm },
): Promise<TypeVerdict> {
  const { id: orderId, accountId, form, type } = order;
  // An order opened from the record keeps its type; no look-up determines it.
  if (type !== undefined && rowOf(type).opens === 'FROM_RECORD') return { findings: [], unchecked: [] };
  const { certificateType, certificateNumber } = form.entity;
  if (certificateType === undefined || certificateNumber === undefined) return { findings: [], unchecked: [] };
  const websites = Object.entries(form.websites).map(async ([websiteId, website]): Promise<TypeVerdict> => {
    const domain = website.domain === undefined ? undefined : registrableDomain(website.domain);
    if (domain === undefined) return { findings: [], unchecked: [] };
    const { verdict } = await lookUpType(deps, { orderId, accountId, certificateType, certificateNumber, domain });
    return typeof verdict === 'string'
      ? { findings: [], unchecked: [notLookedUp(websiteId, verdict)] }
      : { findings: findingsOf(websiteId, order, verdict), unchecked: [] };
  });
  const verdicts = await Promise.all(websites);
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    unchecked: verdicts.flatMap(({ unchecked }) => unchecked),
  };
}

function notLookedUp(websiteId: string, why: NotKnown): Finding & { why: NotKnown } {
  const path = `websites.${websiteId}.domain`;
  switch (why) {
    case 'OUTAGE': {
      const advice =
        "MIIT's record could not be looked up just now. Nothing is wrong with what you entered; try again in a minute.";
      return { path, code: 'RECORD_NOT_CHECKED', advice, why };
    }
    case 'REFUSED':
      return {
        path,
        code: TYPE_UNCLEAR,
        advice: 'The record could not be looked up automatically. An operator looks into it and tells you.',
        why,
      };
    default:
      return why satisfies never;
  }
}

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
      return [{ path, code: TYPE_UNCLEAR, advice: verdict.advice }];
    default:
      return verdict satisfies never;
  }
}
