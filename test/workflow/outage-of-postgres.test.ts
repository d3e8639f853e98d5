/** Postgres is away for two days, or one row cannot be read: the filings wait, cost little, and go on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { fastForward } from '../../runtime/time-skipping.ts';
import { listTasks } from '../../store/tasks/tasks.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atSms, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import type { TestFiling } from '../support/desk/test-filing.ts';
import { wayToUrl, type WayTo } from '../support/desk/way-to.ts';
import { atRest } from '../support/servers/at-rest.ts';

/** These tests run one after the other, because no filing goes on while one of them has cut the way to Postgres. */
let desk: Desk;
let way: WayTo;
beforeAll(async () => {
  desk = await startDesk({
    databaseOfWorker: async (direct) => {
      const made = await wayToUrl(direct);
      way = made.way;
      return made.url;
    },
  });
});
afterAll(async () => {
  await desk.close();
  await way.close();
});

const OPENED = '2026-04-13 10:00';
const TWO_DAYS_LATER = '2026-04-15 10:30';
/** Past the longest pause between two tries, which is that of messages. */
const A_TRY_LATER = '2026-04-15 11:40';

/** Events in the history, without those that only the simulation of time adds. */
async function eventsOf(filing: TestFiling): Promise<number> {
  const { events } = await filing.handle.fetchHistory();
  return (events ?? []).filter((event) => !event.workflowExecutionTimeSkippingTransitionedEventAttributes).length;
}

/** What Temporal UI shows beside the pending activities of a filing: the name, and why the last try failed. */
async function pendingOf(filing: TestFiling): Promise<string[]> {
  const { raw } = await filing.handle.describe();
  return (raw.pendingActivities ?? []).map(
    ({ activityType, lastFailure }) => `${activityType?.name}: ${lastFailure?.message}`,
  );
}

/** A filing with something to do, what is done to it, and how it ends. */
interface Course {
  open: () => Promise<TestFiling>;
  /** What is sent when the outage has begun. */
  act?: (filing: TestFiling) => Promise<unknown>;
  ends: (filing: TestFiling) => Promise<unknown>;
  pending: string;
}

const claims: Course = {
  open: () => readyForBureau(desk, { form: smallEnterprise(), at: OPENED }),
  act: (filing) => filing.send('claim', {}, { by: 'R2', actionId: `claim-${filing.orderId}` }),
  ends: async (filing) => expect(await filing.outcome(`claim-${filing.orderId}`)).toBe('APPLIED'),
  pending: 'record: waiting for Postgres (ECONNREFUSED)',
};
/** A party is down at every try until Postgres is away as well, however long the filings take to be opened. */
const DOWN = Array.from({ length: 1_000 }, () => 'down' as const);

/** The window of MIIT's SMS ends, a day later the order is handed over again. */
const alarmsRing: Course = {
  open: () => atSms(desk, { form: smallEnterprise(), at: OPENED }),
  ends: (filing) => filing.reaches('SMS_PENDING'),
  pending: 'record: waiting for Postgres (ECONNREFUSED)',
};
const messagesWait: Course = {
  open: async () => {
    const form = smallEnterprise();
    const filing = await desk.open({ form, at: OPENED });
    desk.parties.email.turns.set(form.people['P1']?.email ?? '', [...DOWN]);
    await applied(filing.act('submitForReview', { confirmed: true }));
    await filing.delivered();
    return filing;
  },
  act: async () => desk.parties.email.turns.clear(),
  ends: async (filing) => {
    const open = (await filing.messages()).filter(({ status }) => status === 'PENDING');
    expect(open).toEqual([]);
  },
  pending: 'deliverMessages: waiting for Postgres (ECONNREFUSED)',
};
const isHandedOver: Course = {
  open: async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    desk.parties.bureau.turns.set(filing.orderId, [...DOWN]);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.delivered();
    return filing;
  },
  act: async (filing) => desk.parties.bureau.turns.delete(filing.orderId),
  ends: (filing) => filing.reaches('SMS_PENDING'),
  pending: 'handOver: waiting for Postgres (ECONNREFUSED)',
};
const COURSES = [claims, alarmsRing, messagesWait, isHandedOver];

test('an outage of 48 hours adds fewer than 50 events to a filing with something to do, and the filing goes on', async () => {
  const filings = await Promise.all(COURSES.map((course) => course.open()));
  const each = <T>(work: (filing: TestFiling, course: Course) => T | Promise<T>): Promise<T[]> =>
    Promise.all(COURSES.map(async (course, index) => work(filings[index] ?? (await course.open()), course)));
  const before = await each(eventsOf);
  await way.cut();
  await each((filing, course) => course.act?.(filing));
  await each((filing) => filing.travelTo(TWO_DAYS_LATER));
  const during = (await each(eventsOf)).map((events, index) => events - (before[index] ?? 0));
  expect(during.filter((events) => events >= 50)).toEqual([]);
  expect(await each(pendingOf)).toEqual(COURSES.map(({ pending }) => [pending]));

  await way.mend();
  await each((filing) => filing.travelTo(A_TRY_LATER));
  await each((filing, course) => course.ends(filing));
  expect(await each((filing) => filing.tasks())).toEqual(COURSES.map(() => []));
});

test('a filing whose row does not decrypt waits with a task while others go on, and goes on when the row is restored', async () => {
  const [broken, other] = await Promise.all([
    readyForBureau(desk, { form: smallEnterprise(), at: OPENED }),
    readyForBureau(desk, { form: smallEnterprise(), at: OPENED }),
  ]);
  await atRest(desk.client, broken.orderId);
  const before = await eventsOf(broken);
  await damage(broken);
  const claim = await broken.send('claim', {}, { by: 'R2', anyVisit: true });
  await fastForward(desk.client, broken.orderId, 2 * HOUR_MS);
  await applied(other.act('claim', {}, { by: 'R2' }));
  const { tasks } = await listTasks(desk.database, { caseId: broken.orderId });
  expect(tasks.map(({ kind }) => kind)).toEqual(['STANDS_STILL']);
  expect(await pendingOf(broken)).toEqual([
    expect.stringMatching(/^record: waiting until stored data can be decrypted/),
  ]);

  await damage(broken); // the same change again restores it
  await fastForward(desk.client, broken.orderId, HOUR_MS);
  expect(await broken.outcome(claim)).toBe('APPLIED');
  expect(await broken.tasks()).toEqual([]);
  expect((await eventsOf(broken)) - before).toBeLessThan(50);
});

const HOUR_MS = 3_600_000;

/** Changes one bit of the sealed progress. */
async function damage({ orderId }: TestFiling): Promise<void> {
  await sql`update orders set progress = set_byte(progress, 40, get_byte(progress, 40) # 1) where id = ${orderId}`.execute(
    desk.database,
  );
}
