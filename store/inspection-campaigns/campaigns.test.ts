/** A campaign opens an inspection for each number that is on record, in batches, and a number that is none holds up no other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instant } from '../../domain/time/instant.ts';
import { MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { openInspections } from '../inspections/inspections.ts';
import { openInspectionCases } from '../inspections/open-cases.ts';
import { writeRecord } from '../records/write-record.ts';
import { beginCampaignOf, beginCampaignOver, campaignLines, countCampaign, type Campaign } from './campaigns.ts';
import { openCampaignBatch } from './open-batch.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
  for (const place of [1, 2, 3]) await onRecord(place);
});
afterAll(() => store.close());

const DUE = instant(MONDAY_MORNING + 30 * 86_400_000);
const entity = (place: number): string => `琼ICP备202600${7100 + place}号`;
const website = (place: number): string => `${entity(place)}-1`;
const about = (title: string) =>
  ({ title, found: 'FALSE_DATA', dueAt: DUE, openedAt: MONDAY_MORNING, openedBy: 'operator-1' }) as const;

async function onRecord(place: number): Promise<void> {
  const { db, vault } = store;
  const domain = `campaign-${place}.cn`;
  const certificateNumber = `91460100MA5CAMP${place}0X`;
  const form = sampleForm({
    entity: { ...sampleForm().entity, certificateNumber },
    websites: { W1: { name: '一', domain, headId: 'P1' } },
  });
  const { id } = await sampleOrder(db, vault, { form });
  const websites = [{ domain, number: website(place) }];
  await writeRecord(db, vault, {
    orderId: id,
    at: MONDAY_MORNING,
    issuedOn: '2026-03-02',
    entityNumber: entity(place),
    websites,
  });
}

const batch = (limit: number) => openCampaignBatch(store.db, { limit, now: MONDAY_MORNING });
const results = async ({ id }: Campaign): Promise<string[]> =>
  (await campaignLines(store.db, id, { limit: 100 })).rows.map(({ number, result }) => `${number} ${result}`);

test('a list is worked off in batches, however often somebody stops, and each number is decided on once', async () => {
  const { db } = store;
  await openInspections(db, [{ number: website(2), found: 'FALSE_DATA' }], {
    at: MONDAY_MORNING,
    dueAt: DUE,
    by: 'operator-1',
    eventId: 'before',
  });
  const numbers = [
    website(1).replace('ICP', 'icp'),
    `'; drop\u0000 table ${'a😀'.repeat(50)}`,
    website(2),
    '粤ICP备2026999999号-1',
    website(1),
  ];
  const campaign = await beginCampaignOf(db, about('A list'), numbers);
  expect([await batch(1), await batch(1), await batch(10), await batch(10)]).toEqual([1, 1, 1, 0]);
  expect(await results(campaign)).toEqual([
    `${website(1)} OPENED`,
    expect.stringContaining('MALFORMED'),
    `${website(2)} INSPECTED_ALREADY`,
    '粤ICP备2026999999号-1 NOT_ON_RECORD',
  ]);
  expect(await countCampaign(db, campaign.id)).toEqual([
    { result: 'INSPECTED_ALREADY', state: 'OPEN', count: 1 },
    { result: 'MALFORMED', count: 1 },
    { result: 'NOT_ON_RECORD', count: 1 },
    { result: 'OPENED', state: 'OPEN', count: 1 },
  ]);
});

test('a query selects websites that are served here, or a sample of them', async () => {
  const { db, vault } = store;
  const campaign = await beginCampaignOver(db, about('All of Hainan'), { by: 'QUERY', province: 'HI' });
  const sample = await beginCampaignOver(db, about('Some'), { by: 'QUERY', sample: 2 });
  const none = await beginCampaignOver(db, about('None'), { by: 'QUERY', province: 'XZ' });
  await Promise.all([batch(100), batch(100)]);
  expect((await results(campaign)).map((line) => line.split(' ')[0])).toEqual([website(1), website(2), website(3)]);
  expect(await results(sample)).toHaveLength(2);
  expect(await results(none)).toEqual([]);
  expect(await openInspectionCases(db, vault, { limit: 100, now: MONDAY_MORNING })).toHaveLength(3);
  expect(await openInspectionCases(db, vault, { limit: 100, now: MONDAY_MORNING })).toEqual([]);
});
