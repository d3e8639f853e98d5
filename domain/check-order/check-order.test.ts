import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findingSchema } from '../finding.ts';
import { formSchema, type Entity, type OrderForm, type Person, type Website } from '../form.ts';
import { dueInHours, hours, instant, shanghai } from '../instant.ts';
import { ENTITY_KINDS, ORDER_TYPES } from '../order-type.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies, type PolicyRow } from '../policy/policy.ts';
import { policy } from '../policy/policy-row.ts';
import {
  completeOrder,
  enterpriseForm,
  individualForm,
  residentId,
  sampleDomain,
  sampleInstance,
  samplePerson,
  sampleWebsite,
} from '../sample-orders.ts';
import { checkOrder } from './check-order.ts';
import { PURPOSES, type OrderToCheck } from './order.ts';

type Change = { entity?: Partial<Entity>; P1?: Partial<Person>; W1?: Partial<Website> };

/** A form with some fields changed; for an individual the entity follows its person. */
function changed(form: OrderForm, { entity = {}, P1 = {}, W1 = {} }: Change): OrderForm {
  return {
    entity: { ...form.entity, ...entity },
    people: { ...form.people, P1: { ...form.people['P1'], ...P1 } },
    websites: { ...form.websites, W1: { ...form.websites['W1'], ...W1 } },
  };
}
const individual = (change: Change = {}) => changed(individualForm(), change);
const enterprise = (change: Change = {}) => changed(enterpriseForm(), change);
const withPolicies = (...rows: PolicyRow[]) => createPolicies([...BUILT_IN_POLICIES, ...rows]);

/** Codes that stop an order, each with its path. */
const stops = (form: OrderForm, overrides: Partial<OrderToCheck> = {}) =>
  checkOrder(completeOrder(form, overrides)).blocking.map(({ path, code }) => `${path} ${code}`);
const warns = (form: OrderForm, overrides: Partial<OrderToCheck> = {}) =>
  checkOrder(completeOrder(form, overrides)).warnings.map(({ path, code }) => `${path} ${code}`);

describe('an order in which nothing is missing', () => {
  test.each(PURPOSES)('passes at %s without a word', (purpose) => {
    for (const form of [individualForm(), enterpriseForm()]) {
      expect(checkOrder(completeOrder(form, { purpose }))).toEqual({ blocking: [], warnings: [] });
    }
  });

  test('A-020 every kind of entity with its own certificate passes; naming rules for individuals hit only them', () => {
    const certificates = {
      ENTERPRISE: 'BUSINESS_LICENCE', GOVERNMENT: 'ORGANISATION_CODE', INSTITUTION: 'INSTITUTION_LEGAL_PERSON',
      SOCIAL_ORG: 'SOCIAL_ORG_CERTIFICATE', NON_ENTERPRISE: 'NON_ENTERPRISE_REGISTRATION', FOUNDATION: 'FOUNDATION_CERTIFICATE',
      LAW_FIRM: 'LAW_FIRM_PRACTICE_LICENCE', MILITARY: 'MILITARY_CODE',
    } as const; // prettier-ignore
    for (const kind of ENTITY_KINDS) {
      if (kind === 'INDIVIDUAL') continue;
      const form = enterprise({ entity: { kind, certificateType: certificates[kind] }, W1: { name: '某某工作室' } });
      expect([kind, stops(form)]).toEqual([kind, []]);
    }
    expect(stops(individual({ W1: { name: '某某工作室' } }))).toEqual(['websites.W1.name NAME_WORD']);
  });

  test('sample forms are forms', () => {
    expect(formSchema.parse(individualForm())).toEqual(individualForm());
    expect(formSchema.parse(enterpriseForm())).toEqual(enterpriseForm());
  });
});

describe('mandatory fields', () => {
  const without = (part: 'entity' | 'P1' | 'W1', field: string): OrderForm =>
    enterprise({ [part]: { [field]: undefined } });

  test.each([
    ...['kind', 'name', 'certificateType', 'certificateNumber', 'province', 'city', 'district', 'certificateAddress', 'mailingProvince', 'mailingAddress', 'headId'].map((field) => ['entity', field] as const),
    ...['name', 'documentType', 'documentNumber', 'documentValidUntil', 'mobile', 'emergencyMobile', 'email', 'legalRepresentative'].map((field) => ['P1', field] as const),
    ...['name', 'homeUrl', 'domain', 'contentCategories', 'languages', 'serviceType', 'headId'].map((field) => ['W1', field] as const),
  ])('A-002 a first filing without %s.%s is refused and the field named', (part, field) => {
    const path = { entity: 'entity', P1: 'people.P1', W1: 'websites.W1' }[part];
    expect(stops(without(part, field))).toContain(`${path}.${field} MISSING`);
  }); // prettier-ignore

  test('A-002 new websites ask for the same form as a first filing, transfers only for the domain, removals for nothing', () => {
    const empty: OrderForm = { entity: {}, people: {}, websites: { W1: {} } };
    const fields = (type: OrderToCheck['type']) =>
      stops(empty, { type }).filter((line) => line.endsWith(' MISSING') && !line.startsWith('documents.'));
    expect(fields('NEW_SITE_HERE')).toEqual(fields('FIRST'));
    expect(fields('NEW_SITE_ELSEWHERE')).toEqual(fields('FIRST'));
    expect(fields('TRANSFER_NEW')).toEqual(['websites.W1.domain MISSING']);
    expect(fields('DEREG_SITE')).toEqual([]);
  });

  test('A-002 a head who is named but not described is asked for', () => {
    expect(stops(enterprise({ W1: { headId: 'P9' } }))).toContain('websites.W1.headId MISSING');
  });
});

describe('people', () => {
  test('A-169 a wrong ID number is refused, a failed credit code only warned about', () => {
    expect(stops(enterprise({ P1: { documentNumber: '110105491231002' } }))).toContain(
      'people.P1.documentNumber ID_OBSOLETE_15_DIGITS',
    );
    expect(warns(enterprise({ entity: { certificateNumber: '91350100M000100Y44' } }))).toEqual([
      'entity.certificateNumber CREDIT_CODE_CHECK',
    ]);
  });

  test('A-093 an ID with 90 days left is accepted, with 89 refused, and an expired one too', () => {
    const validUntil = (date: string) => stops(enterprise({ P1: { documentValidUntil: date } }));
    expect(validUntil('2026-05-13')).toEqual([]);
    expect(validUntil('2026-05-12')).toEqual(['people.P1.documentValidUntil EXPIRES_SOON']);
    expect(validUntil('2026-02-11')).toEqual(['people.P1.documentValidUntil EXPIRED']);
    expect(validUntil('LONG_TERM')).toEqual([]);
  });

  test('A-078 a head of 17: refused with the hotline, or asked for papers where the province takes them', () => {
    const minor = { documentNumber: residentId('370102', '2008-10-01') };
    const guangdong = enterpriseForm('GD');
    const inGuangdong = changed(guangdong, { P1: minor });
    expect(checkOrder(completeOrder(changed(enterpriseForm('BJ'), { P1: minor }))).blocking).toContainEqual(
      expect.objectContaining({ code: 'TOO_YOUNG', advice: expect.stringContaining('010-66411166') }),
    );
    expect(stops(inGuangdong)).toEqual([]);
    expect(warns(inGuangdong)).toEqual(['people.P1.documentNumber MINOR_NEEDS_PROOF']);
    const approval = completeOrder(inGuangdong, { purpose: 'APPROVAL' });
    expect(stops(inGuangdong, { purpose: 'APPROVAL' })).toEqual([]);
    const withoutProof = approval.documents.filter(({ slot }) => slot !== 'minor-proof:P1');
    expect(stops(inGuangdong, { purpose: 'APPROVAL', documents: withoutProof })).toEqual([
      'documents.minor-proof:P1 MISSING',
    ]);
  });

  test('A-027 head not legal representative: refused where the province says must, letter where it takes one, else free', () => {
    const notLegalRep = { P1: { legalRepresentative: false } };
    expect(stops(changed(enterpriseForm('SD'), notLegalRep))).toEqual([
      'people.P1.legalRepresentative HEAD_NOT_LEGAL_REP',
    ]);
    expect(stops(changed(enterpriseForm('JL'), notLegalRep), { documents: [] })).toContain(
      'documents.entity-head-letter:P1 MISSING',
    );
    expect(stops(changed(enterpriseForm('LN'), notLegalRep))).toEqual([]);
  });

  test('A-026 an individual cannot have another site head, an organisation can', () => {
    const form = individual({ W1: { headId: 'P2' } });
    const people = { ...form.people, P2: samplePerson('440106', 2) };
    expect(stops({ ...form, people })).toContain('websites.W1.headId SITE_HEAD_NOT_APPLICANT');
    expect(stops(enterpriseForm())).toEqual([]);
  });

  test('A-099 the site head of another organisation is refused; a personal filing does not count', () => {
    expect(stops(enterpriseForm(), { siteHeadElsewhere: ['P2'] })).toEqual(['people.P2 SITE_HEAD_ELSEWHERE']);
    expect(stops(enterpriseForm(), { siteHeadElsewhere: [] })).toEqual([]);
  });

  test('A-024 a malformed mailbox or phone is refused', () => {
    expect(stops(enterprise({ P1: { email: 'nobody' } }))).toEqual(['people.P1.email EMAIL_INVALID']);
    expect(stops(enterprise({ P1: { mobile: '12345' } }))).toContain('people.P1.mobile MOBILE_INVALID');
  });

  test('A-131 a mobile MIIT may not reach is warned about and kept only with a note', () => {
    const virtual = { mobile: '16512345678' };
    expect(warns(enterprise({ P1: virtual }))).toEqual(['people.P1.mobile MOBILE_PREFIX_UNSUPPORTED']);
    expect(stops(enterprise({ P1: virtual }))).toEqual(['people.P1.mobileOverrideNote MISSING']);
    expect(stops(enterprise({ P1: { ...virtual, mobileOverrideNote: 'the only number there is' } }))).toEqual([]);
  });

  test('R-PER-7 the emergency number is another one; an individual of Beijing may give the same', () => {
    const same = { emergencyMobile: '13800138001' };
    expect(stops(individual({ P1: same }))).toEqual(['people.P1.emergencyMobile NUMBERS_NOT_DIFFERENT']);
    const beijing = individual({
      P1: same,
      entity: { province: 'BJ', mailingProvince: 'BJ' },
      W1: { remark: '个人读书笔记' },
    });
    expect(stops(beijing)).toEqual([]);
  });

  test('A-084 an individual outside the province of the ID: proof, refusal, or a look by the reviewer', () => {
    const filingIn = (province: 'ZJ' | 'YN' | 'LN') =>
      individual({ entity: { province, mailingProvince: province }, W1: { name: '读书笔记' } });
    expect(stops(filingIn('ZJ'))).toEqual([]);
    expect(stops(filingIn('ZJ'), { documents: [] })).toContain('documents.residence-proof:P1 MISSING');
    expect(stops(filingIn('YN'))).toEqual(['entity.province NON_LOCAL']);
    expect(warns(filingIn('LN'))).toEqual(['entity.province NON_LOCAL']);
  });
});

describe('addresses', () => {
  test('A-023 the mailing address lies in the province of the certificate', () => {
    expect(stops(enterprise({ entity: { mailingProvince: 'GD' } }))).toEqual([
      'entity.mailingProvince ADDRESS_OTHER_PROVINCE',
    ]);
  });

  test('A-023 no street number is refused until the remark explains it', () => {
    const entity = { mailingAddress: '济南市历下区示例村' };
    expect(stops(enterprise({ entity }))).toEqual(['entity.mailingAddress ADDRESS_WITHOUT_NUMBER']);
    expect(stops(enterprise({ entity: { ...entity, remark: '此地址已是最详细地址' } }))).toEqual([]);
  });

  test('A-023 some provinces want both addresses in one city', () => {
    expect(stops(changed(enterpriseForm('HA'), { entity: { mailingCity: '郑州市' } }))).toEqual([
      'entity.mailingCity ADDRESS_OTHER_CITY',
    ]);
  });
});

describe('websites', () => {
  test.each([
    ['示例', 'NAME_TOO_SHORT'],
    ['12345', 'NAME_ONLY_LETTERS_OR_DIGITS'],
    ['example.com', 'NAME_IS_DOMAIN'],
    ['中国示例商店', 'NAME_WORD'],
    ['示例★科技', 'NAME_SPECIAL_CHARACTERS'],
  ])('A-025 the name %s is refused as %s', (name, code) => {
    expect(stops(enterprise({ W1: { name } }))).toEqual([`websites.W1.name ${code}`]);
  });

  test('A-025 an individual: a company word or a word of the province is refused, a description accepted', () => {
    expect(stops(individual({ W1: { name: '李雷有限公司' } }))).toEqual(['websites.W1.name NAME_WORD']);
    expect(stops(individual({ W1: { name: '李雷的商城' } }))).toEqual(['websites.W1.name NAME_WORD']);
    expect(stops(individual({ W1: { name: '李雷的读书笔记' } }))).toEqual([]);
  });

  test('A-025 the pre-approval field may stay empty when no keyword hits; a hit is a task for the reviewer', () => {
    expect(warns(enterprise({ W1: { preApprovals: [] } }))).toEqual([]);
    expect(warns(enterprise({ W1: { name: '示例直播技术' } }))).toEqual(['websites.W1.preApprovals SECTOR_HINT']);
  });

  test('A-096 organisations: 10 websites accepted, 11 refused; Hubei one; individuals one', () => {
    const many = (count: number, base: OrderForm): OrderForm => ({
      ...base,
      websites: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `W${index + 1}`,
          sampleWebsite(`example${index}.com`, '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P1'),
        ]),
      ),
    });
    const servers = (form: OrderForm) => ({
      instances: Object.fromEntries(
        Object.keys(form.websites).map((id) => [id, sampleInstance({ instanceId: `i-${id}` })]),
      ),
    });
    const tooMany = (form: OrderForm) => stops(form, servers(form)).filter((line) => line.startsWith('websites '));
    expect(tooMany(many(10, enterpriseForm()))).toEqual([]);
    expect(tooMany(many(11, enterpriseForm()))).toEqual(['websites TOO_MANY_WEBSITES']);
    expect(tooMany(many(1, enterpriseForm('HB')))).toEqual([]);
    expect(tooMany(many(2, enterpriseForm('HB')))).toEqual(['websites TOO_MANY_WEBSITES']);
    expect(tooMany(many(2, individualForm()))).toEqual(['websites TOO_MANY_WEBSITES']);
  });

  test('A-074 the 11th website in one transfer is refused', () => {
    const websites = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [`W${index + 1}`, { domain: `example${index}.com` }]),
    );
    const form = { ...enterpriseForm(), websites };
    expect(stops(form, { type: 'TRANSFER_NEW' })).toContain('websites TOO_MANY_WEBSITES');
  });

  test('A-073 one domain cannot stand on two websites', () => {
    const form = enterpriseForm();
    const websites = {
      ...form.websites,
      W2: { ...form.websites['W2'], domain: 'example.com', homeUrl: 'example.com' },
    };
    expect(stops({ ...form, websites })).toEqual(['websites.W2.domain DOMAIN_TWICE']);
  });

  test('A-092 an unused or half-rebuilt website on record is warned about, and the order may go on', () => {
    const recordedWebsites = [
      { domain: 'old.cn', state: 'IN_USE' },
      { domain: 'older.cn', state: 'UNUSED' },
      { domain: 'oldest.cn', state: 'BEING_REBUILT' },
    ] as const;
    expect(stops(enterprise(), { recordedWebsites })).toEqual([]);
    expect(warns(enterprise(), { recordedWebsites })).toEqual([
      'record.websites.2 OLD_WEBSITE_UNUSED',
      'record.websites.3 OLD_WEBSITE_REBUILT',
    ]);
  });

  test('A-177 C-21 a limit over all websites of an entity counts those on record', () => {
    const policies = withPolicies(policy('site.maxPerEntity', 3, 'test', { from: '2026-01-01' }));
    const onRecord = (count: number) => ({
      recordedWebsites: Array.from({ length: count }, () => ({ domain: 'old.cn', state: 'IN_USE' as const })),
    });
    expect(stops(enterprise(), { policies, ...onRecord(1) })).toEqual([]);
    expect(stops(enterprise(), { policies, ...onRecord(2) })).toEqual(['websites TOO_MANY_WEBSITES_OF_ENTITY']);
    expect(stops(enterprise(), onRecord(2))).toEqual([]);
  });

  test('A-097 an individual may have a blog and nothing else', () => {
    expect(stops(individual({ W1: { contentCategories: ['PERSONAL_PORTFOLIO'] } }))).toEqual([]);
    expect(stops(individual({ W1: { contentCategories: ['E_COMMERCE'] } }))).toEqual([
      'websites.W1.contentCategories NOT_PERSONAL',
    ]);
  });

  test('A-081 forums: individuals never, organisations with approval, nobody where the province stopped', () => {
    const forum: Change = { W1: { contentCategories: ['FORUM'], preApprovals: [{ sector: 'BBS', number: 'BBS-1' }] } };
    expect(stops(individual(forum))).toContain('websites.W1.contentCategories FORUM_NOT_FOR_INDIVIDUALS');
    expect(stops(enterprise(forum))).toEqual([]);
    expect(stops(enterprise({ W1: { contentCategories: ['FORUM'] } }))).toEqual(['websites.W1.preApprovals MISSING']);
    const policies = withPolicies(policy('bbs.approval', 'STOPPED', 'test', { scope: { province: 'SD' } }));
    expect(stops(enterprise(forum), { policies })).toEqual(['websites.W1.contentCategories FORUM_NOT_APPROVED_HERE']);
  });

  test('A-044 a chosen sector needs number and scan', () => {
    const news: Change = { W1: { preApprovals: [{ sector: 'NEWS' }] } };
    const lines = stops(enterprise(news), { documents: [] });
    expect(lines).toContain('websites.W1.preApprovals.NEWS.number MISSING');
    expect(lines).toContain('documents.pre-approval-permit-news:W1 MISSING');
  });

  test('A-085 games for profit need the culture permit, others do not; adult products are for organisations', () => {
    const games = (incomeGenerating: boolean): Change => ({ W1: { contentCategories: ['GAMES'], incomeGenerating } });
    expect(stops(enterprise(games(true)))).toEqual(['websites.W1.preApprovals MISSING']);
    expect(stops(enterprise(games(false)))).toEqual([]);
    const adult: Change = { W1: { preApprovals: [{ sector: 'ADULT_PRODUCTS', number: '1' }] } };
    expect(warns(enterprise(adult))).toEqual(['websites.W1.preApprovals SCOPE_MUST_NAME_IT']);
    expect(stops(individual(adult))).toEqual(['websites.W1.preApprovals ADULT_PRODUCTS_NOT_FOR_INDIVIDUALS']);
  });

  test('R-SITE-10 Inner Mongolia wants a remark of 30 characters, Heilongjiang no content "other"', () => {
    const remark = (text?: string) => stops(changed(enterpriseForm('NM'), { W1: { remark: text }, entity: {} }));
    expect(remark()).toContain('websites.W1.remark MISSING');
    expect(remark('短')).toContain('websites.W1.remark REMARK_TOO_SHORT');
    expect(remark('这'.repeat(30)).filter((line) => line.startsWith('websites.W1'))).toEqual([]);
    expect(stops(changed(enterpriseForm('HL'), { W1: { contentCategories: ['OTHER'] } }))).toContain(
      'websites.W1.contentCategories CONTENT_NOT_ACCEPTED',
    );
  });

  test('A-085 explicit content is refused', () => {
    expect(stops(enterprise({ W1: { remark: '成人影片下载' } }))).toEqual(['websites.W1.name CONTENT_FORBIDDEN']);
  });
});

describe('domains', () => {
  const form = individualForm();
  const domains = (facts: Parameters<typeof sampleDomain>[2]) => ({
    domains: { W1: sampleDomain(form, 'example.cn', facts) },
  });

  test('A-170 89 days of registration left are refused, 90 accepted', () => {
    expect(stops(form, domains({ expiresOn: '2026-05-13' }))).toEqual([]);
    expect(stops(form, domains({ expiresOn: '2026-05-12' }))).toEqual(['websites.W1.domain DOMAIN_EXPIRES_SOON']);
  });

  test('A-170 only the registrable domain is filed', () => {
    expect(stops(individual({ W1: { domain: 'www.example.cn' } }))).toEqual(['websites.W1.domain NOT_REGISTRABLE']);
  });

  test('A-077 a foreign registrar is refused, a registrar other than the provider is not', () => {
    expect(stops(form, domains({ mainlandRegistrar: false }))).toEqual(['websites.W1.domain FOREIGN_REGISTRAR']);
    expect(stops(form, domains({ registeredHere: false }))).toEqual([]);
  });

  test('A-091 a registrant of the other kind is refused both ways', () => {
    expect(stops(form, domains({ registrantKind: 'ORGANISATION' }))).toEqual(['websites.W1.domain REGISTRANT_KIND']);
    const organisation = enterpriseForm();
    const facts = {
      W1: sampleDomain(organisation, 'example.com', { registrantKind: 'PERSON' }),
      W2: sampleDomain(organisation, 'example.net'),
    };
    expect(stops(organisation, { domains: facts })).toEqual(['websites.W1.domain REGISTRANT_KIND']);
  });

  test('R-DOM-3 a registrant who is somebody else is refused; an organisation may prove the tie', () => {
    expect(stops(form, domains({ registrantMatches: false }))).toEqual(['websites.W1.domain REGISTRANT_MISMATCH']);
  });

  test('A-090 an unverified domain may be submitted with a warning and is not approved', () => {
    const unverified = domains({ realNameVerifiedOn: undefined });
    expect(stops(form, unverified)).toEqual([]);
    expect(warns(form, unverified)).toEqual(['websites.W1.domain.realName DOMAIN_NOT_VERIFIED']);
    expect(stops(form, { ...unverified, purpose: 'APPROVAL' })).toEqual([
      'websites.W1.domain.realName DOMAIN_NOT_VERIFIED',
    ]);
  });

  test('A-090 A-170 approval waits 3 calendar days after the verification here, 3 business days elsewhere', () => {
    const approval = (verifiedOn: string, registeredHere: boolean, at: string) =>
      stops(form, {
        ...domains({ realNameVerifiedOn: verifiedOn, registeredHere }),
        purpose: 'APPROVAL',
        at: shanghai(at),
      });
    const waits = ['websites.W1.domain.realName DOMAIN_VERIFICATION_TOO_FRESH'];
    expect(approval('2026-01-09', true, '2026-01-12 12:00')).toEqual(waits);
    expect(approval('2026-01-09', true, '2026-01-13 00:00')).toEqual([]);
    expect(approval('2026-01-09', false, '2026-01-14 17:59')).toEqual(waits);
    expect(approval('2026-01-09', false, '2026-01-14 18:00')).toEqual([]);
  });

  test('A-114 Beijing 2019 takes .com .cn .tv and refuses .hk .jp .info .org .co; later it takes .co and .info', () => {
    const person = samplePerson('110105', 1, { name: '李雷' });
    const beijing = individual({
      entity: { province: 'BJ', mailingProvince: 'BJ', certificateNumber: person.documentNumber },
      P1: person,
    });
    const accepted = (suffix: string, at: string) => {
      const domain = `example.${suffix}`;
      const asked = changed(beijing, { W1: { domain, homeUrl: domain } });
      const order = completeOrder(asked, { at: shanghai(at) });
      return !checkOrder(order).blocking.some(({ code }) => code === 'SUFFIX_NOT_FILEABLE');
    };
    expect(['com', 'cn', 'tv'].filter((suffix) => accepted(suffix, '2019-09-01 10:00'))).toEqual(['com', 'cn', 'tv']);
    expect(['hk', 'jp', 'info', 'org', 'co'].filter((suffix) => accepted(suffix, '2019-09-01 10:00'))).toEqual([]);
    expect(['co', 'info', 'hk'].filter((suffix) => accepted(suffix, '2026-02-09 10:00'))).toEqual(['co', 'info']);
  });
});

describe('servers', () => {
  const form = individualForm();
  const server = (facts: Parameters<typeof sampleInstance>[0]) =>
    stops(form, { instances: { W1: sampleInstance(facts) } });

  test.each([
    [{ mainland: false }, 'INSTANCE_NOT_MAINLAND'],
    [{ prepaid: false }, 'INSTANCE_NOT_PREPAID'],
    [{ termMonths: 2 }, 'INSTANCE_TERM_TOO_SHORT'],
    [{ expiresOn: '2026-02-11' }, 'INSTANCE_EXPIRED'],
    [{ publicIp: undefined }, 'INSTANCE_WITHOUT_PUBLIC_IP'],
  ] as const)('A-022 A-079 %j is refused as %s', (facts, code) => {
    expect(server(facts)).toEqual([`websites.W1.instance ${code}`]);
  });

  test('A-079 prepaid for three months is accepted', () => {
    expect(server({ termMonths: 3 })).toEqual([]);
  });

  test('A-083 a website without a server is refused and the item named', () => {
    expect(stops(form, { instances: {} })).toEqual(['websites.W1.instance MISSING']);
  });

  test('A-175 elastic hosting: 5 months refused, 6 accepted', () => {
    expect(server({ product: 'ELASTIC_HOSTING', termMonths: 5 })).toEqual([
      'websites.W1.instance INSTANCE_TERM_TOO_SHORT',
    ]);
    expect(server({ product: 'ELASTIC_HOSTING', termMonths: 6 })).toEqual([]);
  });

  test('A-175 five websites on one server are accepted, the sixth refused; a site-builder backs one', () => {
    const onOneServer = (count: number, product: 'VM' | 'SITE_BUILDER') => {
      const websites = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `W${index + 1}`,
          sampleWebsite(`example${index}.com`, '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P1'),
        ]),
      );
      const instances = Object.fromEntries(Object.keys(websites).map((id) => [id, sampleInstance({ product })]));
      return stops({ ...enterpriseForm(), websites }, { instances });
    };
    expect(onOneServer(5, 'VM')).toEqual([]);
    expect(onOneServer(6, 'VM')).toEqual(['websites.W6.instance INSTANCE_FULL']);
    expect(onOneServer(2, 'SITE_BUILDER')).toEqual(['websites.W2.instance INSTANCE_FULL']);
  });
});

describe('face checks', () => {
  const form = enterpriseForm();
  const order = completeOrder(form);
  const [second, third] = [order.liveness['P2'], order.liveness['P3']];

  test('A-154 one failure leaves the other passes valid', () => {
    if (third === undefined) throw new Error('P3 has a face check');
    const liveness = { P2: second, P3: { ...third, status: 'FAIL' as const, fails: 1 } };
    expect(stops(form, { liveness })).toEqual(['people.P3.liveness LIVENESS_FAILED']);
  });

  test('A-154 a pass of 72 hours is accepted at the first submission, an older one refused, later accepted', () => {
    const limit = dueInHours(order.at, hours(72));
    const after = instant(limit + 1000);
    const { liveness } = order;
    expect(stops(form, { liveness, at: limit })).toEqual([]);
    expect(stops(form, { liveness, at: after })).toEqual([
      'people.P2.liveness LIVENESS_TOO_OLD',
      'people.P3.liveness LIVENESS_TOO_OLD',
    ]);
    for (const purpose of PURPOSES.filter((each) => each !== 'SUBMISSION')) {
      expect([purpose, stops(form, { liveness, at: after, purpose })]).toEqual([purpose, []]);
    }
  });

  test('A-154 on resubmission a changed document asks for a new face check, a changed mobile does not', () => {
    const { liveness } = order;
    const person = form.people['P2'];
    const other = {
      ...form,
      people: { ...form.people, P2: { ...person, documentNumber: residentId('370102', '1990-01-01') } },
    };
    const phone = { ...form, people: { ...form.people, P2: { ...person, mobile: '13700137000' } } };
    expect(stops(other, { liveness, purpose: 'RESUBMISSION' })).toEqual(['people.P2.liveness LIVENESS_OF_ANOTHER']);
    expect(stops(phone, { liveness, purpose: 'RESUBMISSION' })).toEqual([]);
  });

  test('A-154 with recheck ALWAYS an old pass is refused on resubmission too', () => {
    const policies = withPolicies(policy('authenticity.recheckOnResubmit', 'ALWAYS', 'test', { from: '2026-01-01' }));
    const at = instant(dueInHours(order.at, hours(72)) + 1000);
    expect(stops(form, { liveness: order.liveness, at, policies, purpose: 'RESUBMISSION' })).toHaveLength(2);
  });

  test('R-AUTH-8 a person for whom the photo is allowed needs it at hand-over, unless the face check passed after all', () => {
    const handOver = { photoAllowedFor: ['P3'], purpose: 'HAND_OVER' as const };
    const documents = order.documents;
    expect(stops(form, { ...handOver, documents, liveness: { P2: second } })).toEqual([
      'documents.backdrop-photo:P3 MISSING',
    ]);
    expect(stops(form, { ...handOver, documents, liveness: { P2: second, P3: third } })).toEqual([]);
    expect(stops(form, { ...handOver, documents, liveness: { P2: second }, purpose: 'SUBMISSION' })).toEqual([]);
  });

  test('R-AUTH-8 after three failures the advice names the photo', () => {
    if (third === undefined) throw new Error('P3 has a face check');
    const advice = (fails: number) =>
      checkOrder(
        completeOrder(form, { liveness: { P2: second, P3: { ...third, status: 'FAIL', fails } } }),
      ).blocking.map((finding) => finding.advice)[0];
    expect(advice(2)).not.toContain('photo');
    expect(advice(3)).toContain('photo');
  });
});

describe('what a check never does', () => {
  const partial = (fields: object) =>
    fc
      .subarray(Object.keys(fields))
      .map((kept) => Object.fromEntries(Object.entries(fields).filter(([key]) => kept.includes(key))));
  const forms = fc.constantFrom(individualForm(), enterpriseForm()).chain((form) =>
    fc
      .record({
        entity: partial(form.entity),
        people: fc.record(Object.fromEntries(Object.entries(form.people).map(([id, person]) => [id, partial(person)]))),
        websites: fc.record(
          Object.fromEntries(Object.entries(form.websites).map(([id, website]) => [id, partial(website)])),
        ),
      })
      .map((cut): OrderForm => formSchema.parse(cut)),
  );

  test('it answers for any half-filled form, with findings that a person can act on and without personal data', () => {
    fc.assert(
      fc.property(forms, fc.constantFrom(...ORDER_TYPES), fc.constantFrom(...PURPOSES), (form, type, purpose) => {
        const order = completeOrder(form, { type, purpose });
        const { blocking, warnings } = checkOrder(order);
        for (const finding of [...blocking, ...warnings]) {
          expect(findingSchema.safeParse(finding).success).toBe(true);
          for (const { documentNumber, mobile, name } of Object.values(form.people)) {
            for (const value of [documentNumber, mobile, name]) {
              if (value !== undefined) expect(JSON.stringify(finding)).not.toContain(value);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('filling in one more field never makes a missing field appear', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const full = form.entity.kind === 'ENTERPRISE' ? enterpriseForm() : individualForm();
        const missing = (each: OrderForm) =>
          stops(each).filter((line) => line.endsWith(' MISSING') && line.startsWith('entity.'));
        const filled = { ...form, entity: { ...full.entity, ...form.entity } };
        expect(missing(form)).toEqual(expect.arrayContaining(missing(filled)));
      }),
      { numRuns: 50 },
    );
  });
});
