/** A customer of random sequences: what MIIT has of the customer by the rules of the specification, and the order in progress. */
import type { OrderId } from '../../../domain/identifiers.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { instant } from '../../../domain/time/instant.ts';
import { confirmedByHolder } from '../desk/open-filing.ts';
import { filedElsewhere } from '../desk/transfers.ts';
import { smallEnterprise } from '../orders/applicants.ts';
import { recordOfAccount } from '../orders/record-of-account.ts';
import { succeeded, uploadEverything, type ApiBench, type Person } from '../servers/api-bench.ts';

interface Site {
  domain: string;
  number: string;
  /** The network may serve it. */
  served: boolean;
}

export interface OrderInProgress {
  id: OrderId;
  type: OrderType;
  /** Domains of the websites it is about. */
  domains: string[];
}

export interface Customer {
  person: Person;
  form: OrderForm;
  /** The number of the entity; absent while nothing is on record. */
  entity?: string | undefined;
  sites: Site[];
  order?: OrderInProgress | undefined;
  /** All orders so far. */
  orders: number;
  /** Domains that were given up, which nothing may serve. */
  gone: string[];
}

export async function newCustomer(bench: ApiBench): Promise<Customer> {
  const form = smallEnterprise('SD'); // takes two websites in one order
  const second = `second-${form.websites['W1']?.domain}`;
  const W2 = { ...form.websites['W1'], name: '示例科技客户服务', domain: second, homeUrl: `https://${second}/` };
  const websites = { ...form.websites, W2 };
  return { person: await bench.as('applicant'), form: { ...form, websites }, sites: [], orders: 0, gone: [] };
}

/** Puts the customer's two websites on record, as a first filing would. */
export async function putOnRecord(bench: ApiBench, customer: Customer): Promise<void> {
  const { person, form } = customer;
  const { entity, websites } = await recordOfAccount(bench, person.accountId ?? '', form);
  customer.entity = entity;
  customer.sites = Object.entries(websites).map(([name, number]) => ({
    number,
    domain: form.websites[name]?.domain ?? '',
    served: true,
  }));
}

/** The types of which the customer may open an order now. */
export function typesOpen({ entity, sites }: Customer): readonly OrderType[] {
  if (entity === undefined) return ['FIRST', 'TRANSFER_NEW'];
  // An entity without an access here is changed at its other provider, if it has one.
  if (!sites.some(({ served }) => served)) return [];
  return ['CHANGE_SITE', 'DEREG_SITE', 'CANCEL_ACCESS', 'NEW_SITE_HERE', 'CHANGE_ENTITY', 'DEREG_ENTITY'];
}

/** Opens an order with nothing missing. */
export async function openNext(bench: ApiBench, customer: Customer, type: OrderType): Promise<void> {
  customer.orders += 1;
  const at = new Date(Date.UTC(2026, 2, 9 + 14 * customer.orders, 2)).toISOString();
  const { body } = await (type === 'FIRST' || type === 'TRANSFER_NEW' || type === 'NEW_SITE_HERE'
    ? openForm(bench, customer, type, at)
    : openFromRecord(bench, customer, type, at));
  if (body.type !== type || body.stage !== 'CONFIRMATION') {
    const { body: checklist } = await customer.person.get(`/v1/orders/${body.id}/checklist`);
    throw new Error(`opened as ${body.type} in ${body.stage}: ${JSON.stringify(checklist.missing)}`);
  }
}

async function openForm(
  bench: ApiBench,
  customer: Customer,
  type: 'FIRST' | 'TRANSFER_NEW' | 'NEW_SITE_HERE',
  openAt: string,
) {
  const { person, form } = customer;
  const certificate = form.entity.certificateNumber ?? '';
  const { lookUps } = bench.parties.bureau;
  for (const { domain = '' } of Object.values(form.websites)) lookUps.delete(domain);
  lookUps.delete(certificate);
  let given = form;
  if (type === 'TRANSFER_NEW') filedElsewhere(bench, form);
  if (type === 'NEW_SITE_HERE') {
    lookUps.set(certificate, { entityFiled: true, entityHere: true });
    const domain = `further-${customer.orders}-${form.websites['W1']?.domain}`;
    const W1 = { ...form.websites['W1'], name: '示例科技招聘信息', domain, homeUrl: `https://${domain}/` };
    given = { ...form, websites: { W1 } };
  }
  const id = await bench.order(person, given, 'CONFIRMATION', shanghaiReading(openAt));
  customer.order = {
    id: id as OrderId,
    type,
    domains: Object.values(given.websites).flatMap(({ domain }) => domain ?? []),
  };
  return succeeded(await person.get(`/v1/orders/${id}`));
}

const REASON = '不再使用';

async function openFromRecord(bench: ApiBench, customer: Customer, type: OrderType, openAt: string) {
  const { person, entity = '' } = customer;
  const site = customer.sites.find(({ served }) => served);
  if (site === undefined) throw new Error('the customer has no access to lose');
  const websites = type === 'CHANGE_ENTITY' || type === 'DEREG_ENTITY' ? undefined : [site.number];
  const count = customer.orders;
  const asked = {
    type,
    ...(websites && { websites }),
    ...(type === 'CHANGE_ENTITY' && { changes: { entity: { remark: `备注${count}` } } }),
    ...(/^(DEREG|CANCEL)/.test(type) && { reason: REASON }),
  };
  const path = `/v1/records/${encodeURIComponent(entity)}/orders`;
  const { body } = succeeded(await person.post(path, { ...asked, rulesConfirmed: true, openAt }));
  const id: OrderId = body.id;
  const all = customer.sites.map(({ domain }) => domain);
  customer.order = { id, type, domains: type === 'DEREG_ENTITY' ? all : websites ? [site.domain] : [] };
  if (type === 'CHANGE_SITE') await changeWebsite(person, id, `备注${count}`);
  await uploadEverything(person, id);
  await bench.passFaceChecks(person, id);
  if (type === 'CANCEL_ACCESS') await confirmedByHolder(bench.database, id, instant(Date.parse(openAt)));
  return succeeded(await person.get(`/v1/orders/${id}`));
}

/** The one website of an order has another remark than on record. */
async function changeWebsite(person: Person, id: OrderId, remark: string): Promise<void> {
  const { body } = succeeded(await person.get(`/v1/orders/${id}/form`));
  const [name = ''] = Object.keys(body.form.websites);
  succeeded(await person.patch(`/v1/orders/${id}/form`, { websites: { [name]: { remark } } }));
}

/** `2026-03-09 10:00` of an instant in UTC. */
const shanghaiReading = (at: string): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** What MIIT synchronises when it has carried the order out, and what the customer has on record from then on. */
export function carriedOut(customer: Customer, issued: () => string): { said: object; written: () => void } {
  const { order, entity = issued(), sites } = customer;
  if (order === undefined) throw new Error('no order is in progress');
  const { type, domains } = order;
  const isOfOrder = ({ domain }: Site) => domains.includes(domain);
  const leave = (left: Site[]): void => {
    customer.gone.push(...customer.sites.filter((site) => !left.includes(site)).map(({ domain }) => domain));
    customer.sites = left;
  };
  switch (type) {
    case 'FIRST':
    case 'TRANSFER_NEW':
    case 'TRANSFER_MORE':
    case 'NEW_SITE_ELSEWHERE':
    case 'NEW_SITE_HERE': {
      const added = domains.map((domain, index) => ({
        domain,
        number: `${entity}-${customer.orders * 10 + index}`,
        served: true,
      }));
      const websites = added.map(({ domain, number }) => ({ domain, number }));
      return {
        said: { entityNumber: entity, websites },
        written: () => {
          customer.entity = entity;
          customer.sites = [...sites, ...added];
          customer.gone = customer.gone.filter((domain) => !domains.includes(domain));
        },
      };
    }
    case 'CHANGE_ENTITY':
    case 'CHANGE_SITE':
      return { said: { entityNumber: entity, websites: [] }, written: () => {} };
    case 'DEREG_ENTITY':
      return {
        said: { removed: true },
        written: () => {
          leave([]);
          customer.entity = undefined;
        },
      };
    case 'DEREG_SITE':
      return { said: { removed: true }, written: () => leave(sites.filter((site) => !isOfOrder(site))) };
    case 'CANCEL_ACCESS':
      return {
        said: { removed: true },
        written: () => {
          customer.sites = sites.map((site) => (isOfOrder(site) ? { ...site, served: false } : site));
        },
      };
    default:
      return type satisfies never;
  }
}
