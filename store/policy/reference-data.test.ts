import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../domain/policy/policy.ts';
import { importCalendar, loadCalendar, seedCalendar } from './calendars.ts';
import { importPolicies, loadPolicies, policyVersions, seedPolicies } from './policies.ts';
import { seedReferenceData } from './reference-data.ts';
import { rulesReader } from './rules.ts';

let store: MigratedDatabase;
beforeEach(async () => {
  store = await migratedDatabase();
});
afterEach(() => store.close());

const on = (date: string): CivilDate => date as CivilDate;
const row = (value: number, over: object = {}) => ({
  key: 'order.stepExpiryDays',
  scope: { province: 'HI' },
  validFrom: '2026-04-01',
  value,
  source: 'a notice made up for this test',
  ...over,
});

describe('the rules in force', () => {
  test('callers at the same time share one reading of the rules', async () => {
    const { db } = store;
    await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    const current = rulesReader(db);
    const [first, second] = await Promise.all([current(), current()]);
    expect(second).toBe(first);
    expect(await current()).toBe(first);
  });

  test('a failed reading is not kept', async () => {
    const { db } = store;
    await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    const current = rulesReader(db);
    await sql`alter table policy_rows rename to away`.execute(db);
    await expect(current()).rejects.toMatchObject({ code: '42P01' });
    await sql`alter table away rename to policy_rows`.execute(db);
    expect((await current()).policies.rows).toEqual(BUILT_IN_POLICIES);
  });
});

describe('an import', () => {
  test('C15 keeps telephone numbers in the one spelling in which customers dial them', async () => {
    const { db } = store;
    await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    const address = { recipient: 'desk', address: 'Room 1', phone: '（０２０）８７６２—８３８６' };
    const given = { scope: { province: 'HI' }, validFrom: '2026-04-01', source: 'a test' };
    const rows = [
      { ...given, key: 'review.hotline', value: '+86 898 6653 1234' },
      { ...given, key: 'mail.address', value: address },
    ];
    expect(await importPolicies(db, rows, 'tester')).toMatchObject({ imported: true });
    const { resolve } = await loadPolicies(db);
    expect(resolve('review.hotline', { province: 'HI' }, on('2026-05-01'))).toBe('0898-66531234');
    expect(resolve('mail.address', { province: 'HI' }, on('2026-05-01'))).toEqual({
      ...address,
      phone: '020-87628386',
    });
  });
});

describe('seeding', () => {
  test('five processes that start at once plant the release once', async () => {
    const { db } = store;
    const seeded = await Promise.all(
      Array.from({ length: 5 }, () => seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS)),
    );
    expect(new Set(seeded.map(({ policyVersion }) => policyVersion)).size).toBe(1);
    expect((await policyVersions(db, { limit: 10 })).rows).toHaveLength(1);
    expect((await loadPolicies(db)).version).toBe(createPolicies(BUILT_IN_POLICIES).version);
    expect((await loadPolicies(db)).rows).toEqual(BUILT_IN_POLICIES);
    expect((await loadCalendar(db)).coverageYears).toEqual([2024, 2025, 2026]);
  });

  test('an empty database has no rules to decide by', async () => {
    await expect(loadPolicies(store.db)).rejects.toThrow('seed them first');
    await expect(loadCalendar(store.db)).rejects.toThrow('seed it first');
  });
});

describe('A-148: an operator imports policies', () => {
  test('imported rows are in force from their first day, and the old version still gives its old answers', async () => {
    const { db } = store;
    const { policyVersion: before } = await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    const current = rulesReader(db);
    const days = async (date: string) =>
      (await current()).policies.resolve('order.stepExpiryDays', { province: 'HI' }, on(date));
    expect(await days('2026-04-01')).toBe(45);
    const imported = await importPolicies(db, [row(30)], 'op-1');
    expect(imported).toMatchObject({ imported: true, rows: 1 });
    expect([await days('2026-03-31'), await days('2026-04-01')]).toEqual([45, 30]);
    const old = await loadPolicies(db, before);
    expect(old.resolve('order.stepExpiryDays', { province: 'HI' }, on('2026-04-01'))).toBe(45);
    expect((await policyVersions(db, { limit: 10 })).rows[0]).toMatchObject({ createdBy: 'op-1' });
  });

  test('an import replaces the same row imported before, and outlives a new release', async () => {
    const { db } = store;
    await seedPolicies(db, BUILT_IN_POLICIES);
    await importPolicies(db, [row(30)], 'op-1');
    await importPolicies(db, [row(20)], 'op-1');
    await seedPolicies(db, BUILT_IN_POLICIES.slice(0, -1));
    const policies = await loadPolicies(db);
    expect(policies.rows).toHaveLength(BUILT_IN_POLICIES.length);
    expect(policies.resolve('order.stepExpiryDays', { province: 'HI' }, on('2026-04-01'))).toBe(20);
  });

  test('a change that is undone leads to the old version again', async () => {
    const { db } = store;
    await seedPolicies(db, BUILT_IN_POLICIES);
    const thirty = await importPolicies(db, [row(30)], 'op-1');
    await importPolicies(db, [row(20)], 'op-1');
    const again = await importPolicies(db, [row(30)], 'op-1');
    expect(again).toEqual(thirty);
    expect((await loadPolicies(db)).resolve('order.stepExpiryDays', { province: 'HI' }, on('2026-04-01'))).toBe(30);
  });

  test('a bad file is refused as a whole, with every fault named', async () => {
    const { db } = store;
    const before = await seedPolicies(db, BUILT_IN_POLICIES);
    const badFiles = [
      [row(30), row(30, { key: 'no.such.key' })],
      [row(30), row(30, { value: 'many' })],
      [row(30, { validTo: '2026-03-01' })],
      { rows: [] },
    ];
    for (const file of badFiles) {
      expect(await importPolicies(db, file, 'op-1')).toMatchObject({ imported: false, errors: [expect.any(String)] });
    }
    expect((await loadPolicies(db)).version).toBe(before);
  });
});

describe('A-148: an operator imports a calendar year', () => {
  const year2027 = {
    year: 2027,
    source: 'a notice made up for this test',
    publishedOn: '2026-11-03',
    holidays: [{ name: 'New Year', from: '2027-01-01', to: '2027-01-03' }],
    makeUpDays: [],
  };

  test('an import covers that year, says whether anything changed, and outlives a new release', async () => {
    const { db } = store;
    await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    const current = rulesReader(db);
    expect((await current()).calendar.isBusinessDay(on('2027-01-04'))).toBeUndefined();
    expect(await importCalendar(db, [year2027], 'op-1')).toMatchObject({ imported: true, changed: true });
    expect(await importCalendar(db, [year2027], 'op-1')).toMatchObject({ imported: true, changed: false });
    expect((await current()).calendar.isBusinessDay(on('2027-01-04'))).toBe(true);
    await seedCalendar(db, PUBLISHED_YEARS.slice(1));
    expect((await current()).calendar.coverageYears).toEqual([2025, 2026, 2027]);
  });

  test('a bad year refuses the file', async () => {
    const { db } = store;
    await seedCalendar(db, PUBLISHED_YEARS);
    const bad = { ...year2027, makeUpDays: ['2027-01-04'] };
    expect(await importCalendar(db, [bad], 'op-1')).toMatchObject({ imported: false, errors: [expect.any(String)] });
    expect((await loadCalendar(db)).coverageYears).toEqual([2024, 2025, 2026]);
  });
});
