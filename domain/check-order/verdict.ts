/** The result of a rule: nothing, findings that stop the order or only warn, or facts that could not be looked up. */
import type { NotKnown } from '../assets/asset-facts.ts';
import type { Finding } from '../finding.ts';
import type { Order } from './order.ts';

export interface Verdict extends Finding {
  severity: 'BLOCKING' | 'WARNING' | 'UNCHECKED';
}
export type Rule = (order: Order) => Verdict[];

export function blocking(path: string, code: string, advice: string): Verdict {
  return { severity: 'BLOCKING', path, code, advice };
}
export function warning(path: string, code: string, advice: string): Verdict {
  return { severity: 'WARNING', path, code, advice };
}
/** The facts a rule needs could not be looked up. */
export function unchecked(path: string, code: string, why: NotKnown): Verdict {
  return { severity: 'UNCHECKED', path, code, advice: ADVICE[why] };
}

const ADVICE: Readonly<Record<NotKnown, string>> = {
  OUTAGE: 'This could not be looked up just now. Nothing is wrong with what you entered; try again in a minute.',
  REFUSED:
    'This could not be looked up; the filing desk is told when you submit. Ask it, and try again when it is mended.',
};

export const missing = (path: string, advice: string): Verdict => blocking(path, 'MISSING', advice);
