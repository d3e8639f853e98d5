/** Uploads against documents that were checked with the official schemas, and against what the interface refuses. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SENDER, UPLOADS } from '../../../../test/support/miit/uploads.ts';
import { md5 } from '../authentication.ts';
import { toGbk } from '../gbk.ts';
import { readXml } from '../xml.ts';
import { addressReport } from './address-report.ts';
import { firstFiling, type FirstFiling } from './first-filing.ts';
import { newAccesses } from './new-access.ts';
import type { Head } from './parts.ts';
import { removals } from './removal.ts';
import { DocumentError } from './values.ts';

const hash = (xml: string): string => md5(toGbk(xml)).toString('hex');

const JPEG = '/9j/2Q==';
const entityHead: Head = {
  name: '陈示例',
  officePhone: '0571-88880000',
  mobile: '13900001234',
  email: 'icp@qinglan-example.cn',
  documentType: 2,
  documentNumber: '330106198803142018',
};
const siteHead: Head = {
  name: '林样本',
  officePhone: '0571-88880001',
  mobile: '13900005678',
  email: 'site@qinglan-example.cn',
  documentType: 2,
  documentNumber: '330108199107223524',
};
const scan = (use: number, about: 'ENTITY' | 'WEBSITE') =>
  ({ format: 1, use, content: JPEG, about, own: about === 'ENTITY' ? '500001' : '600001' }) as const;

const FILING: FirstFiling = {
  entity: {
    own: '500001',
    name: '杭州青榄示例科技有限公司',
    nature: 4,
    investor: '陈示例',
    place: { province: '330000', city: '330100', county: '330108', address: '示例路1号2幢301室' },
    certificate: { type: 1, number: '91330108MA2K9QX091', address: '浙江省杭州市滨江区示例路1号2幢301室' },
    head: entityHead,
  },
  websites: [
    {
      own: '600001',
      name: '青榄示例',
      preApprovals: [],
      contents: [8],
      languages: [1],
      domains: [{ own: '610001', domain: 'qinglan-example.cn' }],
      accesses: [
        {
          own: '620001',
          places: [34],
          methods: [5],
          addresses: [{ own: '630001', from: '203.0.113.10', to: '203.0.113.10' }],
        },
      ],
      head: siteHead,
      homeUrl: 'www.qinglan-example.cn',
    },
  ],
  attachments: [scan(1, 'WEBSITE'), scan(2, 'ENTITY'), scan(3, 'ENTITY'), scan(4, 'WEBSITE'), scan(5, 'WEBSITE')],
};

describe('an upload', () => {
  test('of a first filing has the bytes of the checked document', () => {
    expect(hash(firstFiling(SENDER, FILING))).toBe('d016cf77dbfc50c0603b21925447cf8e');
  });

  test('of a new access has the bytes of the checked document', () => {
    const access = {
      website: { number: '浙ICP备2026000001号-1' },
      own: '620003',
      places: [34],
      methods: [5],
      addresses: [{ own: '630003', from: '203.0.113.10', to: '203.0.113.10' }],
      attachments: [],
      passwordHash: '487d88de80e686ac6b10e1450a8f041b',
    };
    expect(hash(newAccesses(SENDER, [access]))).toBe('44737a58ad8d20cc07157aafe2fe64ae');
  });

  test('of a removal has the text of the checked document', () => {
    expect(removals(SENDER, [{ removes: 'ACCESS', id: '820001', reason: 1 }])).toBe(
      '<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP><ZXBA><Zx_xx><Zxlb>2</Zxlb><Jlid>820001</Jlid><Zxly>1</Zxly></Zx_xx></ZXBA><Qqdwid>330000009999</Qqdwid></ICP></UploadData>',
    );
  });

  test('of an allocation names the user only where somebody else uses the addresses', () => {
    const range = { from: '203.0.113.0', to: '203.0.113.255' };
    const xml = addressReport(SENDER, { added: { allocations: [{ ...range, own: '7', as: 'RESERVED' }] } });
    expect(xml).toContain(
      '<XZBA><Xzfp><Fpsy><IspId>7</IspId><Qsip>3405803776</Qsip><Zzip>3405804031</Zzip><Fpfs>4</Fpfs></Fpsy></Xzfp></XZBA>',
    );
  });

  test.each(Object.entries(UPLOADS))('%s of every content is XML in GBK', (_kind, uploads) => {
    fc.assert(
      fc.property(uploads, (xml) => readXml(xml).name === 'UploadData' && toGbk(xml).length > 0),
      { numRuns: 40 },
    );
  });
});

describe('an upload is refused here, by the name of the element,', () => {
  const entity = (given: Partial<FirstFiling['entity']>) => ({ ...FILING, entity: { ...FILING.entity, ...given } });
  const head = (given: Partial<Head>) => entity({ head: { ...entityHead, ...given } });
  const website = (given: Partial<FirstFiling['websites'][number]>) => ({
    ...FILING,
    websites: FILING.websites.map((one) => ({ ...one, ...given })),
  });

  test.each<[string, FirstFiling]>([
    ['Dwmc', entity({ name: '' })],
    ['Dwmc', entity({ name: '例'.repeat(256) })],
    ['Dwxz', entity({ nature: 0 })],
    ['IspZtid', entity({ own: '0' })],
    ['IspZtid', entity({ own: '9223372036854775808' })],
    ['Shengid', entity({ place: { province: 'ZJ', city: '330100' } })],
    ['Fzr_sjhm', head({ mobile: '1390000123' })],
    ['Fzr_sjhm', head({ mobile: '+8613900001234' })],
    ['Fzr_dzyj', head({ email: 'nobody' })],
    ['Fzr_dhhm', head({ officePhone: '88880000' })],
    ['Wz_xx', { ...FILING, websites: [] }],
    ['Fwnr_id', website({ contents: [] })],
    ['Fwnr_id', website({ contents: [65] })],
    ['Syurl', website({ homeUrl: 'a.c' })],
    ['Syurl', website({ homeUrl: `www.${'a'.repeat(252)}` })],
    [
      'Qsip',
      website({
        accesses: [
          { own: '1', places: [1], methods: [1], addresses: [{ own: '1', from: '2001:db8::1', to: '203.0.113.1' }] },
        ],
      }),
    ],
    ['Spwj', website({ preApprovals: [{ kind: 1, number: '1', scans: [] }] })],
  ])('when %s is out of bounds', (element, filing) => {
    expect(() => firstFiling(SENDER, filing)).toThrow(DocumentError);
    expect(() => firstFiling(SENDER, filing)).toThrow(`${element}: `);
  });
});
