/** The causes for which a website cannot be reached (R-ACC-G2, R-DIAG-1): which step is at fault, and what to do. */
import { say, type Bilingual } from '../messages/texts/wording.ts';

export const CAUSES = [
  'NOT_FILED',
  'NOT_FILED_YET',
  'SUFFIX_NOT_FILEABLE',
  'FILED_ELSEWHERE',
  'DEREGISTERED',
  'ACCESS_CANCELLED',
  'SHELL',
  'RECTIFICATION_OVERDUE',
  'SYNC_PENDING',
  'DOMAIN_SUSPENDED',
  'OWNER_UNVERIFIED',
  'DNS_CHANGED_LATELY',
  'NAME_SERVERS_SILENT',
  'NO_ADDRESS',
  'OLD_ADDRESS',
  'POINTS_AWAY',
  'WRONG_ADDRESS',
  'OPENING',
  'SERVER_SILENT',
  'PORT_CLOSED',
  'PROGRAM_SILENT',
  'SERVER_FORBIDS',
  'SERVER_FAILS',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_OF_ANOTHER',
  'ALL_WELL',
] as const;
export type Cause = (typeof CAUSES)[number];

/** The step of the way to a website. */
export const STEPS_OF_THE_WAY = ['FILING', 'REGISTRY', 'DNS', 'NETWORK', 'SERVER', 'CERTIFICATE', 'NONE'] as const;
export type StepOfTheWay = (typeof STEPS_OF_THE_WAY)[number];

export interface Explanation {
  step: StepOfTheWay;
  /** Whether the customer can put it right alone; else the answer ends with the provider's contacts (R-DIAG-2). */
  alone: boolean;
  text: Bilingual;
}

const because = (step: StepOfTheWay, who: 'ALONE' | 'WITH_HELP', zh: string, en: string): Explanation => ({
  step,
  alone: who === 'ALONE',
  text: say(zh, en),
});

const EXPLANATIONS: Readonly<Record<Cause, Explanation>> = {
  NOT_FILED: because(
    'FILING',
    'ALONE',
    '域名未备案，境内访问被阻断。请办理备案。',
    'The domain is not filed, so it is blocked on the mainland. File it.',
  ),
  NOT_FILED_YET: because(
    'FILING',
    'ALONE',
    '备案正在办理，取得备案号后方可访问。',
    'The filing is in progress. The website opens once its number is issued.',
  ),
  SUFFIX_NOT_FILEABLE: because(
    'FILING',
    'ALONE',
    '该后缀的域名不能备案，请使用可备案后缀的域名，或使用境外服务器。',
    'Domains of this suffix cannot be filed. Use a domain of another suffix, or a server outside the mainland.',
  ),
  FILED_ELSEWHERE: because(
    'FILING',
    'ALONE',
    '域名在其他接入商备案，尚未接入本接入商。请办理接入备案。',
    'The domain is filed through another provider and has no access here. Add this provider by a transfer.',
  ),
  DEREGISTERED: because(
    'FILING',
    'ALONE',
    '备案号已注销：可能因主体申请、域名新持有人申请、信息不实或内容违法。号码不可恢复，请重新备案。',
    'The number was deregistered: on the owner’s application, on that of a new owner of the domain, for false data or for illegal content. It cannot be restored. File anew.',
  ),
  ACCESS_CANCELLED: because(
    'FILING',
    'ALONE',
    '在本接入商的接入已取消。备案号保留，请尽快重新办理接入备案。',
    'The access through this provider was cancelled. The number stays; add the access again by a transfer soon.',
  ),
  SHELL: because(
    'FILING',
    'WITH_HELP',
    '该备案为空壳备案，请注销后重新备案。',
    'The record is a shell. Deregister it and file anew.',
  ),
  RECTIFICATION_OVERDUE: because(
    'FILING',
    'WITH_HELP',
    '核查整改逾期，接入已取消。请完成整改后联系我们。',
    'A rectification was not finished in time and the access was cancelled. Finish it, then contact us.',
  ),
  SYNC_PENDING: because(
    'FILING',
    'WITH_HELP',
    '备案已通过，信息正在同步，请等待半小时。',
    'The filing is approved and being synchronised. Wait half an hour.',
  ),
  DOMAIN_SUSPENDED: because(
    'REGISTRY',
    'ALONE',
    '域名被注册局或注册商暂停解析，服务器未在该域名下响应。请联系域名注册商恢复。',
    'The registry or registrar has suspended the domain, so no server answers under it. Ask your registrar to restore it.',
  ),
  OWNER_UNVERIFIED: because(
    'REGISTRY',
    'ALONE',
    '域名持有人未在期限内完成实名认证，解析已暂停。请在注册商处完成实名认证，之后解析将恢复。',
    'The owner of the domain was not verified in time, so it does not resolve. Verify the identity at the registrar; it resolves again afterwards.',
  ),
  DNS_CHANGED_LATELY: because(
    'DNS',
    'ALONE',
    '域名解析在48小时内有变更，尚未全部生效，请等待。',
    'The DNS of the domain was changed less than 48 hours ago and is not seen everywhere yet. Wait.',
  ),
  NAME_SERVERS_SILENT: because(
    'DNS',
    'ALONE',
    '域名的DNS服务器没有响应，请检查DNS服务器设置。',
    'The name servers of the domain do not answer. Check which name servers it has.',
  ),
  NO_ADDRESS: because(
    'DNS',
    'ALONE',
    '域名没有解析记录。请添加指向您服务器的A记录；如已添加，请向注册商确认域名是否被暂停解析。',
    'The domain resolves to no address. Add a record with the address of your server; if there is one, ask the registrar whether the domain is suspended.',
  ),
  OLD_ADDRESS: because(
    'DNS',
    'ALONE',
    '域名仍解析到更换前的服务器IP。请将A记录改为现在的服务器IP。',
    'The domain still points to the old IP of your former server. Change the record to the address of your present server.',
  ),
  POINTS_AWAY: because(
    'DNS',
    'ALONE',
    '域名通过CNAME指向其他地址，未解析到您在本接入商的服务器。',
    'The domain leads by a CNAME to another place, and not to your server here. Change the record.',
  ),
  WRONG_ADDRESS: because(
    'DNS',
    'ALONE',
    '域名解析的IP不是您在本接入商的服务器IP。请修改A记录。',
    'The domain resolves to an address that is not that of your server here. Change the record.',
  ),
  OPENING: because(
    'NETWORK',
    'WITH_HELP',
    '接入备案初审刚刚通过，将于30分钟内开通，请等待。',
    'The preliminary approval of the transfer is less than 30 minutes old. The access opens within this time.',
  ),
  SERVER_SILENT: because(
    'NETWORK',
    'WITH_HELP',
    '服务器IP没有响应。请检查服务器与安全组；如无异常请联系我们。',
    'The address of the server does not answer. Look whether the server runs and its firewall is open, else contact us.',
  ),
  PORT_CLOSED: because(
    'SERVER',
    'ALONE',
    '服务器IP可达，但网站端口未开放。请让服务器管理员启动网站程序并放行80、443端口。',
    'The server is reached, but its port for websites is closed. Have its administrator start the program and open ports 80 and 443.',
  ),
  PROGRAM_SILENT: because(
    'SERVER',
    'ALONE',
    '服务器端口开放，但网站程序没有正常应答。请联系服务器管理员。',
    'The port is open, but the program on the server does not answer properly. Ask its administrator.',
  ),
  SERVER_FORBIDS: because(
    'SERVER',
    'ALONE',
    '服务器拒绝访问（401或403）。请让服务器管理员检查目录与程序权限。',
    'The server forbids the request (401 or 403). Have its administrator look at the permissions.',
  ),
  SERVER_FAILS: because(
    'SERVER',
    'ALONE',
    '服务器返回错误。请让服务器管理员检查网站程序。',
    'The server answers with an error. Have its administrator look at the program.',
  ),
  CERTIFICATE_EXPIRED: because(
    'CERTIFICATE',
    'ALONE',
    '网站证书已过期，请更换证书。',
    'The certificate of the website has expired. Replace it.',
  ),
  CERTIFICATE_OF_ANOTHER: because(
    'CERTIFICATE',
    'ALONE',
    '网站证书与域名不符，请更换包含该域名的证书。',
    'The certificate is for other names than this one. Install one that names the domain.',
  ),
  ALL_WELL: because(
    'NONE',
    'WITH_HELP',
    '备案、解析、服务器均正常。如仍无法访问，请检查本地网络，或联系我们。',
    'Filing, DNS and server are in order. If you still cannot reach the website, look at your own network, or contact us.',
  ),
};

/** The website is looked for at an address that is not the provider's. */
const POINTING_AWAY: ReadonlySet<Cause> = new Set<Cause>(['POINTS_AWAY', 'OLD_ADDRESS', 'WRONG_ADDRESS']);

/**
 * What a cause means, and what to do. A filed website that keeps pointing elsewhere loses its access where its address must belong to the
 * provider (`inspection.ipMustBelong`, C-20); else nothing happens to it.
 */
export function explanationOf(cause: Cause, ipMustBelong: 'YES' | 'WARN_ONLY'): Explanation {
  const explanation = EXPLANATIONS[cause];
  if (ipMustBelong !== 'YES' || !POINTING_AWAY.has(cause)) return explanation;
  const { zh, en } = explanation.text;
  return { ...explanation, text: say(`${zh}${LOSES_ACCESS.zh}`, `${en} ${LOSES_ACCESS.en}`) };
}

const LOSES_ACCESS = say(
  '备案后长期不解析到本接入商的，接入可能被取消。',
  'A filed website that keeps pointing elsewhere may lose its access here.',
);
