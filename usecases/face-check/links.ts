/** Links that let one person start their own face check on a phone (R-AUTH-6): signed, valid for hours, without a name. */
import { createHmac } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { OrderId, PersonId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { personIdSchema } from '../../domain/order/names.ts';

type Signing = Pick<UseCaseDependencies, 'linkSecrets' | 'now'>;

export interface FaceCheckLink {
  orderId: OrderId;
  personId: PersonId;
}

const AUDIENCE = 'face-check';
const claimsSchema = z.object({ sub: z.string().min(1), person: personIdSchema() });

/** The token of a link; `until` is wall time. Signed under a key that is made from the first secret. */
export async function signFaceCheckLink(
  { linkSecrets, now }: Signing,
  { orderId, personId }: FaceCheckLink,
  until: Instant,
): Promise<string> {
  const [secret = ''] = linkSecrets;
  return new SignJWT({ person: personId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(orderId)
    .setAudience(AUDIENCE)
    .setIssuedAt(new Date(now()))
    .setExpirationTime(new Date(until))
    .sign(keyFrom(secret));
}

/** The person whose link this is; undefined when the link is not ours or has expired. */
export async function readFaceCheckLink(
  { linkSecrets, now }: Signing,
  token: string,
): Promise<FaceCheckLink | undefined> {
  const options = { audience: AUDIENCE, algorithms: ['HS256'], currentDate: new Date(now()) };
  for (const secret of linkSecrets) {
    const claims = await jwtVerify(token, keyFrom(secret), options).catch((error: unknown) => {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    });
    const read = claimsSchema.safeParse(claims?.payload);
    if (read.success) return { orderId: read.data.sub as OrderId, personId: read.data.person as PersonId };
  }
  return undefined;
}

const keyFrom = (secret: string): Buffer => createHmac('sha256', secret).update(AUDIENCE).digest();
