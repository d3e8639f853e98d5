/** How much a slot, an order and an account may keep in the object store. */
import type { Policies } from '../../domain/policy/policy.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { policySlot } from '../../facts/image-rules.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Database } from '../../store/postgres/database.ts';
import { keptScans } from '../../store/proofs/kept-scans.ts';
import { refusal } from '../refusal.ts';

const MB = 1024 * 1024;

/** Refuses when the slot, the order or the account has no room for this many bytes more. */
export async function refuseWithoutRoom(
  db: Database,
  order: Pick<Order, 'id' | 'accountId'>,
  slot: string,
  more: number,
  { policies, on }: { policies: Policies; on: CivilDate },
): Promise<void> {
  const scope = { slot: policySlot(slot) };
  const maxVersions = policies.resolve('material.maxVersions', scope, on);
  const { perOrder, perAccount } = policies.resolve('material.maxBytes', scope, on);
  const keepDays = policies.resolve('material.replacedKeepDays', scope, on);
  const { versions, ofOrder, ofAccount } = await keptScans(db, { orderId: order.id, accountId: order.accountId, slot });
  const later = `Replaced images that nobody has decided on are removed after ${keepDays} days; upload again then, or ask the filing desk.`;
  if (versions >= maxVersions)
    throw refusal('TOO_MANY_VERSIONS', { detail: `It keeps ${versions} versions. ${later}` });
  if (ofOrder + more > perOrder) throw full('this order', perOrder, later);
  if (ofAccount + more > perAccount) throw full('this account', perAccount, later);
}

const full = (whose: string, bytes: number, later: string) =>
  refusal('STORAGE_FULL', {
    detail: `The images of ${whose} may take ${Math.floor(bytes / MB)} MB. Upload smaller ones. ${later}`,
  });
