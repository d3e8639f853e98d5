import { digest } from '../digest.ts';
import type { Person } from '../order/form.ts';

/**
 * Tells whether a person is still the one who passed the face check: name and document (R-AUTH-9). Thirty-two bits of a
 * digest notice a change and are shared by many documents, so they name nobody.
 */
export function personFingerprint(person: Person): string {
  const identity = [person.name, person.documentType, person.documentNumber?.toUpperCase()];
  return digest(JSON.stringify(identity)).slice(8);
}
