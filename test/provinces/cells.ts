/**
 * The table of the provinces (domain-spec §11.1), typed in anew from there: what each cell says, and an order in which it shows. Nothing of
 * it comes from the rows that it judges.
 */
import type { OrderToCheck } from '../../domain/check-order/order.ts';
import type { Entity, OrderForm, Person, Province, Website } from '../../domain/order/form.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { individualIn, organisationIn, twoHeadsIn } from './complete-forms.ts';

export interface Asked {
  form: OrderForm;
  /** 2022-06-01 where nothing else is said: between the evidence of 2020–2022 and that of 2026. */
  on?: string;
  type?: OrderType;
  over?: Partial<OrderToCheck>;
}

/** One cell, or a part of it: the order that shows it and what comes of it; and a sibling of which it does not. */
export interface Cell {
  province: Province;
  says: string;
  order: Asked;
  /** `stops <path> <code>`, `warns <path> <code>`, `needs <slot>` or `ticks <item>`. */
  shows: string;
  /** The same order without the one thing, on the other side of the limit, or before its day. */
  unless: Asked;
}

const NOW = '2026-06-01';
const THEN = '2022-06-01';
const HEAD = 'people.P1';

const entity = (form: OrderForm, change: Partial<Entity>): OrderForm => ({
  ...form,
  entity: { ...form.entity, ...change },
});
const person = (form: OrderForm, change: Partial<Person>): OrderForm => ({
  ...form,
  people: { ...form.people, P1: { ...form.people['P1'], ...change } },
});
const website = (form: OrderForm, change: Partial<Website>): OrderForm => ({
  ...form,
  websites: { ...form.websites, W1: { ...form.websites['W1'], ...change } },
});
const without = (form: OrderForm, field: 'officePhone' | 'emergencyMobile'): OrderForm => {
  const { [field]: _left, ...rest } = form.people['P1'] ?? {};
  return { ...form, people: { ...form.people, P1: rest } };
};
const silent = (form: OrderForm, of: 'entity' | 'website'): OrderForm => {
  const { remark: _entity, ...restOfEntity } = form.entity;
  const { remark: _website, ...restOfWebsite } = form.websites['W1'] ?? {};
  return of === 'entity' ? { ...form, entity: restOfEntity } : { ...form, websites: { W1: restOfWebsite } };
};
/** The order with so many websites; the further ones are like the first, under domains of their own. */
const websites = (form: OrderForm, count: number): OrderForm => ({
  ...form,
  websites: Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const domain = at === 0 ? (form.websites['W1']?.domain ?? '') : `example-${at}.com`;
      return [`W${at + 1}`, { ...form.websites['W1'], domain, homeUrl: `https://www.${domain}/` }];
    }),
  ),
});
const onRecord = (count: number, number = '京ICP备12345678号'): Partial<OrderToCheck> => ({
  recordedWebsites: Array.from({ length: count }, (_, at) => ({
    domain: `old-${at}.com`,
    state: 'IN_USE' as const,
    number: `${number}-${at + 1}`,
  })),
});

type Word = 'Y' | 'L' | 'N' | 'M';
/** Whether the entity head must be the legal representative: must, letter, free; `M`: or a shareholder or manager with proofs. */
const HEADS: Readonly<Record<Province, readonly [on: string, Word][]>> = {
  BJ: [['2019-06-01', 'L'], [THEN, 'N']], TJ: [[THEN, 'Y']], HE: [[THEN, 'Y']], SX: [[THEN, 'N'], [NOW, 'Y']], NM: [[THEN, 'Y']],
  LN: [[THEN, 'N']], JL: [[THEN, 'L']], HL: [[THEN, 'M']], SH: [[THEN, 'Y']], JS: [[THEN, 'N']], ZJ: [[THEN, 'Y']], AH: [[THEN, 'L'], [NOW, 'L']],
  FJ: [[THEN, 'Y']], JX: [[THEN, 'Y']], SD: [[THEN, 'Y']], HA: [[THEN, 'Y']], HB: [[THEN, 'Y']], HN: [[THEN, 'Y']], GD: [[THEN, 'Y']], GX: [[THEN, 'Y']],
  HI: [[THEN, 'N'], [NOW, 'L']], CQ: [[THEN, 'Y']], SC: [[THEN, 'L']], GZ: [[THEN, 'Y']], YN: [[THEN, 'Y']], XZ: [[THEN, 'Y']], SN: [[THEN, 'Y']],
  GS: [[THEN, 'L']], QH: [[THEN, 'Y']], NX: [[THEN, 'Y']], XJ: [[THEN, 'Y']],
}; // prettier-ignore

const notLegalRep = (province: Province) => person(organisationIn(province), { legalRepresentative: false });
const headCell = (province: Province, [on, word]: readonly [string, Word]): Cell => {
  const stops = `stops ${HEAD}.legalRepresentative HEAD_NOT_LEGAL_REP`;
  const shows = { Y: stops, L: 'needs entity-head-letter:P1', M: 'needs head-position-proof:P1', N: '' }[word];
  const says = `the entity head is the legal representative (${word}, ${on.slice(0, 4)})`;
  const order = { form: notLegalRep(province), on };
  if (word !== 'N') return { province, says, order, shows, unless: { form: organisationIn(province), on } };
  // Free: what the strictest province refuses passes here.
  const strict = { form: notLegalRep('XJ'), on };
  return { province, says, order: strict, shows: stops, unless: order };
};

/** A letter for a site head who is not the legal representative. */
const SITE_LETTERS = 'TJ SH JS AH FJ JX HB HN CQ SC GZ SN NX'.split(' ');
const siteLetterCell = (province: Province): Cell => {
  const isAsked = SITE_LETTERS.includes(province);
  // A province whose heads are one person has no site head besides.
  const on = THEN;
  return {
    province,
    says: `a site head who is not the legal representative brings ${isAsked ? 'a letter' : 'no letter'}`,
    order: { form: twoHeadsIn(isAsked ? province : 'TJ'), on },
    shows: 'needs site-head-letter:P2',
    unless: { form: isAsked ? organisationIn(province) : twoHeadsIn(province), on },
  };
};

/** Individuals with an ID card of another province: proof accepted, no, not known. */
const NON_LOCAL: Readonly<Record<Province, readonly [on: string, 'Y' | 'N' | '?'][]>> = {
  BJ: [[THEN, '?']], TJ: [[THEN, '?']], HE: [[THEN, 'Y']], SX: [[THEN, 'N']], NM: [['2021-06-01', 'Y'], [THEN, 'N']], LN: [[THEN, '?']], JL: [[THEN, 'Y']],
  HL: [[THEN, 'N']], SH: [[THEN, 'Y']], JS: [[THEN, 'Y']], ZJ: [[THEN, 'Y']], AH: [[THEN, 'Y']], FJ: [[THEN, 'Y']], JX: [[THEN, 'N']], SD: [[THEN, 'Y']],
  HA: [[THEN, 'N']], HB: [[THEN, 'Y']], HN: [[THEN, '?']], GD: [[THEN, 'Y']], GX: [[NOW, 'N']], HI: [[THEN, '?']], CQ: [[THEN, '?']], SC: [[THEN, 'Y']],
  GZ: [[THEN, 'Y']], YN: [[THEN, 'N']], XZ: [[THEN, '?']], SN: [[THEN, '?']], GS: [[THEN, 'N']], QH: [[THEN, 'N']], NX: [[THEN, 'Y'], [NOW, 'N']], XJ: [[THEN, 'N']],
}; // prettier-ignore
const nonLocalCell = (province: Province, [on, word]: readonly [string, 'Y' | 'N' | '?']): Cell => ({
  province,
  says: `an individual with an ID card of another province: ${word} (${on.slice(0, 4)})`,
  order: { form: individualIn(province, { idOf: province === 'HL' ? 'LN' : 'HL' }), on },
  shows: {
    Y: 'needs residence-proof:P1',
    N: 'stops entity.province NON_LOCAL',
    '?': 'warns entity.province NON_LOCAL',
  }[word],
  unless: { form: individualIn(province), on },
});

/** Of whom a mobile of the province is wanted. */
const LOCAL_MOBILE: Partial<Readonly<Record<Province, 'all' | 'individuals' | 'advised' | 'non-local'>>> = {
  HE: 'non-local', LN: 'advised', JS: 'all', HN: 'individuals', GX: 'all', SN: 'all', GS: 'individuals', XJ: 'all',
}; // prettier-ignore
const mobileCell = (province: Province): Cell => {
  const word = LOCAL_MOBILE[province];
  const shows = `warns ${HEAD}.mobile MOBILE_REGION${word === 'advised' ? '_ADVISED' : ''}`;
  const on = NOW;
  switch (word) {
    case undefined:
      return { province, says: 'a mobile of anywhere', order: { form: individualIn('XJ'), on }, shows, unless: { form: individualIn(province), on } };
    case 'non-local':
      return {
        province,
        says: 'a mobile of the province of individuals from elsewhere',
        order: { form: individualIn(province, { idOf: 'GD' }), on },
        shows,
        unless: { form: individualIn(province), on },
      };
    case 'individuals':
      return {
        province,
        says: 'a mobile of the province of individuals',
        order: { form: individualIn(province), on },
        shows,
        unless: { form: organisationIn(province), on },
      };
    case 'advised':
    case 'all':
      return { province, says: `a mobile of the province (${word})`, order: { form: organisationIn(province), on }, shows, unless: { form: organisationIn('BJ'), on } };
    default:
      return word satisfies never;
  }
}; // prettier-ignore

/** A person's record becomes an organisation's. */
const PERSON_TO_ORGANISATION: Readonly<Record<Province, 'no' | 'free' | 'legal' | 'certificate' | 'n/a'>> = {
  BJ: 'no', TJ: 'certificate', HE: 'free', SX: 'free', NM: 'no', LN: 'legal', JL: 'legal', HL: 'legal', SH: 'legal', JS: 'legal', ZJ: 'legal', AH: 'legal', FJ: 'no',
  JX: 'no', SD: 'legal', HA: 'legal', HB: 'no', HN: 'free', GD: 'free', GX: 'legal', HI: 'no', CQ: 'free', SC: 'legal', GZ: 'no', YN: 'legal', XZ: 'n/a', SN: 'n/a',
  GS: 'legal', QH: 'free', NX: 'n/a', XJ: 'free',
}; // prettier-ignore
const kindCell = (province: Province): Cell => {
  const word = PERSON_TO_ORGANISATION[province];
  const changes = (into: OrderForm, by: Province = province): Asked => ({
    form: into,
    on: THEN,
    type: 'CHANGE_ENTITY',
    over: { recorded: individualIn(by), changed: ['entity.kind', 'entity.name', 'entity.certificateNumber'] },
  });
  const says = `a person’s record becomes an organisation’s: ${word}`;
  const refusal = 'stops entity.kind PERSON_TO_ORGANISATION';
  const stays: Asked = { form: individualIn(province), on: THEN, type: 'CHANGE_ENTITY', over: { recorded: individualIn(province), changed: ['entity.name'] } };
  switch (word) {
    case 'no':
      return { province, says, order: changes(organisationIn(province)), shows: refusal, unless: stays };
    case 'free':
      return { province, says, order: changes(organisationIn('BJ'), 'BJ'), shows: refusal, unless: changes(organisationIn(province)) };
    case 'certificate':
      return { province, says, order: changes(organisationIn(province)), shows: 'needs domain-certificate', unless: stays };
    case 'n/a':
      return { province, says, order: changes(organisationIn(province)), shows: 'warns entity.kind KIND_CHANGE_UNKNOWN', unless: stays };
    case 'legal': {
      const same = individualIn(province).people['P1']?.documentNumber;
      const represented = person(organisationIn(province), same === undefined ? {} : { documentNumber: same });
      return { province, says, order: changes(organisationIn(province)), shows: 'stops entity.kind NOT_LEGAL_REPRESENTATIVE', unless: changes(represented) };
    }
    default:
      return word satisfies never;
  }
}; // prettier-ignore

/** How many different numbers one head gives, and several heads together. */
const NUMBERS: Partial<Readonly<Record<Province, number>>> = { BJ: 3, TJ: 3, LN: 3 };
const numbersCell = (province: Province): Cell => {
  const most = NUMBERS[province] ?? 2;
  const form = twoHeadsIn(province);
  const [first = '', second = ''] = ['P1', 'P2'].map((id) => form.people[id]?.mobile ?? '');
  const crossed = (P1: Partial<Person>, P2: Partial<Person>): OrderForm => ({
    ...form,
    people: { P1: { ...form.people['P1'], ...P1 }, P2: { ...form.people['P2'], ...P2 } },
  });
  // Each other's mobile as emergency number: two numbers over two people.
  const two = crossed({ emergencyMobile: second }, { emergencyMobile: first });
  const own = person(organisationIn(province), { emergencyMobile: organisationIn(province).people['P1']?.mobile ?? '' });
  const shows = `stops ${HEAD}.emergencyMobile NUMBERS_NOT_DIFFERENT`;
  return most === 3
    ? { province, says: '3 different numbers of two heads', order: { form: two }, shows, unless: { form } }
    : { province, says: 'a head’s own mobile is not the emergency number', order: { form: own }, shows, unless: { form: organisationIn(province) } };
}; // prettier-ignore

interface AgeRow {
  kind: 'org' | 'person';
  age: number;
  comes: 'passes' | 'proof' | 'refused';
}
const of = (kind: AgeRow['kind'], age: number, comes: AgeRow['comes']): AgeRow => ({ kind, age, comes });
const ADULTS = [
  of('org', 18, 'passes'),
  of('org', 17, 'refused'),
  of('person', 18, 'passes'),
  of('person', 17, 'refused'),
];
/** Age of the head of an organisation, and of an individual. */
const AGES: Partial<Readonly<Record<Province, readonly AgeRow[]>>> = {
  TJ: [of('org', 17, 'proof'), of('person', 17, 'proof'), of('person', 9, 'proof')],
  LN: [of('org', 16, 'proof'), of('person', 17, 'proof'), of('person', 15, 'refused')],
  JL: [of('org', 17, 'proof'), of('person', 17, 'proof')],
  HL: [of('org', 17, 'refused'), of('person', 16, 'proof'), of('person', 15, 'refused')],
  JS: [of('org', 17, 'refused'), of('person', 16, 'proof'), of('person', 15, 'refused')],
  AH: [of('org', 17, 'refused'), of('person', 12, 'proof')],
  FJ: [of('org', 17, 'refused'), of('person', 16, 'passes'), of('person', 8, 'proof'), of('person', 7, 'refused')],
  JX: [of('person', 16, 'passes'), of('person', 15, 'refused'), of('org', 17, 'refused')],
  SD: [of('org', 12, 'proof'), of('person', 12, 'proof')],
  HA: [of('org', 17, 'refused'), of('person', 12, 'proof')],
  GD: [of('org', 16, 'proof'), of('org', 15, 'refused'), of('person', 18, 'passes')],
  HI: [of('org', 16, 'passes'), of('person', 16, 'passes'), of('person', 15, 'refused')],
  CQ: [of('org', 17, 'refused'), of('person', 16, 'proof'), of('person', 15, 'refused')],
  SC: [of('org', 17, 'refused'), of('person', 16, 'proof'), of('person', 15, 'refused')],
  YN: [of('org', 16, 'proof'), of('person', 16, 'proof'), of('person', 15, 'refused')],
  QH: [of('org', 17, 'refused'), of('person', 22, 'proof'), of('person', 23, 'passes'), of('person', 17, 'refused')],
};
const bornFor = (age: number): string => `${2022 - age}-01-01`;
const aged = (province: Province, { kind, age }: AgeRow): Asked => ({
  form:
    kind === 'person'
      ? individualIn(province, { born: bornFor(age) })
      : organisationIn(province, { born: bornFor(age) }),
  on: THEN,
});
const ageCell =
  (province: Province) =>
  (row: AgeRow): Cell => {
    const says = `${row.kind === 'org' ? 'the head of an organisation' : 'an individual'} of ${row.age}: ${row.comes}`;
    const grown = aged(province, { ...row, age: 40 });
    const young = `stops ${HEAD}.documentNumber TOO_YOUNG`;
    if (row.comes === 'refused') return { province, says, order: aged(province, row), shows: young, unless: grown };
    if (row.comes === 'proof') return { province, says, order: aged(province, row), shows: 'needs minor-proof:P1', unless: grown };
    return { province, says, order: aged('BJ', { ...row, age: 7 }), shows: young, unless: aged(province, row) };
  }; // prettier-ignore

const FACTS = {
  registered: true,
  mainlandRegistrar: true,
  registeredHere: true,
  registrantKind: 'ORGANISATION',
  registrantMatches: true,
  realNameVerifiedOn: '2015-01-05',
  expiresOn: '2040-01-05',
} as const;

const heldByProvedPerson: Partial<OrderToCheck> = {
  documents: [{ slot: 'domain-holder-proof:W1' }],
  domains: { W1: { ...FACTS, domain: 'example.com', registrantKind: 'PERSON', registrantMatches: false } },
};
const undertaken: Partial<OrderToCheck> = { documents: [{ slot: 'finance-undertaking:W1' }] };
const severalAddresses: Partial<OrderToCheck> = {
  instances: {
    W1: {
      instanceId: 'i-0001',
      product: 'VM',
      mainland: true,
      prepaid: true,
      termMonths: 36,
      expiresOn: '2040-01-31',
      publicIp: '203.0.113.10',
      publicIps: [
        { from: '203.0.113.10', to: '203.0.113.10' },
        { from: '203.0.113.20', to: '203.0.113.20' },
      ],
      ownerAccountId: 'account-1',
    },
  },
};

const cellsOf = (province: Province, cells: readonly Omit<Cell, 'province'>[]): Cell[] =>
  cells.map((cell) => ({ province, ...cell }));
const tooMany = 'stops websites TOO_MANY_WEBSITES';
const finance = (form: OrderForm, number: string | undefined): OrderForm =>
  website(form, { preApprovals: [{ sector: 'FINANCE', ...(number === undefined ? {} : { number }) }] });

/** Caps and thresholds, and what the head column says besides. */
const CAPS: readonly Cell[] = [
  ...cellsOf('BJ', [
    { says: 'suffix list', order: { form: website(organisationIn('BJ'), { domain: 'example.io', homeUrl: 'https://example.io/' }) }, shows: 'stops websites.W1.domain SUFFIX_NOT_FILEABLE', unless: { form: website(organisationIn('BJ'), { domain: 'example.co', homeUrl: 'https://example.co/' }) } },
    { says: 'two numbers under one entity', order: twoNumbers('BJ'), shows: 'stops record TWO_NUMBERS', unless: { form: organisationIn('BJ'), over: onRecord(2) } },
  ]),
  ...cellsOf('TJ', [
    { says: 'site heads of at most 60 (men)', order: { form: organisationIn('TJ', { born: '1961-05-01' }) }, shows: `stops ${HEAD}.documentNumber TOO_OLD`, unless: { form: organisationIn('TJ', { born: '1962-07-01' }) } },
    { says: 'two numbers under one entity', order: twoNumbers('TJ'), shows: 'stops record TWO_NUMBERS', unless: twoNumbers('HB') },
    { says: 'word list', order: { form: website(organisationIn('TJ'), { name: '示例资讯介绍' }) }, shows: 'stops websites.W1.name NAME_WORD', unless: { form: website(organisationIn('BJ'), { name: '示例资讯介绍' }) } },
  ]),
  ...cellsOf('HE', [
    { says: 'land line of organisations', order: { form: without(organisationIn('HE'), 'officePhone') }, shows: `stops ${HEAD}.officePhone MISSING`, unless: { form: without(individualIn('HE'), 'officePhone') } },
    { says: 'land line of the province', order: { form: person(organisationIn('HE'), { officePhone: '010-68001020' }) }, shows: `stops ${HEAD}.officePhone OFFICE_PHONE_ELSEWHERE`, unless: { form: person(organisationIn('HE'), { officePhone: '0335-6800102' }) } },
    { says: 'several cloud resources: remark', order: { form: silent(organisationIn('HE'), 'website'), over: severalAddresses }, shows: 'stops websites.W1.remark MISSING', unless: { form: silent(organisationIn('HE'), 'website') } },
    sameCity('HE'),
  ]),
  ...cellsOf('SX', [
    { says: '3 domains per order (2026)', order: { form: websites(organisationIn('SX'), 4), on: NOW }, shows: tooMany, unless: { form: websites(organisationIn('SX'), 3), on: NOW } },
    { says: 'more before 2026', order: { form: websites(organisationIn('SX'), 4), on: NOW }, shows: tooMany, unless: { form: websites(organisationIn('SX'), 4), on: THEN } },
  ]),
  ...cellsOf('NM', [
    { says: 'domain certificate always', order: { form: organisationIn('NM') }, shows: 'needs domain-certificate:W1', unless: { form: organisationIn('BJ') } },
    { says: 'remark of 30 characters', order: { form: website(organisationIn('NM'), { remark: '字'.repeat(29) }) }, shows: 'stops websites.W1.remark REMARK_TOO_SHORT', unless: { form: website(organisationIn('NM'), { remark: '字'.repeat(30) }) } },
    { says: 'form of government bodies', order: { form: government('NM') }, shows: 'needs establishment-form', unless: { form: organisationIn('NM') } },
    { says: 'institutions under .cn only (2026)', order: { form: website(government('NM'), { domain: 'example.com' }), on: NOW }, shows: 'stops websites.W1.domain SUFFIX_NOT_FILEABLE', unless: { form: website(government('NM'), { domain: 'example.cn', homeUrl: 'https://example.cn/' }), on: NOW } },
  ]),
  ...cellsOf('LN', [
    { says: 'words of broadcasting need the permit', order: { form: website(organisationIn('LN'), { name: '示例直播技术' }) }, shows: 'stops websites.W1.preApprovals SECTOR_MISSING', unless: { form: website(organisationIn('BJ'), { name: '示例直播技术' }) } },
  ]),
  ...cellsOf('JL', [
    { says: 'the investor is the host', order: { form: entity(organisationIn('JL'), { investor: '别的公司' }) }, shows: 'stops entity.investor INVESTOR_NOT_ENTITY', unless: { form: organisationIn('JL') } },
    { says: 'the domain is the organisation’s', order: { form: organisationIn('JL'), over: heldByProvedPerson }, shows: 'stops websites.W1.domain REGISTRANT_KIND', unless: { form: organisationIn('SD'), over: heldByProvedPerson } },
  ]),
  ...cellsOf('HL', [
    { says: 'site heads of at most 65', order: { form: organisationIn('HL', { born: '1956-05-01' }) }, shows: `stops ${HEAD}.documentNumber TOO_OLD`, unless: { form: organisationIn('HL', { born: '1957-07-01' }) } },
    { says: 'no content “other”', order: { form: website(organisationIn('HL'), { contentCategories: ['OTHER'] }) }, shows: 'stops websites.W1.contentCategories CONTENT_NOT_ACCEPTED', unless: { form: organisationIn('HL') } },
    { says: 'form of the establishment office', order: { form: government('HL') }, shows: 'needs establishment-form', unless: { form: organisationIn('HL') } },
    { says: 'a manager as head brings the letter too', order: { form: notLegalRep('HL') }, shows: 'needs entity-head-letter:P1', unless: { form: organisationIn('HL') } },
  ]),
  ...cellsOf('SH', [
    { says: 'licence for more than a year', order: { form: entity(organisationIn('SH'), { certificateValidUntil: '2023-05-31' }) }, shows: 'stops entity.certificateValidUntil EXPIRES_SOON', unless: { form: entity(organisationIn('SH'), { certificateValidUntil: '2023-06-01' }) } },
    { says: 'ID of 3 months', order: { form: person(organisationIn('SH'), { documentValidUntil: '2022-08-29' }) }, shows: `stops ${HEAD}.documentValidUntil EXPIRES_SOON`, unless: { form: person(organisationIn('SH'), { documentValidUntil: '2022-08-30' }) } },
    { says: 'domain of 3 months', order: { form: organisationIn('SH'), over: expiring('2022-08-29') }, shows: 'stops websites.W1.domain DOMAIN_EXPIRES_SOON', unless: { form: organisationIn('SH'), over: expiring('2022-08-30') } },
    { says: 'publication number of games', order: { form: website(organisationIn('SH'), { contentCategories: ['GAMES'] }) }, shows: 'stops websites.W1.preApprovals MISSING', unless: { form: website(organisationIn('BJ'), { contentCategories: ['GAMES'] }) } },
    { says: 'the number is seen', order: { form: website(organisationIn('SH'), { contentCategories: ['GAMES'] }) }, shows: 'ticks publication-number:W1', unless: { form: organisationIn('SH') } },
    { says: 'permit of finance', order: { form: finance(organisationIn('SH'), undefined) }, shows: 'stops websites.W1.preApprovals.FINANCE.number MISSING', unless: { form: finance(organisationIn('SH'), '示例许可 1') } },
    { says: 'residence permit of more than a month, and proof of the portal', order: { form: individualIn('SH', { idOf: 'GD' }) }, shows: 'ticks residence-proof', unless: { form: individualIn('SH') } },
  ]),
  ...cellsOf('JS', [
    { says: 'heads are one where the head is not the legal representative', order: { form: person(twoHeadsIn('JS'), { legalRepresentative: false }) }, shows: 'stops websites.W1.headId HEADS_MUST_BE_ONE', unless: { form: twoHeadsIn('JS') } },
    { says: 'plan from 30 (organisation)', order: { form: organisationIn('JS'), over: onRecord(29) }, shows: 'needs construction-plan', unless: { form: organisationIn('JS'), over: onRecord(28) } },
    { says: 'plan from 10 (individual)', order: { form: individualIn('JS'), over: onRecord(9) }, shows: 'needs construction-plan', unless: { form: individualIn('JS'), over: onRecord(8) } },
    { says: 'letters', order: { form: organisationIn('JS') }, shows: 'needs commitment-letter', unless: { form: organisationIn('BJ') } },
    { says: 'video', order: { form: individualIn('JS') }, shows: 'ticks commitment-video', unless: { form: individualIn('BJ') } },
    { says: 'land line mandatory', order: { form: without(organisationIn('JS'), 'officePhone') }, shows: `stops ${HEAD}.officePhone MISSING`, unless: { form: person(organisationIn('JS'), { officePhone: '025-68001020' }) } },
  ]),
  ...cellsOf('ZJ', [
    { says: 'finance by permit or undertaking', order: { form: finance(organisationIn('HB'), undefined), over: undertaken }, shows: 'stops websites.W1.preApprovals.FINANCE.number MISSING', unless: { form: finance(organisationIn('ZJ'), undefined), over: undertaken } },
    { says: 'neither permit nor undertaking', order: { form: finance(organisationIn('ZJ'), undefined), over: { documents: [] } }, shows: 'stops websites.W1.preApprovals.FINANCE.number MISSING', unless: { form: finance(organisationIn('ZJ'), '示例许可 1') } },
    { says: 'licence of 3 months', order: { form: entity(organisationIn('ZJ'), { certificateValidUntil: '2022-08-29' }) }, shows: 'stops entity.certificateValidUntil EXPIRES_SOON', unless: { form: entity(organisationIn('BJ'), { certificateValidUntil: '2022-08-29' }) } },
    { says: 'ID of 3 months', order: { form: person(organisationIn('ZJ'), { documentValidUntil: '2022-08-29' }) }, shows: `stops ${HEAD}.documentValidUntil EXPIRES_SOON`, unless: { form: person(organisationIn('ZJ'), { documentValidUntil: '2022-08-30' }) } },
  ]),
  ...cellsOf('AH', [
    { says: 'heads are one person (2026)', order: { form: twoHeadsIn('AH'), on: NOW }, shows: 'stops websites.W1.headId HEADS_MUST_BE_ONE', unless: { form: twoHeadsIn('AH'), on: THEN } },
    { says: 'domain of 3 months', order: { form: organisationIn('AH'), over: expiring('2022-08-29') }, shows: 'stops websites.W1.domain DOMAIN_EXPIRES_SOON', unless: { form: organisationIn('AH'), over: expiring('2022-08-30') } },
    { says: 'no land line: remark', order: { form: silent(without(organisationIn('AH'), 'officePhone'), 'entity') }, shows: 'stops entity.remark MISSING', unless: { form: without(organisationIn('AH'), 'officePhone') } },
    { says: 'phone log about pre-approval', order: { form: website(organisationIn('AH'), { name: '示例药品介绍' }) }, shows: 'ticks authority-asked-medicine:W1', unless: { form: organisationIn('AH') } },
  ]),
  ...cellsOf('FJ', [
    { says: 'the company as supervising unit', order: { form: entity(organisationIn('FJ'), { investor: '别的公司' }) }, shows: 'stops entity.investor INVESTOR_NOT_ENTITY', unless: { form: organisationIn('FJ') } },
  ]),
  ...cellsOf('JX', [
    { says: 'remark about pre-approval', order: { form: silent(organisationIn('JX'), 'website') }, shows: 'stops websites.W1.remark MISSING', unless: { form: organisationIn('JX') } },
    { says: 'one domain per order above 15 (organisation, 2026)', order: { form: websites(organisationIn('JX'), 2), on: NOW, over: onRecord(14) }, shows: tooMany, unless: { form: websites(organisationIn('JX'), 2), on: NOW, over: onRecord(13) } },
    { says: 'still one domain above 15', order: { form: websites(organisationIn('JX'), 2), on: NOW, over: onRecord(14) }, shows: tooMany, unless: { form: organisationIn('JX'), on: NOW, over: onRecord(15) } },
    { says: 'more before 2026', order: { form: websites(organisationIn('JX'), 2), on: NOW, over: onRecord(14) }, shows: tooMany, unless: { form: websites(organisationIn('JX'), 2), on: THEN, over: onRecord(14) } },
  ]),
  ...cellsOf('SD', [
    { says: 'sector words need permits', order: { form: website(organisationIn('SD'), { name: '示例药品介绍' }) }, shows: 'stops websites.W1.preApprovals SECTOR_MISSING', unless: { form: website(organisationIn('BJ'), { name: '示例药品介绍' }) } },
    { says: 'the domain may be the legal representative’s', order: { form: organisationIn('SD'), over: heldByProvedPerson }, shows: 'warns websites.W1.domain REGISTRANT_PROVED', unless: { form: organisationIn('SD') } },
  ]),
  ...cellsOf('HA', [
    { says: '5 domains (organisation)', order: { form: websites(organisationIn('HA'), 6) }, shows: tooMany, unless: { form: websites(organisationIn('HA'), 5) } },
    sameCity('HA'),
  ]),
  ...cellsOf('HB', [{ says: '1 website per order', order: { form: websites(organisationIn('HB'), 2) }, shows: tooMany, unless: { form: organisationIn('HB') } }]),
  ...cellsOf('HN', [
    { says: '1 website per order', order: { form: websites(organisationIn('HN'), 2) }, shows: tooMany, unless: { form: organisationIn('HN') } },
    { says: 'plan when more than 1 is filed', order: { form: organisationIn('HN'), over: onRecord(2) }, shows: 'needs construction-plan', unless: { form: organisationIn('HN'), over: onRecord(1) } },
    { says: 'domain certificate', order: { form: organisationIn('HN') }, shows: 'needs domain-certificate:W1', unless: { form: organisationIn('BJ') } },
    { says: 'mobile of the province only since 2026', order: { form: individualIn('HN'), on: NOW }, shows: `warns ${HEAD}.mobile MOBILE_REGION`, unless: { form: individualIn('HN'), on: THEN } },
  ]),
  ...cellsOf('GD', [
    { says: 'plan above 31 (organisation)', order: { form: organisationIn('GD'), over: onRecord(31) }, shows: 'needs construction-plan', unless: { form: organisationIn('GD'), over: onRecord(30) } },
    { says: 'plan above 5 (individual)', order: { form: individualIn('GD'), over: onRecord(5) }, shows: 'needs construction-plan', unless: { form: individualIn('GD'), over: onRecord(4) } },
    { says: 'commitment letters', order: { form: individualIn('GD') }, shows: 'needs commitment-letter', unless: { form: individualIn('BJ') } },
    { says: 'the head is free in a transfer', order: { form: notLegalRep('GD') }, shows: `stops ${HEAD}.legalRepresentative HEAD_NOT_LEGAL_REP`, unless: { form: notLegalRep('GD'), type: 'TRANSFER_NEW' } },
  ]),
  ...cellsOf('GX', [
    { says: 'statement above 5 (organisation)', order: { form: organisationIn('GX'), over: onRecord(5) }, shows: 'needs construction-plan', unless: { form: organisationIn('GX'), over: onRecord(4) } },
    { says: 'statement above 3 (individual)', order: { form: individualIn('GX'), over: onRecord(3) }, shows: 'needs construction-plan', unless: { form: individualIn('GX'), over: onRecord(2) } },
  ]),
  ...cellsOf('HI', [
    { says: 'heads are one where the head is not the legal representative', order: { form: person(twoHeadsIn('HI'), { legalRepresentative: false }) }, shows: 'stops websites.W1.headId HEADS_MUST_BE_ONE', unless: { form: twoHeadsIn('HI') } },
    { says: 'an individual’s first filing: one domain', order: { form: websites(individualIn('HI'), 2) }, shows: tooMany, unless: { form: individualIn('HI') } },
  ]),
  ...cellsOf('CQ', [
    { says: 'plan from 35 (organisation)', order: { form: organisationIn('CQ'), over: onRecord(34) }, shows: 'needs construction-plan', unless: { form: organisationIn('CQ'), over: onRecord(33) } },
    { says: 'plan above 5 (individual)', order: { form: individualIn('CQ'), over: onRecord(5) }, shows: 'needs construction-plan', unless: { form: individualIn('CQ'), over: onRecord(4) } },
    { says: 'no English name', order: { form: website(organisationIn('CQ'), { name: '示例产品介绍Demo' }) }, shows: 'stops websites.W1.name NAME_NOT_CHINESE', unless: { form: organisationIn('CQ') } },
  ]),
  ...cellsOf('SC', [
    { says: 'statement above 5 domains', order: { form: organisationIn('SC'), over: onRecord(5) }, shows: 'needs construction-plan', unless: { form: organisationIn('SC'), over: onRecord(4) } },
    { says: 'a change of at most 5 domains', order: { form: websites(organisationIn('SC'), 6), type: 'CHANGE_SITE' }, shows: tooMany, unless: { form: websites(organisationIn('SC'), 5), type: 'CHANGE_SITE' } },
  ]),
  ...cellsOf('GZ', [
    { says: '5 websites per order', order: { form: websites(organisationIn('GZ'), 6) }, shows: tooMany, unless: { form: websites(organisationIn('GZ'), 5) } },
    sameCity('GZ'),
  ]),
  ...cellsOf('YN', [
    { says: 'name words', order: { form: website(organisationIn('YN'), { name: '怒江网站' }) }, shows: 'stops websites.W1.name NAME_PLACE', unless: { form: website(organisationIn('BJ'), { name: '怒江网站' }) } },
    { says: 'phone unique', order: { form: organisationIn('YN') }, shows: 'ticks numbers-not-elsewhere', unless: { form: organisationIn('BJ') } },
  ]),
  ...cellsOf('XZ', [{ says: 'heads of other provinces need not be theirs', order: { form: notLegalRep('XZ') }, shows: `stops ${HEAD}.legalRepresentative HEAD_NOT_LEGAL_REP`, unless: { form: notLegalRep('LN') } }]),
  ...cellsOf('SN', [
    { says: '30 sites (organisation)', order: { form: organisationIn('SN'), type: 'NEW_SITE_HERE', over: onRecord(30) }, shows: 'stops websites TOO_MANY_WEBSITES_OF_ENTITY', unless: { form: organisationIn('SN'), type: 'NEW_SITE_HERE', over: onRecord(29) } },
    { says: '5 sites (individual)', order: { form: individualIn('SN'), type: 'NEW_SITE_HERE', over: onRecord(5) }, shows: 'stops websites TOO_MANY_WEBSITES_OF_ENTITY', unless: { form: individualIn('SN'), type: 'NEW_SITE_HERE', over: onRecord(4) } },
    { says: 'certificates from 5 domains on', order: { form: organisationIn('SN'), over: onRecord(4) }, shows: 'needs domain-certificate:W1', unless: { form: organisationIn('SN'), over: onRecord(3) } },
    { says: 'first filing of 5 sites', order: { form: websites(organisationIn('SN'), 6) }, shows: tooMany, unless: { form: websites(organisationIn('SN'), 5) } },
  ]),
  ...cellsOf('GS', [
    { says: 'remark with the post of the head', order: { form: silent(notLegalRep('GS'), 'entity') }, shows: 'stops entity.remark MISSING', unless: { form: notLegalRep('GS') } },
    { says: 'emergency number of a third person', order: { form: crossedEmergency('GS') }, shows: `stops ${HEAD}.emergencyMobile EMERGENCY_NUMBER_OF_HEAD`, unless: { form: crossedEmergency('SX') } },
  ]),
  ...cellsOf('QH', [
    { says: 'government bodies may use a letter', order: { form: person(government('QH'), { legalRepresentative: false }) }, shows: 'needs entity-head-letter:P1', unless: { form: government('QH') } },
  ]),
  ...cellsOf('NX', [
    { says: 'explanation from 3 sites on (individual)', order: { form: silent(individualIn('NX'), 'website'), over: onRecord(2) }, shows: 'stops websites.W1.remark MISSING', unless: { form: silent(individualIn('NX'), 'website'), over: onRecord(1) } },
    { says: 'religious content', order: { form: website(organisationIn('NX'), { name: '示例宗教文化' }) }, shows: 'needs religious-approval:W1', unless: { form: organisationIn('NX') } },
    { says: 'lease of a year or deed (2022)', order: { form: individualIn('NX', { idOf: 'GD' }) }, shows: 'ticks residence-proof', unless: { form: individualIn('NX') } },
  ]),
  ...cellsOf('XJ', [
    { says: 'party-building proof of first filings', order: { form: organisationIn('XJ') }, shows: 'needs party-building-proof', unless: { form: organisationIn('XJ'), type: 'CHANGE_SITE' } },
    { says: 'phone and document not used elsewhere', order: { form: organisationIn('XJ') }, shows: 'ticks numbers-not-elsewhere', unless: { form: organisationIn('BJ') } },
    { says: 'no letter', order: { form: notLegalRep('XJ') }, shows: `stops ${HEAD}.legalRepresentative HEAD_NOT_LEGAL_REP`, unless: { form: organisationIn('XJ') } },
  ]),
]; // prettier-ignore

function twoNumbers(province: Province): Asked {
  const [first] = onRecord(1).recordedWebsites ?? [];
  const other = { domain: 'other.com', state: 'IN_USE' as const, number: '京ICP备87654321号-1' };
  return { form: organisationIn(province), over: { recordedWebsites: first === undefined ? [other] : [first, other] } };
}

function sameCity(province: Province): Omit<Cell, 'province'> {
  const form = entity(organisationIn(province), { mailingCity: '别的市' });
  return {
    says: 'both addresses in one city (2026)',
    order: { form, on: NOW },
    shows: 'stops entity.mailingCity ADDRESS_OTHER_CITY',
    unless: { form, on: THEN },
  };
}

function government(province: Province): OrderForm {
  return entity(organisationIn(province), {
    kind: 'GOVERNMENT',
    certificateType: 'USCC_CERTIFICATE',
    name: '示例单位',
  });
}

/** Each head gives the other one's mobile, and a third number stands with neither. */
function crossedEmergency(province: Province): OrderForm {
  const form = twoHeadsIn(province);
  const P1 = { ...form.people['P1'], emergencyMobile: form.people['P2']?.mobile ?? '' };
  return { ...form, people: { ...form.people, P1 } };
}

function expiring(expiresOn: string): Partial<OrderToCheck> {
  return { domains: { W1: { ...FACTS, domain: 'example.com', expiresOn } } };
}

const PROVINCES_OF_TABLE = Object.keys(HEADS) as Province[];
const eachOf = <Row>(table: Readonly<Record<Province, readonly Row[]>>, cell: (province: Province, row: Row) => Cell) =>
  PROVINCES_OF_TABLE.flatMap((province) => table[province].map((row) => cell(province, row)));

/** Every cell of the table. */
export const CELLS: readonly Cell[] = [
  ...eachOf(HEADS, headCell),
  ...PROVINCES_OF_TABLE.map(siteLetterCell),
  ...eachOf(NON_LOCAL, nonLocalCell),
  ...PROVINCES_OF_TABLE.flatMap((province) => (AGES[province] ?? ADULTS).map(ageCell(province))),
  ...PROVINCES_OF_TABLE.map(mobileCell),
  ...PROVINCES_OF_TABLE.map(numbersCell),
  ...CAPS,
  ...PROVINCES_OF_TABLE.map(kindCell),
];
