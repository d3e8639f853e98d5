/** What a bureau in MIIT's codes asks for. Expected values are typed in from the specification (§16.1) and MIIT's lists. */
import { describe, expect, test } from '@jest/globals';
import { createBureauCodes } from '../bureau-codes/bureau-codes.ts';
import { SEED_ROWS } from '../bureau-codes/seeds/seed-rows.ts';
import { formSchema, type OrderForm } from '../order/form.ts';
import {
  completeOrder,
  enterpriseForm,
  individualForm,
  sampleInstance,
} from '../../test/support/orders/sample-orders.ts';
import { SAMPLE_CODES, withCodes } from '../../test/support/orders/sample-codes.ts';
import { checkOrder } from './check-order.ts';
import type { OrderToCheck } from './order.ts';

const NONE_MISSING = { bureauCodes: SAMPLE_CODES } as const;

const found = (order: OrderToCheck): string[] => checkOrder(order).blocking.map(({ path, code }) => `${path} ${code}`);
const warned = (order: OrderToCheck): string[] => checkOrder(order).warnings.map(({ path, code }) => `${path} ${code}`);

const first = (form: OrderForm, overrides: Partial<OrderToCheck> = {}): OrderToCheck => ({
  ...completeOrder(form),
  ...NONE_MISSING,
  ...overrides,
});

describe('R-HO-2 to R-HO-4 a bureau in codes', () => {
  test('finds nothing missing in an order that has all of it', () => {
    expect(found(first(withCodes(enterpriseForm())))).toEqual([]);
    expect(found(first(withCodes(individualForm())))).toEqual([]);
  });

  test('A-181 asks organisations for what an order of before lacks, each at its field', () => {
    expect(found(first(enterpriseForm())).toSorted()).toEqual([
      'people.P1.officePhone MISSING',
      'people.P2.officePhone MISSING',
      'people.P3.officePhone MISSING',
      'websites.W1.serverPlace MISSING',
      'websites.W1.serviceContents MISSING',
      'websites.W2.serverPlace MISSING',
      'websites.W2.serviceContents MISSING',
    ]);
  });

  test('A-181 asks individuals for no office phone', () => {
    expect(found(first(individualForm())).toSorted()).toEqual([
      'websites.W1.serverPlace MISSING',
      'websites.W1.serviceContents MISSING',
    ]);
  });

  test('is not asked where the bureau takes words', () => {
    expect(found({ ...completeOrder(enterpriseForm()) })).toEqual([]);
  });

  test.each(['13800138000', '88880000', '400-820-8820', 'none'])('refuses %s as an office phone', (officePhone) => {
    const form = withCodes(enterpriseForm());
    const people = { ...form.people, P1: { ...form.people['P1'], officePhone } };
    expect(found(first({ ...form, people }))).toEqual(['people.P1.officePhone OFFICE_PHONE_INVALID']);
  });

  test.each([
    ['of a city that the province has not', { city: '杭州市' }, 'entity.cityCode MISSING'],
    ['of a district that the city has not', { district: '西湖区' }, 'entity.districtCode MISSING'],
    ['of a code that is no city', { cityCode: '379900' }, 'entity.cityCode MISSING'],
    ['of a city of another province', { cityCode: '330100' }, 'entity.cityCode MISSING'],
  ])('asks for the code %s', (_what, entity, finding) => {
    const form = withCodes(enterpriseForm());
    expect(found(first({ ...form, entity: { ...form.entity, ...entity } }))).toEqual([finding]);
  });

  test('asks for the investor where the province wants one', () => {
    const form = withCodes(enterpriseForm('JL'));
    const entity = { ...form.entity, city: '长春市', district: '南关区', mailingCity: '长春市' };
    const { investor, ...without } = entity;
    const ofInvestor = (asked: typeof without) =>
      checkOrder(first({ ...form, entity: asked })).blocking.filter(({ path }) => path === 'entity.investor');
    expect(ofInvestor(without).map(({ code }) => code)).toEqual(['MISSING']);
    expect(ofInvestor({ ...without, investor } as typeof without)).toEqual([]);
  });

  test('A-182 refuses a code that is not in the table in force, and takes one that a later table has', () => {
    const form = withCodes(enterpriseForm());
    const website = { ...form.websites['W1'], serviceContents: [8, 40] };
    const order = first({ ...form, websites: { ...form.websites, W1: website } });
    expect(found(order)).toEqual(['websites.W1.serviceContents CODE_NOT_IN_FORCE']);
    const row = {
      table: 'CONTENT',
      id: '40',
      name: '示例',
      valid: true,
      source: 'a download',
      asOf: '2026-02-01',
    } as const;
    expect(found({ ...order, bureauCodes: createBureauCodes([...SEED_ROWS, row], 'later') })).toEqual([]);
  });

  test('A-182 refuses a certificate whose code MIIT has withdrawn', () => {
    const rows = SEED_ROWS.map((row) =>
      row.table === 'CERTIFICATE' && row.id === '1' ? { ...row, valid: false } : row,
    );
    const order = first(withCodes(enterpriseForm()), { bureauCodes: createBureauCodes(rows, 'later') });
    expect(found(order)).toEqual(['entity.certificateType CODE_NOT_IN_FORCE']);
  });

  test('asks for languages that it cannot tell from their names', () => {
    const form = withCodes(individualForm());
    const website = { ...form.websites['W1'], languages: ['klingon'] };
    expect(found(first({ ...form, websites: { W1: website } }))).toEqual(['websites.W1.languageCodes MISSING']);
    const chosen = { ...website, languageCodes: [1, 12] };
    expect(found(first({ ...form, websites: { W1: chosen } }))).toEqual([]);
  });

  test('reads a form of before these fields as it was', () => {
    expect(formSchema.parse(enterpriseForm())).toEqual(enterpriseForm());
  });

  test('asks only for the server of a transfer, and for nothing of a removal', () => {
    const transfer = first(enterpriseForm(), { type: 'TRANSFER_NEW' });
    const own = /serverPlace|officePhone|serviceContents|languageCodes|Code /;
    expect(found(transfer).filter((one) => own.test(one))).toEqual([
      'websites.W1.serverPlace MISSING',
      'websites.W2.serverPlace MISSING',
    ]);
    expect(found(first(enterpriseForm(), { type: 'DEREG_ENTITY' })).filter((one) => own.test(one))).toEqual([]);
  });
});

describe('A-184 a character outside GBK', () => {
  test.each(['王䶮', '李𠮷'])('is a warning at the name %s', (name) => {
    const form = withCodes(individualForm());
    const people = { P1: { ...form.people['P1'], name } };
    const order = first({ ...form, entity: { ...form.entity, name }, people });
    expect(warned(order).filter((one) => one.endsWith('OUTSIDE_GBK'))).toEqual([
      'entity.name OUTSIDE_GBK',
      'people.P1.name OUTSIDE_GBK',
    ]);
  });
});

describe('A-187 the address of a server', () => {
  const order = first(withCodes(individualForm()), {
    instances: { W1: sampleInstance({ publicIp: '203.0.113.10' }) },
  });

  test('that lies in a range reported to the bureau is taken', () => {
    const reportedAddresses = [
      { from: '203.0.113.0', to: '203.0.113.9' },
      { from: '203.0.113.10', to: '203.0.113.255' },
    ];
    expect(found({ ...order, reportedAddresses })).toEqual([]);
  });

  test('that lies in none is refused until the range is reported', () => {
    expect(found({ ...order, reportedAddresses: [] })).toEqual(['websites.W1.instance ADDRESS_NOT_REPORTED']);
    const reportedAddresses = [{ from: '198.51.100.0', to: '203.0.113.9' }];
    expect(found({ ...order, reportedAddresses })).toEqual(['websites.W1.instance ADDRESS_NOT_REPORTED']);
  });

  test('counts as reported when ranges that touch each other hold the whole of it', () => {
    const instances = {
      W1: sampleInstance({ publicIps: [{ from: '203.0.113.8', to: '203.0.113.12' }] }),
    };
    const reportedAddresses = [
      { from: '203.0.113.10', to: '203.0.113.200' },
      { from: '203.0.113.0', to: '203.0.113.9' },
    ];
    expect(found({ ...order, instances, reportedAddresses })).toEqual([]);
    expect(found({ ...order, instances, reportedAddresses: reportedAddresses.slice(0, 1) })).toEqual([
      'websites.W1.instance ADDRESS_NOT_REPORTED',
    ]);
  });

  test('must be one of IPv4', () => {
    const instances = { W1: sampleInstance({ publicIps: [{ from: '2001:db8::1', to: '2001:db8::1' }] }) };
    expect(found({ ...order, instances })).toEqual(['websites.W1.instance INSTANCE_WITHOUT_IPV4']);
  });
});
