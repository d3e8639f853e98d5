/** N-19: a bureau found a website without a filing on a server of the customer. */
import type { NoticeFacts } from '../notice.ts';
import { dueLine, say, type NoticeText } from './wording.ts';

export function foundUnfiled({ domain, due }: NoticeFacts): NoticeText {
  return {
    subject: say('您的服务器上有未备案网站', 'a website without a filing on your server'),
    lines: [
      domain === undefined ? undefined : say(`域名：${domain}。`, `Domain: ${domain}.`),
      say(
        '管局发现该域名未备案即指向您在本接入商的服务器。该域名已在所有端口阻断，直至完成备案。',
        'The bureau found that this domain points to your server here without a filing. It is blocked on every port until it is filed.',
      ),
      say(
        '请办理备案；不再使用的，请停止将域名解析至该服务器。并非您使用的域名，请答复说明。',
        'File it, or let the domain point elsewhere if you do not use it any more. If the domain is not yours, say so in an answer.',
      ),
      dueLine(say('请在此前处理', 'Deal with it by'), due, 'CD'),
    ],
  };
}
