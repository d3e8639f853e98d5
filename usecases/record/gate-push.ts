/**
 * Tells the network what the access gate says, change by change. Each gateway is told in order and on its own: one that is away holds
 * up nobody, and goes on where it was. A row that changed twice meanwhile is told once, as it is now.
 */
import type { NetworkGateway } from '../../adapters/network/network-gateway.ts';
import { present } from '../../domain/present.ts';
import { formatInstant, instant } from '../../domain/time/instant.ts';
import { deliveredUpTo, noteDelivered, noteUndelivered } from '../../store/access/gate-deliveries.ts';
import { cursorOfChange, gateChanges, type GateRow } from '../../store/access/gate-rows.ts';
import { onlyOne } from '../../store/postgres/only-one.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type PushDependencies = Pick<UseCaseDependencies, 'database' | 'log' | 'now'>;

/** How many domains one request holds. */
const AT_A_TIME = 500;

/** Tells every gateway what it has not been told, for as long as `withinMs`; returns how many domains were taken. */
export async function pushChanges(
  deps: PushDependencies,
  gateways: readonly NetworkGateway[],
  withinMs: number,
): Promise<number> {
  const told = await Promise.all(
    gateways.map((gateway) => onlyOne(deps.database, `gate ${gateway.name}`, () => pushTo(deps, gateway, withinMs))),
  );
  return told.reduce<number>((sum, taken) => sum + (taken ?? 0), 0);
}

async function pushTo(
  { database, log, now }: PushDependencies,
  gateway: NetworkGateway,
  withinMs: number,
): Promise<number> {
  const until = performance.now() + withinMs;
  let taken = 0;
  let after = await deliveredUpTo(database, gateway.name, instant(now()));
  while (after !== undefined && performance.now() < until) {
    const rows = await gateChanges(database, after, AT_A_TIME);
    const last = rows.at(-1);
    if (last === undefined) return taken;
    try {
      await gateway.take({ after: cursorOfChange(after), upTo: cursorOfChange(last.seq), domains: rows.map(toldOf) });
    } catch (error) {
      const kind = error instanceof Error ? error.name : 'unknown';
      const attempts = await noteUndelivered(database, gateway.name, kind, instant(now()));
      if (attempts === 1 || attempts % 10 === 0)
        log.warn({ kind, attempts }, 'a network gateway did not take what the access gate says');
      return taken;
    }
    await noteDelivered(database, gateway.name, last.seq);
    taken += rows.length;
    after = last.seq;
  }
  return taken;
}

/** The order is nobody's business outside. */
const toldOf = ({ domain, serve, reason, since, seq, number, from }: GateRow): object => ({
  domain,
  serve,
  reason,
  since: formatInstant(since),
  seq,
  ...present({ number, from: from === undefined ? undefined : formatInstant(from) }),
});
