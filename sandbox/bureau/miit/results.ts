/** What the bureau says of requests: results of the machine check, and decisions (BAJG, V3.0 §3.1, §3.2). */
import type { Fault } from './machine-check.ts';
import type { BureauRequest } from './requests.ts';
import type { Content } from './tree.ts';

/** The fixed text that stands before website and value. */
const TEXTS: Readonly<Record<string, string>> = {
  1003: '主办单位信息与已备案主体信息冲突', 1004: '域名不合法', 1005: '域名已备案', 1006: 'IP地址不合法', 1008: '证件信息不合法',
  1009: '电子邮件地址不合法', 1010: '办公电话不合法', 1011: '手机号码不合法', 1014: '单位性质代码不合法', 1015: '居民身份证号码不合法',
  1016: '备案信息不存在', 1017: '该备案信息正在变更，请等待审核', 1018: '备案密码错误', 1019: '省市县代码不合法', 1025: '该网站只有一个接入，不能取消接入',
  1026: '注销理由代码不合法', 1027: '已申请注销主体', 1030: '已申请注销网站', 1031: '网站负责人办公电话不能为空', 1032: '已申请取消接入',
  1033: '前置审批内容类型代码不合法', 1034: '服务内容代码不合法', 1035: '接入方式代码不合法', 1036: '服务器放置地代码不合法', 1038: '接入信息已上报',
  1041: '网站首页URL中必须包含域名中的其中一项，请核实后再次报备', 1044: '主体负责人姓名不能为空', 1046: '变更后的主体不能跨省', 1047: '只能取消自己的接入',
  1054: '所属单位不合法', 1055: '核验单与备案信息不符', 1056: '附件格式代码不合法', 1057: '附件用途代码不合法', 1058: '主体不存在', 1059: '网站不存在',
  1060: '核验单保存成功', 1061: '核验单用途与所属对象不符',
  1063: 'ICP备案接入信息中所使用的IP地址与你单位IP地址备案中报备的IP信息不一致，请核实后再次提交', 1064: '网站域名在黑名单中',
  1065: '主体在黑名单中', 1066: '语言类别代码不合法', 5003: '请求单位与帐号不符', 5004: '接口版本不正确', 5005: '未备案网站不属于本单位', 5006: '未备案处理结果已上报',
  5007: '处理结果代码不合法', 5010: '附件不合法',
}; // prettier-ignore

const describe = ({ code, website, value }: Fault): string => {
  const details = [
    website === undefined ? undefined : `网站名称：${website}`,
    value === undefined ? undefined : `错误数据：${value}`,
  ].filter((part) => part !== undefined);
  return [TEXTS[code] ?? '处理失败', details.join('，')]
    .filter((part) => part !== '')
    .join('。')
    .slice(0, 255);
};

/** Results of one request. */
export const resultOf = ({ operation, about }: BureauRequest, faults: readonly Fault[]): Content => ({
  Jgxx: faults.map((fault) => ({ Jgdm: fault.code, Dmms: describe(fault) })),
  Czlx: operation,
  Bs: about,
});

export const resultsFile = (results: readonly Content[]): Content => ({ ICP: { BAJG: { Jg_xx: results } } });

/** A file that could not be read: nobody can tell whose request it was (V3.0 §3.1). */
export const unreadableFile = (code: '5001' | '5003' | '5004', text = 'beianinfo.xml'): Content =>
  resultsFile([{ Jgxx: { Jgdm: code, Dmms: text }, Czlx: '1' }]);

/** Decisions of one request: one for each thing that it asks for. */
export const decisionsFile = (
  { operation, decidedBy }: BureauRequest,
  { approved, on, opinion }: { approved: boolean; on: string; opinion: string },
): Content => ({
  ICP: {
    BAJG: {
      GJSHS: {
        Gjsh: decidedBy.map((id) => ({
          Shrxm: '管局样本',
          Shr_dhhm: '0571-80000000',
          Shsj: on,
          Shyj: opinion,
          Shjg: approved ? '1' : '0',
          Czlx: operation,
          Jlid: id,
        })),
      },
    },
  },
});
