/** Hand-overs of every type of order, made up at random within what the rules allow. */
import fc from 'fast-check';
import type { HandOver, OnRecord } from '../../../adapters/bureau/bureau.ts';
import type { DocumentTerms } from '../../../adapters/bureau/miit/order/order-document.ts';
import { ownParts, partKey } from '../../../adapters/bureau/miit/order/own-ids.ts';
import { createBureauCodes } from '../../../domain/bureau-codes/bureau-codes.ts';
import { SEED_ROWS } from '../../../domain/bureau-codes/seeds/seed-rows.ts';
import {
  CONTENT_CATEGORIES,
  PERSON_DOCUMENT_TYPES,
  PROVINCES,
  SECTORS,
  type Entity,
  type OrderForm,
  type Person,
  type Website,
} from '../../../domain/order/form.ts';
import { ENTITY_KINDS, ORDER_TYPES, type EntityKind } from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { slotsToHandOver } from '../../../domain/materials/slots-of-order.ts';
import { SENDER } from './uploads.ts';

/** The reasons of a removal come from the bureau only. */
export const REASONS = [
  { table: 'REMOVAL_REASON', id: '1', name: '网站不再使用', valid: true, source: 'made up', asOf: '2026-01-01' },
  { table: 'REMOVAL_REASON', id: '9', name: '其他', valid: true, source: 'made up', asOf: '2026-01-01' },
] as const;
export const CODES_WITH_REASONS = createBureauCodes([...SEED_ROWS, ...REASONS], 'with reasons');

const letters = fc.constantFrom(...Array.from('备案示例公司网站测试甲乙丙丁abcXYZ&<>"（）'));
const text = (least: number, most: number) =>
  fc.array(letters, { minLength: least, maxLength: Math.min(most, least + 20) }).map((each) => each.join(''));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const digits = (count: number) => fc.integer({ min: 10 ** (count - 1), max: 10 ** count - 1 }).map(String);

/** A city with one of its districts, where it has any. */
const PLACES = CODES_WITH_REASONS.rows('AREA')
  .filter(({ id }) => id.endsWith('00') && !id.endsWith('0000'))
  .flatMap((city) => {
    const within = CODES_WITH_REASONS.rows('AREA').filter(
      ({ id }) => id.slice(0, 4) === city.id.slice(0, 4) && id !== city.id,
    );
    return [{ city, districts: within }];
  });
const FIRST_DIGITS = [
  '11',
  '12',
  '13',
  '14',
  '15',
  '21',
  '22',
  '23',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '50',
  '51',
  '52',
  '53',
  '54',
  '61',
  '62',
  '63',
  '64',
  '65',
] as const;

const CERTIFICATES: Readonly<Record<EntityKind, readonly NonNullable<Entity['certificateType']>[]>> = {
  INDIVIDUAL: PERSON_DOCUMENT_TYPES,
  ENTERPRISE: ['BUSINESS_LICENCE'],
  GOVERNMENT: ['ORGANISATION_CODE', 'USCC_CERTIFICATE'],
  INSTITUTION: ['INSTITUTION_LEGAL_PERSON', 'ORGANISATION_CODE'],
  SOCIAL_ORG: ['SOCIAL_ORG_CERTIFICATE', 'ORGANISATION_CODE'],
  NON_ENTERPRISE: ['NON_ENTERPRISE_REGISTRATION', 'ORGANISATION_CODE'],
  FOUNDATION: ['FOUNDATION_CERTIFICATE', 'ORGANISATION_CODE'],
  LAW_FIRM: ['LAW_FIRM_PRACTICE_LICENCE', 'ORGANISATION_CODE'],
  MILITARY: ['MILITARY_CODE'],
};

const person = (kind: EntityKind) =>
  fc.record({
    name: text(2, 60),
    documentType: fc.constantFrom(...PERSON_DOCUMENT_TYPES),
    documentNumber: digits(15),
    mobile: digits(10).map((rest) => `1${rest}`),
    email: digits(6).map((name) => `p${name}@example.cn`),
    officePhone: kind === 'INDIVIDUAL' ? fc.constant(undefined) : digits(8).map((number) => `0571-${number}`),
  });

/** By its names, or by its codes. */
const entity = (kind: EntityKind) =>
  fc
    .record({
      place: fc.constantFrom(...PLACES),
      which: fc.nat(),
      byCode: fc.boolean(),
      name: text(2, 120),
      certificateType: fc.constantFrom(...CERTIFICATES[kind]),
      certificateNumber: digits(15),
      certificateAddress: text(4, 200),
      mailingAddress: maybe(text(4, 200)),
      investor: maybe(text(2, 120)),
      remark: maybe(text(1, 500)),
    })
    .map(({ place: { city, districts }, which, byCode, ...rest }): Entity => {
      const district = districts[which % Math.max(1, districts.length)];
      const province = PROVINCES.find((_each, index) => FIRST_DIGITS[index] === city.id.slice(0, 2));
      return {
        ...rest,
        kind,
        headId: 'P1',
        ...(province === undefined ? {} : { province }),
        city: city.name,
        ...(district === undefined ? {} : { district: district.name }),
        // Cities and counties directly under a province have names that the table gives to several rows.
        ...(byCode || /^(\d\d90|5002)/.test(city.id) || sameName(districts, district?.name)
          ? { cityCode: city.id, ...(district === undefined ? {} : { districtCode: district.id }) }
          : {}),
      };
    });

const sameName = (rows: readonly { name: string }[], name: string | undefined): boolean =>
  rows.filter((row) => row.name === name).length > 1;

const website = (index: number, heads: number) =>
  fc.record(
    {
      name: text(3, 60),
      domain: fc.constant(`example-${index}.cn`),
      homeUrl: fc.constantFrom(`https://www.example-${index}.cn/`, `http://example-${index}.cn`),
      contentCategories: fc.uniqueArray(fc.constantFrom(...CONTENT_CATEGORIES), { minLength: 1, maxLength: 3 }),
      serviceContents: fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 5 }),
      languages: fc.uniqueArray(fc.constantFrom('zh', 'English', '藏语', '日语'), { minLength: 1, maxLength: 3 }),
      preApprovals: fc.uniqueArray(fc.record({ sector: fc.constantFrom(...SECTORS), number: text(3, 60) }), {
        maxLength: 2,
        selector: ({ sector }) => sector,
      }),
      serverPlace: fc.constantFrom(...PROVINCES),
      remark: text(1, 500),
      headId: fc.integer({ min: 1, max: heads }).map((number) => `P${number}`),
    },
    {
      requiredKeys: ['name', 'domain', 'homeUrl', 'contentCategories', 'languages', 'serverPlace', 'headId'],
    },
  );

const server = fc.record(
  {
    instanceId: fc.constant('i-1'),
    publicIps: fc.array(
      fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 55 })).map(([from, more]) => ({
        from: `203.0.113.${from}`,
        to: `203.0.113.${from + more}`,
      })),
      { minLength: 1, maxLength: 3 },
    ),
    accessMethod: fc.constantFrom('DEDICATED_LINE', 'HOSTING', 'VIRTUAL_HOST', 'OTHER', 'CLOUD'),
    place: fc.constantFrom(...PROVINCES),
  },
  { requiredKeys: ['instanceId', 'publicIps', 'accessMethod'] },
);

const number = digits(8).map((serial) => `浙ICP备${serial}号`);
const JPEG = Buffer.from('/9j/2Q==', 'base64');
const scanIn = (slot: string): HandOver['documents'][number] => ({
  slot,
  withImage: (use) => use({ content: JPEG, mediaType: 'image/jpeg', sha256: '0'.repeat(64) }),
});

const LATER_KINDS: readonly EntityKind[] = ['NON_ENTERPRISE', 'FOUNDATION', 'LAW_FIRM'];
const EARLY_CERTIFICATE: Readonly<Partial<Record<EntityKind, NonNullable<Entity['certificateType']>>>> = {
  INDIVIDUAL: 'PASSPORT',
  GOVERNMENT: 'ORGANISATION_CODE',
};

/** An order whose parts on record all have their numbers and MIIT's ids. */
export const HAND_OVERS: fc.Arbitrary<HandOver> = fc
  .record({
    type: fc.constantFrom(...ORDER_TYPES),
    kind: fc.constantFrom(...ENTITY_KINDS),
    count: fc.integer({ min: 1, max: 10 }),
    heads: fc.integer({ min: 1, max: 4 }),
    handOver: fc.integer({ min: 1, max: 9 }),
    entityNumber: number,
    ids: digits(12),
    byId: fc.boolean(),
  })
  .chain(({ type, kind: any, count, heads, handOver, entityNumber, ids, byId }) => {
    // The schema of a change knows the certificates of these kinds only.
    const kind = rowOf(type).content.kind === 'CHANGES' && LATER_KINDS.includes(any) ? 'ENTERPRISE' : any;
    const websites = Array.from({ length: count }, (_each, index) => index + 1);
    return fc
      .record({
        entity: entity(kind).map((made) =>
          rowOf(type).content.kind === 'CHANGES'
            ? { ...made, certificateType: EARLY_CERTIFICATE[kind] ?? made.certificateType }
            : made,
        ),
        people: fc.tuple(...Array.from({ length: heads }, () => person(kind))),
        websites: fc.tuple(...websites.map((index) => website(index, heads))),
        servers: fc.tuple(...websites.map(() => server)),
      })
      .map((made): HandOver => {
        const named = <Part>(letter: string, parts: readonly Part[]): Record<string, Part> =>
          Object.fromEntries(parts.map((part, index) => [`${letter}${index + 1}`, part]));
        const whole: OrderForm = {
          entity: made.entity,
          people: named('P', made.people as Person[]),
          websites: named('W', made.websites as Website[]),
        };
        const instances = named('W', made.servers) as HandOver['instances'];
        const numbers = Object.fromEntries(
          Object.keys(whole.websites).map((id, index) => [id, `${entityNumber}-${index + 1}`]),
        );
        const ofEntity = type === 'CHANGE_ENTITY';
        // Its scans of approvals are with other orders, so one website needs none.
        if (ofEntity) whole.websites['W1'] = { ...whole.websites['W1'], preApprovals: [] };
        const form = ofEntity ? { ...whole, websites: {} } : whole;
        const { content, issues } = rowOf(type);
        const onRecord: OnRecord = {
          ...(issues === 'ENTITY_AND_WEBSITES'
            ? {}
            : { entity: { number: entityNumber, ...(byId || issues === 'NOTHING' ? { id: ids } : {}) } }),
          websites:
            issues === 'NOTHING'
              ? Object.fromEntries(
                  Object.entries(numbers).map(([id, each], index) => [
                    id,
                    { number: each, id: `${ids}${index}`, domainId: `${ids}9${index}`, accessId: `${ids}8${index}` },
                  ]),
                )
              : {},
          ...(ofEntity ? { served: { form: whole, instances } } : {}),
        };
        return {
          orderId: 'order-1',
          handOver,
          type,
          form,
          instances: ofEntity ? {} : instances,
          onRecord,
          documents: [...slotsToHandOver({ form, type })].map(scanIn),
          personsToVerify: [],
          ...(content.kind === 'CHANGES' ? { changes: { entityNumber, websiteNumbers: numbers, fields: [] } } : {}),
          ...(content.kind === 'REMOVAL'
            ? {
                removal: {
                  removes: content.removes,
                  entityNumber,
                  numbers: Object.values(numbers),
                  reason: '不再使用',
                },
              }
            : {}),
        };
      });
  });

/** Numbers for the parts of an order: 1, 2, 3 …; a part that was not named beforehand has none. */
export function termsFor(order: HandOver): DocumentTerms {
  const numbers = new Map(ownParts(order).map((part, index) => [partKey(part), String(index + 1)]));
  return {
    sender: SENDER,
    codes: CODES_WITH_REASONS,
    passwordHash: '487d88de80e686ac6b10e1450a8f041b',
    ids: (part) => {
      const found = numbers.get(partKey(part));
      if (found === undefined) throw new Error(`${partKey(part)} has no number`);
      return found;
    },
  };
}
