/** Reads one line of an import and judges it by itself: its form, its numbers, whether its parts fit together. */
import type { z } from 'zod';
import { checkCreditCode } from '../../identity/credit-code.ts';
import { documentNumber } from '../../identity/document-number.ts';
import { asciiHost, registrableDomain } from '../../identity/domain-name.ts';
import { readResidentId } from '../../identity/resident-id.ts';
import type { Person } from '../../order/form.ts';
import { strangeIn } from '../../text/strange-text.ts';
import { spelledPerson } from '../../order/one-spelling.ts';
import { datesOutside, type DateRange } from '../../policy/date-range.ts';
import { ifKnown, present } from '../../present.ts';
import { printedNumber, readPrinted, type IcpNumber } from '../icp-number.ts';
import { printedPsbNumber } from '../psb-number.ts';
import type { ImportReason } from './import-finding.ts';
import { importLineSchema, type ImportedWebsite, type ImportLine } from './import-line.ts';

export interface LineFault {
  path: string;
  code: ImportReason;
}

/** A line in the one spelling of numbers, domains and certificates, or what is wrong with it. */
export interface JudgedLine {
  record: ImportLine | undefined;
  faults: LineFault[];
}

/** @param range the days that a date of the line may mean */
export async function judgeLine(value: unknown, range: DateRange): Promise<JudgedLine> {
  const strange = strangeIn(value).map(({ path }): LineFault => ({ path: shown(path), code: 'STRANGE_CHARACTER' }));
  if (strange.length > 0) return { record: undefined, faults: strange };
  const parsed = importLineSchema.safeParse(value);
  if (!parsed.success) return { record: undefined, faults: parsed.error.issues.flatMap(faultsOf) };
  const record = spelled(parsed.data);
  const outside = await datesOutside(importLineSchema, parsed.data, () => range);
  const dateFaults = outside.map(({ path }): LineFault => ({ path, code: 'DATE_OUT_OF_RANGE' }));
  return {
    record,
    faults: [...dateFaults, ...numberFaults(record), ...documentFaults(record), ...websiteFaults(record)],
  };
}

function faultsOf(issue: z.core.$ZodIssue): LineFault[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: shown(path === '' ? key : `${path}.${key}`), code: 'UNKNOWN_FIELD' }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: shown(path), code: isMissing ? 'MISSING' : 'MALFORMED' }];
}

/** Names of fields that a file made up are cut, so that no value gets into a report by way of a name. */
const shown = (path: string): string => path.replaceAll(/[^\w.-]/g, '?').slice(0, 80);

function spelled(record: ImportLine): ImportLine {
  const { entity } = record;
  return {
    ...record,
    number: printedNumber(record.number),
    entity: { ...entity, certificateNumber: documentNumber(entity.certificateNumber) },
    ...present({ head: ifKnown(record.head, spelledPerson) }),
    websites: record.websites.map((website) => ({
      ...website,
      number: printedNumber(website.number),
      domain: asciiHost(website.domain) ?? website.domain,
      ...present({
        psbNumber: ifKnown(website.psbNumber, printedPsbNumber),
        head: ifKnown(website.head, spelledPerson),
      }),
    })),
  };
}

function numberFaults({ number, entity }: ImportLine): LineFault[] {
  const parsed = readPrinted(number);
  if (parsed?.kind !== 'ENTITY') return [{ path: 'number', code: 'NOT_A_NUMBER' }];
  const isElsewhere = entity.province !== undefined && entity.province !== parsed.province;
  return isElsewhere ? [{ path: 'entity.province', code: 'OTHER_PROVINCE' }] : [];
}

function documentFaults({ entity, head, websites }: ImportLine): LineFault[] {
  return [
    ...certificateFaults(entity),
    ...personFaults('head', head),
    ...websites.flatMap((website, index) => personFaults(`websites.${index}.head`, website.head)),
  ];
}

function certificateFaults({ certificateType, certificateNumber }: ImportLine['entity']): LineFault[] {
  const path = 'entity.certificateNumber';
  if (certificateType === 'BUSINESS_LICENCE' || certificateType === 'USCC_CERTIFICATE') {
    const check = checkCreditCode(certificateNumber);
    return check.ok ? [] : [{ path, code: codeOf(check.code) }];
  }
  if (certificateType !== 'RESIDENT_ID') return [];
  const read = readResidentId(certificateNumber);
  return read.ok ? [] : [{ path, code: read.code }];
}

function codeOf(code: string): ImportReason {
  switch (code) {
    case 'CREDIT_CODE_CHECK':
    case 'REGISTRATION_NUMBER_OLD':
      return code;
    default:
      return 'CREDIT_CODE_FORM';
  }
}

function personFaults(path: string, person: Person | undefined): LineFault[] {
  if (person?.documentType !== 'RESIDENT_ID' || person.documentNumber === undefined) return [];
  const read = readResidentId(documentNumber(person.documentNumber));
  return read.ok ? [] : [{ path: `${path}.documentNumber`, code: read.code }];
}

function websiteFaults({ number, websites }: ImportLine): LineFault[] {
  const entity = readPrinted(number);
  const numbers = new Set<string>();
  const domains = new Set<string>();
  return websites.flatMap((website, index): LineFault[] => {
    const path = `websites.${index}`;
    const faults: LineFault[] = [
      ...(isOf(entity, readPrinted(website.number)) ? [] : [fault(`${path}.number`, 'NOT_OF_THE_ENTITY')]),
      ...(registrableDomain(website.domain) === website.domain ? [] : [fault(`${path}.domain`, 'NOT_REGISTRABLE')]),
      ...(numbers.has(website.number) ? [fault(`${path}.number`, 'NUMBER_TWICE')] : []),
      ...(domains.has(website.domain) ? [fault(`${path}.domain`, 'DOMAIN_TWICE')] : []),
      ...(hasProviderTwice(website) ? [fault(`${path}.accesses`, 'ACCESS_TWICE')] : []),
    ];
    numbers.add(website.number);
    domains.add(website.domain);
    return faults;
  });
}

const fault = (path: string, code: ImportReason): LineFault => ({ path, code });

const isOf = (entity: IcpNumber | undefined, website: IcpNumber | undefined): boolean =>
  entity?.kind === 'ENTITY' &&
  website?.kind === 'WEBSITE' &&
  website.province === entity.province &&
  website.serial === entity.serial;

function hasProviderTwice({ accesses }: ImportedWebsite): boolean {
  const providers = accesses.map(({ provider }) =>
    provider === 'OURS' ? provider : `other ${provider.code ?? provider.name ?? ''}`,
  );
  return new Set(providers).size < providers.length;
}
