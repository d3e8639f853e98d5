/** What a bureau's server can be made to do, so that one sees what Beian does then. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Memory } from '../../state/memory.ts';
import type { ReturnCode } from './answers.ts';

/** How one call can fail. `taken` says whether it was carried out before. */
export type Failure =
  | { how: 'CUT'; taken: boolean }
  | { how: 'HALF'; taken: boolean }
  | { how: 'PROXY_PAGE'; taken: boolean }
  | { how: 'SOAP_FAULT'; taken: boolean }
  | { how: 'NO_XML'; taken: boolean }
  | { how: 'CODE'; code: ReturnCode; taken: boolean }
  /** The answer comes after so many milliseconds; the call is carried out before them or after. */
  | { how: 'SLOW'; ms: number; taken: boolean }
  /** A file that was acknowledged is handed out once more. */
  | { how: 'REPEATED_FILE' }
  /** The answer says that the acknowledgement was taken; it is forgotten. */
  | { how: 'LOST_ACKNOWLEDGEMENT' };

export interface Conditions {
  /** Milliseconds before each answer. */
  slowMs: number;
  maintenance: boolean;
  /** Hours of reporting on the server's clock, e.g. `{ from: '09:00', to: '18:00' }`; none for the whole day. */
  hours: { from: string; to: string } | null;
  /** The right to report is open. */
  mayReport: boolean;
  /** Files that may wait; `null` for any number. */
  mostWaiting: number | null;
  /** One call in so many fails, in every way in turn; `null` for none. */
  failOneIn: number | null;
  /** Checks of a filing password that are allowed for one number. */
  mostPasswordChecks: number;
  /** What the server has encrypted: files it hands out. */
  encrypts: boolean;
}

export const CONDITIONS_AT_FIRST: Conditions = {
  slowMs: 0,
  maintenance: false,
  hours: null,
  mayReport: true,
  mostWaiting: null,
  failOneIn: null,
  mostPasswordChecks: 5,
  encrypts: true,
};

/** Ways in which a call of any method fails. */
const ANY_CALL: readonly Failure[] = [
  { how: 'CUT', taken: false },
  { how: 'CUT', taken: true },
  { how: 'HALF', taken: true },
  { how: 'PROXY_PAGE', taken: false },
  { how: 'PROXY_PAGE', taken: true },
  { how: 'SOAP_FAULT', taken: true },
  { how: 'NO_XML', taken: true },
  { how: 'CODE', code: 999, taken: false },
  { how: 'CODE', code: 999, taken: true },
  { how: 'SLOW', ms: 200, taken: false },
];
const FURTHER_WAYS: Readonly<Record<string, readonly Failure[]>> = {
  isp_upload: [
    { how: 'CODE', code: 15, taken: false },
    { how: 'CODE', code: 901, taken: false },
  ],
  isp_download: [{ how: 'CODE', code: 902, taken: false }, { how: 'REPEATED_FILE' }],
  isp_downloadack: [{ how: 'LOST_ACKNOWLEDGEMENT' }],
};

/** The ways in which calls of a method fail, in their turn. */
export const waysToFail = (method: string): readonly Failure[] => [...ANY_CALL, ...(FURTHER_WAYS[method] ?? [])];

interface Counters {
  calls: number;
  failures: Record<string, number>;
}

export function createConditions(memory: Memory) {
  const settings = memory.collection<Conditions>('miitConditions');
  const counters = memory.collection<Counters>('miitCounters');
  /** Failures that were asked for, by account and method, the next call first. */
  const asked = memory.collection<Failure[]>('miitFailures');
  const slow = new Map<string, number>();
  const of = (province: string): Conditions => settings.get(province) ?? CONDITIONS_AT_FIRST;

  /** Every n-th call fails, each time in the next way of its method. */
  function inTurn(province: string, method: string): Failure | undefined {
    const { failOneIn } = of(province);
    const counted = counters.get(province) ?? { calls: 0, failures: {} };
    const calls = counted.calls + 1;
    const fails = failOneIn !== null && calls % failOneIn === 0;
    const turn = counted.failures[method] ?? 0;
    const failures = fails ? { ...counted.failures, [method]: turn + 1 } : counted.failures;
    counters.set(province, { calls, failures });
    const ways = waysToFail(method);
    return fails ? ways[turn % ways.length] : undefined;
  }

  return {
    of,
    set(province: string, change: Partial<Conditions>): Conditions {
      settings.set(province, { ...of(province), ...change });
      return of(province);
    },
    /** The next calls of a method fail in these ways, one after the other. */
    failNext(province: string, method: string, failures: readonly Failure[]): void {
      const key = `${province} ${method}`;
      asked.set(key, [...(asked.get(key) ?? []), ...failures]);
    },
    /** How the call that comes now fails; undefined when it does not. */
    next(province: string, method: string): Failure | undefined {
      const key = `${province} ${method}`;
      const [first, ...others] = asked.get(key) ?? [];
      if (first === undefined) return inTurn(province, method);
      asked.set(key, others);
      return first;
    },
    calls: (province: string): number => counters.get(province)?.calls ?? 0,
    /** Calls that wait for their answer now, because they were made slow. */
    slowNow: (province: string): number => slow.get(province) ?? 0,
    /** Keeps a call waiting. */
    async slowDown(province: string, ms: number): Promise<void> {
      slow.set(province, (slow.get(province) ?? 0) + 1);
      await pause(ms);
      slow.set(province, (slow.get(province) ?? 1) - 1);
    },
    reset(): void {
      settings.clear();
      counters.clear();
      asked.clear();
    },
  };
}
export type ServerConditions = ReturnType<typeof createConditions>;
