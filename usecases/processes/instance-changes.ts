/** Tells filings that something happened to a server of their websites (R-SRV-8). */
import type { ActionId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import type { Reservation } from '../../store/assets/instance-reservations.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { signalFiling } from './process-client.ts';

/** Returns how many websites' filings were told; `event` names what happened, so that a repeat is told once. */
export async function tellOfInstances(
  deps: Pick<UseCaseDependencies, 'temporal' | 'limits'>,
  actor: Actor,
  action: 'instanceExpired' | 'instanceRenewed' | 'codeRevoked',
  reservations: readonly Reservation[],
  event: string,
): Promise<number> {
  let told = 0;
  for (const { orderId, websiteId } of reservations) {
    const actionId = `${action}:${event}:${websiteId}` as ActionId;
    if ((await signalFiling(deps, orderId, action, { actionId, actor, data: { websiteId } })) === 'SENT') told += 1;
  }
  return told;
}
