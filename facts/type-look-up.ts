/**
 * Looks the domains of an order up in MIIT's record and in the orders here. The answer for each is the type of order or what
 * blocks an order (R-TYPE-3, R-TYPE-6). The type check asks, and every submission asks again (R-TYPE-5).
 */
import { isKnown, type NotKnown, type RecordLookup, type RecordedNumbers } from '../domain/assets/asset-facts.ts';
import { determineType, type TypeDetermination } from '../domain/order-types/type-determination.ts';
import { present } from '../domain/present.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import type { Inquiry } from './inquiry.ts';
import { readTypeContext, type KnownForType, type TypeQuestion } from './type-context.ts';

export interface DomainsToType extends TypeQuestion {
  certificateType: string;
  /** Name of the entity, when it is known. */
  name?: string | undefined;
  /** Whether the registry is asked, too, if the entity is the registrant. */
  registrant: 'ASKED' | 'NOT_ASKED';
}

export interface LookedUpType {
  domain: string;
  /** The type, what blocks an order, or why the record could not be looked up in time. */
  verdict: TypeDetermination | NotKnown;
  /** Whether the registry says that the entity is the registrant; undefined when it was not asked or gave no answer. */
  registrantFits: boolean | undefined;
  /** The numbers of entity and website, where they are on record and known. */
  onRecord: RecordedNumbers | undefined;
}

/** One answer for each domain, in their order. */
export async function lookUpTypes(
  { database, vault }: { database: Database; vault: Vault },
  ask: Inquiry,
  question: DomainsToType,
): Promise<LookedUpType[]> {
  const known = readTypeContext(database, vault, question);
  return Promise.all(question.domains.map((domain) => lookUpType(ask, question, domain, known)));
}

async function lookUpType(
  ask: Inquiry,
  { orderId, accountId, certificateType, certificateNumber, name, registrant }: DomainsToType,
  domain: string,
  context: Promise<KnownForType>,
): Promise<LookedUpType> {
  const entity = { certificateNumber, ...present({ name }) };
  const askedFor = orderId === undefined ? undefined : { orderId, accountId };
  const [lookup, facts, known] = await Promise.all([
    ask.record({ certificateType, certificateNumber, domain, ...present({ askedFor }) }),
    registrant === 'ASKED' ? ask.domain(domain, entity) : undefined,
    context,
  ]);
  const registrantFits = isKnown(facts) ? facts.registrantMatches : undefined;
  const verdict = isKnown(lookup) ? determineType(lookup, known.ofDomain(domain, registrantFits)) : lookup;
  const onRecord = isKnown(lookup) ? numbersOf(lookup) : undefined;
  return { domain, verdict, registrantFits, onRecord };
}

/** Numbers of the website only where it is the entity's; the number of the entity also for a website that it adds. */
function numbersOf({ domainOfEntity, entityFiled, onRecord }: RecordLookup): RecordedNumbers | undefined {
  if (domainOfEntity) return onRecord;
  const entityNumber = entityFiled ? onRecord?.entityNumber : undefined;
  return entityNumber === undefined ? undefined : { entityNumber };
}
