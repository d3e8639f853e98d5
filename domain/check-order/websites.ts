/** Rules about websites: number, names, contents (R-SITE-1 to R-SITE-6, A-096, A-097). */
import { isKnown } from '../assets/asset-facts.ts';
import type { Website } from '../order/form.ts';
import { registrableDomain } from '../identity/domain-name.ts';
import { rowOf } from '../order-types/table.ts';
import type { Order } from './order.ts';
import { sectorRules } from './sectors.ts';
import { blocking, missing, type Verdict } from './verdict.ts';
import { nameRules } from './website-names.ts';

/** What an individual may run: blog-like sites (R-SITE-6). */
const PERSONAL_CONTENT: readonly string[] = ['PERSONAL_BLOG', 'PERSONAL_PORTFOLIO'];

export function websiteRules(order: Order): Verdict[] {
  return Object.entries(order.form.websites).flatMap(([id, website]) => [
    ...nameRules(order, id, website),
    ...homePage(id, website),
    ...content(order, id, website),
    ...remark(order, id, website),
    ...sectorRules(order, id, website),
  ]);
}

/** How many websites one order, and one entity in all, may have. */
export const websiteCountRules = (order: Order): Verdict[] => [...tooMany(order), ...tooManyOfEntity(order)];

function tooMany({ form, type, policies, scope, on, changed, websitesOnRecord }: Order): Verdict[] {
  const count = Object.keys(form.websites).length;
  const singleAbove = policies.resolve('site.singleAbove', scope, on);
  const isSingle = changed === undefined && singleAbove !== 'NEVER' && websitesOnRecord + count > singleAbove;
  const most = isSingle ? 1 : policies.resolve(rowOf(type).websiteLimit, scope, on);
  if (count <= most) return [];
  const advice = `This order may have ${most} website(s), it has ${count}. File the others after the approval.`;
  return [blocking('websites', 'TOO_MANY_WEBSITES', advice)];
}

/** R-SITE-1, C-21: some bureaus limit the websites of one entity over all its orders. */
function tooManyOfEntity({ form, changed, policies, scope, on, websitesOnRecord }: Order): Verdict[] {
  if (changed !== undefined) return []; // its websites are on record already
  const most = policies.resolve('site.maxPerEntity', scope, on);
  const count = Object.keys(form.websites).length + websitesOnRecord;
  if (most === 'NO_LIMIT' || count <= most) return [];
  const advice = `This entity may have ${most} website(s) in all. Deregister one that is not needed first.`;
  return [blocking('websites', 'TOO_MANY_WEBSITES_OF_ENTITY', advice)];
}

/** The home page lies under the website's domain. */
function homePage(id: string, { homeUrl, domain }: Website): Verdict[] {
  if (homeUrl === undefined || domain === undefined) return [];
  const url = /^https?:\/\//i.test(homeUrl) ? homeUrl : `http://${homeUrl}`;
  const own = registrableDomain(domain);
  if (URL.canParse(url) && own !== undefined && registrableDomain(new URL(url).hostname) === own) return [];
  const advice = 'Give the home page under the domain of this website, such as https://www.example.cn/.';
  return [blocking(`websites.${id}.homeUrl`, 'HOME_PAGE_ELSEWHERE', advice)];
}

/** Individuals run personal sites; some bureaus refuse further categories. */
function content({ form, policies, scope, on }: Order, id: string, { contentCategories = [] }: Website): Verdict[] {
  const path = `websites.${id}.contentCategories`;
  const personal = contentCategories.every((category) => PERSONAL_CONTENT.includes(category));
  if (form.entity.kind === 'INDIVIDUAL' && !personal) {
    const advice = 'Individuals may run personal sites only. Choose a personal category, or file as an organisation.';
    return [blocking(path, 'NOT_PERSONAL', advice)];
  }
  const refused = policies.resolve('site.contentRefused', scope, on);
  if (!contentCategories.some((category) => refused.includes(category))) return [];
  return [
    blocking(
      path,
      'CONTENT_NOT_ACCEPTED',
      `This bureau does not accept: ${refused.join(', ')}. Choose another category.`,
    ),
  ];
}

/** R-SITE-10, §11.1: some bureaus want the content described, declared or explained in words. */
function remark(order: Order, id: string, website: Website): Verdict[] {
  const { policies, scope, on } = order;
  const least = policies.resolve('site.minRemarkLength', scope, on);
  const text = website.remark ?? '';
  const length = Array.from(text).length;
  const path = `websites.${id}.remark`;
  if (length === 0) {
    const why = whyRemark(order, id, website) ?? (least > 0 ? DESCRIBE : undefined);
    return why === undefined ? [] : [missing(path, why)];
  }
  if (length < least)
    return [blocking(path, 'REMARK_TOO_SHORT', `This bureau wants at least ${least} characters about the content.`)];
  const unsaid = policies.resolve('site.remarkMustSay', scope, on).find((words) => !text.includes(words));
  return unsaid === undefined ? [] : [blocking(path, 'REMARK_WITHOUT_DECLARATION', declare(unsaid))];
}

const DESCRIBE = 'This bureau wants a remark: describe the content, and whether a pre-approval applies.';
const declare = (words: string): string => `This bureau wants a declaration in the remark that begins with “${words}”.`;

/** Why this website needs a remark here, in the words for the customer. */
function whyRemark(order: Order, id: string, { serviceType }: Website): string | undefined {
  const { form, policies, scope, on, websitesOnRecord } = order;
  const [words] = policies.resolve('site.remarkMustSay', scope, on);
  if (words !== undefined) return declare(words);
  const from = policies.resolve('site.explanationFrom', scope, on);
  if (from !== 'NEVER' && websitesOnRecord + Object.keys(form.websites).length >= from)
    return `From ${from} websites on this bureau wants to know what each is for. Say it in the remark.`;
  const isForProgram = serviceType === 'WEBSITE_WITH_MINI_PROGRAM';
  if (isForProgram && policies.resolve('site.miniProgramRemark', scope, on) === 'YES')
    return 'Say in the remark what domain and mini-program are for, and why there is no website where there is none.';
  if (policies.resolve('site.severalAddresses', scope, on) === 'REMARK' && hasSeveralAddresses(order.instances[id]))
    return 'The server has several addresses. Say in the remark what each is for; the bureau wants it sealed in a transfer.';
  return undefined;
}

function hasSeveralAddresses(server: Order['instances'][string]): boolean {
  if (!isKnown(server) || server.publicIps === undefined) return false;
  return server.publicIps.length > 1 || server.publicIps.some(({ from, to }) => from !== to);
}
