/** What one request may cost: how much a draft holds, and how often outside parties are asked for it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrderForm, Province } from '../../domain/order/form.ts';
import { enterprise } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

/** The questions that outside parties get from a caller, in the caller's own application. */
function counting(person: Person): { person: Person; asked: string[] } {
  const { assets, bureau } = bench.deps;
  const asked: string[] = [];
  const app = bench.appWith({
    assets: {
      domain: (domain, entity) => (asked.push(`domain ${domain}`), assets.domain(domain, entity)),
      instance: (id) => (asked.push(`instance ${id}`), assets.instance(id)),
      serverAt: (address) => (asked.push(`server ${address}`), assets.serverAt(address)),
    },
    bureau: { lookUp: (query) => (asked.push(`record ${query.domain}`), bureau.lookUp(query)) },
  });
  return { person: person.at(app), asked };
}

/** A form with this many websites, all of one head. */
function withWebsites(count: number, province: Province = 'SD'): OrderForm {
  const form = enterprise(province);
  const [site] = Object.values(form.websites);
  const label = site?.domain?.replace('.cn', '') ?? '';
  const websites = Array.from({ length: count }, (_, index) => {
    const domain = `${label}-n${index}.cn`;
    return [`W${index + 1}`, { ...site, domain, homeUrl: `https://www.${domain}/`, headId: 'P1' }];
  });
  return { ...form, websites: Object.fromEntries(websites) };
}

const domainsIn = (form: OrderForm): string[] => Object.values(form.websites).map(({ domain }) => domain ?? '');
const questions = (kind: string, names: readonly string[]): string[] => names.map((name) => `${kind} ${name}`);

describe('a draft', () => {
  test('takes as many websites as the policy allows, and a change beyond that is refused whole', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, enterprise(), 'OPEN');
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, withWebsites(10)));
    for (const count of [11, 99]) {
      const { body } = await applicant.patch(`/v1/orders/${id}/form`, withWebsites(count));
      expect(body).toMatchObject({
        status: 422,
        errors: [{ path: 'websites', code: 'TOO_MANY_WEBSITES', message: expect.stringContaining('at most') }],
      });
    }
    const { body } = succeeded(await applicant.get(`/v1/orders/${id}/form`));
    expect(Object.keys(body.form.websites)).toHaveLength(10);
    const people = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`P${index + 1}`, {}]));
    const crowded = await applicant.patch(`/v1/orders/${id}/form`, { people });
    expect(crowded.body).toMatchObject({ status: 422, errors: [{ path: 'people', code: 'TOO_MANY_PEOPLE' }] });
  });

  test('is not opened with a form beyond the bounds', async () => {
    const applicant = await bench.as('applicant');
    const { body } = await applicant.post('/v1/orders', { rulesConfirmed: true, form: withWebsites(99) });
    expect(body).toMatchObject({ status: 422, errors: [{ code: 'TOO_MANY_WEBSITES' }] });
  });
});

describe('one request asks for each fact once', () => {
  let id = '';
  let form: OrderForm;
  let servers: string[];
  let own: { person: Person; asked: string[] };
  beforeAll(async () => {
    const applicant = await bench.as('applicant');
    form = withWebsites(10);
    id = await bench.order(applicant, form, 'FILLED');
    servers = Object.keys(form.websites).map((websiteId) => `i-${id}-${websiteId}`);
    own = counting(applicant);
  });
  const askedBy = async (request: (person: Person) => Promise<unknown>): Promise<string[]> => {
    own.asked.length = 0;
    await request(own.person);
    return own.asked.toSorted();
  };

  test('the checklist', async () => {
    const asked = await askedBy(async (person) => succeeded(await person.get(`/v1/orders/${id}/checklist`)));
    expect(asked).toEqual([...questions('domain', domainsIn(form)), ...questions('instance', servers)].toSorted());
  });

  test('a form to download needs none', async () => {
    const path = `/v1/orders/${id}/documents/checklist-form/template`;
    expect(await askedBy(async (person) => succeeded(await person.get(path)))).toEqual([]);
  });

  test('an edit that has the type determined anew', async () => {
    const change = { websites: { W1: { domain: `again-${id.toLowerCase()}.cn` } } };
    const asked = await askedBy(async (person) => succeeded(await person.patch(`/v1/orders/${id}/form`, change)));
    const domains = [change.websites.W1.domain, ...domainsIn(form).slice(1)];
    const all = [...questions('domain', domains), ...questions('record', domains), ...questions('instance', servers)];
    expect(asked).toEqual(all.toSorted());
  });

  test('naming a server', async () => {
    const [server = ''] = servers;
    const asked = await askedBy(async (person) =>
      succeeded(await person.put(`/v1/orders/${id}/websites/W1/instance`, { instanceId: server })),
    );
    expect(asked.filter((question) => question === `instance ${server}`)).toHaveLength(1);
    expect(new Set(asked).size).toBe(asked.length);
  });
});
