/** Works out the type of an order from certificate number and domains; nobody picks it (R-TYPE-1, R-TYPE-3). */
import { RetryableError } from '../../adapters/delivery-faults.ts';
import type { Inquiry } from '../../facts/inquiry.ts';
import { lookUpTypes, type DomainsToType, type LookedUpType } from '../../facts/type-look-up.ts';
import type { RecordedNumbers } from '../../domain/assets/asset-facts.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { Finding } from '../../domain/finding.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { isTooShort, TOO_SHORT } from '../../domain/identity/document-number.ts';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import { domainsOf } from '../../domain/order/registrable-domains.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { inSequence, oneAfterTheOther, type TypedWebsite } from '../../domain/order-types/sequence.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { TypeDetermination } from '../../domain/order-types/type-determination.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type TypeDependencies = Pick<UseCaseDependencies, 'database' | 'vault'>;

export type TypeAnswer =
  | (TypeDetermination & { registrantFits?: boolean | undefined })
  | { result: 'BLOCKED'; code: 'MIXED_TYPES' | 'TYPE_NOT_RUN'; advice: string };

const NOT_LOOKED_UP =
  'The filing desk looks the record up and sees to it that the order goes on; you need not do anything.';
export const notRun = (type: OrderType): string =>
  `This is an order of type ${type}, which does not run in this release. File it with the provider in another way and abandon this order.`;

/** The type for one domain. Throws RetryableError while the record cannot be looked up. */
export async function determineFor(
  deps: TypeDependencies,
  ask: Inquiry,
  { domain, ...question }: Omit<DomainsToType, 'registrant' | 'domains'> & { domain: string },
): Promise<TypeAnswer> {
  const lookedUp = await lookUpTypes(deps, ask, { ...question, domains: [domain], registrant: 'ASKED' });
  return answerFor(lookedUp, domain);
}

function answerFor(domains: readonly LookedUpType[], wanted: string): TypeAnswer {
  const { verdict = 'OUTAGE', registrantFits } = domains.find(({ domain }) => domain === wanted) ?? {};
  if (typeof verdict !== 'string') return { ...verdict, registrantFits };
  if (verdict === 'OUTAGE') throw new RetryableError("MIIT's record cannot be looked up right now");
  return { result: 'OPERATOR_TASK', advice: NOT_LOOKED_UP };
}

export interface OrderToType {
  id: OrderId;
  accountId: AccountId;
  form: OrderForm;
  /** The order's day in Shanghai. */
  on: CivilDate;
}

export type OrderTypeAnswer =
  /** `ownDomains`: websites whose domain is registered to the entity; `onRecord`: numbers of those that are on record. */
  | { found: true; type: OrderType; ownDomains: string[]; onRecord: Record<string, RecordedNumbers> }
  /** What the check needs and the form does not contain yet. */
  | { found: false; missing: Finding[] }
  | { found: false; websiteId: string; refusal: Exclude<TypeAnswer, { result: 'TYPE' }> };

/** The type of an order: every website must lead to the same type, and Beian must run that type. */
export async function typeOfOrder(
  deps: TypeDependencies,
  ask: Inquiry,
  { id, accountId, form, on }: OrderToType,
): Promise<OrderTypeAnswer> {
  const missing = missingForType(form);
  const { certificateType, certificateNumber, name } = form.entity;
  if (missing.length > 0 || certificateType === undefined || certificateNumber === undefined) {
    return { found: false, missing };
  }
  const websites = domainsOf(form);
  const lookedUp = await lookUpTypes(deps, ask, {
    orderId: id,
    accountId,
    certificateType,
    certificateNumber,
    name,
    domains: [...new Set(websites.map(({ domain }) => domain))],
    on,
    registrant: 'ASKED',
  });
  const typed: TypedWebsite[] = [];
  const ownDomains: string[] = [];
  const onRecord: Record<string, RecordedNumbers> = {};
  for (const { websiteId, domain } of websites) {
    const answer = answerFor(lookedUp, domain);
    if (answer.result !== 'TYPE') return { found: false, websiteId, refusal: answer };
    typed.push({ websiteId, type: answer.type });
    if (answer.registrantFits === true) ownDomains.push(websiteId);
    const numbers = lookedUp.find((one) => one.domain === domain)?.onRecord;
    if (numbers !== undefined) onRecord[websiteId] = numbers;
  }
  const [first, ...later] = inSequence(typed);
  if (first === undefined) return { found: false, missing };
  const [next] = later;
  if (next !== undefined) {
    const advice = oneAfterTheOther([first, ...later]);
    return { found: false, websiteId: next.websiteIds[0], refusal: { result: 'BLOCKED', code: 'MIXED_TYPES', advice } };
  }
  const { type } = first;
  // An order of another type would be checked by untested rules.
  if (rowOf(type).runs) return { found: true, type, ownDomains, onRecord };
  const [websiteId = ''] = Object.keys(form.websites);
  return { found: false, websiteId, refusal: { result: 'BLOCKED', code: 'TYPE_NOT_RUN', advice: notRun(type) } };
}

/** What the type check asks of the entity (R-TYPE-2). */
export const ASKED_FOR_TYPE = ['province', 'city', 'kind', 'certificateType', 'certificateNumber'] as const;

function missingForType({ entity, websites }: OrderForm): Finding[] {
  const missing = ASKED_FOR_TYPE.filter((name) => entity[name] === undefined).map((name): Finding => ({
    path: `entity.${name}`,
    code: 'MISSING',
    advice: 'The type check needs this field.',
  }));
  const { certificateNumber } = entity;
  if (certificateNumber !== undefined && isTooShort(certificateNumber)) {
    missing.push({ path: 'entity.certificateNumber', ...TOO_SHORT });
  }
  const sites = Object.entries(websites);
  if (sites.length === 0) missing.push({ path: 'websites.W1.domain', code: 'MISSING', advice: 'Name the domain.' });
  for (const [id, { domain }] of sites) {
    if (domain === undefined) {
      missing.push({ path: `websites.${id}.domain`, code: 'MISSING', advice: 'Name the domain.' });
    } else if (registrableDomain(domain) === undefined) {
      missing.push({
        path: `websites.${id}.domain`,
        code: 'NOT_A_DOMAIN',
        advice: 'Write a domain such as example.cn.',
      });
    }
  }
  return missing;
}
