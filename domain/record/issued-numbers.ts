/** The reported numbers of MIIT's record for an order, and checks on them before they are stored (R-NUM-1 to R-NUM-3). */
import type { Finding } from '../finding.ts';
import { parseIcpNumber, printedNumber, type IcpNumber } from './icp-number.ts';

export interface IssuedNumbers {
  entityNumber: string;
  websites: { domain: string; number: string }[];
}

/** Numbers and domains in their one spelling, so that different spellings lead to the same record. */
export const inOneSpelling = ({ entityNumber, websites }: IssuedNumbers): IssuedNumbers => ({
  entityNumber: printedNumber(entityNumber),
  websites: websites.map(({ domain, number }) => ({
    domain: domain.trim().toLowerCase(),
    number: printedNumber(number),
  })),
});

/** Contradictions among the numbers of one entity; empty when they fit together. */
export function numberFindings({ entityNumber, websites }: IssuedNumbers): Finding[] {
  const entity = parseIcpNumber(entityNumber);
  if (entity?.kind !== 'ENTITY') return [notANumber];
  const strange = websites.filter(({ number }) => !isOf(entity, parseIcpNumber(number)));
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
