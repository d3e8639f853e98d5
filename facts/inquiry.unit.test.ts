import { describe, expect, test } from '@jest/globals';
import { RetryableError } from '../adapters/delivery-faults.ts';
import { BUILT_IN_POLICIES } from '../domain/policy/built-in-policies.ts';
import { policy } from '../domain/policy/policy-row.ts';
import { createPolicies } from '../domain/policy/policy.ts';
import { createTestParties } from '../test/support/parties/parties.ts';
import { inquire, orFault, type Parties } from './inquiry.ts';

const rules = async () => ({ policies: createPolicies(BUILT_IN_POLICIES) });

/** The test parties, and every question they got. */
function counted(): Parties & { asked: string[]; underWay: () => number } {
  const { assets, bureau } = createTestParties();
  const asked: string[] = [];
  let [now, most] = [0, 0];
  const noting = async <Facts>(question: string, answer: () => Promise<Facts>): Promise<Facts> => {
    asked.push(question);
    now += 1;
    most = Math.max(most, now);
    return answer().finally(() => (now -= 1));
  };
  return {
    asked,
    underWay: () => most,
    rules,
    assets: {
      domain: (name, entity) => noting(`domain ${name}`, () => assets.domain(name, entity)),
      instance: (id) => noting(`instance ${id}`, () => assets.instance(id)),
      serverAt: (address) => noting(`server ${address}`, () => assets.serverAt(address)),
    },
    bureau: { lookUp: (query) => noting(`record ${query.domain}`, () => bureau.lookUp(query)) },
  };
}

const entity = { certificateNumber: '91350100M000100Y43' };
const record = { certificateType: 'BUSINESS_LICENCE', ...entity, domain: 'example.cn' };

describe('the questions of one request', () => {
  test('ask for each fact once, however often and however many at a time it is wanted', async () => {
    const parties = counted();
    const ask = inquire(parties);
    const round = () => [ask.domain('example.cn', entity), ask.instance('i-1'), ask.record(record)];
    const [first, again] = [await Promise.all([...round(), ...round()]), await Promise.all(round())];
    expect(first.slice(0, 3)).toEqual(again);
    expect(parties.asked.toSorted()).toEqual(['domain example.cn', 'instance i-1', 'record example.cn']);
  });

  test('C15 are answered with each identifier in its one spelling', async () => {
    const { assets, bureau } = createTestParties();
    assets.instances.set('i-1', {
      publicIp: '203.000.113.010',
      publicIps: [{ from: '2001:DB8:0::1', to: '2001:DB8:0::FF' }],
    });
    bureau.lookUps.set('example.cn', {
      onRecord: {
        entityNumber: '粤ＩＣＰ备12345678号',
        websiteNumber: '粤ICP备12345678号—01',
        psbNumber: '粤公网安备 44030002000001 号',
      },
    });
    const ask = inquire({ assets, bureau, rules });
    expect(await ask.instance('i-1')).toMatchObject({
      publicIp: '203.0.113.10',
      publicIps: [{ from: '2001:db8::1', to: '2001:db8::ff' }],
    });
    expect(await ask.record(record)).toMatchObject({
      onRecord: {
        entityNumber: '粤ICP备12345678号',
        websiteNumber: '粤ICP备12345678号-1',
        psbNumber: '粤公网安备44030002000001号',
      },
    });
  });

  test('are asked anew for another entity, and by another request', async () => {
    const parties = counted();
    const ask = inquire(parties);
    await ask.domain('example.cn', entity);
    await ask.domain('example.cn', { certificateNumber: 'another' });
    await inquire(parties).domain('example.cn', entity);
    expect(parties.asked).toHaveLength(3);
  });

  test('reach a party a few at a time, and all of them get their answer', async () => {
    const parties = counted();
    const ask = inquire(parties);
    const names = Array.from({ length: 60 }, (_, index) => `example-${index}.cn`);
    const facts = await Promise.all(names.map((name) => ask.domain(name, entity)));
    expect(facts.map((one) => typeof one === 'object' && one.domain)).toEqual(names);
    expect(parties.underWay()).toBeLessThanOrEqual(8);
  });

  test('end together: while a party never answers, no question waits for the one before it', async () => {
    const parties = counted();
    const silent = { ...parties, assets: { ...parties.assets, instance: () => new Promise<undefined>(() => {}) } };
    const ask = inquire(silent, { withinMs: 20 });
    const names = Array.from({ length: 100 }, (_, index) => `i-${index}`);
    const facts = await Promise.all(names.map((name) => ask.instance(name)));
    expect(new Set(facts)).toEqual(new Set(['OUTAGE']));
    expect(await ask.domain('example.cn', entity)).toBe('OUTAGE');
    expect(parties.asked).toEqual([]);
  });
});

test.each(['9999-12-31', '0001-01-01', '2026-02-30'])(
  'a look-up that tells of %s is refused, and its reason names the field',
  async (date) => {
    const parties = createTestParties();
    const refused: string[] = [];
    const assets = {
      ...parties.assets,
      domain: async (domain: string) => ({ domain, registered: true, realNameVerifiedOn: date }),
    };
    const ask = inquire({ ...parties, assets, rules }, { onRefused: ({ message }) => refused.push(message) });
    expect(await ask.domain('example.cn', entity)).toBe('REFUSED');
    expect(refused).toEqual([expect.stringContaining('realNameVerifiedOn')]);
  },
);

test.each([
  ['2010-02-28', 'REFUSED'],
  ['2010-03-01', { realNameVerifiedOn: '2010-03-01' }],
  ['2060-03-31', { realNameVerifiedOn: '2060-03-31' }],
  ['2060-04-01', 'REFUSED'],
])('C13 a look-up that tells of %s is judged by the range of the policy', async (date, answer) => {
  const parties = createTestParties();
  const range = { firstDay: '2010-03-01', lastDay: '2060-03-31' };
  const row = policy('dates.range', range, 'test', { from: '2020-01-01' });
  const narrow = async () => ({ policies: createPolicies([...BUILT_IN_POLICIES, row]) });
  const assets = {
    ...parties.assets,
    domain: async (domain: string) => ({ domain, registered: true, realNameVerifiedOn: date }),
  };
  const refused: string[] = [];
  const ask = inquire({ ...parties, assets, rules: narrow }, { onRefused: ({ message }) => refused.push(message) });
  const facts = await ask.domain('example.cn', entity);
  expect(facts).toEqual(typeof answer === 'string' ? answer : expect.objectContaining(answer));
  if (answer === 'REFUSED') expect(refused).toEqual([expect.stringContaining('realNameVerifiedOn: DATE_OUT_OF_RANGE')]);
});

test('a caller who cannot go on without the facts gets the fault of the party', () => {
  expect(orFault('the party', undefined)).toBeUndefined();
  expect(() => orFault('the party', 'OUTAGE')).toThrow(RetryableError);
  expect(() => orFault('the party', 'REFUSED')).toThrow('the party refuses');
});
