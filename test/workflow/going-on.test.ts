/** A filing whose history gets too long goes on in a new run, and nobody notices. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atBureau, numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { runsOf } from '../support/desk/runs.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
/** After each two or three actions. */
const SHORT = { events: 1_000, signals: 2 };

test.concurrent('a filing of many short runs ends as one of a single run does', async () => {
  const [short, single] = await Promise.all([
    completed('粤ICP备2026000501号', SHORT),
    completed('粤ICP备2026000502号'),
  ]);
  expect(await short.steps()).toEqual(await single.steps());
  expect((await short.messageCodes()).toSorted()).toEqual((await single.messageCodes()).toSorted());
  expect(await runsOf(desk.client, single.orderId)).toHaveLength(1);
  const runs = await runsOf(desk.client, short.orderId);
  expect(runs.length).toBeGreaterThan(3);
});

async function completed(number: string, goesOnAfter?: typeof SHORT) {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED, ...(goesOnAfter && { goesOnAfter }) });
  await filing.travelTo('2026-04-29 15:00');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, number), 'miit'));
  expect(await filing.handle.result()).toEqual({ stage: 'COMPLETED' });
  await filing.happens('openObligations');
  return filing;
}
