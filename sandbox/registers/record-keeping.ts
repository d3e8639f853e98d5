/** How a synchronisation changes MIIT's record: the numbers it gives, and the parts of the order that the record keeps. */
import type { Province } from '../../domain/order/form.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { entityNumber, websiteNumber } from '../bureau/icp-numbers.ts';
import type { ReceivedHandOver } from '../bureau/gateway-messages.ts';
import type { RecordRegister } from './record-register.ts';

export interface RecordNumbers {
  entityNumber: string;
  websites: { domain: string; number: string }[];
}

/** Orders whose sync names no number: what they are about is gone from the record, or from the provider. */
const REMOVALS: readonly OrderType[] = ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'];
export const isRemoval = (type: string): boolean => REMOVALS.some((removal) => removal === type);

/** The numbers of an order's synchronisation: given ones, else those in the record, else new ones. */
export function issueNumbers(
  register: RecordRegister,
  { form, changes }: ReceivedHandOver,
  choice: {
    issuedOn?: string | undefined;
    entityNumber?: string | undefined;
    websites?: RecordNumbers['websites'] | undefined;
  },
): RecordNumbers {
  if (changes !== undefined) return numbersOfChange(form, changes);
  const owner = form.entity.certificateNumber ?? 'unknown';
  const known = register.entity(owner);
  const year = (choice.issuedOn ?? new Date().toISOString()).slice(0, 4);
  const province: Province = form.entity.province ?? 'BJ';
  const number = choice.entityNumber ?? known?.number ?? entityNumber(province, year, register.nextSerial());
  let count = known?.websites ?? 0;
  const numberOf = (domain: string): string => {
    const filed = register.domain(domain);
    if (filed?.owner === owner && filed.number !== undefined) return filed.number;
    count += 1;
    return websiteNumber(number, count);
  };
  const websites = choice.websites ?? domainsOf(form).map((domain) => ({ domain, number: numberOf(domain) }));
  return { entityNumber: number, websites };
}

/** A change keeps the numbers of what it changes. */
const numbersOfChange = (
  form: ReceivedHandOver['form'],
  { entityNumber: number, websiteNumbers }: NonNullable<ReceivedHandOver['changes']>,
): RecordNumbers => ({
  entityNumber: number,
  websites: Object.entries(form.websites).flatMap(([id, { domain }]) => {
    const known = websiteNumbers[id];
    return domain === undefined || known === undefined ? [] : [{ domain, number: known }];
  }),
});

/** Changes MIIT's record as the order asked. */
export function record(
  register: RecordRegister,
  { type, form, changes }: ReceivedHandOver,
  numbers: RecordNumbers,
): void {
  const owner = form.entity.certificateNumber ?? 'unknown';
  if (type === 'DEREG_ENTITY') return register.removeEntity(owner);
  if (type === 'DEREG_SITE') return domainsOf(form).forEach((domain) => register.removeDomain(domain));
  if (changes !== undefined) register.moveEntity(changes.entityNumber, owner);
  const here = type !== 'CANCEL_ACCESS';
  for (const website of numbers.websites) register.putDomain({ ...website, owner, here });
  const highest = Math.max(
    register.entity(owner)?.websites ?? 0,
    ...numbers.websites.map(({ number }) => suffixOf(number)),
  );
  register.putEntity({
    certificateNumber: owner,
    number: numbers.entityNumber,
    shell: false,
    filed: true,
    websites: highest,
  });
  register.putEntity({ certificateNumber: owner, here: register.domainsOf(owner).some((domain) => domain.here) });
}

const domainsOf = (form: ReceivedHandOver['form']): string[] =>
  Object.values(form.websites).flatMap(({ domain }) => (domain === undefined ? [] : [domain]));

/** The website's number within its entity, e.g. 2 of `粤ICP备2026012345号-2`. */
export const suffixOf = (number: string): number => Number(/-(\d+)$/.exec(number)?.[1] ?? 0);
