/** The daily round over days on record: who is reminded of what, and when. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../domain/policy/policy.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { saveAccount } from '../../store/accounts/accounts.ts';
import { DESK_CASE } from '../../store/cases/desk-case.ts';
import { listOf, WATCH_SOURCE } from '../../store/messages/messages.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createWatchActivities } from './watch-round.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

/** The round of a day, at ten in the morning. */
function round(day: string) {
  const { db: database, vault } = store;
  const rules = async () => ({
    policies: createPolicies(BUILT_IN_POLICIES),
    calendar: createCalendar(PUBLISHED_YEARS),
  });
  const activities = createWatchActivities({ database, vault, rules }, () => shanghai(`${day} 10:00`));
  return new MockActivityEnvironment().run(async () => ({
    ...(await activities.readRecordDays()),
    ...(await activities.remindOfRecordDays()),
  }));
}

async function recordEnding(serial: string, documentValidUntil: string) {
  const { db, vault } = store;
  const { people, entity } = sampleForm();
  const form = sampleForm({
    entity: { ...entity, certificateNumber: `91460100MA5${serial.slice(-6)}X`, certificateValidUntil: '2027-03-31' },
    people: { P1: { ...people['P1'], documentValidUntil } },
    websites: { W1: { name: '示例小站', domain: `d${serial}.cn`, headId: 'P1' } },
  });
  const { id, accountId } = await sampleOrder(db, vault, { form });
  await saveAccount(db, vault, { id: accountId, kind: 'ENTERPRISE', email: 'a@example.cn', verified: true });
  const entityNumber = `琼ICP备${serial}号`;
  await writeRecord(db, vault, {
    orderId: id,
    at: MONDAY_MORNING,
    entityNumber,
    websites: [{ domain: `d${serial}.cn`, number: `${entityNumber}-1` }],
    issuedOn: '2026-03-31',
  });
  return { entityNumber, accountId };
}

const shown = z.object({ facts: z.object({ reference: z.string(), variant: z.string(), days: z.number() }) });

/** What an account was told: which number, which part, how many days before, by which channel. */
async function told(accountId: string): Promise<string[]> {
  const { db, vault } = store;
  const messages = (await listOf(db, vault, DESK_CASE)).filter(({ source }) => source.startsWith(WATCH_SOURCE));
  return messages
    .filter(({ address }) => address === accountId)
    .map(({ code, params }) => {
      const { reference, variant, days } = shown.parse(params).facts;
      return `${code} ${reference} ${variant} ${days}`;
    });
}

test('A-093 the account is reminded 90, 30 and 7 days before a document ends, once each, and of a renewed one no more', async () => {
  const { entityNumber, accountId } = await recordEnding('2026000701', '2026-12-31');
  expect(await round('2026-10-01')).toEqual({ read: 1, reminded: 0 });
  expect(await told(accountId)).toEqual([]);

  expect(await round('2026-10-02')).toMatchObject({ read: 0, reminded: 2 });
  expect(await round('2026-10-02')).toMatchObject({ reminded: 0 });
  const first = [`N-14 ${entityNumber} DOCUMENT 90`, `N-14 ${entityNumber}-1 DOCUMENT 90`];
  expect((await told(accountId)).toSorted()).toEqual(first);

  // Nobody was there on the first of December.
  expect(await round('2026-12-05')).toMatchObject({ reminded: 2 });
  expect((await told(accountId)).filter((each) => each.endsWith(' 26'))).toHaveLength(2);
  expect(await round('2026-12-24')).toMatchObject({ reminded: 2 });
  expect(await round('2026-12-25')).toMatchObject({ reminded: 0 });
  // The certificate of the entity, 90 days before the end of March.
  expect(await round('2026-12-31')).toMatchObject({ reminded: 1 });
  expect(await told(accountId)).toContain(`N-14 ${entityNumber} CERTIFICATE 90`);
});

test('a new version of a record is read anew, a record that is gone reminds nobody, and one that cannot be read stops no other', async () => {
  const { db } = store;
  const gone = await recordEnding('2026000702', '2027-06-30');
  const unreadable = await recordEnding('2026000703', '2027-06-30');
  const good = await recordEnding('2026000704', '2027-06-30');
  await db
    .updateTable('record_entities')
    .set({ wrapped_key: Buffer.from('not a key') })
    .where('number', '=', unreadable.entityNumber)
    .execute();
  expect(await round('2027-02-01')).toMatchObject({ read: 3 });
  const entity = db.updateTable('record_entities').where('number', '=', gone.entityNumber);
  await entity.set({ status: 'DEREGISTERED' }).execute();
  await round('2027-04-02');
  expect(await told(gone.accountId)).toEqual([]);
  expect(await told(unreadable.accountId)).toEqual([]);
  expect(await told(good.accountId)).toContain(`N-14 ${good.entityNumber} DOCUMENT 89`);

  const newer = db.updateTable('record_entities').where('number', '=', good.entityNumber);
  await newer.set({ version: 7, details: null }).execute();
  expect(await round('2027-04-03')).toMatchObject({ read: 1 });
  const left = db.selectFrom('record_watches').select('number').where('number', 'like', `${good.entityNumber}%`);
  expect((await left.execute()).map(({ number }) => number)).toEqual([`${good.entityNumber}-1`]);
});
