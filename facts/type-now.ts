/** Determines the type of an order anew, because the record may have changed since the draft was opened (R-TYPE-5). */
import type { NotKnown } from '../domain/assets/asset-facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { OrderForm } from '../domain/order/form.ts';
import { rowOf } from '../domain/order-types/table.ts';
import { TYPE_UNCLEAR, type TypeDetermination } from '../domain/order-types/type-determination.ts';
import { civilDate, type Instant } from '../domain/time/instant.ts';
import type { Order } from '../store/orders/orders.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { domainsOf } from '../domain/order/registrable-domains.ts';
import type { Inquiry } from './inquiry.ts';
import { recordNow } from './record-now.ts';
import { lookUpTypes } from './type-look-up.ts';

export interface TypeVerdict {
  /** What rules the order out: the record asks for another type or for none, or another order files the same. */
  findings: Finding[];
  /** Records that could not be looked up, and why. */
  unchecked: (Finding & { why: NotKnown })[];
}

/** One domain per website, and all of them must lead to the order's type (R-ORD-3). */
export async function typeNow(
  stores: { database: Database; vault: Vault },
  ask: Inquiry,
  order: Order & { form: OrderForm },
  at: Instant,
): Promise<TypeVerdict> {
  const { id: orderId, accountId, form, type } = order;
  // An order opened from the record keeps its type; no look-up determines it, but the record may have changed.
  if (type !== undefined && rowOf(type).opens === 'FROM_RECORD') {
    return { findings: await recordNow(stores, order), unchecked: [] };
  }
  const { certificateType, certificateNumber } = form.entity;
  if (certificateType === undefined || certificateNumber === undefined) return { findings: [], unchecked: [] };
  const websites = domainsOf(form);
  const domains = [...new Set(websites.map(({ domain }) => domain))];
  const question = {
    orderId,
    accountId,
    certificateType,
    certificateNumber,
    domains,
    on: civilDate(at),
    registrant: 'NOT_ASKED',
  } as const;
  const lookedUp = await lookUpTypes(stores, ask, question);
  const verdicts = new Map(lookedUp.map(({ domain, verdict }) => [domain, verdict]));
  const all = websites.map(({ websiteId, domain }) => verdictOn(websiteId, order, verdicts.get(domain)));
  return {
    findings: all.flatMap(({ findings }) => findings),
    unchecked: all.flatMap(({ unchecked }) => unchecked),
  };
}

function verdictOn(websiteId: string, order: Order, verdict: TypeDetermination | NotKnown = 'OUTAGE'): TypeVerdict {
  return typeof verdict === 'string'
    ? { findings: [], unchecked: [notLookedUp(websiteId, verdict)] }
    : { findings: findingsOf(websiteId, order, verdict), unchecked: [] };
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
