/** What a step changes besides the order's state, in the same transaction. */
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Effect } from '../../domain/lifecycle/effect.ts';
import { reserveForSubmission, releaseDomains } from '../orders/reservations.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { consumeReservations, releaseReservations } from '../assets/instance-reservations.ts';
import { reserveAgain } from '../assets/reserve-instance.ts';
import { readOrder } from '../orders/orders.ts';
import { keepSubmitted } from '../orders/submitted-forms.ts';
import { takeOutFiled } from '../orders/take-out-filed.ts';
import { releasePlace } from '../orders/place.ts';
import { permitPhoto } from '../proofs/photo-permissions.ts';
import { writeRecord } from '../records/write-record.ts';

/** Carries out every effect that the step asks for. */
export async function takeEffects(trx: Database, vault: Vault, step: Step): Promise<void> {
  for (const effect of EFFECTS_IN_ORDER) {
    if (step.effects.includes(effect)) await take[effect](trx, vault, step);
  }
}

/** Numbers are written before the data they come from is erased. */
const EFFECTS_IN_ORDER = [
  'reserveDomains',
  'releaseDomains',
  'forgetType',
  'permitPhoto',
  'reserveInstances',
  'releaseInstances',
  'consumeInstances',
  'writeRecord',
  'takeOutFiled',
  'releasePlace',
  'eraseData',
] as const satisfies readonly Effect[];

/** None of them can be refused here: `store/steps/conditions.ts` has checked them before anything is written. */
const take: Record<
  Exclude<Effect, 'holdPlace' | 'askMaterial'>,
  (trx: Database, vault: Vault, step: Step) => Promise<void>
> = {
  reserveDomains: async (trx, vault, { orderId, at, progress: { round } }) => {
    await reserveForSubmission(trx, vault, orderId);
    await keepSubmitted(trx, vault, { orderId, round, at });
  },
  releaseDomains: (trx, _vault, step) => releaseDomains(trx, step.orderId),
  forgetType: async (trx, _vault, step) => {
    await trx.updateTable('orders').set({ type: null }).where('id', '=', step.orderId).execute();
  },
  permitPhoto: async (trx, vault, { orderId, progress, at }) => {
    const personId = progress.photoAllowedFor.at(-1);
    if (personId !== undefined) await permitPhoto(trx, vault, { orderId, personId, at });
  },
  reserveInstances: async (trx, vault, step) => {
    const order = await readOrder(trx, vault, step.orderId);
    await reserveAgain(trx, step.orderId, step.at, Object.keys(order?.form?.websites ?? {}));
  },
  releaseInstances: async (trx, _vault, { orderId, at, websites }) => {
    if (websites === undefined) return releaseReservations(trx, orderId, at);
    for (const websiteId of websites) await releaseReservations(trx, orderId, at, websiteId);
  },
  consumeInstances: async (trx, _vault, { orderId, at, websites }) => {
    if (websites === undefined) return consumeReservations(trx, orderId, at);
    for (const websiteId of websites) await consumeReservations(trx, orderId, at, websiteId);
  },
  writeRecord: async (trx, vault, step) => {
    if (step.record === undefined)
      throw new Error(`step ${step.seq} of ${step.orderId} writes a record without numbers`);
    await writeRecord(trx, vault, { orderId: step.orderId, at: step.at, ...step.record });
  },
  takeOutFiled: (trx, vault, step) => takeOutFiled(trx, vault, step),
  releasePlace: (trx, _vault, step) => releasePlace(trx, step.orderId),
  eraseData: (trx, vault, step) => eraseOrder(trx, vault, step.orderId, step.at),
};
