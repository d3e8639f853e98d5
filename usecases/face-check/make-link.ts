/** A link for the person's phone (R-AUTH-6): shown as a QR code, opened without signing in. */
import type { PersonId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { WrittenOrder } from '../drafting/draft.ts';
import { signFaceCheckLink } from './links.ts';
import { linkEnd, mayTake } from './start.ts';

export const FACE_CHECK_LINK_PATH = '/v1/liveness/links/{token}';

/** The address of the link, and until when it is good by the filing's clock. Refuses where the person cannot take a face check. */
export async function makeFaceCheckLink(
  deps: UseCaseDependencies & { publicUrl: string },
  order: WrittenOrder,
  personId: PersonId,
): Promise<{ url: string; until: Instant }> {
  const { at, person } = await mayTake(deps, order, personId);
  const until = await linkEnd(deps, order, at);
  const token = await signFaceCheckLink(
    deps,
    { orderId: order.id, personId, person },
    instant(until - order.clockSkewMs),
  );
  return { url: new URL(FACE_CHECK_LINK_PATH.replace('{token}', token), deps.publicUrl).toString(), until };
}
