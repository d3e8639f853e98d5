import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { currentDocuments, type StoredDocument } from '../../store/proofs/documents.ts';
import { enterprise, smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atSms, numbersFor, readyForBureau, smsSent, told } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';

test.concurrent('A-010: a failed call is tried again, and the bureau has the complete order once', async () => {
  const filing = await readyForBureau(desk, { form: enterprise(), at: OPENED });
  desk.parties.bureau.turns.set(filing.orderId, ['down', 'lost']);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.travelTo('2026-04-13 11:00');
  await filing.reaches('SMS_PENDING');
  expect(calls(filing)).toEqual(['1', '1', '1']);

  const submitted = desk.parties.bureau.handOvers.filter(({ orderId }) => orderId === filing.orderId);
  const { form } = await filing.order();
  expect(submitted).toMatchObject([{ handOver: 1, type: 'FIRST', form, personsToVerify: ['P1', 'P2', 'P3'] }]);
  const scans = submitted.flatMap(({ documents }) => documents);
  expect(scans.map(({ slot }) => slot).toSorted()).toEqual((await filing.slots()).toSorted());
  for (const { slot, content } of scans) expect(Buffer.from(content).toString()).toContain(`image of ${slot}`);
});

test.concurrent(
  'A-180 the hand-over has the server of each website: addresses, access method and place, for one and for three',
  async () => {
    const one = smallEnterprise();
    const { entity, people, websites } = enterprise('TJ');
    const third = { ...websites['W1'], domain: `third-${websites['W1']?.domain}` };
    const W3 = { ...third, homeUrl: `https://${third.domain}/` };
    const three = { entity, people, websites: { ...websites, W3 } };
    const [single, many] = await Promise.all([
      desk.open({ form: one, at: OPENED }),
      desk.open({ form: three, at: OPENED }),
    ]);
    await many.nameServer('W3', `i-${many.orderId}-W1`);
    const range = [{ from: '203.0.113.8', to: '203.0.113.15' }];
    desk.parties.assets.instances.set(`i-${many.orderId}-W2`, {
      publicIps: range,
      accessMethod: 'DEDICATED_LINE',
      place: 'TJ',
    });
    const handed = async (filing: TestFiling) => {
      await applied(filing.act('submitForReview', { confirmed: true }));
      await applied(filing.act('approve', {}, { by: 'R1' }));
      await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
      await filing.reaches('SMS_PENDING');
      return desk.parties.bureau.handOvers.find(({ orderId }) => orderId === filing.orderId)?.instances;
    };
    const plain = (instanceId: string) => ({
      instanceId,
      publicIps: [{ from: '203.0.113.10', to: '203.0.113.10' }],
      accessMethod: 'VIRTUAL_HOST',
    });
    expect(await handed(single)).toEqual({ W1: plain(`i-${single.orderId}-W1`) });
    expect(await handed(many)).toEqual({
      W1: plain(`i-${many.orderId}-W1`),
      W2: { instanceId: `i-${many.orderId}-W2`, publicIps: range, accessMethod: 'DEDICATED_LINE', place: 'TJ' },
      W3: plain(`i-${many.orderId}-W1`),
    });
  },
);

test.concurrent(
  'A-010 a server that the provider no longer knows is asked for by a person, and nothing is handed over',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.assets.instances.set(`i-${filing.orderId}-W1`, null);
    await filing.act('forwardToBureau', {}, { by: 'R2' });
    expect(desk.parties.bureau.handOvers.filter(({ orderId }) => orderId === filing.orderId)).toEqual([]);
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  },
);

test.concurrent('A-010 R-MAT-7: scans of people and websites that were removed are not handed over', async () => {
  const filing = await desk.open({ form: enterprise('TJ'), at: OPENED });
  await filing.upload('domain-certificate:W2');
  await filing.edit(({ entity, people, websites }) => ({
    entity,
    people: without(people, 'P3'),
    websites: without(websites, 'W2'),
  }));
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  const submitted = desk.parties.bureau.handOvers.find(({ orderId }) => orderId === filing.orderId);
  expect(await filing.slots()).toEqual(expect.arrayContaining(['site-head-id:P3', 'domain-certificate:W2']));
  expect(submitted?.documents.map(({ slot }) => slot).toSorted()).toEqual([
    'checklist-form',
    'entity-certificate',
    'entity-head-id:P1',
    'site-head-id:P2',
    'site-head-letter:P2',
  ]);
});

test.concurrent(
  'A-010: while the gateway is asked the order is locked, and nobody hands it over a second time',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.bureau.turns.set(filing.orderId, ['later']);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    expect(await filing.act('forwardToBureau', {}, { by: 'R3' })).toBe('HAND_OVER_UNDER_WAY');
    expect(await filing.act('rejectOrder', { items: [finding] }, { by: 'R2' })).toBe('HAND_OVER_UNDER_WAY');
    expect(await filing.act('abandon')).toBe('HAND_OVER_UNDER_WAY');
    expect(await filing.act('forwardAccepted', { handOver: 1 }, { as: 'bureau', anyVisit: true })).toBe('APPLIED');
    expect(await filing.stage()).toBe('SMS_PENDING');
    expect(calls(filing)).toEqual(['1']);
  },
);

const finding = { path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take another name.' };

test.concurrent(
  'A-144: a report by MIIT implies that a hand-over was accepted, and one by a customer does not',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.bureau.turns.set(filing.orderId, ['later']);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    const verified = { handOver: 1, personId: 'P1' };
    expect(await filing.act('smsVerified', verified, { as: 'applicant', anyVisit: true })).toBe('ROLE_NOT_ALLOWED');
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
    expect(await filing.act('smsVerified', verified, { as: 'miit', anyVisit: true })).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
  },
);

test.concurrent('R-BUR-5: a decision may be the first report about a hand-over', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  desk.parties.bureau.turns.set(filing.orderId, ['later']);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  const synced = { handOver: 1, ...(await numbersFor(filing, '鄂ICP备2026000101号')) };
  expect(await filing.act('recordSynced', synced, { as: 'miit', anyVisit: true })).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

test.concurrent('A-010: an order the gateway refuses is an operator task, and may be handed over again', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  desk.parties.bureau.turns.set(filing.orderId, ['refuse']);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.happens('handOverStuck');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect(await filing.tasks()).toEqual(['HAND_OVER_NEEDS_PERSON']);
  expect(await filing.act('forwardToBureau', {}, { by: 'R2' })).toBe('APPLIED');
  await filing.reaches('SMS_PENDING');
  expect(calls(filing)).toEqual(['1', '2']);
  expect(await filing.tasks()).toEqual([]);
});

test.concurrent.each([
  ['is not in the store any more', 'missing', /^The scan in entity-certificate cannot be read: nothing under /],
  ['is damaged in the store', 'damaged', /^The scan in entity-certificate is damaged: restore it/],
] as const)('a hand-over of which a scan %s is an operator task that names the slot', async (_how, fault, detail) => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const { contents } = desk.parties.documents;
  const { objectKey } = await scanOf(filing, 'entity-certificate');
  const sealed = contents.get(objectKey) ?? new Uint8Array();
  if (fault === 'missing') contents.delete(objectKey);
  else contents.set(objectKey, sealed.with(sealed.length - 1, (sealed.at(-1) ?? 0) ^ 1));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.happens('handOverStuck');
  expect((await filing.history()).at(-1)?.detail).toMatch(detail);
  expect(await filing.tasks()).toEqual(['HAND_OVER_NEEDS_PERSON']);
  contents.set(objectKey, sealed);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
});

test.concurrent(
  'a hand-over waits while the store of scans does not answer, and then goes on without a task',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.documents.down.add((await scanOf(filing, 'entity-certificate')).objectKey);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.travelTo('2026-04-13 11:00');
    const { raw } = await filing.handle.describe();
    expect(raw.pendingActivities?.map(({ lastFailure }) => lastFailure?.message)).toEqual([
      'waiting for an outside party: the object store is not available now',
    ]);
    desk.parties.documents.down.clear();
    await filing.travelTo('2026-04-13 11:20');
    await filing.reaches('SMS_PENDING');
    expect(await filing.tasks()).toEqual([]);
  },
);

async function scanOf({ orderId }: TestFiling, slot: string): Promise<StoredDocument> {
  const found = (await currentDocuments(desk.database, orderId)).find((document) => document.slot === slot);
  if (!found) throw new Error(`no scan in ${slot}`);
  return found;
}

test.concurrent(
  'A-130: a resubmission the gateway refuses is an operator task, and is tried again a day later',
  async () => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.bureau.turns.set(filing.orderId, ['refuse']);
    await filing.travelTo('2026-04-15 10:05:01');
    await filing.happens('handOverStuck');
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    expect(await filing.tasks()).toContain('HAND_OVER_NEEDS_PERSON');
    expect(await filing.due('resubmit')).toMatch(/^2026-04-16 10:05/);
    await filing.travelTo('2026-04-16 10:06');
    await filing.reaches('SMS_PENDING');
    await smsSent(filing, '2026-04-16 10:06');
    expect((await filing.order()).progress?.autoResubmits).toBe(1);
    expect(calls(filing)).toEqual(['1', '2', '3']);
  },
);

test.concurrent(
  'A-010: a hand-over that failed here and reached the bureau goes on when its acceptance is entered',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.bureau.turns.set(filing.orderId, ['refuse']);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.happens('handOverStuck');
    const seen = { handOver: 1, reference: 'HB-2026-77' };
    expect(await filing.act('forwardAccepted', seen, { by: 'O1' })).toBe('APPLIED');
    expect(await filing.stage()).toBe('SMS_PENDING');
    expect((await filing.history()).at(-1)).toMatchObject({ action: 'forwardAccepted', detail: 'HB-2026-77' });
    expect(await filing.act('forwardAccepted', seen, { by: 'O1', anyVisit: true })).toBe('LOCKED_AT_BUREAU');
    expect(calls(filing)).toEqual(['1']);
  },
);

test.concurrent('a hand-over that the bureau received and then refused is undone and may be made again', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  desk.parties.bureau.turns.set(filing.orderId, ['later']);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  const failed = { handOver: 1, reason: 'the province has no such district' };
  expect(await filing.act('forwardFailed', { ...failed, handOver: 2 }, { by: 'O1' })).toBe('STALE_HAND_OVER');
  expect(await filing.act('forwardFailed', failed, { as: 'bureau', anyVisit: true })).toBe('APPLIED');
  expect(await filing.act('forwardFailed', failed, { by: 'O1' })).toBe('ALREADY_DONE');
  expect((await filing.history()).findLast(({ outcome }) => outcome === 'APPLIED')?.detail).toBe(failed.reason);
  expect(await filing.tasks()).toEqual(['HAND_OVER_NEEDS_PERSON']);
  expect(await told(filing, 'N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
  expect(await filing.act('rejectOrder', { items: [finding] }, { by: 'R2' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
});

test.concurrent(
  'staff who enter orders by hand get a task for each hand-over, also for an automatic resubmission',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.bureau.turns.set(filing.orderId, ['by hand', 'by hand']);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.happens('handOverByHand');
    expect(await filing.tasks()).toEqual(['HAND_OVER_BY_HAND']);
    expect(await told(filing, 'N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
    expect(await filing.act('forwardAccepted', { handOver: 1 }, { by: 'O1' })).toBe('APPLIED');
    expect(await filing.tasks()).toEqual([]);

    await filing.travelTo('2026-04-15 10:05:01');
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    expect(await filing.tasks()).toContain('HAND_OVER_BY_HAND');
    expect(await filing.due('acceptance')).toMatch(/^2026-04-16 10:0/);
    await filing.travelTo('2026-04-16 11:00');
    expect(await filing.tasks()).toContain('FORWARD_OVERDUE');
    expect(await filing.act('forwardAccepted', { handOver: 2 }, { by: 'O1' })).toBe('APPLIED');
    expect(await filing.stage()).toBe('SMS_PENDING');
    expect(await filing.tasks()).toEqual([]);
  },
);
const without = <Part>(parts: Readonly<Record<string, Part>>, id: string): Record<string, Part> =>
  Object.fromEntries(Object.entries(parts).filter(([each]) => each !== id));

/** Numbers of the hand-overs that the gateway was asked for, in order. */
const calls = (filing: TestFiling): (string | undefined)[] =>
  desk.parties.bureau.calls.filter((call) => call.startsWith(filing.orderId)).map((call) => call.split('/')[1]);
