/** Orders in which nothing is missing; tests remove parts of them. Names and numbers are invented. */
import type { DomainFacts, InstanceFacts } from '../../../domain/assets/asset-facts.ts';
import { createCalendar } from '../../../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../../../domain/time/calendar-years.ts';
import type { LivenessState, OrderToCheck, UploadedDocument } from '../../../domain/check-order/order.ts';
import { creditCheckCharacter } from '../../../domain/identity/credit-code.ts';
import { PROVINCES, type OrderForm, type Person, type Province } from '../../../domain/order/form.ts';
import { checkCharacter } from '../../../domain/identity/resident-id.ts';
import { civilDate, shanghai } from '../../../domain/time/instant.ts';
import { requiredSlots } from '../../../domain/materials/required-slots.ts';
import { personsForLiveness } from '../../../domain/proofs/who-proves.ts';
import { personFingerprint } from '../../../domain/proofs/person-fingerprint.ts';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../../domain/policy/policy.ts';

export const SAMPLE_POLICIES = createPolicies(BUILT_IN_POLICIES);
export const SAMPLE_CALENDAR = createCalendar(PUBLISHED_YEARS);
export const SAMPLE_AT = shanghai('2026-02-12 10:30');

/** A resident ID number with the right check character. */
export function residentId(district: string, birthDate: string, sequence = '001'): string {
  const digits = `${district}${birthDate.replaceAll('-', '')}${sequence}`;
  return `${digits}${checkCharacter(digits)}`;
}

/** A person in charge, born in 1988, with numbers of their own. */
export function samplePerson(district: string, serial: number, overrides: Partial<Person> = {}): Person {
  return {
    name: `测试人员${serial}`,
    documentType: 'RESIDENT_ID',
    documentNumber: residentId(district, '1988-05-06', String(serial).padStart(3, '0')),
    documentValidUntil: '2035-12-31',
    mobile: `1380013${String(8000 + serial)}`,
    emergencyMobile: `1390013${String(9000 + serial)}`,
    email: `person${serial}@example.cn`,
    legalRepresentative: true,
    ...overrides,
  };
}

/** An individual of Guangdong with one blog; one person is entity head and site head (timeline (a)). */
export function individualForm(): OrderForm {
  const person = samplePerson('440106', 1, { name: '李雷' });
  return {
    entity: {
      kind: 'INDIVIDUAL',
      name: person.name,
      certificateType: 'RESIDENT_ID',
      certificateNumber: person.documentNumber,
      province: 'GD',
      city: '广州市',
      district: '天河区',
      certificateAddress: '广东省广州市天河区示例路1号',
      mailingProvince: 'GD',
      mailingAddress: '广东省广州市天河区示例路1号',
      headId: 'P1',
    },
    people: { P1: person },
    websites: { W1: sampleWebsite('example.cn', '李雷的读书笔记', 'PERSONAL_BLOG', 'P1') },
  };
}

/** An enterprise of Shandong with two websites: entity head A, site heads B and C (timeline (b)). */
export function enterpriseForm(province: Province = 'SD'): OrderForm {
  return {
    entity: {
      kind: 'ENTERPRISE',
      name: '山东示例科技有限公司',
      certificateType: 'BUSINESS_LICENCE',
      certificateNumber: certificateIn(province),
      certificateValidUntil: 'LONG_TERM',
      province,
      city: '济南市',
      district: '历下区',
      certificateAddress: '济南市历下区示例路2号',
      mailingProvince: province,
      mailingCity: '济南市',
      mailingAddress: '济南市历下区示例路2号',
      headId: 'P1',
      ...(INVESTOR_ASKED.has(province) ? { investor: '山东示例科技有限公司' } : {}),
    },
    people: {
      P1: samplePerson('370102', 1, landLineIn(province)),
      P2: samplePerson('370102', 2, { legalRepresentative: false, ...landLineIn(province) }),
      P3: samplePerson('370102', 3, { legalRepresentative: false, ...landLineIn(province) }),
    },
    websites: {
      W1: sampleWebsite('example.com', '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P2'),
      W2: sampleWebsite('example.net', '示例科技客户服务', 'CORPORATE_PRESENTATION', 'P3'),
    },
  };
}

/** The bureaus that want the organisation as its own investor, and those that want a land line (§11.1). */
const INVESTOR_ASKED: ReadonlySet<Province> = new Set(['JL', 'FJ']);
const LAND_LINES: Partial<Readonly<Record<Province, string>>> = {
  HE: '0311-68001020',
  JS: '025-68001020',
  AH: '0551-6800102',
};
const landLineIn = (province: Province): Pick<Person, 'officePhone'> => {
  const officePhone = LAND_LINES[province];
  return officePhone === undefined ? {} : { officePhone };
};

/** The first two digits of a province's districts, by the order of the provinces in the form. */
const DISTRICTS = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(
  ' ',
);

/** A unified social credit code of a registry in this province, with the right check character; no two serials have the same. */
export function certificateIn(province: Province, serial = 1): string {
  const body = `91${DISTRICTS[PROVINCES.indexOf(province)] ?? '11'}0100MA${String(serial).padStart(7, '0')}`;
  return `${body}${creditCheckCharacter(body)}`;
}

export function sampleWebsite(
  domain: string,
  name: string,
  content: 'PERSONAL_BLOG' | 'CORPORATE_PRESENTATION',
  headId: string,
): OrderForm['websites'][string] {
  return {
    name,
    domain,
    homeUrl: `https://www.${domain}/`,
    contentCategories: [content],
    languages: ['zh'],
    serviceType: 'WEBSITE',
    headId,
  };
}

export function sampleInstance(overrides: Partial<InstanceFacts> = {}): InstanceFacts {
  return {
    instanceId: 'i-0001',
    product: 'VM',
    mainland: true,
    prepaid: true,
    termMonths: 12,
    expiresOn: '2027-01-31',
    publicIp: '203.0.113.10',
    ownerAccountId: 'account-1',
    ...overrides,
  };
}

export function sampleDomain(form: OrderForm, domain: string, overrides: Partial<DomainFacts> = {}): DomainFacts {
  return {
    domain,
    registered: true,
    mainlandRegistrar: true,
    registeredHere: true,
    registrantKind: form.entity.kind === 'INDIVIDUAL' ? 'PERSON' : 'ORGANISATION',
    registrantMatches: true,
    realNameVerifiedOn: '2026-01-05',
    expiresOn: '2028-01-05',
    ...overrides,
  };
}

/** An order with everything in place: servers, domains, documents and face checks of half an hour ago. */
export function completeOrder(form: OrderForm, overrides: Partial<OrderToCheck> = {}): OrderToCheck {
  const base: OrderToCheck = {
    type: 'FIRST',
    form,
    documents: [],
    liveness: {},
    photoAllowedFor: [],
    instances: forEachWebsite(form, () => sampleInstance()),
    domains: forEachWebsite(form, ({ domain = '' }) => sampleDomain(form, domain)),
    policies: SAMPLE_POLICIES,
    calendar: SAMPLE_CALENDAR,
    at: SAMPLE_AT,
    purpose: 'SUBMISSION',
    ...overrides,
  };
  return {
    ...base,
    documents: overrides.documents ?? allDocuments(base),
    liveness: overrides.liveness ?? allPassed(base),
  };
}

function forEachWebsite<Facts>(form: OrderForm, facts: (website: OrderForm['websites'][string]) => Facts) {
  return Object.fromEntries(Object.entries(form.websites).map(([id, website]) => [id, facts(website)]));
}

/** Every mandatory document. */
export function allDocuments(order: OrderToCheck): UploadedDocument[] {
  return requiredSlots({ ...order, on: civilDate(order.at), websitesOnRecord: order.recordedWebsites?.length })
    .filter(({ mandatory }) => mandatory)
    .map(({ slot }) => ({ slot }));
}

/** A face check passed just now, for everybody who must pass one. */
export function allPassed({ form, type, policies, at }: OrderToCheck): Record<string, LivenessState> {
  return Object.fromEntries(
    personsForLiveness(form, type, policies, civilDate(at)).map((id) => [
      id,
      { status: 'PASS', at, personFingerprint: personFingerprint(form.people[id] ?? {}), fails: 0 },
    ]),
  );
}
