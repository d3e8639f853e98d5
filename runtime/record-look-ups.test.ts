/** The look-ups that decide the type of an order, over MIIT's interface: the sandbox's server, and what is on record here. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AskPersonError } from '../adapters/delivery-faults.ts';
import { createManualBureau } from '../adapters/bureau/manual.ts';
import { accountsSchema } from '../adapters/bureau/miit/account.ts';
import { instant } from '../domain/time/instant.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { list } from '../store/bureau-answers/blacklist.ts';
import { migratedDatabase, type MigratedDatabase } from '../test/support/servers/migrated-database.ts';
import { recordLookUps } from './record-look-ups.ts';

let store: MigratedDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  [store, sandbox] = await Promise.all([migratedDatabase(), createSandbox()]);
});
afterAll(() => Promise.all([store.close(), sandbox.stop()]));

const LICENCE = { certificateType: 'BUSINESS_LICENCE', certificateNumber: '91330108MA2K9QX091' };
const lookUp = (query: { certificateType: string; certificateNumber: string; domain: string }, over: object = {}) => {
  const [bureau] = sandbox.bureaus.accounts;
  const { ispId, userName, password, province } = bureau ?? { ispId: '', userName: '', password: '', province: 'ZJ' };
  const account = { name: 'sample', province, url: `${sandbox.url}/bureaus/${province}`, ispId, userName, password };
  const accounts = accountsSchema.parse(JSON.stringify([{ ...account, ...over }]));
  const byHand = createManualBureau();
  const { db: database, vault } = store;
  return recordLookUps({ database, vault, accounts, byHand: (asked) => byHand.lookUp(asked) })(query);
};

const NOTHING_FILED = {
  entityFiled: false,
  entityHere: false,
  domainFiled: false,
  domainOfEntity: false,
  domainHere: false,
  shellEntity: false,
  blacklisted: false,
};

test('what nobody has filed is answered by the interface', async () => {
  expect(await lookUp({ ...LICENCE, domain: 'nobody-example.cn' })).toEqual({ ...NOTHING_FILED, onRecord: {} });
});

test('a domain that a stranger has filed is told, and nothing of the stranger', async () => {
  sandbox.register.putEntity({ certificateNumber: '91330108MA2K9QX0ZZ', number: '浙ICP备2026000009号' });
  sandbox.register.putDomain({
    domain: 'strange-example.cn',
    owner: '91330108MA2K9QX0ZZ',
    number: '浙ICP备2026000009号-1',
  });
  expect(await lookUp({ ...LICENCE, domain: 'strange-example.cn' })).toEqual({
    ...NOTHING_FILED,
    domainFiled: true,
    onRecord: {},
  });
});

test('an entity that is served elsewhere is looked up by a person, for the interface does not say whether it is a shell', async () => {
  sandbox.register.putEntity({ certificateNumber: '91330108MA2K9QX0YY', number: '浙ICP备2026000008号' });
  const asked = lookUp({ ...LICENCE, certificateNumber: '91330108MA2K9QX0YY', domain: 'nobody-example.cn' });
  await expect(asked).rejects.toBeInstanceOf(AskPersonError);
});

test('a website that an entity brings along from elsewhere needs nobody: the entity has a website, so it is no shell', async () => {
  const certificateNumber = '91330108MA2K9QX0XX';
  const domain = 'brought-example.cn';
  sandbox.register.putEntity({ certificateNumber, number: '浙ICP备2026000007号' });
  sandbox.register.putDomain({ domain, owner: certificateNumber, number: '浙ICP备2026000007号-1' });
  expect(await lookUp({ ...LICENCE, certificateNumber, domain })).toEqual({
    ...NOTHING_FILED,
    entityFiled: true,
    domainFiled: true,
    domainOfEntity: true,
    onRecord: { entityNumber: '浙ICP备2026000007号', websiteNumber: '浙ICP备2026000007号-1' },
  });
});

test('a certificate that the interface has no condition for is looked up by a person', async () => {
  const permit = { certificateType: 'HK_MACAU_TRAVEL_PERMIT', certificateNumber: 'H12345678' };
  await expect(lookUp({ ...permit, domain: 'nobody-example.cn' })).rejects.toBeInstanceOf(AskPersonError);
});

test('whom the bureau refuses is refused without a look-up', async () => {
  const domain = 'listed-example.cn';
  await list(store.db, store.vault, { domain }, { listed: true, sourceFile: 'f.xml', at: instant(Date.now()) });
  expect(await lookUp({ ...LICENCE, domain })).toEqual({ ...NOTHING_FILED, blacklisted: true });
});

test('an account that is refused is a matter for a person, and maintenance passes', async () => {
  const query = { ...LICENCE, domain: 'nobody-example.cn' };
  await expect(lookUp(query, { password: 'wrong' })).rejects.toThrow('code 5');
  sandbox.bureaus.conditions.failNext('ZJ', 'isp_querybeianstatus', [{ how: 'CODE', code: 902, taken: false }]);
  await expect(lookUp(query)).rejects.toMatchObject({ name: 'RetryableError' });
});
