/** Files of the bureau as facts. The first four documents were checked with the official schemas. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XmlError } from '../xml.ts';
import { readDownload, type Fact } from './read-download.ts';

const file = (content: string): string =>
  `<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0">${content}</DownloadData>`;
const icp = (content: string): string => file(`<ICP>${content}</ICP>`);
const factsOf = (content: string): readonly Fact[] => readDownload(content).facts;

const APPROVAL =
  '<BAJG><GJSHS><Gjsh><Shrxm>管局样本</Shrxm><Shr_dhhm>0571-80000000</Shr_dhhm><Shsj>2026-03-16</Shsj><Shyj>同意</Shyj><Shjg>1</Shjg><Czlx>1</Czlx><Jlid>500001</Jlid></Gjsh></GJSHS></BAJG>';
const REFUSAL =
  '<BAJG><GJSHS><Gjsh><Shsj>2026-03-12</Shsj><Shyj>网站名称与主办单位经营范围无关，请修改网站名称后重新提交</Shyj><Shjg>0</Shjg><Czlx>1</Czlx><Jlid>500001</Jlid></Gjsh></GJSHS></BAJG>';
const FAULTS = `<BAJG><Jg_xx>
<Jgxx><Jgdm>1063</Jgdm><Dmms>ICP备案接入信息中所使用的IP地址与你单位IP地址备案中报备的IP信息不一致，请核实后再次提交。网站名称：青榄示例，错误数据：203.0.113.10</Dmms></Jgxx>
<Jgxx><Jgdm>1041</Jgdm><Dmms>网站首页URL中必须包含域名中的其中一项，请核实后再次报备。网站名称：青榄示例，错误数据：www.qinglan-sample.cn</Dmms></Jgxx>
<Czlx>1</Czlx><Bs>500001</Bs></Jg_xx></BAJG>`;
const ENTITY = (own: string, number: string, rest = '') =>
  `<Zt_xx>${own}<Ztid>800001</Ztid><Dwmc>杭州青榄示例科技有限公司</Dwmc><Dwxz>4</Dwxz><Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid><Xianid>330108</Xianid><Xxdz>示例路1号2幢301室</Xxdz></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>浙江省杭州市滨江区示例路1号2幢301室</Zjzs></Zj>
<Fzr><Fzr_xm>陈示例</Fzr_xm><Fzr_dhhm>0571-88880000</Fzr_dhhm><Fzr_sjhm>13900001234</Fzr_sjhm><Fzr_dzyj>icp@qinglan-example.cn</Fzr_dzyj><Fzr_zjhm>330106198803142018</Fzr_zjhm><Fzr_zjlx>2</Fzr_zjlx></Fzr>${number}<Bbyhlx>1</Bbyhlx><Scbbsj>2026-03-02</Scbbsj><Zjxgsj>2026-03-16 09:30:00</Zjxgsj>${rest}</Zt_xx>`;
const WEBSITE = `<Wz_xx><IspWzid>600001</IspWzid><Wzid>810001</Wzid><Wzmc>青榄示例</Wzmc><Fwnr><Fwnr_id>8</Fwnr_id></Fwnr><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><IspYmid>610001</IspYmid><Ymid>815001</Ymid><Ym>qinglan-example.cn</Ym></Ym_xx>
<Jr_xx><IspJrid>620001</IspJrid><Jrid>820001</Jrid><Ispid>330000009999</Ispid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><IspIpid>630001</IspIpid><Ipid>830001</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx><Wz_Fzr><Fzr_xm>林样本</Fzr_xm><Fzr_sjhm>13900005678</Fzr_sjhm></Wz_Fzr>
<Syurl>www.qinglan-example.cn</Syurl><Baxh>浙ICP备2026000001号-1</Baxh></Wz_xx>`;
const RECORD = `<Baxx>${ENTITY('<IspZtid>500001</IspZtid>', '<Baxh>浙ICP备2026000001号</Baxh>', '<Shsj>2026-03-16</Shsj>')}${WEBSITE}</Baxx>`;

describe('a file', () => {
  test('with an approval tells who was approved and when', () => {
    expect(factsOf(icp(APPROVAL))).toEqual([
      {
        fact: 'DECISION',
        decision: {
          approved: true,
          decidedAt: '2026-03-16',
          operation: 'FIRST_FILING',
          about: '500001',
          opinion: '同意',
        },
      },
    ]);
  });

  test('with a refusal tells the reasons', () => {
    expect(factsOf(icp(REFUSAL))).toMatchObject([
      {
        fact: 'DECISION',
        decision: { approved: false, opinion: '网站名称与主办单位经营范围无关，请修改网站名称后重新提交' },
      },
    ]);
  });

  test('with faults of the machine check tells all of them', () => {
    expect(factsOf(icp(FAULTS))).toMatchObject([
      {
        fact: 'RESULT',
        result: {
          operation: 'FIRST_FILING',
          about: '500001',
          results: [{ code: '1063', text: expect.stringContaining('203.0.113.10') }, { code: '1041' }],
        },
      },
    ]);
  });

  test('with a record tells ids, numbers and addresses', () => {
    expect(factsOf(icp(`<BASJ>${RECORD}</BASJ>`))).toEqual([
      {
        fact: 'RECORD',
        record: {
          entity: {
            own: '500001',
            id: '800001',
            number: '浙ICP备2026000001号',
            name: '杭州青榄示例科技有限公司',
            nature: 4,
            place: { province: '330000', city: '330100', county: '330108', address: '示例路1号2幢301室' },
            certificate: { type: 1, number: '91330108MA2K9QX091', address: '浙江省杭州市滨江区示例路1号2幢301室' },
            head: {
              name: '陈示例',
              officePhone: '0571-88880000',
              mobile: '13900001234',
              email: 'icp@qinglan-example.cn',
              documentType: 2,
              documentNumber: '330106198803142018',
            },
            onBehalf: true,
            firstReportedAt: '2026-03-02',
            changedAt: '2026-03-16 09:30:00',
            decidedAt: '2026-03-16',
          },
          websites: [
            {
              own: '600001',
              id: '810001',
              number: '浙ICP备2026000001号-1',
              name: '青榄示例',
              preApprovals: [],
              contents: [8],
              languages: [1],
              domains: [{ own: '610001', id: '815001', domain: 'qinglan-example.cn' }],
              accesses: [
                {
                  own: '620001',
                  id: '820001',
                  provider: '330000009999',
                  places: [34],
                  methods: [5],
                  addresses: [{ own: '630001', id: '830001', from: '203.0.113.10', to: '203.0.113.10' }],
                },
              ],
              head: { name: '林样本', mobile: '13900005678' },
              homeUrl: 'www.qinglan-example.cn',
            },
          ],
        },
      },
    ]);
  });

  test.each<[string, string, unknown]>([
    ['a removed access', icp('<ZXSJ><Zxxx><Zxlb>2</Zxlb><Jlid>820001</Jlid></Zxxx></ZXSJ>'), { fact: 'REMOVED', removed: { removed: 'ACCESS', id: '820001' } }],
    ['a removed entity', icp('<ZXSJ><Zxxx><Zxlb>0</Zxlb><Jlid>800001</Jlid><Bz/></Zxxx></ZXSJ>'), { fact: 'REMOVED', removed: { removed: 'ENTITY', id: '800001' } }],
    ['a blacklisted entity', icp('<HMDLB><Zthmdxxs><Zt_xx><Dwmc>甲</Dwmc><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm></Zj></Zt_xx><Czlx>0</Czlx></Zthmdxxs></HMDLB>'),
      { fact: 'BLACKLISTED', entry: { blacklisted: 'ENTITY', listed: 'ADDED', name: '甲', certificate: { type: 1, number: '91330108MA2K9QX091' } } }],
    ['a website that left the blacklist', icp('<HMDLB><Wzhmdxxs><Wz_xx><Wzmc>乙</Wzmc><Ym_xx><Ym>a-example.cn</Ym></Ym_xx></Wz_xx><Czlx>2</Czlx></Wzhmdxxs></HMDLB>'),
      { fact: 'BLACKLISTED', entry: { blacklisted: 'WEBSITE', listed: 'REMOVED', name: '乙', domains: ['a-example.cn'] } }],
    ['an illegal access', icp('<FFJRHMD><Ffjrxx><Id>7</Id><Ym>a-example.cn</Ym><Ip>3405803786</Ip><Zjjrz>330000009999</Zjjrz><Szs>330000</Szs><Dqjcsj>2026-03-16</Dqjcsj></Ffjrxx></FFJRHMD>'),
      { fact: 'ILLEGAL_ACCESS', website: { id: '7', domain: 'a-example.cn', address: '203.0.113.10', provider: '330000009999', province: '330000', detectedAt: '2026-03-16' } }],
    ['an unfiled website', icp('<WBAWZLB><Wbawz_xx><Id>7</Id><Wzym_mc>a-example.cn</Wzym_mc><IP>4294967295</IP><Jccs>3</Jccs><Yys>2</Yys></Wbawz_xx></WBAWZLB>'),
      { fact: 'UNFILED', website: { id: '7', domain: 'a-example.cn', address: '255.255.255.255', carrier: '2', languages: [] } }],
    ['an access that is not on record', icp('<HCJG><Jgxx><Jrhc><Wzid>810001</Wzid><Wz_Baxh>浙ICP备2026000001号-1</Wz_Baxh><Ym>a-example.cn</Ym><Jxip>3405803786</Jxip><Hcjg>2</Hcjg><Hcsj>2026-03-16</Hcsj></Jrhc></Jgxx></HCJG>'),
      { fact: 'INSPECTED', inspected: { inspected: 'ACCESS', found: 'TOO_LITTLE', website: '810001', number: '浙ICP备2026000001号-1', at: '2026-03-16', domain: 'a-example.cn', address: '203.0.113.10' } }],
    ['a dead shell', icp('<HCJG><Jgxx><Kkwzhc><Wzid>810001</Wzid><Wz_Baxh>浙ICP备2026000001号-1</Wz_Baxh><Hcjg>1</Hcjg><Hcsj>2026-03-16</Hcsj></Kkwzhc></Jgxx></HCJG>'),
      { fact: 'INSPECTED', inspected: { inspected: 'SHELL', found: 'DEAD', website: '810001', number: '浙ICP备2026000001号-1', at: '2026-03-16' } }],
    ['something to rectify', icp('<XGTZ><Tzxx><Tzlb>1</Tzlb><Jlid>810001</Jlid><Tznr>请于30日内整改</Tznr></Tzxx></XGTZ>'), { fact: 'TO_RECTIFY', notice: { concerns: 'WEBSITE', id: '810001', text: '请于30日内整改' } }],
    ['a verification task', icp(`<HSRW>${RECORD.replace(/<Ispid>\d+<\/Ispid>/, '').replace('</Ip_xx></Jr_xx>', '</Ip_xx><Bbyhid>5</Bbyhid><Bbyhlx>0</Bbyhlx></Jr_xx>')}</HSRW>`), { fact: 'TASK', record: { entity: { id: '800001' } } }],
    ['a synchronised record', file(`<SJTB><ICP>${RECORD}</ICP></SJTB>`), { fact: 'SYNCHRONISED', record: { entity: { id: '800001' } } }],
    ['the same under the other name of the interface', file(`<DJTB><ICP>${RECORD}</ICP></DJTB>`), { fact: 'SYNCHRONISED' }],
    ['a code', file('<JCDM><Jcdm_xx><Wzfwlx_dms><Wzfwlx_xx><Id>34</Id><Ysid>8589934592</Ysid><Mc>新内容</Mc><Sfyx>1</Sfyx></Wzfwlx_xx></Wzfwlx_dms></Jcdm_xx></JCDM>'),
      { fact: 'CODE', row: { table: 'CONTENT', id: '34', name: '新内容', valid: true, bit: '8589934592' } }],
    ['a code that is no longer valid', file('<JCDM><Jcdm_xx><Zjlx_dms><Zjlx_xx><Id>8</Id><Mc>军官证</Mc><Dwflid>5</Dwflid><Sfyx>0</Sfyx></Zjlx_xx></Zjlx_dms></Jcdm_xx></JCDM>'),
      { fact: 'CODE', row: { table: 'CERTIFICATE', id: '8', name: '军官证', valid: false, belongsTo: '5' } }],
    ['a reporting unit', file('<JCDM><Bbdwlb><Bbdw><Id>330000009999</Id><Dwmc>丙网络</Dwmc><Shengid>330000</Shengid><Sfyx>1</Sfyx></Bbdw></Bbdwlb></JCDM>'),
      { fact: 'REPORTING_UNIT', unit: { id: '330000009999', name: '丙网络', valid: true, province: '330000' } }],
    ['a result of an address report', file('<IP><BAJG><Lyjg><Jgxx><Jgdm>2998</Jgdm><Dmms>成功</Dmms></Jgxx><Id>9</Id><Czlx>1</Czlx><IspId>7</IspId></Lyjg></BAJG></IP>'),
      { fact: 'ADDRESS_RESULT', result: { kind: 'SOURCE', operation: 'ADDED', id: '9', own: '7', results: [{ code: '2998', text: '成功', ranges: [] }] } }],
    ['addresses that conflict', file('<IP><HCJG><Jgxx><Ct><Qsip1>3405803776</Qsip1><Zzip1>3405803786</Zzip1><Ctbbdwid>5</Ctbbdwid><Qsip2>3405803777</Qsip2><Zzip2>3405803778</Zzip2></Ct></Jgxx></HCJG></IP>'),
      { fact: 'ADDRESS_FAULT', fault: { fault: 'CONFLICT', unit: '5', range: { from: '203.0.113.0', to: '203.0.113.10' }, other: { from: '203.0.113.1', to: '203.0.113.2' } } }],
    ['addresses on record', file('<SJTB><IP><Iply><Lyxx><Id>9</Id><IspId>7</IspId><Bbdwid>5</Bbdwid><Qsip>3405803776</Qsip><Zzip>3405804031</Zzip><Lydw>2</Lydw></Lyxx></Iply></IP></SJTB>'),
      { fact: 'ADDRESS_RECORD', range: { kind: 'SOURCE', id: '9', own: '7', unit: '5', from: '203.0.113.0', to: '203.0.113.255' } }],
  ])('with %s tells it', (_what, content, fact) => {
    const { facts, unknown } = readDownload(content);
    expect(facts).toMatchObject([fact]);
    expect(unknown).toEqual([]);
  }); // prettier-ignore

  test('may hold several kinds at once, and none of them is lost', () => {
    const kinds = [
      APPROVAL,
      FAULTS.trim(),
      `<BASJ>${RECORD}</BASJ>`,
      '<ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>1</Jlid></Zxxx></ZXSJ>',
    ];
    const many = fc.record({ records: fc.nat(5), decisions: fc.nat(5), results: fc.nat(5), removals: fc.nat(5) });
    expect(factsOf(icp(kinds.slice(2).join(''))).map(({ fact }) => fact)).toEqual(['RECORD', 'REMOVED']);
    fc.assert(
      fc.property(many, ({ records, decisions, results, removals }) => {
        const gjshs = APPROVAL.slice('<BAJG><GJSHS>'.length, -'</GJSHS></BAJG>'.length).repeat(decisions);
        const jg = FAULTS.slice('<BAJG>'.length, -'</BAJG>'.length).repeat(results);
        const content = icp(
          `<BASJ>${RECORD.repeat(records)}</BASJ><ZXSJ>${'<Zxxx><Zxlb>1</Zxlb><Jlid>1</Jlid></Zxxx>'.repeat(removals)}</ZXSJ><BAJG>${jg}<GJSHS>${gjshs}</GJSHS></BAJG>`,
        );
        const counted = (kind: string) => factsOf(content).filter(({ fact }) => fact === kind).length;
        expect([counted('RECORD'), counted('DECISION'), counted('RESULT'), counted('REMOVED')]).toEqual([
          records,
          decisions,
          results,
          removals,
        ]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a strange file', () => {
  test('with one bad record keeps the good ones, and says which element is wrong without its value', () => {
    const bad =
      '<Zxxx><Zxlb>9</Zxlb><Jlid>1</Jlid></Zxxx><Zxxx><Zxlb>1</Zxlb><Jlid>一</Jlid></Zxxx><Zxxx><Zxlb>1</Zxlb></Zxxx>';
    expect(factsOf(icp(`<ZXSJ>${bad}<Zxxx><Zxlb>1</Zxlb><Jlid>810001</Jlid></Zxxx></ZXSJ>`))).toEqual([
      { fact: 'UNREADABLE', element: 'Zxxx', why: 'Zxlb 9 in Zxxx is not of this version' },
      { fact: 'UNREADABLE', element: 'Zxxx', why: 'Jlid in Zxxx is no number' },
      { fact: 'UNREADABLE', element: 'Zxxx', why: 'Zxxx lacks Jlid' },
      { fact: 'REMOVED', removed: { removed: 'WEBSITE', id: '810001' } },
    ]);
  });

  test('of a later version names what nobody here knows, and reads the rest', () => {
    const later = icp('<DXHY><a/></DXHY><ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>810001</Jlid><Zxsj>2026</Zxsj></Zxxx></ZXSJ>');
    const { facts, unknown } = readDownload(later);
    expect(facts).toHaveLength(1);
    expect(unknown).toEqual(['DownloadData/ICP/DXHY', 'DownloadData/ICP/ZXSJ/Zxxx/Zxsj']);
  });

  test('with an id beyond the exact numbers keeps every digit', () => {
    const facts = factsOf(icp('<ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>9007199254740993</Jlid></Zxxx></ZXSJ>'));
    expect(facts).toEqual([{ fact: 'REMOVED', removed: { removed: 'WEBSITE', id: '9007199254740993' } }]);
  });

  test.each([
    '',
    'busy',
    '<UploadData/>',
    '<DownloadData><ICP></DownloadData>',
    '<!DOCTYPE DownloadData [<!ENTITY a "b">]><DownloadData><ICP>&a;</ICP></DownloadData>',
    '<DownloadData><__proto__>1</__proto__></DownloadData>',
  ])('such as %j is refused as a whole', (text) => {
    expect(() => readDownload(text)).toThrow(XmlError);
  });
});
