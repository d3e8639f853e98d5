/** Keeps the rows of the access gate up to date, every second. Several processes may run it; one of them works at a time. */
import { instant } from '../../domain/time/instant.ts';
import { isGateDue } from '../../store/access/gate-rows.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refreshRows } from './access-gate.ts';

type RoundDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now' | 'log'>;

export interface GateRoundsOptions {
  everyMs?: number;
  /** After this time a round begins nothing more; the next one goes on. */
  withinMs?: number;
}

export interface GateRounds {
  /** One round; returns how many domains were decided on. */
  round: () => Promise<number>;
  stop: () => Promise<void>;
}

export function startGateRounds(deps: RoundDependencies, options: GateRoundsOptions = {}): GateRounds {
  const { everyMs = 1_000, withinMs = 5_000 } = options;
  let going: Promise<number> | undefined;

  async function look(): Promise<number> {
    if (!(await isGateDue(deps.database, instant(deps.now())))) return 0;
    return refreshRows(deps, withinMs);
  }

  const round = (): Promise<number> => {
    going ??= look().finally(() => {
      going = undefined;
    });
    return going;
  };
  const timer = setInterval(() => {
    round().catch((error: unknown) => {
      deps.log.warn(
        { kind: error instanceof Error ? error.name : 'unknown' },
        'could not bring the access gate up to date',
      );
    });
  }, everyMs);
  return {
    round,
    async stop() {
      clearInterval(timer);
      await going?.catch(() => {});
    },
  };
}
