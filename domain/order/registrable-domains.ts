import { registrableDomain } from '../identity/domain-name.ts';
import type { OrderForm } from './form.ts';

/** One website's registrable domain. */
export interface WebsiteDomain {
  websiteId: string;
  domain: string;
}

/** The registrable domains a form names (R-DOM-11, R-ORD-12). Not for workflow code: it needs the suffix list. */
export function domainsOf({ websites }: OrderForm): WebsiteDomain[] {
  return Object.entries(websites).flatMap(([websiteId, { domain }]) => {
    const registrable = domain === undefined ? undefined : registrableDomain(domain);
    return registrable === undefined ? [] : [{ websiteId, domain: registrable }];
  });
}
