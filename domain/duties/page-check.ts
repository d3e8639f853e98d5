/**
 * What a home page shows of a duty, and which part is missing or wrong. Where on the page something stands,
 * and what a script draws, a program that reads the page does not see.
 */
import type { Finding } from '../finding.ts';
import type { Duty, DutyKind } from './duty.ts';
import type { ReportName } from './duty-reports.ts';
import type { PagePart, PageSeen } from './page-seen.ts';

/** The duties that a page shows, and the report that ends each. The others are done with an authority. */
export const SHOWN_ON_PAGE = {
  FOOTER: 'footerConfirmed',
  PSB_ICON: 'psbIconConfirmed',
  COPYRIGHT: 'copyrightConfirmed',
} as const satisfies Partial<Record<DutyKind, ReportName>>;
export type KindOnPage = keyof typeof SHOWN_ON_PAGE;
export const isShownOnPage = (kind: DutyKind): kind is KindOnPage => Object.hasOwn(SHOWN_ON_PAGE, kind);

export interface ExpectedOnPage {
  /** The owner of the filing. */
  entityName: string;
  /** What the number must lead to (`footer.icpLink`). */
  icpLink: string;
  /** What the PSB number must lead to (`psb.platform`). */
  platform: string;
  /** As it was reported; any number of the police counts while none was. */
  psbNumber?: string | undefined;
}

/** What is wrong with a duty on this page; nothing when it is done. */
export function faultsOnPage(
  { kind, number, websiteId }: Pick<Duty, 'number' | 'websiteId'> & { kind: KindOnPage },
  { parts }: PageSeen,
  expected: ExpectedOnPage,
): Finding[] {
  return faultCodes(kind, number, parts, expected).map((code) => ({
    path: `websites.${websiteId}`,
    code,
    advice: ADVICE[code],
  }));
}

function faultCodes(
  kind: KindOnPage,
  number: string,
  parts: readonly PagePart[],
  expected: ExpectedOnPage,
): PageFault[] {
  switch (kind) {
    case 'FOOTER':
      return footer(number, parts, expected);
    case 'PSB_ICON':
      return psb(parts, expected);
    case 'COPYRIGHT':
      return copyright(parts, expected);
    default:
      return kind satisfies never;
  }
}

const ADVICE = {
  NAME_NOT_ON_PAGE: 'The name of the entity is not on the home page. Show it before the number.',
  NUMBER_NOT_ON_PAGE: 'The filing number of the website is not on the home page. Show it at the bottom centre.',
  OTHER_NUMBER_ON_PAGE: 'The home page shows another filing number. Show the number of this website.',
  NUMBER_NOT_LINKED: 'The filing number is no link. Link it to the site of MIIT.',
  NUMBER_LINKED_ELSEWHERE: 'The filing number leads to another site. Link it to the site of MIIT.',
  PSB_NUMBER_NOT_ON_PAGE: 'The PSB number is not on the home page. Copy the code of the platform into the footer.',
  PSB_NUMBER_LINKED_ELSEWHERE: 'The PSB number does not lead to the platform of the police. Link it there.',
  PSB_ICON_NOT_ON_PAGE: 'The icon of the PSB filing is not beside its number. Download it from the platform.',
  COPYRIGHT_NOT_ON_PAGE: 'There is no copyright notice on the home page.',
  COPYRIGHT_OF_ANOTHER: 'The copyright notice names another owner. It must be the entity of the filing.',
} as const satisfies Record<string, string>;
type PageFault = keyof typeof ADVICE;

const OTHER_NUMBER = /ICP备\d{6,}号/u;

function footer(number: string, parts: readonly PagePart[], { entityName, icpLink }: ExpectedOnPage): PageFault[] {
  const text = textOf(parts);
  const isNumber = (shown: string) => hasNumber(shown, plain(number));
  const name: PageFault[] = text.includes(plain(entityName)) ? [] : ['NAME_NOT_ON_PAGE'];
  if (!isNumber(text)) return [...name, OTHER_NUMBER.test(text) ? 'OTHER_NUMBER_ON_PAGE' : 'NUMBER_NOT_ON_PAGE'];
  const links = linksWith(parts, isNumber);
  if (links.length === 0) return [...name, 'NUMBER_NOT_LINKED'];
  return links.some((href) => leadsTo(href, icpLink)) ? name : [...name, 'NUMBER_LINKED_ELSEWHERE'];
}

const ANY_PSB_NUMBER = /公网安备\d{6,}号/u;

function psb(parts: readonly PagePart[], { psbNumber, platform }: ExpectedOnPage): PageFault[] {
  const isNumber = (shown: string) =>
    psbNumber === undefined ? ANY_PSB_NUMBER.test(shown) : hasNumber(shown, plain(psbNumber));
  if (!isNumber(textOf(parts))) return ['PSB_NUMBER_NOT_ON_PAGE'];
  const isLinked = linksWith(parts, isNumber).some((href) => leadsTo(href, platform));
  const link: PageFault[] = isLinked ? [] : ['PSB_NUMBER_LINKED_ELSEWHERE'];
  return hasIcon(parts, isNumber) ? link : [...link, 'PSB_ICON_NOT_ON_PAGE'];
}

/** The icon stands directly beside the number, in the same link or not. */
const hasIcon = (parts: readonly PagePart[], isNumber: (shown: string) => boolean): boolean =>
  parts.some(
    (part, index) =>
      'text' in part &&
      isNumber(plain(part.text)) &&
      [parts[index - 1], parts[index + 1]].some((beside) => beside !== undefined && 'image' in beside),
  );

const NOTICE = /©|\(c\)|copyright|版权所有/giu;
/** The owner stands near the sign, before or behind it. */
const NEAR = 60;

function copyright(parts: readonly PagePart[], { entityName }: ExpectedOnPage): PageFault[] {
  const text = textOf(parts);
  const owner = plain(entityName);
  const notices = [...text.matchAll(NOTICE)];
  if (notices.length === 0) return ['COPYRIGHT_NOT_ON_PAGE'];
  const reach = NEAR + owner.length;
  const isOwners = notices.some(({ index }) => text.slice(Math.max(0, index - reach), index + reach).includes(owner));
  return isOwners ? [] : ['COPYRIGHT_OF_ANOTHER'];
}

/** Widths, case and spaces do not count: a page may break a number wherever it likes. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

const textOf = (parts: readonly PagePart[]): string =>
  plain(parts.map((part) => ('text' in part ? part.text : '')).join(' '));

/** `…号-1` is not shown by `…号-12`. */
const hasNumber = (shown: string, number: string): boolean =>
  number !== '' && shown.split(number).some((rest, index) => index > 0 && !/^\d/u.test(rest));

const linksWith = (parts: readonly PagePart[], isMeant: (shown: string) => boolean): string[] =>
  parts.flatMap((part) => ('text' in part && part.href !== undefined && isMeant(plain(part.text)) ? [part.href] : []));

const leadsTo = (href: string, site: string): boolean => hostOf(href) !== undefined && hostOf(href) === hostOf(site);

/** `www.` and none are the same site; undefined for what is no address of the web. */
function hostOf(href: string): string | undefined {
  const address = href.startsWith('//') ? `https:${href}` : href;
  if (!/^https?:/iu.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address).hostname.replace(/^www\./u, '');
}
