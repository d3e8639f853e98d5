/**
 * Links that let one person start their own face check on a phone (R-AUTH-6): signed, valid for hours, without a name. A link is
 * bound to the person as the form named them when it was made, by a keyed digest from which nobody can guess whom it names.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { OrderId, PersonId } from '../../domain/identifiers.ts';
import type { Person } from '../../domain/order/form.ts';
import { personFingerprint } from '../../domain/proofs/person-fingerprint.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import { sessionsOf } from '../../store/proofs/face-checks.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isWritten, type WrittenOrder } from '../drafting/draft.ts';
import { personIdSchema } from '../../domain/order/names.ts';

type Signing = Pick<UseCaseDependencies, 'linkSecrets' | 'now'>;
type LinkDependencies = Signing & Pick<UseCaseDependencies, 'database' | 'vault'>;

interface FaceCheckLink {
  orderId: OrderId;
  personId: PersonId;
  /** Wall time. */
  issuedAt: Instant;
  /** Whether the link was made for this person. */
  isFor: (person: Person) => boolean;
}

const AUDIENCE = 'face-check';
const claimsSchema = z.object({
  sub: z.string().min(1),
  iat: z.int(),
  person: personIdSchema(),
  /** Links of before it was added name nobody certain; they are refused, and a new one is made in a moment. */
  print: z.string().length(22),
});

/** The token of a link; `until` is wall time. Signed under a key that is made from the first secret. */
export async function signFaceCheckLink(
  { linkSecrets, now }: Signing,
  { orderId, personId, person }: { orderId: OrderId; personId: PersonId; person: Person },
  until: Instant,
): Promise<string> {
  const [secret = ''] = linkSecrets;
  return new SignJWT({ person: personId, print: printOf(secret, orderId, person) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(orderId)
    .setAudience(AUDIENCE)
    .setIssuedAt(new Date(now()))
    .setExpirationTime(new Date(until))
    .sign(keyFrom(secret));
}

/** What a link says; undefined when the link is not ours or has expired. */
async function readFaceCheckLink({ linkSecrets, now }: Signing, token: string): Promise<FaceCheckLink | undefined> {
  const options = { audience: AUDIENCE, algorithms: ['HS256'], currentDate: new Date(now()) };
  for (const secret of linkSecrets) {
    const claims = await jwtVerify(token, keyFrom(secret), options).catch((error: unknown) => {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    });
    const read = claimsSchema.safeParse(claims?.payload);
    if (!read.success) continue;
    const { sub, person: personId, print, iat } = read.data;
    return {
      orderId: sub as OrderId,
      personId: personId as PersonId,
      issuedAt: instant(iat * 1000),
      isFor: (person) => timingSafeEqual(Buffer.from(print), Buffer.from(printOf(secret, sub, person))),
    };
  }
  return undefined;
}

export interface OpenLink {
  order: WrittenOrder;
  personId: PersonId;
}

/**
 * The person who may start a face check with this link now. Undefined when it is not ours, has expired, or has had its use: another
 * person stands in the form, the order's data is erased, or the person has passed since the link was made.
 */
export async function openLink(deps: LinkDependencies, token: string): Promise<OpenLink | undefined> {
  const link = await readFaceCheckLink(deps, token);
  if (link === undefined) return undefined;
  const { orderId, personId, issuedAt } = link;
  const order = await readOrder(deps.database, deps.vault, orderId);
  if (order === undefined || !isWritten(order)) return undefined;
  const person = order.form.people[personId];
  if (person === undefined || !link.isFor(person)) return undefined;
  const since = filingTime(order, issuedAt);
  const fingerprint = personFingerprint(person);
  const sessions = await sessionsOf(deps.database, deps.vault, orderId);
  const hasPassed = sessions.some(
    (one) => one.status === 'PASSED' && one.personFingerprint === fingerprint && one.startedAt >= since,
  );
  return hasPassed ? undefined : { order, personId };
}

/** 128 bits, as 22 characters. */
const printOf = (secret: string, orderId: string, person: Person): string =>
  createHmac('sha256', keyFrom(secret))
    .update(`${orderId}\n${personFingerprint(person)}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

const keyFrom = (secret: string): Buffer => createHmac('sha256', secret).update(AUDIENCE).digest();
