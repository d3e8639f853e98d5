/**
 * The rules of each bureau, one row per province (domain-spec §11.1). The evidence is from 2020 to 2022, some from 2019 and 2026.
 * Every value is a default: the operator checks it, and replaces it by importing a newer row.
 */
import type { Province } from '../../order/form.ts';
import type { OrderType } from '../../order-types/order-type.ts';
import { typesOf } from '../../order-types/table.ts';
import type { PolicyValue } from '../policy.ts';

type Head = PolicyValue<'entity.headMustBeLegalRep'>;
type MinorDocs = PolicyValue<'person.minorDocs'>;
/** A value and the first day on which it is valid. */
type Since<Value> = readonly [from: string, value: Value];

export interface ProvinceRules {
  province: Province;
  /** Entity head must be the legal representative (of organisations). */
  head: readonly Since<Head>[];
  headsSamePerson?: readonly Since<PolicyValue<'entity.headsSamePerson'>>[];
  /** Letter of authorisation when the site head is not the legal representative. */
  siteLetter?: true;
  /** Individuals whose ID card is of another province. */
  nonLocal: readonly Since<PolicyValue<'entity.nonLocalIndividual'>>[];
  /** Minimum age without further proofs, where it is not 18. */
  minAge?: { individual?: number; organisation?: number };
  minorDocs?: { individual?: MinorDocs; organisation?: MinorDocs };
  maxAge?: PolicyValue<'person.maxAge'>;
  /** Mobile of the province: for everybody or for individuals only. */
  localMobile?: readonly Since<'EVERYBODY' | 'INDIVIDUALS' | 'FROM_ELSEWHERE' | 'ADVISED'>[];
  /** How many different numbers the people in charge give together, where it is not two (R-PER-7). */
  numbers?: 3 | 4;
  /** Types of orders in which the entity head is free, whatever the column of the head says. */
  headFreeIn?: readonly OrderType[];
  personToOrg: PolicyValue<'change.personToOrg'>;
  remarks: readonly string[];
}

const ALWAYS = '2000-01-01';
const since = <const Value>(value: Value): readonly Since<Value>[] => [[ALWAYS, value]];
const MUST = since('MUST');
const FREE = since('FREE');
const LETTER = since('LETTER');
const MANAGER = since('MANAGER');
const PROOF = since('PROOF');
const NO = since('NO');
const UNKNOWN = since('UNKNOWN');
const INCOME: MinorDocs = { fromAge: 0, proofs: ['INCOME'] };
const GUARDIAN: MinorDocs = { fromAge: 0, proofs: ['GUARDIAN'] };
const from16 = (...proofs: ('WORK_OR_STUDY' | 'INCOME')[]): MinorDocs => ({ fromAge: 16, proofs });

/** North, north-east and east. */
const NORTH_AND_EAST: readonly ProvinceRules[] = [
  { province: 'BJ', numbers: 3, head: [[ALWAYS, 'LETTER'], ['2022-01-01', 'FREE']], nonLocal: UNKNOWN, personToOrg: 'NO', remarks: ['Beijing has its own suffix list.', 'Two filing numbers under one entity: deregister one first.', 'After a transfer that precedes a change: change within 10 business days.'] },
  { province: 'TJ', numbers: 3, head: MUST, siteLetter: true, nonLocal: UNKNOWN, minorDocs: { individual: GUARDIAN, organisation: GUARDIAN }, maxAge: { men: 60, women: 55 }, personToOrg: 'WITH_DOMAIN_CERTIFICATE', remarks: ['Two filing numbers under one entity: deregister one first.', 'Tianjin has its own list of words for website names.'] },
  { province: 'HE', head: MUST, nonLocal: PROOF, localMobile: since('FROM_ELSEWHERE'), personToOrg: 'FREE', remarks: ['More than one cloud resource for a site: explain in the remark, with a stamped note.', 'Organisations give a land line of the province.', 'Individuals from elsewhere need a mobile of the province.'] },
  { province: 'SX', head: [[ALWAYS, 'FREE'], ['2026-01-01', 'MUST']], nonLocal: NO, personToOrg: 'FREE', remarks: ['At most 3 domains per order (2026).'] },
  { province: 'NM', head: MUST, nonLocal: [[ALWAYS, 'PROOF'], ['2022-01-01', 'NO']], personToOrg: 'NO', remarks: ['Domain certificate always.', 'Remark of at least 30 characters.', 'Government bodies and institutions: domain form; institutions only under .cn or .公益 (2026).'] },
  { province: 'LN', numbers: 3, head: FREE, nonLocal: UNKNOWN, localMobile: since('ADVISED'), minorDocs: { individual: from16('WORK_OR_STUDY'), organisation: from16('WORK_OR_STUDY') }, personToOrg: 'IF_LEGAL_REP', remarks: ['A mobile of the province is advised, with 2 to 3 different numbers.', 'Words of broadcasting need the permit; an undertaking does not do.'] },
  { province: 'JL', head: LETTER, nonLocal: PROOF, minorDocs: { individual: INCOME, organisation: INCOME }, personToOrg: 'IF_LEGAL_REP', remarks: ['The field for the investor must name the entity.', 'The domain must belong to the organisation.'] },
  { province: 'HL', head: MANAGER, nonLocal: NO, minorDocs: { individual: from16('WORK_OR_STUDY') }, maxAge: { men: 65, women: 65 }, personToOrg: 'IF_LEGAL_REP', remarks: ['A shareholder or manager may be head with proofs.', 'Content "other" is not accepted.', 'Institutions: form from the establishment office.'] },
  { province: 'SH', head: MUST, siteLetter: true, nonLocal: PROOF, personToOrg: 'IF_LEGAL_REP', remarks: ['Licence valid for more than a year, ID and domain for at least 3 months.', 'Game titles need a publication number.', 'Non-local individuals: residence permit older than one month and its portal proof.', 'Finance needs a permit.'] },
  { province: 'JS', head: FREE, headsSamePerson: since('IF_HEAD_NOT_LEGAL_REP'), siteLetter: true, nonLocal: PROOF, minorDocs: { individual: from16('WORK_OR_STUDY') }, localMobile: since('EVERYBODY'), personToOrg: 'IF_LEGAL_REP', remarks: ['Construction plan from 30 domains (organisation) or 10 (individual).', 'Signed letters and a commitment video of the site head.', 'A land line is mandatory.'] },
  { province: 'ZJ', head: MUST, nonLocal: PROOF, personToOrg: 'IF_LEGAL_REP', remarks: ['Finance: permit or undertaking.', 'Licence and ID of the head valid for more than 3 months.', 'The bureau takes up to 30 business days.'] },
  { province: 'AH', head: LETTER, headsSamePerson: [['2026-01-01', 'ALWAYS']], siteLetter: true, nonLocal: PROOF, minorDocs: { individual: GUARDIAN }, personToOrg: 'IF_LEGAL_REP', remarks: ['Domain valid for more than 3 months.', 'Without a land line say so in the remark.', 'Phone log about pre-approval.'] },
  { province: 'FJ', head: MUST, siteLetter: true, nonLocal: PROOF, minAge: { individual: 16 }, minorDocs: { individual: { fromAge: 8, proofs: ['GUARDIAN'] } }, personToOrg: 'NO', remarks: ['Supervising unit: full name of the company.'] },
  { province: 'JX', head: MUST, siteLetter: true, nonLocal: NO, minAge: { individual: 16 }, personToOrg: 'NO', remarks: ['Remark about pre-approval is mandatory.', 'More than 7 (individual) or 15 (organisation) domains: one domain per order (2026).'] },
  { province: 'SD', head: MUST, nonLocal: PROOF, minorDocs: { individual: GUARDIAN, organisation: GUARDIAN }, personToOrg: 'IF_LEGAL_REP', remarks: ['The domain may belong to a legal representative elsewhere.', 'Words of regulated sectors need the permit.'] },
]; // prettier-ignore

/** Centre, south and west. */
const CENTRE_SOUTH_AND_WEST: readonly ProvinceRules[] = [
  { province: 'HA', head: MUST, nonLocal: NO, minorDocs: { individual: GUARDIAN }, personToOrg: 'IF_LEGAL_REP', remarks: ['At most 5 domains (organisation) or 3 (individual) per order.', 'Certificate address and mailing address in one city (2026).'] },
  { province: 'HB', numbers: 4, head: MUST, siteLetter: true, nonLocal: PROOF, personToOrg: 'NO', remarks: ['One website per order.'] },
  { province: 'HN', head: MUST, siteLetter: true, nonLocal: UNKNOWN, localMobile: [['2026-01-01', 'INDIVIDUALS']], personToOrg: 'FREE', remarks: ['One website per order.', 'Construction plan when more than one website is filed already.', 'Domain certificate.'] },
  { province: 'GD', head: MUST, headFreeIn: [...typesOf('TRANSFER'), ...typesOf('CHANGE')], nonLocal: PROOF, minorDocs: { organisation: from16('WORK_OR_STUDY') }, personToOrg: 'FREE', remarks: ['More than 31 (organisation) or 5 (individual) domain prefixes: construction plan by post.', 'Commitment letters.', 'Students file from 18 on.'] },
  { province: 'GX', head: MUST, nonLocal: [[ALWAYS, 'UNKNOWN'], ['2026-01-01', 'NO']], localMobile: since('EVERYBODY'), personToOrg: 'IF_LEGAL_REP', remarks: ['Statement from more than 5 domains (organisation) or 3 (individual).'] },
  { province: 'HI', head: [[ALWAYS, 'FREE'], ['2026-01-01', 'LETTER']], headsSamePerson: since('IF_HEAD_NOT_LEGAL_REP'), nonLocal: UNKNOWN, minAge: { individual: 16, organisation: 16 }, personToOrg: 'NO', remarks: ['First filing of an individual: one domain.'] },
  { province: 'CQ', head: MUST, siteLetter: true, nonLocal: UNKNOWN, minorDocs: { individual: from16('WORK_OR_STUDY') }, personToOrg: 'FREE', remarks: ['One domain per website.', 'Construction plan from 35 (organisation) or more than 5 (individual) domains.', 'No English website names.'] },
  { province: 'SC', head: LETTER, siteLetter: true, nonLocal: PROOF, minorDocs: { individual: from16('WORK_OR_STUDY') }, personToOrg: 'IF_LEGAL_REP', remarks: ['Statement from more than 5 domains; a change order takes at most 5.', 'Non-local individuals: proof of study or work.'] },
  { province: 'GZ', head: MUST, siteLetter: true, nonLocal: PROOF, personToOrg: 'NO', remarks: ['At most 5 websites per order.', 'Nothing across cities (2026).'] },
  { province: 'YN', head: MUST, nonLocal: NO, minorDocs: { individual: from16('WORK_OR_STUDY'), organisation: from16('WORK_OR_STUDY') }, personToOrg: 'IF_LEGAL_REP', remarks: ['Yunnan has its own words for website names.', 'A phone number may appear once only.'] },
  { province: 'XZ', head: MUST, nonLocal: UNKNOWN, personToOrg: 'UNKNOWN', remarks: ['The name must match before a transfer.'] },
  { province: 'SN', head: MUST, siteLetter: true, nonLocal: UNKNOWN, localMobile: since('EVERYBODY'), personToOrg: 'UNKNOWN', remarks: ['At most 30 (organisation) or 5 (individual) websites, 5 in a first filing.', 'Domain certificates from 5 domains on.'] },
  { province: 'GS', numbers: 3, head: LETTER, nonLocal: NO, localMobile: since('INDIVIDUALS'), personToOrg: 'IF_LEGAL_REP', remarks: ['Letter for the head: state the post in the remark.', 'Emergency number of a third person.'] },
  { province: 'QH', head: MUST, nonLocal: NO, minAge: { individual: 23 }, minorDocs: { individual: { fromAge: 18, proofs: ['WORK_OR_STUDY'] } }, personToOrg: 'ORGANISATION_ONLY', remarks: ['Government bodies and institutions may use a letter.', 'Individuals up to 22: proof of study or work.'] },
  { province: 'NX', head: MUST, siteLetter: true, nonLocal: [[ALWAYS, 'PROOF'], ['2026-01-01', 'NO']], personToOrg: 'UNKNOWN', remarks: ['Three or more websites of an individual: explanation.', 'Religious content: religious affairs bureau.', 'Lease of at least a year, or deed (2022).'] },
  { province: 'XJ', head: MUST, nonLocal: NO, localMobile: since('EVERYBODY'), personToOrg: 'FREE', remarks: ['Proof of party building for first filings and new websites: 0991-6788-039.', 'One domain per website.', 'Phone and document must not be used elsewhere.'] },
]; // prettier-ignore

export const PROVINCE_TABLE: readonly ProvinceRules[] = [...NORTH_AND_EAST, ...CENTRE_SOUTH_AND_WEST];
