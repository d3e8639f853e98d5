/** Whatever spelling a party tells, the record holds the one under which it is asked for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { MIGRATIONS } from '../../store/postgres/migrate.ts';
import { readAccount, saveAccount } from '../../store/accounts/accounts.ts';
import { saveForm } from '../../store/orders/edit-order.ts';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn } from '../support/desk/journey.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test.each([
  ['示例一.中国', 'xn--4gq70bw82g.xn--fiqs8s'],
  ['EXAMPLE-TWO.CN.', 'example-two.cn'],
  ['%65xample-three.cn', 'example-three.cn'],
])('C15 a domain told as %s is on record when it is asked for as %s', async (told, asked) => {
  const { websites, ...form } = smallEnterprise();
  const filing = await filingIn(desk, 'BUREAU_APPROVED', {
    form: { ...form, websites: { W1: { ...websites['W1'], domain: asked, homeUrl: `https://www.${asked}/` } } },
  });
  const entityNumber = `鄂ICP备2026${String(100_000 + asked.length).slice(-6)}号`;
  const record = { entityNumber, websites: [{ domain: told, number: `${entityNumber}-1` }] };
  expect(await filing.party('recordSynced', record, 'miit')).toBe('APPLIED');
  expect(await recordOfDomain(desk.database, desk.vault, asked)).toMatchObject({ websites: [{ domain: asked }] });
});

test('C15 what was stored before there was one spelling is read, and after the migration found, in it', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED', { form: smallEnterprise() });
  const [domain = ''] = Object.values((await filing.order()).form?.websites ?? {}).map((one) => one.domain);
  const entityNumber = '鄂ICP备2026200001号';
  await filing.party('recordSynced', { entityNumber, websites: [{ domain, number: `${entityNumber}-1` }] }, 'miit');
  await sql`update record_websites set domain = '旧示例.中国.' where domain = ${domain}`.execute(desk.database);
  await MIGRATIONS['0027-domains-in-one-spelling']?.up(desk.database);
  await MIGRATIONS['0027-domains-in-one-spelling']?.up(desk.database);
  const found = await recordOfDomain(desk.database, desk.vault, 'xn--fsqx85cbvn.xn--fiqs8s');
  expect(found).toMatchObject({ number: entityNumber });

  await sql`update record_websites set psb_number = '粤公网安备 44030002000001号' where number = ${`${entityNumber}-1`}`.execute(
    desk.database,
  );
  await MIGRATIONS['0041-psb-numbers-in-one-spelling']?.up(desk.database);
  const [website] = (await recordOfDomain(desk.database, desk.vault, 'xn--fsqx85cbvn.xn--fiqs8s'))?.websites ?? [];
  expect(website?.psbNumber).toBe('粤公网安备44030002000001号');

  const draft = await desk.open({ form: smallEnterprise(), at: '2026-04-13 10:00' });
  const order = await draft.order();
  const { form: stored } = order;
  if (stored === undefined) throw new Error('the draft has a form');
  const form = {
    ...stored,
    people: { P1: { ...stored.people['P1'], mobile: '013800138000', documentNumber: '11010519491231002x' } },
  };
  const change = { expectedVersion: order.formVersion, form, domains: [], editedAt: shanghai('2026-04-13 11:00') };
  await saveForm(desk.database, desk.vault, order.id, change);
  expect((await draft.order()).form?.people['P1']).toMatchObject({
    mobile: '13800138000',
    documentNumber: '11010519491231002X',
  });

  const id = 'account-of-before' as AccountId;
  await saveAccount(desk.database, desk.vault, {
    id,
    verified: true,
    mobile: '+86 138 0013 8000',
    email: 'Li@示例.中国',
  });
  expect(await readAccount(desk.database, desk.vault, id)).toMatchObject({
    mobile: '13800138000',
    email: 'Li@xn--fsq092h.xn--fiqs8s',
  });
});
