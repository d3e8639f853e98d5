/** What acts of bureau and MIIT on an order need. */
import type { Call } from '../clients.ts';
import type { Example } from '../example.ts';

export interface BureauScene {
  id: string;
  /** The address of the order. */
  path: string;
  sandbox: Call;
  /** Two, because numbers that are entered by hand are entered twice. */
  operators: readonly [Call, Call];
  example: Example;
  /** The number of the last hand-over. */
  handOver: () => Promise<number>;
  /** When the act happens, on the order's own clock. */
  at: string;
}
