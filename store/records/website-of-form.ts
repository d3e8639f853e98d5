/** Which website of a form a domain on record belongs to. */
import { asciiHost } from '../../domain/identity/domain-name.ts';
import type { OrderForm, Website } from '../../domain/order/form.ts';

/** The website of a form that lies within a domain. */
export function websiteOf(form: OrderForm, domain: string): { id: string; website: Website } | undefined {
  const entry = Object.entries(form.websites).find(([, website]) => isWithin(website.domain, domain));
  return entry === undefined ? undefined : { id: entry[0], website: entry[1] };
}

/** Compared in ASCII form, because MIIT and applicants may write a Chinese domain differently. */
const isWithin = (host: string | undefined, domain: string): boolean => {
  const [inner, outer] = [asciiHost(host ?? ''), asciiHost(domain)];
  return outer !== undefined && (inner === outer || inner?.endsWith(`.${outer}`) === true);
};
