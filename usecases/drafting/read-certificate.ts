/** Fills the form from the photo of a certificate. What the customer has filled in or corrected stays as it is. */
import type { CertificateFields, CertificateReader } from '../../adapters/certificates/certificate-reader.ts';
import type { Entity } from '../../domain/order/form.ts';
import { inquire } from '../../facts/inquiry.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { findWrittenOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { settleDraft } from './draft.ts';
import { mayEdit } from './editing.ts';
import { saveForm } from './save-form.ts';

export interface CertificatePhoto {
  orderId: string;
  content: Buffer;
  mediaType: string;
}

/** How many fields were filled. Refuses a picture on which no certificate can be read. */
export async function fillFromCertificate(
  deps: UseCaseDependencies,
  reader: CertificateReader,
  caller: Caller,
  { orderId, content, mediaType }: CertificatePhoto,
): Promise<number> {
  const order = await findWrittenOrder(deps, caller, 'form.edit', orderId);
  mayEdit(order);
  const reading = await reader.read({ content, mediaType });
  if (reading.status === 'UNREADABLE') {
    const advice = 'No certificate can be read on this picture. Take another one, or fill the fields in.';
    throw refusal('FILE_REFUSED', { findings: [{ path: 'file', code: 'UNREADABLE', advice }] });
  }
  const entity = stillEmpty(order.form.entity, reading.fields);
  const count = Object.keys(entity).length;
  if (count === 0) return 0;
  const ask = inquire(deps);
  const mayReplace = (version: number) => version === order.formVersion;
  const saved = await saveForm(deps, ask, caller, { orderId, patch: { entity }, mayReplace });
  await settleDraft(deps, ask, saved.order, actorOf(caller));
  return count;
}

/** Of what was read only the fields that hold nothing yet. */
export function stillEmpty(entity: Entity, read: CertificateFields): CertificateFields {
  const filled = new Set(Object.entries(entity).flatMap(([name, value]) => (value === undefined ? [] : [name])));
  return Object.fromEntries(Object.entries(read).filter(([name]) => !filled.has(name)));
}
