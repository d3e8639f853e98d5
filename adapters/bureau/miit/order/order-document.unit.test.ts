/** Orders as documents of MIIT's interface. The documents that are compared whole were checked with the official schemas. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HandOver } from '../../bureau.ts';
import type { OrderForm } from '../../../../domain/order/form.ts';
import { CODES_WITH_REASONS, HAND_OVERS, termsFor } from '../../../../test/support/miit/hand-overs.ts';
import { SAMPLE_CODES } from '../../../../test/support/orders/sample-codes.ts';
import { md5 } from '../authentication.ts';
import { toGbk } from '../gbk.ts';
import { readXml } from '../xml.ts';
import { orderDocument, type DocumentTerms } from './order-document.ts';

const hash = (xml: string): string => md5(toGbk(xml)).toString('hex');
const JPEG = Buffer.from('/9j/2Q==', 'base64');
const scan = (slot: string, content = JPEG, mediaType = 'image/jpeg'): HandOver['documents'][number] => ({
  slot,
  withImage: (use) => use({ content, mediaType, sha256: '0'.repeat(64) }),
});

const FORM: OrderForm = {
  entity: {
    kind: 'ENTERPRISE',
    name: '杭州青榄示例科技有限公司',
    certificateType: 'BUSINESS_LICENCE',
    certificateNumber: '91330108MA2K9QX091',
    province: 'ZJ',
    city: '杭州市',
    district: '滨江区',
    certificateAddress: '浙江省杭州市滨江区示例路1号2幢301室',
    mailingAddress: '示例路1号2幢301室',
    investor: '陈示例',
    headId: 'P1',
  },
  people: {
    P1: {
      name: '陈示例',
      documentType: 'RESIDENT_ID',
      documentNumber: '330106198803142018',
      mobile: '13900001234',
      officePhone: '0571-88880000',
      email: 'icp@qinglan-example.cn',
    },
    P2: {
      name: '林样本',
      documentType: 'RESIDENT_ID',
      documentNumber: '330108199107223524',
      mobile: '13900005678',
      officePhone: '0571-88880001',
      email: 'site@qinglan-example.cn',
    },
  },
  websites: {
    W1: {
      name: '青榄示例',
      domain: 'qinglan-example.cn',
      homeUrl: 'https://www.qinglan-example.cn/',
      serviceContents: [8],
      languages: ['zh'],
      headId: 'P2',
    },
  },
};

const ORDER: HandOver = {
  orderId: 'o1',
  handOver: 2,
  type: 'FIRST',
  form: FORM,
  instances: {
    W1: {
      instanceId: 'i-1',
      publicIps: [{ from: '203.0.113.10', to: '203.0.113.10' }],
      accessMethod: 'CLOUD',
      place: 'ZJ',
    },
  },
  documents: [
    scan('backdrop-photo:P2'),
    scan('checklist-form'),
    scan('entity-certificate'),
    scan('entity-head-id:P1'),
    scan('site-head-id:P2'),
    scan('commitment-letter'),
  ],
  personsToVerify: ['P1', 'P2'],
};

const NUMBERS: Readonly<Record<string, string>> = {
  'ZT:o1': '500001',
  'WZ:o1:W1': '600001',
  'YM:o1:W1': '610001',
  'JR:o1:W1:2': '620001',
  'IP:o1:W1:2:1': '630001',
};
const TERMS: DocumentTerms = {
  sender: { version: 'V.3.0', ispId: '330000009999' },
  codes: SAMPLE_CODES,
  passwordHash: '487d88de80e686ac6b10e1450a8f041b',
  ids: ({ kind, orderId, websiteId, handOver, index }) =>
    NUMBERS[[kind, orderId, websiteId, handOver, index].filter((one) => one !== undefined).join(':')] ?? '0',
};

const withWebsite = (changes: Partial<OrderForm['websites'][string]>): HandOver => ({
  ...ORDER,
  form: { ...FORM, websites: { W1: { ...FORM.websites['W1'], ...changes } } },
});

describe('A-180 a first filing', () => {
  test('is the document that was checked with the official schema', async () => {
    const { message, xml } = await orderDocument(ORDER, TERMS);
    expect(message).toBe('XZBA');
    expect(hash(xml)).toBe('d016cf77dbfc50c0603b21925447cf8e');
  });

  test('of an individual sends the certificate as the document of both heads', async () => {
    const entity = { ...FORM.entity, kind: 'INDIVIDUAL', certificateType: 'RESIDENT_ID' } as const;
    const order = { ...ORDER, form: { ...FORM, entity, websites: { W1: { ...FORM.websites['W1'], headId: 'P1' } } } };
    const { xml } = await orderDocument({ ...order, documents: [scan('entity-certificate')] }, TERMS);
    expect([...xml.matchAll(/<Fjyt>(\d)<\/Fjyt>/g)].map(([, use]) => use)).toEqual(['2', '3', '4']);
    expect(xml).toContain('<Dwxz>5</Dwxz>');
    expect(xml).toContain('<Zjlx>2</Zjlx>');
  });
});

test('a transfer is the document that was checked with the official schema', async () => {
  const order: HandOver = {
    ...ORDER,
    type: 'TRANSFER_NEW',
    documents: [],
    onRecord: {
      entity: { number: '浙ICP备2026000001号' },
      websites: { W1: { number: '浙ICP备2026000001号-1' } },
    },
  };
  const numbers: Readonly<Record<string, string>> = { 'JR:o1:W1:2': '620003', 'IP:o1:W1:2:1': '630003' };
  const { message, xml } = await orderDocument(order, {
    ...TERMS,
    ids: ({ kind }) => numbers[kind === 'JR' ? 'JR:o1:W1:2' : 'IP:o1:W1:2:1'] ?? '0',
  });
  expect(message).toBe('XZJR');
  expect(hash(xml)).toBe('44737a58ad8d20cc07157aafe2fe64ae');
});

test('a new website goes under the number of its entity, and its papers under its own number', async () => {
  const onRecord = { entity: { number: '浙ICP备2026000001号' }, websites: {} };
  const { message, xml } = await orderDocument({ ...ORDER, type: 'NEW_SITE_ELSEWHERE', onRecord }, TERMS);
  expect(message).toBe('XZWZ');
  expect(xml).toContain('<Zt_xx><Ztbah>浙ICP备2026000001号</Ztbah></Zt_xx>');
  expect(xml).toContain('<Ssdxlx>1</Ssdxlx><Ssdxbs><Baxh>浙ICP备2026000001号</Baxh></Ssdxbs>');
  expect(xml).toContain('<Ssdxlx>2</Ssdxlx><Ssdxbs><Jlid>600001</Jlid></Ssdxbs>');
});

test('a change of the entity goes with the websites that are served here', async () => {
  const order: HandOver = {
    ...ORDER,
    type: 'CHANGE_ENTITY',
    form: { ...FORM, websites: {} },
    instances: {},
    changes: { entityNumber: '浙ICP备2026000001号', websiteNumbers: {}, fields: [] },
    onRecord: {
      entity: { number: '浙ICP备2026000001号', id: '800001' },
      websites: {
        W1: { number: '浙ICP备2026000001号-1', id: '810001', domainId: '815001', accessId: '820001' },
        W2: { number: '浙ICP备2026000001号-2' }, // MIIT has not told its ids
      },
      served: {
        form: { ...FORM, websites: { ...FORM.websites, W2: { ...FORM.websites['W1'], domain: 'second-example.cn' } } },
        instances: ORDER.instances,
      },
    },
  };
  const { message, xml } = await orderDocument(order, TERMS);
  expect(message).toBe('BGBA');
  expect(xml).toContain('<Zt_xx><Ztid>800001</Ztid>');
  expect(xml).toContain('<Wzid>810001</Wzid>');
  expect(xml).toContain('<Ymid>815001</Ymid>');
  expect(xml).toContain('<Jrid>820001</Jrid>');
  expect(xml).not.toContain('second-example.cn');
});

describe('a removal', () => {
  const removal = (removes: 'ENTITY' | 'WEBSITES' | 'ACCESSES', type: HandOver['type']): HandOver => ({
    ...ORDER,
    type,
    documents: [],
    removal: { removes, entityNumber: '浙ICP备2026000001号', numbers: [], reason: '网站不再使用' },
    onRecord: {
      entity: { number: '浙ICP备2026000001号', id: '800001' },
      websites: { W1: { number: '浙ICP备2026000001号-1', id: '810001', accessId: '820001' } },
    },
  });
  const terms = { ...TERMS, codes: CODES_WITH_REASONS };

  test.each([
    ['ENTITY', 'DEREG_ENTITY', '<Zxlb>0</Zxlb><Jlid>800001</Jlid><Zxly>1</Zxly>'],
    ['WEBSITES', 'DEREG_SITE', '<Zxlb>1</Zxlb><Jlid>810001</Jlid><Zxly>1</Zxly>'],
    ['ACCESSES', 'CANCEL_ACCESS', '<Zxlb>2</Zxlb><Jlid>820001</Jlid><Zxly>1</Zxly>'],
  ] as const)('of %s names what MIIT numbers so', async (removes, type, expected) => {
    expect((await orderDocument(removal(removes, type), terms)).xml).toContain(expected);
  });

  test('waits for the table of reasons', async () => {
    const sent = orderDocument(removal('ENTITY', 'DEREG_ENTITY'), TERMS);
    await expect(sent).rejects.toMatchObject({ code: 'CODE_NOT_IN_FORCE' });
  });
});

describe('what the interface cannot carry goes to a person', () => {
  test.each<[string, HandOver, string]>([
    [
      'A-184 a name outside GBK',
      { ...ORDER, form: { ...FORM, entity: { ...FORM.entity, name: '王䶮' } } },
      'OUTSIDE_GBK',
    ],
    ['A-182 a code that is not in force', withWebsite({ serviceContents: [63] }), 'CODE_NOT_IN_FORCE'],
    ['a language that is not known', withWebsite({ languages: ['klingon'] }), 'LACKING'],
    [
      'a server without IPv4',
      {
        ...ORDER,
        instances: {
          W1: {
            instanceId: 'i',
            publicIps: [{ from: '2001:db8::1', to: '2001:db8::1' }],
            accessMethod: 'CLOUD',
            place: 'ZJ',
          },
        },
      },
      'LACKING',
    ],
    ['a text that is too long', withWebsite({ homeUrl: `www.qinglan-example.cn/${'a'.repeat(300)}` }), 'NOT_TAKEN'],
    [
      'a scan that is too large',
      { ...ORDER, documents: [scan('entity-certificate', Buffer.alloc(76_801))] },
      'SCAN_UNFIT',
    ],
    [
      'a scan that is no picture',
      { ...ORDER, documents: [scan('checklist-form', JPEG, 'application/pdf')] },
      'SCAN_UNFIT',
    ],
    ['a transfer of a website whose number is not known', { ...ORDER, type: 'TRANSFER_NEW' }, 'LACKING'],
    ['a new website of an entity whose number is not known', { ...ORDER, type: 'NEW_SITE_HERE' }, 'LACKING'],
  ])('%s', async (_what, order, code) => {
    await expect(orderDocument(order, TERMS)).rejects.toMatchObject({ name: 'AskPersonError', code });
  });

  test('A-183 a sheet of 115,200 bytes is taken, and one more is not', async () => {
    const sheet = (bytes: number) => ({ ...ORDER, documents: [scan('checklist-form', Buffer.alloc(bytes))] });
    await expect(orderDocument(sheet(115_200), TERMS)).resolves.toMatchObject({ message: 'XZBA' });
    await expect(orderDocument(sheet(115_201), TERMS)).rejects.toMatchObject({ code: 'SCAN_UNFIT' });
  });
});

test('orders of every type and kind, with one to ten websites, become documents in which nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(HAND_OVERS, async (order) => {
      const { xml } = await orderDocument(order, termsFor(order));
      expect(() => readXml(xml)).not.toThrow();
      expect(toGbk(xml).length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
});

test('a change of an entity whose certificate the schema of changes does not know goes to a person', async () => {
  const entity = { ...FORM.entity, kind: 'LAW_FIRM', certificateType: 'LAW_FIRM_PRACTICE_LICENCE' } as const;
  const order: HandOver = {
    ...ORDER,
    type: 'CHANGE_SITE',
    form: { ...FORM, entity },
    changes: { entityNumber: '浙ICP备2026000001号', websiteNumbers: {}, fields: [] },
    onRecord: {
      entity: { number: '浙ICP备2026000001号', id: '800001' },
      websites: { W1: { number: '浙ICP备2026000001号-1', id: '810001', accessId: '820001' } },
    },
  };
  await expect(orderDocument(order, TERMS)).rejects.toMatchObject({ code: 'NOT_TAKEN' });
});
