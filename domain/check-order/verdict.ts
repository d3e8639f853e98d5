/** What a rule says about an order: nothing, or findings that stop it or only warn. */
import type { Finding } from '../finding.ts';
import type { Order } from './order.ts';

export interface Verdict extends Finding {
  severity: 'BLOCKING' | 'WARNING';
}
export type Rule = (order: Order) => Verdict[];

export function blocking(path: string, code: string, advice: string): Verdict {
  return { severity: 'BLOCKING', path, code, advice };
}
export function warning(path: string, code: string, advice: string): Verdict {
  return { severity: 'WARNING', path, code, advice };
}
export const missing = (path: string, advice: string): Verdict => blocking(path, 'MISSING', advice);
