/** Keeps the rows of the access gate up to date and tells the network, every second. Several processes may run it. */
import type { NetworkGateway } from '../../adapters/network/network-gateway.ts';
import { instant } from '../../domain/time/instant.ts';
import { isGateDue } from '../../store/access/gate-rows.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refreshRows } from './access-gate.ts';
import { pushChanges } from './gate-push.ts';

interface RoundDependencies extends Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now' | 'log'> {
  networkGateways: readonly NetworkGateway[];
}

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
    const isDue = await isGateDue(deps.database, instant(deps.now()));
    const decided = isDue ? await refreshRows(deps, withinMs) : 0;
    await pushChanges(deps, deps.networkGateways, withinMs);
    return decided;
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
