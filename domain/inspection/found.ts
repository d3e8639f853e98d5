/**
 * What an inspection (核查) is opened about: something found of a website or entity on record that its holder must put right
 * within a term (R-INSP-3, R-INSP-8).
 */
import { say, type Bilingual } from '../messages/texts/wording.ts';

export const FOUND = [
  'DEREGISTERED',
  'SHELL',
  'DOMAIN_EXPIRED',
  'POINTS_ELSEWHERE',
  'FALSE_DATA',
  'ILLEGAL_CONTENT',
] as const;
export type Found = (typeof FOUND)[number];

/** What somebody tells of a website. That a number was deregistered follows from its removal, and is not told by itself. */
export const TOLD = [
  'SHELL',
  'DOMAIN_EXPIRED',
  'POINTS_ELSEWHERE',
  'FALSE_DATA',
  'ILLEGAL_CONTENT',
] as const satisfies readonly Found[];
export type Told = (typeof TOLD)[number];

export const FOUND_TEXTS: Readonly<Record<Found, Bilingual>> = {
  DEREGISTERED: say(
    '备案号已在别处注销，网站须重新备案。',
    'The number was deregistered elsewhere: the website must be filed anew.',
  ),
  SHELL: say('空壳备案：没有任何接入或网站。', 'The record is a shell: nothing is served under it.'),
  DOMAIN_EXPIRED: say('域名注册已过期。', 'The registration of the domain has expired.'),
  POINTS_ELSEWHERE: say(
    '域名解析至其他境内服务器，且未在该处备案。',
    'The domain points to another server on the mainland and is not filed there.',
  ),
  FALSE_DATA: say('备案信息与事实不符。', 'What is filed is not true.'),
  ILLEGAL_CONTENT: say('网站含有违法违规内容。', 'The website has illegal contents.'),
};

/** How an inspection stands once somebody has decided about it. A cancelled access opens again when what was found is put right. */
export const OUTCOMES = ['RECTIFIED', 'ACCESS_CANCELLED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Something found of the entity or website of a number. */
export interface FoundOf {
  number: string;
  found: Found;
}
