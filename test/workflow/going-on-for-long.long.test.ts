/** With the thresholds of production; `npm run proofs`. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { goesOnForLong } from '../support/desk/going-on-for-long.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

/** Ends a test that hangs. It measures nothing. */
const TEN_MINUTES = 600_000;

test(
  'a filing of 20,000 events answers every signal, has no run longer than 6,000 events, and gets its number',
  () => goesOnForLong(desk, { signals: 4_200, events: 20_000, longestRun: 6_000 }),
  TEN_MINUTES,
);
