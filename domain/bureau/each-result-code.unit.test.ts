/**
 * Every result code of MIIT's interface V3.0, typed in from its list (数据处理结果代码) with the element at which the list points: where
 * the fault is told in the order.
 */
import { expect, test } from '@jest/globals';
import { faultsOfOrder } from './faults-of-order.ts';

const FORM = {
  entity: { name: '杭州青榄示例科技有限公司', certificateNumber: '91330108MA2K9QX091', headId: 'P1' },
  people: {
    P1: { name: '陈示例', documentNumber: '330106198803142018', mobile: '13900001234', email: 'a@qinglan-example.cn' },
    P2: { name: '林样本', documentNumber: '330108199107223524', mobile: '13900005678', email: 'b@qinglan-example.cn' },
  },
  websites: {
    W1: { name: '青榄示例', domain: 'qinglan-example.cn', homeUrl: 'www.qinglan-sample.cn', headId: 'P2' },
    W2: { name: '第二个', domain: 'second-example.cn', headId: 'P1' },
  },
};

const SITE = '网站名称：青榄示例';
const SECOND = '网站名称：第二个';

/** The field; `PROVIDER`: somebody at the provider puts it right, and the customer hears nothing; `NOTHING`: no fault. */
const CODES: readonly [code: number, meaning: string, details: string, told: string][] = [
  [1001, '管局审核通过', '', 'NOTHING'],
  [1002, '管局审核不通过', '', 'NOTHING'],
  [1003, '主体与已有备案冲突', '', 'entity.certificateNumber'],
  [1004, '域名不合法 Ym', `${SECOND}，错误数据：second-example.cn`, 'websites.W2.domain'],
  [1005, '域名已备案 Ym', `${SITE}，错误数据：qinglan-example.cn`, 'websites.W1.domain'],
  [1006, 'IP不合法 Qsip Zzip', `${SITE}，错误数据：203.0.113.10`, 'PROVIDER'],
  [1007, '联系人不合法 Fzr', '错误数据：林样本', 'people.P2.name'],
  [1008, '证件不合法 Zj', '错误数据：91330108MA2K9QX091', 'entity.certificateNumber'],
  [1009, '邮箱不合法 Fzr_dzyj', '错误数据：b@qinglan-example.cn', 'people.P2.email'],
  [1010, '办公电话不合法 Fzr_dhhm', '', 'people.P1.officePhone'],
  [1011, '手机不合法 Fzr_sjhm', `${SITE}，错误数据：13900005678`, 'people.P2.mobile'],
  [1012, 'MSN不合法', '', 'PROVIDER'],
  [1013, 'QQ不合法', '', 'PROVIDER'],
  [1014, '单位性质不合法 Dwxz', '', 'entity.kind'],
  [1015, '身份证号不合法 Zjhm Fzr_zjhm', '错误数据：330108199107223524', 'people.P2.documentNumber'],
  [1016, '备案信息不在库中', '', 'record'],
  [1017, '变更正在审核', '', 'record'],
  [1018, '备案密码错误', '', 'filingPassword'],
  [1019, '省市县代码错误 Shengid Shiid Xianid', '', 'entity.districtCode'],
  [1020, '网站名称冲突 Wzmc', SECOND, 'websites.W2.name'],
  [1021, '首页URL已在库中 Syurl', '错误数据：www.qinglan-sample.cn', 'websites.W1.homeUrl'],
  [1022, '首页URL格式错误 Syurl', SECOND, 'websites.W2.homeUrl'],
  [1023, 'IP不在库中', '错误数据：203.0.113.10', 'PROVIDER'],
  [1024, 'IP冲突', '错误数据：203.0.113.10', 'PROVIDER'],
  [1025, '网站唯一接入不能取消', '', 'record'],
  [1026, '注销理由错误 Zxly', '', 'PROVIDER'],
  [1027, '已申请注销主体', '', 'record'],
  [1028, 'ICP用户名错误', '', 'PROVIDER'],
  [1029, '同一网站接入重复', SITE, 'PROVIDER'],
  [1030, '已申请注销网站', SITE, 'websites.W1'],
  [1031, '网站负责人办公电话缺失', SITE, 'people.P2.officePhone'],
  [1032, '已申请取消接入', SITE, 'websites.W1'],
  [1033, '前置审批类型不合法 Nrlx_id', SITE, 'websites.W1.preApprovals'],
  [1034, '服务内容不合法 Fwnr_id', SITE, 'websites.W1.serviceContents'],
  [1035, '接入方式不合法 Jrfs', SITE, 'PROVIDER'],
  [1036, '服务器放置地不合法 Fbdd', SITE, 'PROVIDER'],
  [1037, '网站已报备', SITE, 'websites.W1'],
  [1038, '接入已报备', SITE, 'websites.W1'],
  [1039, '域名已报备', `${SITE}，错误数据：qinglan-example.cn`, 'websites.W1.domain'],
  [1040, 'IP已报备', `${SITE}，错误数据：203.0.113.10`, 'PROVIDER'],
  [1041, '首页URL不含域名 Syurl', `${SITE}，错误数据：www.qinglan-sample.cn`, 'websites.W1.homeUrl'],
  [1042, '主体正在注销', '', 'record'],
  [1043, '网站正在注销', SITE, 'websites.W1'],
  [1044, '主体负责人姓名缺失', '', 'people.P1.name'],
  [1045, '应向本省管局报备', '', 'PROVIDER'],
  [1046, '不能变更主体所在省', '', 'entity'],
  [1047, '只能取消自己的接入', '', 'record'],
  [1048, '不是本单位接入的备案', '', 'record'],
  [1049, '主体已注销', '', 'record'],
  [1050, '网站已注销', SITE, 'websites.W1'],
  [1051, '变更次数过多', '', 'record'],
  [1052, '原系统处理中', '', 'record'],
  [1053, '请求单位已删除', '', 'PROVIDER'],
  [1054, '报备单位无效', '', 'PROVIDER'],
  [1055, '核验单不属于此备案', '', 'PROVIDER'],
  [1056, '附件格式代码错误 Fjwjgs', '', 'PROVIDER'],
  [1057, '附件用途代码错误 Fjyt', '', 'PROVIDER'],
  [1058, '主体不存在', '', 'record'],
  [1059, '网站不存在', '', 'record'],
  [1060, '核验单已保存', '', 'NOTHING'],
  [1061, '核验单用途与对象不符', '', 'PROVIDER'],
  [1062, 'IP与地址库一致', '', 'NOTHING'],
  [1063, 'IP不在已报备范围', `${SITE}，错误数据：203.0.113.10`, 'PROVIDER'],
  [1064, '域名在黑名单', `${SECOND}，错误数据：second-example.cn`, 'websites.W2.domain'],
  [1065, '主体在黑名单', '', 'entity'],
  [1066, '语言错误 Yylb_id', SITE, 'websites.W1.languageCodes'],
  [1067, '备案号对应多个网站', '', 'record'],
  [1068, '备案号对应多个简易备案', '', 'record'],
  [1999, '其他', '', 'PROVIDER'],
  [5001, '文件不符合XSD', '', 'PROVIDER'],
  [5002, '属性不存在', '', 'PROVIDER'],
  [5003, '请求单位与账号不符 Qqdwid', '', 'PROVIDER'],
  [5004, '接口版本错误', '', 'PROVIDER'],
  [5005, '未备案网站不属于本单位', '', 'PROVIDER'],
  [5006, '未备案处理已上报', '', 'PROVIDER'],
  [5007, '处理结果代码错误', '', 'PROVIDER'],
  [5008, '非法字符', '', 'PROVIDER'],
  [5009, '单位无此权限', '', 'PROVIDER'],
  [5010, '附件错误', '', 'PROVIDER'],
  [5011, '功能未开放', '', 'PROVIDER'],
  [5999, '其他', '', 'PROVIDER'],
];

test('the list holds every code of the interface once', () => {
  const counted = CODES.map(([code]) => code);
  const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  expect(counted).toEqual([...between(1001, 1068), 1999, ...between(5001, 5011), 5999]);
});

test.each(CODES)('A-185 code %i (%s) with "%s" is told at %s', (code, meaning, details, told) => {
  const { items, provider } = faultsOfOrder([{ code: String(code), text: `${meaning}。${details}` }], FORM);
  const paths = items.map(({ path }) => path);
  expect({ paths, provider }).toEqual({
    paths: told === 'PROVIDER' || told === 'NOTHING' ? [] : [told],
    provider: told === 'PROVIDER' ? [String(code)] : [],
  });
  // The words of the advice say what is wrong; they hold nothing of what the customer has written.
  for (const { advice } of items) expect(advice).not.toMatch(/错误数据|qinglan|陈示例|林样本|3301/);
});
