/** Why the network may or may not serve a domain (domain-spec §6), each reason with what it means for people. */
import { say, type Bilingual } from '../messages/texts/wording.ts';

export const ACCESS_REASONS = [
  'POINTS_OUTSIDE',
  'FILED',
  'SYNC_PENDING',
  'ACCESS_CANCELLED',
  'SHELL',
  'APPROVED_SYNC_PENDING',
  'FILING_IN_PROGRESS',
  'SUFFIX_NOT_FILEABLE',
  'NOT_FILED',
  'DEREGISTERED',
  'FILED_ELSEWHERE',
  'PROVISIONAL_OPENING',
  'PROVISIONAL',
  'PROVISIONAL_CLOSED',
  'REMOVAL_APPROVED',
  'RECTIFICATION_OVERDUE',
  'POINTS_ELSEWHERE',
  'FOUND_UNFILED',
] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];

export const REASON_TEXTS: Readonly<Record<AccessReason, Bilingual>> = {
  POINTS_OUTSIDE: say('域名解析至境外，不阻断。', 'The domain points outside the mainland: it is not blocked.'),
  FILED: say('域名已备案并接入本接入商。', 'The domain is filed and has its access here.'),
  SYNC_PENDING: say(
    '备案信息刚刚到达，半小时内生效。',
    'The record has just arrived; the network knows within half an hour.',
  ),
  ACCESS_CANCELLED: say(
    '在本接入商的接入已取消，请重新办理接入备案。',
    'The access through this provider was cancelled. Add it again by a transfer.',
  ),
  SHELL: say(
    '该域名的备案为空壳备案，请注销后重新备案。',
    'The record of this domain is a shell. Deregister it and file anew.',
  ),
  APPROVED_SYNC_PENDING: say(
    '管局已审核通过，备案信息尚未同步，请等待1至2个工作日。',
    'The bureau has approved; the record is not visible here yet. Wait one to two business days.',
  ),
  FILING_IN_PROGRESS: say(
    '备案正在办理，取得备案号后方可开通。',
    'The filing is in progress; the website may be served once the number is issued.',
  ),
  SUFFIX_NOT_FILEABLE: say(
    '该后缀的域名不能备案，不能在境内提供服务。',
    'Domains of this suffix cannot be filed, so they are not served on the mainland.',
  ),
  NOT_FILED: say(
    '域名未在本接入商备案。请办理备案；已在其他接入商备案的，请办理接入备案。',
    'The domain is not filed through this provider. File it, or transfer it if it is filed elsewhere.',
  ),
  DEREGISTERED: say(
    '该域名的备案号已注销，不可恢复，请重新备案。',
    'The number of this domain was deregistered and cannot be restored. File the website anew.',
  ),
  FILED_ELSEWHERE: say(
    '域名已在其他接入商备案，尚未接入本接入商，请办理接入备案。',
    'The domain is filed through another provider and has no access here. Add this provider by a transfer.',
  ),
  PROVISIONAL_OPENING: say(
    '接入备案初审已通过，将于数分钟内开通。',
    'The transfer has passed the preliminary review; the network serves the website within minutes.',
  ),
  PROVISIONAL: say(
    '接入备案初审已通过，备案办理期间可正常访问。',
    'The transfer has passed the preliminary review: the website is served while the filing goes on.',
  ),
  PROVISIONAL_CLOSED: say(
    '接入备案的临时接入已结束，再次通过初审后重新开通。',
    'The provisional access of the transfer has ended; a new preliminary approval opens access again.',
  ),
  REMOVAL_APPROVED: say('注销或取消接入已获确认，接入已关闭。', 'The removal was confirmed, so the access is closed.'),
  RECTIFICATION_OVERDUE: say(
    '整改逾期未完成，接入已取消。',
    'A rectification was not finished in time, so the access is closed.',
  ),
  POINTS_ELSEWHERE: say(
    '域名已解析至其他接入商的境内服务器，且未在该处备案，已阻断该域名。',
    'The domain points to a server of another provider on the mainland and is not filed there: the domain is blocked.',
  ),
  FOUND_UNFILED: say(
    '管局在本接入商的地址上发现该域名未备案，所有端口均已阻断；请先办理备案。',
    'The bureau found this domain without a filing on an address of this provider: it is blocked on every port. File it first.',
  ),
};
