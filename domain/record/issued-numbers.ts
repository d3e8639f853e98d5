/**
 * The numbers that MIIT's record is reported to hold for an order, and the checks on them before they are stored
 * (R-NUM-1 to R-NUM-3).
 */
import type { Finding } from '../finding.ts';
import { readPrinted, type IcpNumber } from './icp-number.ts';
import type { Synced, SyncNames } from './record-change.ts';

type Numbers = Exclude<Synced, { removed: true }>;

/**
 * Numbers and domains as a filing compares them. What a person or party tells has its one spelling since before it was sent
 * (`usecases/order/told-numbers.ts`); what filings of before were told is spelled here as it was then.
 */
export function inOneSpelling(told: Synced): Synced {
  if ('removed' in told) return { removed: true };
  return {
    entityNumber: halfWidth(told.entityNumber),
    websites: told.websites.map(({ domain, number }) => ({
      domain: domain.trim().toLowerCase(),
      number: halfWidth(number),
    })),
  };
}

const halfWidth = (number: string): string => number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();

/** The faults of reported numbers: numbers after a removal, missing numbers, or numbers that do not fit together. */
export function syncFindings(told: Synced, names: SyncNames): Finding[] {
  if ('removed' in told) return names === 'NOTHING' ? [] : [numbersMissing];
  return names === 'NOTHING' ? [stillThere] : numberFindings(told);
}

const numbersMissing: Finding = {
  path: 'record',
  code: 'NUMBERS_MISSING',
  advice: 'This order ends with numbers on record. Read them from MIIT.',
};
const stillThere: Finding = {
  path: 'record',
  code: 'STILL_ON_RECORD',
  advice: 'This order takes something off the record. See whether it is gone, and say so.',
};

/** Contradictions among the numbers of one entity; empty when they fit together. */
function numberFindings({ entityNumber, websites }: Numbers): Finding[] {
  const entity = readPrinted(entityNumber);
  if (entity?.kind !== 'ENTITY') return [notANumber];
  const strange = websites.filter(({ number }) => !isOf(entity, readPrinted(number)));
  return [
    ...(strange.length > 0 ? [notOfEntity] : []),
    ...(isRepeating(websites.map(({ number }) => number)) ? [repeated] : []),
    ...(isRepeating(websites.map(({ domain }) => domain)) ? [repeatedDomain] : []),
  ];
}

const isOf = (entity: IcpNumber & { kind: 'ENTITY' }, website: IcpNumber | undefined): boolean =>
  website?.kind === 'WEBSITE' && website.province === entity.province && website.serial === entity.serial;

const isRepeating = (values: readonly string[]): boolean => new Set(values).size < values.length;

const notANumber: Finding = {
  path: 'record.entityNumber',
  code: 'NOT_A_NUMBER',
  advice: 'This is not the number of an entity. Read the number from MIIT again.',
};
const notOfEntity: Finding = {
  path: 'record.websites',
  code: 'NOT_OF_THE_ENTITY',
  advice: "A website's number does not belong to this entity. Read the numbers from MIIT again.",
};
const repeated: Finding = {
  path: 'record.websites',
  code: 'NUMBER_TWICE',
  advice: 'Two websites have the same number. Read the numbers from MIIT again.',
};
const repeatedDomain: Finding = {
  path: 'record.websites',
  code: 'DOMAIN_TWICE',
  advice: 'A domain has two numbers. Read the numbers from MIIT again.',
};
