/**
 * What MIIT's machine check says of a request (数据处理结果代码, V3.0): each code with its meaning, whose matter it is, and the
 * fields it is about.
 */
import { say, type Bilingual } from '../messages/texts/wording.ts';

export type ResultClass =
  /** The request, or a part of it, is in order. */
  | 'SUCCESS'
  /** The bureau decided; the decision itself comes in a message of its own. */
  | 'DECIDED'
  /** The customer has to correct the order. */
  | 'CUSTOMER'
  /** Another request or record stands against this one; the customer waits or asks for something else. */
  | 'CONFLICT'
  /** The provider has to correct its set-up, its address report or what it sent. */
  | 'PROVIDER';

/** A field that a code is about. `*` stands for any person or website; the value in the message tells which. */
export type FieldKind =
  | 'entity'
  | 'entity.kind'
  | 'entity.name'
  | 'entity.certificateType'
  | 'entity.certificateNumber'
  | 'entity.city'
  | 'entity.district'
  | 'entity.cityCode'
  | 'entity.districtCode'
  | 'people.*.name'
  | 'people.*.documentNumber'
  | 'people.*.mobile'
  | 'people.*.officePhone'
  | 'people.*.email'
  | 'websites.*'
  | 'websites.*.name'
  | 'websites.*.domain'
  | 'websites.*.homeUrl'
  | 'websites.*.preApprovals'
  | 'websites.*.serviceContents'
  | 'websites.*.languages'
  | 'websites.*.languageCodes'
  | 'websites.*.accessMethod'
  | 'websites.*.serverPlace'
  | 'instance'
  | 'documents'
  | 'filingPassword'
  | 'record';

export interface ResultCode {
  code: number;
  class: ResultClass;
  meaning: Bilingual;
  /**
   * The field that is meant first, then others that may hold it instead. Those of a code of the provider are fields in which the
   * customer may have said what the provider's own system does not say.
   */
  fields: readonly FieldKind[];
}

type Row = readonly [code: number, what: ResultClass, chinese: string, english: string, ...fields: FieldKind[]];

const ROWS: readonly Row[] = [
  [1001, 'DECIDED', '管局审核通过', 'the bureau approved'],
  [1002, 'DECIDED', '管局审核未通过', 'the bureau refused'],
  [1003, 'CONFLICT', '主体与已备案信息冲突', 'another record of this entity exists', 'entity.certificateNumber', 'entity.name'],
  [1004, 'CUSTOMER', '域名无效', 'the domain is not valid', 'websites.*.domain'],
  [1005, 'CONFLICT', '域名已备案', 'the domain has a record already', 'websites.*.domain'],
  [1006, 'PROVIDER', 'IP 地址无效', 'an IP address is not valid', 'instance'],
  [1007, 'CUSTOMER', '联系人无效', 'a person in charge is not valid', 'people.*.name'],
  [1008, 'CUSTOMER', '证件无效', 'the certificate is not valid', 'entity.certificateNumber', 'entity.certificateType'],
  [1009, 'CUSTOMER', '电子邮箱无效', 'an e-mail address is not valid', 'people.*.email'],
  [1010, 'CUSTOMER', '办公电话无效', 'an office telephone is not valid', 'people.*.officePhone'],
  [1011, 'CUSTOMER', '手机号码无效', 'a mobile number is not valid', 'people.*.mobile'],
  [1012, 'PROVIDER', 'MSN 账号无效', 'an MSN account is not valid'],
  [1013, 'PROVIDER', 'QQ 账号无效', 'a QQ account is not valid'],
  [1014, 'CUSTOMER', '单位性质无效', 'the kind of entity is not valid', 'entity.kind'],
  [1015, 'CUSTOMER', '居民身份证号码无效', 'a resident ID number is not valid', 'people.*.documentNumber', 'entity.certificateNumber'],
  [1016, 'CONFLICT', '备案信息不存在', 'the record does not exist', 'record'],
  [1017, 'CONFLICT', '变更正在审核', 'a change of the record waits for its review', 'record'],
  [1018, 'CUSTOMER', '备案密码错误', 'the filing password is wrong', 'filingPassword'],
  [1019, 'CUSTOMER', '省市县代码错误', 'province, city and district do not fit together', 'entity.districtCode', 'entity.cityCode', 'entity.district', 'entity.city'],
  [1020, 'CONFLICT', '网站名称冲突', 'the website name conflicts with another', 'websites.*.name'],
  [1021, 'CONFLICT', '网站首页 URL 已存在', 'the home page has a record already', 'websites.*.homeUrl'],
  [1022, 'CUSTOMER', '网站首页 URL 格式错误', 'the home page is not well written', 'websites.*.homeUrl'],
  [1023, 'PROVIDER', 'IP 地址不在库中', 'an IP address is unknown to the bureau', 'instance'],
  [1024, 'PROVIDER', 'IP 地址冲突', 'an IP address conflicts with another', 'instance'],
  [1025, 'CONFLICT', '网站唯一接入，不能取消', 'this is the only access of the website; remove the website instead', 'record'],
  [1026, 'PROVIDER', '注销理由错误', 'the code of the reason for the removal is wrong', 'record'],
  [1027, 'CONFLICT', '已申请注销主体', 'the removal of the entity is asked for already', 'record'],
  [1028, 'PROVIDER', 'ICP 用户名错误', 'the ICP user name is wrong'],
  [1029, 'PROVIDER', '同一网站接入重复', 'one access stands twice in a website', 'instance'],
  [1030, 'CONFLICT', '已申请注销网站', 'the removal of the website is asked for already', 'websites.*'],
  [1031, 'CUSTOMER', '网站负责人办公电话缺失', 'the office telephone of a website head is missing', 'people.*.officePhone'],
  [1032, 'CONFLICT', '已申请取消接入', 'the cancellation of the access is asked for already', 'websites.*'],
  [1033, 'CUSTOMER', '前置审批类型无效', 'a kind of prior approval is not valid', 'websites.*.preApprovals'],
  [1034, 'CUSTOMER', '网站服务内容无效', 'a content of the website is not valid', 'websites.*.serviceContents'],
  [1035, 'PROVIDER', '接入方式无效', 'the way of access is not valid', 'websites.*.accessMethod'],
  [1036, 'PROVIDER', '服务器放置地无效', 'the place of the server is not valid', 'websites.*.serverPlace'],
  [1037, 'CONFLICT', '网站已报备', 'the website is reported already', 'websites.*'],
  [1038, 'CONFLICT', '接入已报备', 'the access is reported already', 'websites.*'],
  [1039, 'CONFLICT', '域名已报备', 'a domain is reported already', 'websites.*.domain'],
  [1040, 'PROVIDER', 'IP 地址已报备', 'an IP address is reported already', 'instance'],
  [1041, 'CUSTOMER', '网站首页 URL 不含备案域名', 'the home page does not contain the domain', 'websites.*.homeUrl'],
  [1042, 'CONFLICT', '主体正在注销', 'the entity is being removed', 'record'],
  [1043, 'CONFLICT', '网站正在注销', 'the website is being removed', 'websites.*'],
  [1044, 'CUSTOMER', '主体负责人姓名缺失', 'the name of the head of the entity is missing', 'people.*.name'],
  [1045, 'PROVIDER', '接入商应向本省管局报备', 'the provider has to report to the bureau of its own province'],
  [1046, 'CUSTOMER', '不能变更主体所在省', 'a change cannot move the entity to another province', 'entity'],
  [1047, 'CONFLICT', '只能取消自己的接入', 'only the own access can be cancelled', 'record'],
  [1048, 'CONFLICT', '不是本接入商接入的备案', 'the record has no access of this provider', 'record'],
  [1049, 'CONFLICT', '主体已注销', 'the entity is removed', 'record'],
  [1050, 'CONFLICT', '网站已注销', 'the website is removed', 'websites.*'],
  [1051, 'CONFLICT', '该主体变更次数过多', 'too many changes of this entity wait', 'record'],
  [1052, 'CONFLICT', '原系统尚有未完成的申请', 'a request is still handled in the former system', 'record'],
  [1053, 'PROVIDER', '请求单位已删除', 'the provider is removed from the list of the bureau'],
  [1054, 'PROVIDER', '报备单位无效', 'the reporting unit is not valid'],
  [1055, 'PROVIDER', '核验单与备案不符', 'the verification sheet belongs to another filing', 'documents'],
  [1056, 'PROVIDER', '附件格式代码错误', 'the code of the format of a document is wrong', 'documents'],
  [1057, 'PROVIDER', '附件用途代码错误', 'the code of the use of a document is wrong', 'documents'],
  [1058, 'CONFLICT', '主体不存在', 'the entity does not exist', 'record'],
  [1059, 'CONFLICT', '网站不存在', 'the website does not exist', 'record'],
  [1060, 'SUCCESS', '核验单已保存', 'the verification sheet is stored'],
  [1061, 'PROVIDER', '核验单用途与对象不符', 'the use of the verification sheet does not fit its object', 'documents'],
  [1062, 'SUCCESS', 'IP 地址与报备一致', 'the IP addresses are among those that were reported'],
  [1063, 'PROVIDER', 'IP 地址不在已报备范围内', 'an IP address is not among those that the provider has reported', 'instance'],
  [1064, 'CUSTOMER', '域名在黑名单中', 'a domain is on the blacklist', 'websites.*.domain'],
  [1065, 'CUSTOMER', '主体在黑名单中', 'the entity is on the blacklist', 'entity'],
  [1066, 'CUSTOMER', '网站语言类别错误', 'a language of the website is wrong', 'websites.*.languageCodes', 'websites.*.languages'],
  [1067, 'CONFLICT', '备案号对应多个网站', 'the number fits several websites', 'record'],
  [1068, 'CONFLICT', '备案号对应多个简易备案', 'the number fits several short records', 'record'],
  [1999, 'PROVIDER', '其他错误', 'another fault'],
  [5001, 'PROVIDER', '文件不符合规范', 'the file does not have the form of the interface'],
  [5002, 'PROVIDER', '属性不存在', 'an attribute does not exist'],
  [5003, 'PROVIDER', '请求单位与账号不符', 'the requesting unit is not that of the account'],
  [5004, 'PROVIDER', '接口版本错误', 'the version of the interface is wrong'],
  [5005, 'PROVIDER', '未备案网站不属于本单位', 'the unfiled website is not one of this provider'],
  [5006, 'PROVIDER', '未备案处理结果重复上报', 'the handling of the unfiled website is reported already'],
  [5007, 'PROVIDER', '处理结果代码错误', 'the code of the handling is wrong'],
  [5008, 'PROVIDER', '含有非法字符', 'the file holds characters that are not allowed'],
  [5009, 'PROVIDER', '单位无此权限', 'the provider lacks this right'],
  [5010, 'PROVIDER', '附件错误', 'a document is malformed', 'documents'],
  [5011, 'PROVIDER', '功能未开放', 'the function is not open at present'],
  [5999, 'PROVIDER', '其他错误', 'another fault'],
]; // prettier-ignore

const BY_CODE: ReadonlyMap<number, ResultCode> = new Map(
  ROWS.map(([code, what, chinese, english, ...fields]) => [
    code,
    { code, class: what, meaning: say(chinese, english), fields },
  ]),
);

/** The row of a code; undefined for one that V3.0 does not name, which is a matter for a person. */
export const resultCode = (code: number): ResultCode | undefined => BY_CODE.get(code);
