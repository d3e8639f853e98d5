/** Whose domain it is (R-DOM-2, R-DOM-3, §16.4; A-091). */
import type { DomainFacts } from '../assets/asset-facts.ts';
import type { Order } from './order.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

/**
 * The registrant is the entity. A person may hold the domain of an organisation who is its legal representative, a shareholder or
 * a senior manager, where the bureau takes the proof of it.
 */
export function registrantRules(order: Order, id: string, path: string, facts: DomainFacts): Verdict[] {
  const { kind } = order.form.entity;
  const { registrantKind, registrantMatches } = facts;
  if (kind === undefined) return [];
  if (kind === 'INDIVIDUAL') {
    if (registrantKind === 'ORGANISATION') return [blocking(path, 'REGISTRANT_KIND', OF_ORGANISATION)];
    return registrantMatches === false ? [blocking(path, 'REGISTRANT_MISMATCH', SOMEBODY_ELSE)] : unknown(path, facts);
  }
  if (registrantKind === 'PERSON') return heldByPerson(order, id, path);
  if (registrantMatches !== false) return unknown(path, facts);
  // Another organisation proves nothing; of a registrant whose kind nobody knows the proof says who it is.
  if (registrantKind === undefined && isProved(order, id)) return [warning(path, 'REGISTRANT_PROVED', PROVED)];
  return [blocking(path, 'REGISTRANT_MISMATCH', SOMEBODY_ELSE)];
}

function heldByPerson(order: Order, id: string, path: string): Verdict[] {
  const { policies, scope, on } = order;
  const accepted = policies.resolve('domain.holderProof', scope, on);
  if (accepted.length === 0) return [blocking(path, 'REGISTRANT_KIND', ONLY_ORGANISATION)];
  if (!isProved(order, id)) return [blocking(path, 'REGISTRANT_KIND', WITHOUT_PROOF)];
  return [warning(path, 'REGISTRANT_PROVED', PROVED)];
}

const isProved = ({ documents }: Order, id: string): boolean =>
  documents.some(({ slot }) => slot === `domain-holder-proof:${id}`);

function unknown(path: string, { registrantKind, registrantMatches }: DomainFacts): Verdict[] {
  if (registrantKind !== undefined && registrantMatches !== undefined) return [];
  return [warning(path, 'REGISTRANT_NOT_KNOWN', NOT_KNOWN)];
}

const OF_ORGANISATION =
  'The domain belongs to an organisation. An individual files a domain of their own: have the registrar change the registrant.';
const ONLY_ORGANISATION =
  'The domain belongs to a person, and this bureau takes domains of the organisation only. Have the registrar change the registrant.';
const WITHOUT_PROOF =
  'The domain belongs to a person. Have the registrar change the registrant to the organisation, or upload the proof that the person is its legal representative, a shareholder or a senior manager.';
const PROVED =
  'The domain belongs to a person, and a proof is uploaded. The reviewer compares the two, and says in the note who the person is.';
const SOMEBODY_ELSE =
  'Name, document type and number of the registrant must equal those of the entity. Have the registrar change it.';
const NOT_KNOWN =
  'The registry does not say whose domain it is. The reviewer looks it up and says in the note who holds it.';
