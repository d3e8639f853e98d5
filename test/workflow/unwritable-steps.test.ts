/** What can never be written down becomes a task, and does not hold up the message behind it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, sync } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test('C14 a signal with a text that Postgres refuses is refused with a task, and the right one is taken', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  for (const domain of ['a\u0000b.cn', 'a\ud800.cn']) {
    const websites = [{ domain, number: '粤ICP备12345678号-1' }];
    expect(await filing.party('recordSynced', { entityNumber: '粤ICP备12345678号', websites }, 'miit')).toBe(
      'MALFORMED',
    );
  }
  expect(await filing.tasks()).toContain('MALFORMED_SIGNAL');
  expect(await sync(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

test.each([
  ['23505', '粤ICP备88888801号'],
  ['P0001', '粤ICP备88888802号'],
])('C14 an action whose step fails with %s becomes a task, and the next one is taken', async (code, number) => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  const name = sql.ref(`refuse_${code.toLowerCase()}`);
  await sql`create function ${name}() returns trigger language plpgsql as ${sql.lit(
    `begin if new.number = '${number}' then raise exception 'refused' using errcode = '${code}'; end if; return new; end`,
  )}`.execute(desk.database);
  await sql`create trigger ${name} before insert on record_entities for each row execute function ${name}()`.execute(
    desk.database,
  );
  expect(await filing.party('recordSynced', await numbersFor(filing, number), 'miit')).toBe('NOT_WRITABLE');
  expect(await filing.tasks()).toContain('STEP_NOT_WRITTEN');
  expect(await sync(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

test('C14 an action whose step a table refuses for good is refused with a task, and the next one is taken', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  const refused = '粤ICP备99999999号';
  await sql`alter table record_entities add constraint refused check (number <> ${sql.lit(refused)})`.execute(
    desk.database,
  );
  const numbers = await numbersFor(filing, refused);
  expect(await filing.party('recordSynced', numbers, 'miit')).toBe('NOT_WRITABLE');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
  expect(await filing.tasks()).toContain('STEP_NOT_WRITTEN');
  expect(await sync(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});
