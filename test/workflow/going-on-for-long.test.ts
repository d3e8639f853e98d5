/** The short form of `going-on-for-long.long.test.ts`: a tenth of the signals, and of what a run may hold. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { goesOnForLong } from '../support/desk/going-on-for-long.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test('a filing of 2,000 events answers every signal, has no run longer than 600 events, and gets its number', async () => {
  await goesOnForLong(desk, {
    signals: 420,
    events: 2_000,
    longestRun: 600,
    goesOnAfter: { events: 400, signals: 100 },
  });
});
