import { digest } from '../digest.ts';
import type { Person } from '../order/form.ts';

/**
 * Shows whether a person is still the one who passed the face check: it depends on name and document (R-AUTH-9). The
 * fingerprint has 32 bits. That is enough to notice a change, and so little that many documents share it: it identifies nobody.
 */
export function personFingerprint(person: Person): string {
  const identity = [person.name, person.documentType, person.documentNumber?.toUpperCase()];
  return digest(JSON.stringify(identity)).slice(8);
}
