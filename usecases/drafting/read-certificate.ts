/** Fills the form from the photo of a certificate. What the customer has filled in or corrected stays as it is. */
import type { CertificateFields } from '../../adapters/certificates/certificate-reader.ts';
import type { Entity } from '../../domain/order/form.ts';

/** Of what was read only the fields that hold nothing yet. */
export function stillEmpty(entity: Entity, read: CertificateFields): CertificateFields {
  const filled = new Set(Object.entries(entity).flatMap(([name, value]) => (value === undefined ? [] : [name])));
  return Object.fromEntries(Object.entries(read).filter(([name]) => !filled.has(name)));
}
