/** What may be done in which channel (R-TYPE-11, R-AUTH-1, R-AUTH-2). Who names no channel is not limited. */
import { ENTITY_CERTIFICATE, isCertificate, stepOfFaceCheck } from '../../domain/channel/asked-in-step.ts';
import type { Finding } from '../../domain/finding.ts';
import { entityHead } from '../../domain/order/heads.ts';
import type { Channel, OrderType } from '../../domain/order-types/order-type.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import { civilDate, type CivilDate } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { policySlot } from '../../facts/image-rules.ts';
import { filingTime } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import { findOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { factsOf, type WrittenOrder } from '../drafting/draft.ts';
import { refusal, refusalFor } from '../refusal.ts';

interface OnDay {
  policies: Policies;
  on: CivilDate;
}

/** Refuses an order type that the channel does not take (`channel.types`). */
export function expectTypeIn(channel: Channel | undefined, type: OrderType, { policies, on }: OnDay): void {
  if (channel === undefined || policies.resolve('channel.types', { channel }, on).includes(type)) return;
  throw refusalFor([
    {
      path: 'type',
      code: 'USE_PC',
      advice: `Orders of type ${type} cannot be worked on here. Go on with this one on a computer.`,
    },
  ]);
}

/** The same for work on an order that has its type. */
export async function expectOrderIn(
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now'>,
  caller: Caller,
  orderId: string,
): Promise<void> {
  if (caller.channel === undefined || caller.role !== 'applicant') return;
  const order = await findOrder(deps, caller, 'orders.read', orderId);
  if (order.type === undefined) return;
  const { policies } = await deps.rules();
  expectTypeIn(caller.channel, order.type, { policies, on: civilDate(filingTime(order, deps.now())) });
}

/** Whether a scan for this slot has to be taken by phone (`channel.certificateUpload`, A-042). */
export const goesByPhone = (channel: Channel | undefined, slot: string, { policies, on }: OnDay): boolean =>
  channel === 'PC' &&
  isCertificate(policySlot(slot)) &&
  policies.resolve('channel.certificateUpload', {}, on) === 'APP_OR_MINI';

/** In the app, what must be there before the type is determined: the certificate, or the individual's face check. */
export async function expectProofForType(
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now' | 'assets' | 'bureau'>,
  order: WrittenOrder,
  channel: Channel | undefined,
): Promise<void> {
  if (channel !== 'APP') return;
  const { form } = order;
  const { kind } = form.entity;
  if (kind === undefined) return; // the check of the type says so
  const { documents, liveness } = await factsOf(deps, inquire(deps), order);
  if (stepOfFaceCheck({ channel, kind }) === 'TYPE') {
    const head = entityHead(form) ?? 'P1';
    if (liveness[head]?.status !== 'PASS') throw refusal('INCOMPLETE', { findings: [faceCheckFirst(head)] });
  } else if (!documents.some(({ slot }) => slot === ENTITY_CERTIFICATE)) {
    throw refusal('INCOMPLETE', { findings: [CERTIFICATE_FIRST] });
  }
}

const CERTIFICATE_FIRST: Finding = {
  path: `documents.${ENTITY_CERTIFICATE}`,
  code: 'MISSING',
  advice: 'Upload the certificate of the entity first; the type is determined afterwards.',
};

const faceCheckFirst = (personId: string): Finding => ({
  path: `people.${personId}.liveness`,
  code: 'MISSING',
  advice: 'Take the face check first; the type is determined afterwards.',
});
