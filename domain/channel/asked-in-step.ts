/**
 * In which step of an order a channel asks for a certificate or a face check (R-AUTH-1). On a computer and in the mini-program both
 * come after the information; the app has the camera at hand and asks earlier.
 */
import type { Channel, EntityKind } from '../order-types/order-type.ts';

export const ASKING_STEPS = ['TYPE', 'INFORMATION', 'UPLOAD'] as const;
export type AskingStep = (typeof ASKING_STEPS)[number];

export interface AskedIn {
  channel: Channel | undefined;
  kind: EntityKind | undefined;
}

export const ENTITY_CERTIFICATE = 'entity-certificate';
/** Slots for certificates of the entity and its people; every other slot is auxiliary material. */
const CERTIFICATES: ReadonlySet<string> = new Set([ENTITY_CERTIFICATE, 'entity-head-id', 'site-head-id']);

/** @param name of the slot, without person and website */
export const isCertificate = (name: string): boolean => CERTIFICATES.has(name);

/** @param name of the slot, without person and website */
export function stepOfSlot(name: string, { channel, kind }: AskedIn): AskingStep {
  if (channel !== 'APP' || !isCertificate(name)) return 'UPLOAD';
  return name === ENTITY_CERTIFICATE && kind !== 'INDIVIDUAL' ? 'TYPE' : 'INFORMATION';
}

export function stepOfFaceCheck({ channel, kind }: AskedIn): AskingStep {
  if (channel !== 'APP') return 'UPLOAD';
  return kind === 'INDIVIDUAL' ? 'TYPE' : 'INFORMATION';
}
