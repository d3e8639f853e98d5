/** Tells filings that something happened to a server of their websites (R-SRV-8). */
import type { ActionId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Reservation } from '../../store/assets/instance-reservations.ts';
import { oweSignals } from '../../store/owed/owed-signals.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { tellFilings, type Told } from './tell-filings.ts';

export interface InstanceChange {
  action: 'instanceExpired' | 'instanceRenewed' | 'codeRevoked';
  actor: Actor;
  /** Names what happened, so that a repeat is told once. */
  event: string;
  /** Makes the change and returns the websites it concerns. */
  change: (trx: Database) => Promise<readonly Reservation[]>;
}

/** Makes the change, and with it owes the news to the filing of each website; what can be sent now is sent. */
export async function changeInstance(
  deps: SendDependencies,
  { action, actor, event, change }: InstanceChange,
): Promise<Told> {
  const owed = await inTransaction(deps.database, async (trx) => {
    const signals = (await change(trx)).map(({ orderId, websiteId }) => ({
      orderId,
      actionId: `${action}:${event}:${websiteId}` as ActionId,
      signal: { action, actor, data: { websiteId } },
    }));
    return oweSignals(trx, signals, instant(deps.now()));
  });
  return tellFilings(deps, owed);
}
