/**
 * Codes by which an order goes on at a phone: shown as a QR code, good for minutes, and for one order. A code says nothing to
 * who reads it, because it is encrypted under a key that is made from the secret of links.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Caller } from '../access/caller.ts';
import { findOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';

type Signing = Pick<UseCaseDependencies, 'linkSecrets' | 'now'>;
type HandOffDependencies = Signing & Pick<UseCaseDependencies, 'database' | 'vault'>;

const AUDIENCE = 'hand-off';
const GOOD_FOR_MS = 10 * 60_000;

export interface HandOff {
  code: string;
  /** Wall time. */
  until: Instant;
}

/** A new code for the order. */
export async function makeHandOff(deps: HandOffDependencies, caller: Caller, orderId: string): Promise<HandOff> {
  const order = await findOrder(deps, caller, 'orders.handOff', orderId);
  return codeFor(deps, caller, order.id);
}

/** The same where the order was found already. */
export async function codeFor({ linkSecrets, now }: Signing, caller: Caller, orderId: OrderId): Promise<HandOff> {
  const [secret = ''] = linkSecrets;
  const until = instant(now() + GOOD_FOR_MS);
  const code = await new EncryptJWT({ by: caller.id, account: caller.accountId })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setSubject(orderId)
    .setAudience(AUDIENCE)
    .setJti(randomUUID())
    .setExpirationTime(new Date(until))
    .encrypt(keyFrom(secret));
  return { code, until };
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  jti: z.uuid(),
  by: z.string().min(1),
  account: z.string().min(1),
});

export interface OpenedHandOff {
  /** Of the code, so that it can be used once only. */
  id: string;
  orderId: OrderId;
  /** Who made it. */
  by: string;
  accountId: AccountId;
}

/** What a code says; undefined when it is not ours or its time is over. */
export async function readHandOff({ linkSecrets, now }: Signing, code: string): Promise<OpenedHandOff | undefined> {
  const options = { audience: AUDIENCE, currentDate: new Date(now()), contentEncryptionAlgorithms: ['A256GCM'] };
  for (const secret of linkSecrets) {
    const opened = await jwtDecrypt(code, keyFrom(secret), options).catch((error: unknown) => {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    });
    const read = claimsSchema.safeParse(opened?.payload);
    if (!read.success) continue;
    const { sub, jti, by, account } = read.data;
    return { id: jti, orderId: sub as OrderId, by, accountId: account as AccountId };
  }
  return undefined;
}

/** The order that a code leads to, for an app in which the same customer is signed in. */
export async function openHandOff(deps: HandOffDependencies, caller: Caller, code: string): Promise<OrderId> {
  const opened = await readHandOff(deps, code);
  if (opened === undefined || opened.accountId !== caller.accountId) throw refusal('NOT_FOUND', { detail: USED_UP });
  return (await findOrder(deps, caller, 'orders.handOff', opened.orderId)).id;
}

const USED_UP = 'This code leads to nothing, or no longer. Show a new one on the computer and scan it.';

const keyFrom = (secret: string): Buffer => createHmac('sha256', secret).update(AUDIENCE).digest();
