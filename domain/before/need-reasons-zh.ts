/** The answers of the need check in Chinese, by rule and answer; the English words stand with the rules in `need-check.ts`. */
import type { NeedAnswer } from './need-check.ts';

const REASONS: Readonly<Record<string, string>> = {
  'R-NEED-1 NOT_NEEDED': '仅注册域名不需要备案，只需完成域名实名认证。',
  'R-NEED-2 NOT_NEEDED': '域名解析到境外（含香港）服务器，不需要备案。',
  'R-NEED-2 FILE': '域名解析到境内服务器，需要备案。备案不收费。',
  'R-NEED-3 FILE': '单位通过 mail. 主机使用邮箱，需要备案。',
  'R-NEED-4 NOT_YET': '网站可以访问之前须完成备案。备案需要数周，建议尽早办理。',
  'R-NEED-5 NOT_NEEDED': '没有域名指向的服务器不需要备案。',
  'R-NEED-6 NOT_NEEDED': '该域名已在本接入商备案，对境内所有地域和子域名有效。',
  'R-NEED-6 TRANSFER': '主域名已在其他接入商备案，请办理接入备案，无需重新备案。',
  'R-NEED-6 FILE': '请先为主域名备案，子域名无需单独备案。',
  'R-NEED-9 TRANSFER': '网站从其他接入商迁来，请办理接入备案。',
  'R-NEED-9 CHANGE_MANDATORY': '网站持有经营性许可证，更换地址须办理变更备案。',
  'R-NEED-9 CHANGE_OPTIONAL': '无需办理，可在下次变更时一并更新地址。',
  'R-NEED-10 NOT_HERE': '您在本接入商没有服务器，请在服务器所在的接入商办理；域名在哪里注册没有影响。',
  'R-NEED-10 NOT_NEEDED': '域名已备案且仍在原接入商，无需在这里办理。',
  'R-NEED-13 NOT_NEEDED': '无需办理，备案保留；但已备案的域名不再指向境内服务器的，接入可能被取消。',
  'R-NEED-14 CANNOT_BE_FILED': '只能用IP地址访问的网站不能在这里备案，请使用域名。',
  'R-NEED-16 CANNOT_BE_FILED': '该后缀的域名不能备案，指向境内服务器会被阻断。请更换域名，或使用境外服务器。',
  'R-TYPE-8 TRANSFER': '主域名已在其他接入商备案，请办理接入备案，无需重新备案。',
};

/** What follows, in both languages. */
export const needReason = ({ rule, answer, reason }: NeedAnswer) => ({
  zh: REASONS[`${rule} ${answer}`] ?? reason,
  en: reason,
});
