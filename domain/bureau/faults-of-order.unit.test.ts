/** Each code of MIIT's machine check reaches a field, a person at the provider, or nobody where nothing is wrong. */
import { describe, expect, test } from '@jest/globals';
import { faultsOfOrder } from './faults-of-order.ts';

const FORM = {
  entity: { name: '杭州青榄示例科技有限公司', certificateNumber: '91330108MA2K9QX091', headId: 'P1' },
  people: {
    P1: {
      name: '陈示例',
      documentNumber: '330106198803142018',
      mobile: '13900001234',
      email: 'icp@qinglan-example.cn',
    },
    P2: {
      name: '林样本',
      documentNumber: '330108199107223524',
      mobile: '13900005678',
      email: 'site@qinglan-example.cn',
    },
  },
  websites: {
    W1: { name: '青榄示例', domain: 'qinglan-example.cn', homeUrl: 'www.qinglan-sample.cn', headId: 'P2' },
    W2: { name: '第二个', domain: 'second-example.cn', headId: 'P1' },
  },
};
const faults = (code: string, text?: string) => faultsOfOrder([text === undefined ? { code } : { code, text }], FORM);
const placed = (code: string, text?: string): string[] => faults(code, text).items.map(({ path }) => path);

test('a website that the bureau does not name is any of the order', () => {
  expect(placed('1020')).toEqual(['websites.W1.name', 'websites.W2.name']);
});

test('of fields that say the same the one is meant that is filled in, at each website its own', () => {
  const { W1, W2 } = FORM.websites;
  const websites = { W1: { ...W1, languages: ['中文'] }, W2: { ...W2, languageCodes: [1], languages: ['中文'] } };
  const [inWords, inCodes] = faultsOfOrder([{ code: '1066' }], { ...FORM, websites }).items;
  expect([inWords?.path, inCodes?.path]).toEqual(['websites.W1.languages', 'websites.W2.languageCodes']);
  const entity = { ...FORM.entity, city: '杭州市' };
  expect(faultsOfOrder([{ code: '1019' }], { ...FORM, entity }).items).toMatchObject([{ path: 'entity.city' }]);
});

test('way and place of access go to the customer too where the customer has said them', () => {
  const websites = { W1: { ...FORM.websites.W1, accessMethod: 'CLOUD' as const, serverPlace: 'ZJ' as const } };
  const told = faultsOfOrder([{ code: '1035' }, { code: '1036' }], { ...FORM, websites });
  expect(told.items.map(({ path }) => path)).toEqual(['websites.W1.accessMethod', 'websites.W1.serverPlace']);
  expect(told.provider).toEqual(['1035', '1036']);
});

/** Codes of V3.0: 1001 to 1068 and 1999, 5001 to 5011 and 5999. */
const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_one, index) => String(from + index));
const ALL = [...range(1001, 1068), '1999', ...range(5001, 5011), '5999'];
/** Success (1060, 1062), and decisions, which come in a message of their own (1001, 1002). */
const NO_FAULT = ['1001', '1002', '1060', '1062'];

describe('of all codes of the interface', () => {
  test('each is told at a field, is the matter of a person at the provider, or is no fault', () => {
    const untold = ALL.filter((code) => {
      const { items, provider } = faults(code);
      return items.length === 0 && provider.length === 0;
    });
    expect(untold).toEqual(NO_FAULT);
  });

  test('those about the provider itself never go to the customer', () => {
    for (const code of ['1045', '1054', '1056', '1057', '1063', '1999', ...range(5001, 5011), '5999'])
      expect(faults(code)).toEqual({ items: [], provider: [code] });
  });

  test('one that nobody knows goes to a person', () => {
    expect(faults('1777')).toEqual({ items: [], provider: ['1777'] });
  });
});

test('all faults of a request are told at once, each once, and without values', () => {
  const results = [
    { code: '1015', text: '不合法。错误数据：330106198803142018' },
    { code: '1015', text: '不合法。错误数据：330106198803142018' },
    { code: '1063', text: '未报备。网站名称：青榄示例，错误数据：203.0.113.10' },
    { code: '1003', text: '主体冲突' },
  ];
  const told = faultsOfOrder(results, FORM);
  expect(told.items.map(({ path, code }) => [path, code])).toEqual([
    ['people.P1.documentNumber', 'MIIT_1015'],
    ['entity.certificateNumber', 'HOST_CONFLICT'],
  ]);
  expect(told.provider).toEqual(['1063']);
  expect(JSON.stringify(told)).not.toContain('330106198803142018');
});
