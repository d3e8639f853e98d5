/** A provider's client made of a public SOAP package talks to the bureau's server, from the specification alone. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { strFromU8, unzipSync } from 'fflate';
import { createClientAsync } from 'soap';
import { createSandbox, type Sandbox } from '../../sandbox.ts';
import { SANDBOX_ACCOUNTS } from './accounts.ts';
import { open, seal, zipped } from './sealing.ts';
import { readTree, text, at, all } from './tree.ts';

const province = 'ZJ';
const account = accountOf(province);
const { ispId, userName, password } = account;

function accountOf(of: string) {
  const found = SANDBOX_ACCOUNTS.find((one) => one.province === of);
  if (found === undefined) throw new Error('the sandbox has no account there');
  return found;
}

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await createSandbox();
});
afterEach(() => sandbox.stop());

const UP_DOWN_LOAD = '/ISPWebService/upDownLoad';
const RANDOM = 'abcdefghijABCDEFGH12';
const proof = () => ({
  userName,
  randVal: RANDOM,
  pwdHash: createHash('md5')
    .update(iconv.encode(`${password}${RANDOM}`, 'gbk'))
    .digest('base64'),
  hashAlgorithm: 0,
});

/** One call by the package; the answer as a tree. */
async function call(method: string, given: Record<string, unknown>, path = UP_DOWN_LOAD) {
  const endpoint = `${sandbox.url}/bureaus/${province}${path}`;
  const client = await createClientAsync(`${endpoint}?wsdl`, { endpoint });
  const [result]: [{ return: string }] = await client[`${method}Async`]({
    ispID: given['ispId'] ?? ispId,
    ispId,
    ...given,
  });
  return readTree(result.return).element;
}
const codeOf = async (method: string, given: Record<string, unknown>, path?: string) =>
  Number(text(await call(method, given, path), 'msg_code'));

const uploadOf = (xml: string, dataSequence: number, change: Record<string, unknown> = {}) => ({
  ...proof(),
  ...seal(zipped('beianinfo.xml', xml), account),
  dataSequence,
  ...change,
});
const upload = (xml: string, dataSequence: number, change: Record<string, unknown> = {}) =>
  codeOf('isp_upload', uploadOf(xml, dataSequence, change));

/** Fetches one file and acknowledges it. */
async function fetchFile(): Promise<{ name: string; xml: string } | undefined> {
  const answer = await call('isp_download', proof());
  const infos = at(answer, 'fileInfos');
  if (infos === undefined) return undefined;
  const part = (name: string): string => text(infos, name) ?? '';
  const opened = open(
    {
      beianInfo: part('beianInfo'),
      beianInfoHash: part('beianInfoHash'),
      encryptAlgorithm: part('encryptAlgorithm'),
      hashAlgorithm: part('hashAlgorithm'),
      compressionFormat: part('compressionFormat'),
    },
    account,
  );
  const name = part('return_FileName');
  expect(await codeOf('isp_downloadack', { ...proof(), fileName: name })).toBe(0);
  return { name, xml: opened.xml ?? '' };
}

/** The files that wait, without the code tables, which everybody gets once. */
async function waitingFiles(): Promise<string[]> {
  const files: string[] = [];
  for (let file = await fetchFile(); file !== undefined; file = await fetchFile()) files.push(file.xml);
  return files.filter((xml) => !xml.includes('<JCDM>'));
}

/** The first filing that the specification shows, checked there with the official schema. */
const FILING = `<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP><XZBA><Baxx>
<Zt_xx><IspZtid>500001</IspZtid><Dwmc>杭州青榄示例科技有限公司</Dwmc><Dwxz>4</Dwxz><Tzr>陈示例</Tzr><Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid><Xianid>330108</Xianid><Xxdz>示例路1号2幢301室</Xxdz></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>浙江省杭州市滨江区示例路1号2幢301室</Zjzs></Zj>
<Fzr><Fzr_xm>陈示例</Fzr_xm><Fzr_dhhm>0571-88880000</Fzr_dhhm><Fzr_sjhm>13900001234</Fzr_sjhm><Fzr_dzyj>icp@qinglan-example.cn</Fzr_dzyj><Fzr_zjlx>2</Fzr_zjlx><Fzr_zjhm>330106198803142018</Fzr_zjhm></Fzr><Bbfs>1</Bbfs></Zt_xx>
<Wz_xx><IspWzid>600001</IspWzid><Wzmc>青榄示例</Wzmc><Fwnr><Fwnr_id>8</Fwnr_id></Fwnr><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><IspYmid>610001</IspYmid><Ym>qinglan-example.cn</Ym></Ym_xx><Jr_xx><IspJrid>620001</IspJrid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs>
<Ip_xx><IspIpid>630001</IspIpid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx><Wz_Fzr><Fzr_xm>林样本</Fzr_xm><Fzr_dhhm>0571-88880001</Fzr_dhhm><Fzr_sjhm>13900005678</Fzr_sjhm><Fzr_dzyj>site@qinglan-example.cn</Fzr_dzyj><Fzr_zjlx>2</Fzr_zjlx><Fzr_zjhm>330108199107223524</Fzr_zjhm></Wz_Fzr>
<Syurl>www.qinglan-example.cn</Syurl>
</Wz_xx>
<Fj><Fjxx><Fjwjgs>1</Fjwjgs><Fjyt>1</Fjyt><Fjnr>/9j/2Q==</Fjnr><Fjssdx><Ssdxlx>2</Ssdxlx><Ssdxbs>600001</Ssdxbs></Fjssdx></Fjxx></Fj></Baxx></XZBA><Qqdwid>330000009999</Qqdwid></ICP></UploadData>`;

const removal = (kind: number, id: string): string =>
  `<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP><ZXBA><Zx_xx><Zxlb>${kind}</Zxlb><Jlid>${id}</Jlid><Zxly>1</Zxly></Zx_xx></ZXBA><Qqdwid>330000009999</Qqdwid></ICP></UploadData>`;

describe('a call', () => {
  test('is let in by the hash of the password and its random text only', async () => {
    expect(await codeOf('isp_download', proof())).toBe(0);
    expect(await codeOf('isp_download', { ...proof(), userName: 'somebody' })).toBe(4);
    expect(await codeOf('isp_download', { ...proof(), pwdHash: 'xiaOt3jlOfJ+JnWmae9bxg==' })).toBe(5);
    expect(await codeOf('isp_download', { ...proof(), randVal: 'short' })).toBe(16);
    expect(await codeOf('isp_download', { ...proof(), hashAlgorithm: 1 })).toBe(10);
    expect(await codeOf('isp_download', { ...proof(), ispId: '110000000001' })).toBe(13);
    expect(await codeOf('isp_download', { ...proof(), ispId: '330000000001' })).toBe(12);
  });

  test('of an upload says what is wrong with its envelope, and takes nothing', async () => {
    expect(await upload(FILING, 1, { compressionFormat: 1 })).toBe(11);
    expect(await upload(FILING, 1, { encryptAlgorithm: 7 })).toBe(9);
    expect(await upload(FILING, 1, { beianInfo: Buffer.from('0'.repeat(32)).toString('base64') })).toBe(6);
    expect(await upload(FILING, 1, { beianInfoHash: 'AAAAAAAAAAAAAAAAAAAAAA==' })).toBe(7);
    expect(await upload(FILING, 1, { ...seal(Buffer.from('no zip'), account) })).toBe(8);
    expect(sandbox.bureaus.uploads.last(province)).toBe(0);
  });

  test('of an upload is taken under the next number only', async () => {
    expect(await upload(FILING, 3)).toBe(14);
    const gap = await call('isp_upload', uploadOf(FILING, 3));
    expect(all(at(gap, 'dataSequences'), 'dataSequence')).toEqual(['1', '2']);
    expect(await upload(FILING, 1)).toBe(0);
    expect(await upload(FILING, 1)).toBe(999);
    expect(await upload(FILING, 2)).toBe(0);
    expect(sandbox.bureaus.uploads.repeated(province)).toBe(1);
  });

  test('for the previous upload brings the number and the very file', async () => {
    const before = await call('isp_querypreviousupload', proof());
    expect(text(before, 'fileInfos', 'dataSequence')).toBe('0');
    const zip = zipped('beianinfo.xml', FILING); // made once, because a zip holds the time at which it was made
    await call('isp_upload', { ...proof(), ...seal(zip, account), dataSequence: 1 });
    const after = await call('isp_querypreviousupload', proof());
    expect(text(after, 'fileInfos', 'dataSequence')).toBe('1');
    expect(text(after, 'fileInfos', 'beianInfoHash')).toBe(createHash('md5').update(zip).digest('base64'));
  });

  test('for a status and for a filing password is answered from the record', async () => {
    sandbox.register.putEntity({ certificateNumber: '91330108MA2K9QX091', number: '浙ICP备2026000001号' });
    sandbox.register.putDomain({
      domain: 'qinglan-example.cn',
      owner: '91330108MA2K9QX091',
      number: '浙ICP备2026000001号-1',
    });
    const asked = { ...proof(), queryConditionType: 0, queryCondition: 'qinglan-example.cn' };
    const known = await call('isp_querybeianstatus', asked, '/BeianStatusWebService/queryBeianStatus');
    expect(at(known, 'StatusInfo')).toEqual({
      Cxtjlx: ['0'],
      Cxtj: ['qinglan-example.cn'],
      Wzmc: ['qinglan-example.cn'],
      Ztbah: ['浙ICP备2026000001号'],
      Wzbah: ['浙ICP备2026000001号-1'],
      Bazt: ['0'],
    });
    sandbox.bureaus.passwords.set('浙ICP备2026000001号', 'Beian-2026');
    const verify = (bamm: string) =>
      call('isp_verifybamm', { ...proof(), baxh: '浙ICP备2026000001号', bamm }, '/BeianStatusWebService/verifyBamm');
    expect(text(await verify('487d88de80e686ac6b10e1450a8f041b'), 'VerifyRes')).toBe('0');
    expect(text(await verify('wrong'), 'VerifyRes')).toBe('1');
    for (const wrong of ['third', 'fourth', 'fifth']) await verify(wrong);
    expect(text(await verify('Beian-2026'), 'msg_code')).toBe('22');
  });
});

describe('a filing', () => {
  test('that is in order is decided and recorded in files, and removed again', async () => {
    expect(await upload(FILING, 1)).toBe(0);
    const [request] = sandbox.bureaus.requests.of(province);
    expect(request).toMatchObject({ operation: '1', about: '500001', state: 'WAITING' });
    await sandbox.filings.decide(request?.id ?? '', { decision: 'APPROVED', issuedOn: '2026-03-16' });
    await sandbox.filings.sync(request?.id ?? '', { issuedOn: '2026-03-16' });
    const [decision, record] = await waitingFiles();
    expect(decision).toContain(
      '<Shsj>2026-03-16</Shsj><Shyj>同意</Shyj><Shjg>1</Shjg><Czlx>1</Czlx><Jlid>500001</Jlid>',
    );
    expect(record).toMatch(/<IspZtid>500001<\/IspZtid><Ztid>8000000\d\d<\/Ztid>/);
    expect(record).toContain('<IspJrid>620001</IspJrid>');
    expect(record).toContain('<Ispid>330000009999</Ispid>');
    const number = sandbox.register.entity('91330108MA2K9QX091')?.number ?? '';
    expect(number).toMatch(/^浙ICP备2026\d+号$/);
    expect(record).toContain(`<Baxh>${number}-1</Baxh>`);

    const website = sandbox.bureaus.book.websiteOf('qinglan-example.cn');
    expect(await upload(removal(2, website?.accesses[0]?.id ?? ''), 2)).toBe(0);
    expect(await upload(removal(1, website?.id ?? ''), 3)).toBe(0);
    const removing = sandbox.bureaus.requests.of(province).at(-1);
    await sandbox.filings.sync(removing?.id ?? '', {});
    const [onlyAccess, gone] = await waitingFiles();
    expect(onlyAccess).toContain('<Jgdm>1025</Jgdm>');
    expect(gone).toContain(`<ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>${website?.id}</Jlid></Zxxx></ZXSJ>`);
    expect(sandbox.register.domain('qinglan-example.cn')).toBeUndefined();
  });

  test('with faults gets all of them at once, each with the website and the value', async () => {
    const faulty = FILING.replace('330106198803142018', '330106198803142019')
      .replace('www.qinglan-example.cn', 'www.elsewhere-example.cn')
      .replace('<Fbdd>34</Fbdd>', '<Fbdd>20</Fbdd>');
    expect(await upload(faulty, 1)).toBe(0);
    const [results] = await waitingFiles();
    const found = readTree(results ?? '').element;
    const result = at(found, 'ICP', 'BAJG', 'Jg_xx');
    expect(text(result, 'Czlx')).toBe('1');
    expect(text(result, 'Bs')).toBe('500001');
    expect(all(result, 'Jgxx').map((one) => [text(one, 'Jgdm'), text(one, 'Dmms')])).toEqual([
      ['1015', '居民身份证号码不合法。错误数据：330106198803142019'],
      [
        '1041',
        '网站首页URL中必须包含域名中的其中一项，请核实后再次报备。网站名称：青榄示例，错误数据：www.elsewhere-example.cn',
      ],
      ['1036', '服务器放置地代码不合法。网站名称：青榄示例，错误数据：20'],
    ]);
  });

  test.each<[string, string, string]>([
    ['5001', 'without an element that must be there', FILING.replace('<Bbfs>1</Bbfs>', '')],
    ['5001', 'with an element that nobody knows', FILING.replace('<Bbfs>', '<Cjm>1</Cjm><Bbfs>')],
    ['5001', 'that is no XML', 'nothing'],
    ['5003', 'of another unit', FILING.replace('330000009999</Qqdwid>', '330000000001</Qqdwid>')],
    ['5004', 'of another version', FILING.replace('V.3.0', 'V.3.1')],
  ])('gets %s when it comes %s', async (code, _how, xml) => {
    expect(await upload(xml, 1)).toBe(0);
    const [results] = await waitingFiles();
    expect(results).toContain(`<Jgdm>${code}</Jgdm>`);
    expect(sandbox.bureaus.requests.of(province)).toEqual([]);
  });
});

describe('the server', () => {
  test('hands a file out until it is acknowledged, and loses an acknowledgement when told to', async () => {
    const named = async () => text(await call('isp_download', proof()), 'fileInfos', 'return_FileName');
    const first = await named();
    expect(await named()).toBe(first);
    sandbox.bureaus.conditions.failNext(province, 'isp_downloadack', [{ how: 'LOST_ACKNOWLEDGEMENT' }]);
    const acknowledge = () => codeOf('isp_downloadack', { ...proof(), fileName: first });
    expect(await acknowledge()).toBe(0);
    expect(await named()).toBe(first);
    expect(await acknowledge()).toBe(0);
    expect(await codeOf('isp_download', proof())).toBe(1);
    sandbox.bureaus.conditions.failNext(province, 'isp_download', [{ how: 'REPEATED_FILE' }]);
    expect(await named()).toBe(first);
  });

  test('takes an upload and cuts its answer', async () => {
    sandbox.bureaus.conditions.failNext(province, 'isp_upload', [
      { how: 'CUT', taken: true },
      { how: 'CUT', taken: false },
    ]);
    await expect(upload(FILING, 1)).rejects.toThrow();
    await expect(upload(FILING, 2)).rejects.toThrow();
    expect(sandbox.bureaus.uploads.last(province)).toBe(1);
  });

  test('refuses what the hour, the work on it, the right or the queue does not allow', async () => {
    const hour = new Date(Date.now() + 8 * 3_600_000).getUTCHours();
    const of = (one: number) => `${String((one + 24) % 24).padStart(2, '0')}:00`;
    const set = (change: object) => sandbox.bureaus.conditions.set(province, change);
    set({ hours: { from: of(hour + 2), to: of(hour + 4) } });
    expect(await upload(FILING, 1)).toBe(20);
    set({ hours: null, maintenance: true });
    expect(await upload(FILING, 1)).toBe(901);
    expect(await codeOf('isp_download', proof())).toBe(902);
    set({ maintenance: false, mayReport: false });
    expect(await upload(FILING, 1)).toBe(19);
    set({ mayReport: true, mostWaiting: 0 });
    expect(await upload(FILING, 1)).toBe(15);
    set({ mostWaiting: null });
    expect(await upload(FILING, 1)).toBe(0);
  });
});

test('what a file holds is zipped once, under its own name', () => {
  const zip = zipped('beianinfo.xml', FILING);
  expect(Object.keys(unzipSync(zip))).toEqual(['beianinfo.xml']);
  expect(strFromU8(zip.subarray(0, 2))).toBe('PK');
});
