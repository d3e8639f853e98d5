/** How many turns one task takes. */
import { expect, test } from '@jest/globals';
import type { Turn } from '../../domain/bureau/exchange.ts';
import { inARow } from './in-a-row.ts';

const WAITS: Turn = { goOn: false, waitsFor: 'FILES', forMs: 500 };
const did = (number: number): Turn => ({ goOn: true, did: 'ACKNOWLEDGED', number });

/** Takes these turns, one after the other. */
function turns(...planned: Turn[]) {
  const taken: string[] = [];
  const take = ({ account }: { account: string }): Promise<Turn> => {
    taken.push(account);
    return Promise.resolve(planned[taken.length - 1] ?? WAITS);
  };
  return { take, taken };
}

test('a task goes on while there is something to do, and tells the last thing that was done', async () => {
  const { take, taken } = turns(did(1), did(2), did(3));
  expect(await inARow(take)({ account: 'zhejiang' })).toEqual(did(3));
  expect(taken).toEqual(['zhejiang', 'zhejiang', 'zhejiang', 'zhejiang']);
});

test('a task with nothing to do tells what it waits for', async () => {
  expect(await inARow(turns().take)({ account: 'zhejiang' })).toEqual(WAITS);
});

test('a task ends after its time, although there is more to do', async () => {
  const { take, taken } = turns(did(1), did(2), did(3), did(4));
  let clock = 0;
  const now = () => (clock += 4);
  expect(await inARow(take, { mostMs: 10, now })({ account: 'zhejiang' })).toEqual(did(3));
  expect(taken).toHaveLength(3);
});
