/** Rules about websites: number, names, contents (R-SITE-1 to R-SITE-6, A-096, A-097). */
import type { Website } from '../order/form.ts';
import { registrableDomain } from '../identity/domain-name.ts';
import { rowOf } from '../order-types/table.ts';
import type { Order } from './order.ts';
import { sectorRules } from './sectors.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';
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

function tooMany({ form, type, policies, scope, on }: Order): Verdict[] {
  const count = Object.keys(form.websites).length;
  const most = policies.resolve(rowOf(type).websiteLimit, scope, on);
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

/** R-SITE-7, A-092: a bureau may send the order back because of an old website; the customer may go on. */
export function recordedWebsiteRules({ recordedWebsites = [] }: Order): Verdict[] {
  return recordedWebsites.flatMap(({ state }, index): Verdict[] => {
    const path = `record.websites.${index + 1}`;
    switch (state) {
      case 'IN_USE':
        return [];
      case 'UNUSED':
        return [
          warning(
            path,
            'OLD_WEBSITE_UNUSED',
            'A filed website is not in use. Deregister it first, or the bureau may refuse.',
          ),
        ];
      case 'BEING_REBUILT':
        return [
          warning(
            path,
            'OLD_WEBSITE_REBUILT',
            'A filed website is being rebuilt. Finish it first, or the bureau may refuse.',
          ),
        ];
      default:
        return state satisfies never;
    }
  });
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

/** R-SITE-10: some bureaus want the content described in words. */
function remark({ policies, scope, on }: Order, id: string, website: Website): Verdict[] {
  const least = policies.resolve('site.minRemarkLength', scope, on);
  const length = Array.from(website.remark ?? '').length;
  if (length >= least) return [];
  const path = `websites.${id}.remark`;
  if (length === 0)
    return [missing(path, 'This bureau wants a remark: describe the content, and whether a pre-approval applies.')];
  return [blocking(path, 'REMARK_TOO_SHORT', `This bureau wants at least ${least} characters about the content.`)];
}
