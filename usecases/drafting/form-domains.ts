import type { OrderForm } from '../../domain/order/form.ts';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import type { OrderDomain } from '../../store/orders/reservations.ts';

/** The registrable domains a form names (R-DOM-11, R-ORD-12). */
export function domainsOf({ websites }: OrderForm): OrderDomain[] {
  return Object.entries(websites).flatMap(([websiteId, { domain }]) => {
    const registrable = domain === undefined ? undefined : registrableDomain(domain);
    return registrable === undefined ? [] : [{ websiteId, domain: registrable }];
  });
}
