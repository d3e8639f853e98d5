/** Which fields of the form each scan proves: a reviewer reads the two side by side. */
import type { Entity, Person, Website } from '../order/form.ts';
import { SLOT_NAMES, type SlotName } from './slots.ts';

interface Proved {
  readonly entity?: readonly (keyof Entity)[];
  /** Of the person whose scan it is. */
  readonly person?: readonly (keyof Person)[];
  /** Of the website whose scan it is; of every website when it is of the whole order. */
  readonly website?: readonly (keyof Website)[];
}

const WHO = ['name', 'documentType', 'documentNumber', 'documentValidUntil'] as const;
const CERTIFICATE = [
  'name',
  'certificateType',
  'certificateNumber',
  'certificateValidUntil',
  'certificateAddress',
] as const;

const PROVES: Readonly<Record<SlotName, Proved>> = {
  'entity-certificate': { entity: CERTIFICATE },
  'entity-head-id': { person: WHO },
  'site-head-id': { person: WHO },
  'checklist-form': { entity: ['name'], website: ['name', 'domain'] },
  'photo-in-hand': { person: ['name'] },
  'backdrop-photo': { person: ['name'] },
  'entity-head-letter': { entity: ['name', 'headId'], person: ['name'] },
  'site-head-letter': { entity: ['name'], person: ['name'] },
  'head-position-proof': { entity: ['name'], person: ['name'] },
  'residence-proof': { person: ['name'], entity: ['province'] },
  'minor-proof': { person: ['name', 'documentNumber'] },
  'domain-certificate': { website: ['domain'], entity: ['name'] },
  'domain-identity-screenshot': { website: ['domain'], entity: ['name', 'certificateNumber'] },
  'domain-holder-proof': { website: ['domain'], entity: ['name'] },
  'pre-approval-permit': { website: ['preApprovals', 'name'] },
  'health-approval': { website: ['preApprovals'] },
  'finance-undertaking': { entity: ['name'], website: ['name', 'domain'] },
  'finance-business-description': { website: ['name', 'preApprovals'] },
  'finance-site-description': { website: ['name', 'domain'] },
  'finance-licence-copy': { entity: ['name', 'certificateNumber'] },
  'religious-approval': { website: ['name', 'domain'], entity: ['name'] },
  'party-building-proof': { entity: ['name'] },
  'change-letter': { entity: ['name'] },
  'commitment-letter': { entity: ['name'] },
  'establishment-form': { entity: ['name', 'certificateNumber'] },
  'construction-plan': { website: ['name', 'domain'] },
};

/**
 * The paths of the fields that a scan proves, such as `people.P1.name`.
 *
 * @param slot as the order names it: `site-head-id:P2`, `pre-approval-permit-news:W1`
 * @param websites the websites of the order, for scans of the whole order
 */
export function provedBy(slot: string, websites: readonly string[]): string[] {
  const [named = '', owner] = slot.split(':');
  const name = SLOT_NAMES.find((one) => named === one || named.startsWith(`${one}-`));
  if (name === undefined) return [];
  const { entity = [], person = [], website = [] } = PROVES[name];
  const ofPerson = owner?.startsWith('P') === true ? [owner] : [];
  const ofWebsites = owner?.startsWith('W') === true ? [owner] : owner === undefined ? websites : [];
  return [
    ...entity.map((field) => `entity.${field}`),
    ...ofPerson.flatMap((id) => person.map((field) => `people.${id}.${field}`)),
    ...ofWebsites.flatMap((id) => website.map((field) => `websites.${id}.${field}`)),
  ];
}
