/**
 * Conflicts with an order of another provider, for which the bureau returns an order (R-ORD-2): nothing in the order is wrong, so the
 * customer hears what to do elsewhere. 主体冲突 and 域名冲突.
 */
import type { Finding } from '../finding.ts';

const ADVICE: Readonly<Partial<Record<string, string>>> = {
  HOST_CONFLICT:
    '该主体在其他接入商处有未办结的备案订单，请先在该处撤销或等待其办结，再重新提交。Another order of this entity is with the bureau through another provider. Withdraw it there or wait until it is decided, then submit this one again; it need not be changed.',
  DOMAIN_CONFLICT:
    '该域名在其他备案订单中，请先撤销该订单或等待其办结，也可更换域名后重新提交。The domain stands in another order that is with the bureau. Have that one withdrawn or wait until it is decided, or name another domain here; then submit this one again.',
};

const LONGEST = 500;

/** The bureau's items; those about a conflict say first what to do, then what the bureau wrote. */
export const withConflictAdvice = (items: readonly Finding[]): Finding[] =>
  items.map((item) => {
    const advice = ADVICE[item.code];
    return advice === undefined ? item : { ...item, advice: `${advice} ${item.advice}`.slice(0, LONGEST) };
  });
