/** What is found of records is inspected once, blocks its website when it is not put right in time, and opens it again afterwards. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordWithOrder } from '../support/servers/record-with-duties.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

let events = 0;
const tell = async (data: object): Promise<string> => {
  events += 1;
  const { body } = await bench.webhook({ eventId: `inspected-${events}`, event: 'recordChanged', data });
  return body.status;
};
interface Inspection {
  id: string;
  found: string;
  dueAt: string;
}
const inspections = async (number: string, more = ''): Promise<Inspection[]> =>
  succeeded(await operator.get(`/v1/inspections?number=${encodeURIComponent(number)}${more}`)).body.inspections;
/** Inspections that are due at the same instant stand in no order. */
async function theOne(number: string, found: string): Promise<Inspection> {
  const one = (await inspections(number)).find((each) => each.found === found);
  if (one === undefined) throw new Error(`${found} of ${number} is not inspected`);
  return one;
}
const found = async (number: string) => (await inspections(number)).map((one) => one.found);
const gate = async (domain: string): Promise<string> => {
  const { serve, reason } = succeeded(await operator.post('/v1/access-gate', { domain })).body;
  return `${serve ? 'serve' : 'block'} ${reason}`;
};
const decide = (id: string, outcome: string, person = operator) =>
  person.put(`/v1/inspections/${id}/outcome`, { outcome });

test('A-149 MIIT’s news open an inspection for a deregistered record, a shell and an expired domain, each once', async () => {
  const gone = await recordWithOrder(bench, '2026000811');
  const removal = { change: 'WEBSITE_REMOVED', website: gone.website };
  expect(await tell(removal)).toBe('ACCEPTED');
  await tell(removal);
  expect(await found(gone.website)).toEqual(['DEREGISTERED']);
  expect(await found(gone.entityNumber)).toEqual(['SHELL']); // its last website is gone

  const empty = await recordWithOrder(bench, '2026000812');
  expect(await tell({ change: 'ACCESS_REMOVED', website: empty.website })).toBe('ACCEPTED');
  await tell({ change: 'FOUND', website: empty.website, found: 'SHELL' });
  expect(await found(empty.website)).toEqual(['SHELL']);

  const expired = await recordWithOrder(bench, '2026000813');
  const isExpired = { change: 'FOUND', website: expired.website, found: 'DOMAIN_EXPIRED' };
  expect(await tell(isExpired)).toBe('ACCEPTED');
  expect(await tell(isExpired)).toBe('RECORDED');
  expect(await found(expired.website)).toEqual(['DOMAIN_EXPIRED']);
  expect(await gate(expired.domain)).toBe('serve FILED'); // its holder has 30 days

  succeeded(await decide((await theOne(expired.website, 'DOMAIN_EXPIRED')).id, 'RECTIFIED'));
  expect(await found(expired.website)).toEqual([]);
  await tell(isExpired); // a year later
  expect(await found(expired.website)).toEqual(['DOMAIN_EXPIRED']);
  expect(await inspections(expired.website, '&state=ALL')).toHaveLength(2);
});

test('A-127 an access is cancelled for what was found after the due date only, and opens when it is put right', async () => {
  const { website, domain } = await recordWithOrder(bench, '2026000814');
  await tell({ change: 'FOUND', website, found: 'FALSE_DATA' });
  const { id, dueAt } = await theOne(website, 'FALSE_DATA');
  expect(await decide(id, 'ACCESS_CANCELLED')).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  expect(await gate(domain)).toBe('serve FILED');
  const late = operator.at(bench.appWith({ now: () => Date.parse(dueAt) + 1000 }));
  expect(succeeded(await decide(id, 'ACCESS_CANCELLED', late)).body).toMatchObject({ decidedBy: operator.id });
  expect(await gate(domain)).toBe('block RECTIFICATION_OVERDUE');
  succeeded(await decide(id, 'RECTIFIED'));
  expect(await gate(domain)).toBe('serve FILED');
  expect((await decide(id, 'ACCESS_CANCELLED', late)).status).toBe(404);
});

test('A-127 a domain of which two operators say that it points elsewhere is blocked, also after its website is gone', async () => {
  const { website, domain } = await recordWithOrder(bench, '2026000815');
  const event = { change: 'FOUND', website: website.replace('ICP', 'icp'), found: 'POINTS_ELSEWHERE' };
  const enter = async (person: Person) => succeeded(await person.post('/v1/record-events', { event })).body.status;
  expect(await enter(operator)).toBe('SECOND_PERSON_NEEDED');
  expect(await gate(domain)).toBe('serve FILED');
  expect(await enter(await bench.as('operator'))).toBe('CHANGED');
  expect(await gate(domain)).toBe('block POINTS_ELSEWHERE');
  await tell({ change: 'WEBSITE_REMOVED', website });
  expect(await gate(domain)).toBe('block POINTS_ELSEWHERE');
  succeeded(await decide((await theOne(website, 'POINTS_ELSEWHERE')).id, 'RECTIFIED'));
  expect(await gate(domain)).toBe('block DEREGISTERED');
});

test('nothing is inspected of a number that never stood here', async () => {
  expect(await tell({ change: 'FOUND', website: '粤ICP备2026000999号-1', found: 'SHELL' })).not.toBe('ACCEPTED');
  expect(await found('粤ICP备2026000999号-1')).toEqual([]);
});
