/** The figure of the exchange: a thousand hand-overs, a bureau that fails one call in five; and workers that are killed meanwhile. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { programOf } from '../../stack/programs/program.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { eachOnce } from '../support/miit/each-once.ts';
import { startExchange, type Exchange } from '../support/miit/exchange-uploads.ts';

jest.setTimeout(900_000);

let exchange: Exchange;
beforeEach(async () => {
  exchange = await startExchange();
});
afterEach(() => exchange.close());

test('a thousand hand-overs reach a bureau that fails one call in five within ten minutes, each once', async () => {
  const began = performance.now();
  await exchange.begin({ uploads: 1000, files: 50 });
  await exchange.accepted(1000, 'all');
  expect(performance.now() - began).toBeLessThan(600_000);
  await eachOnce(exchange, 1000);
});

const KILLED_WORKER = 'test/support/miit/killed-exchange-main.ts';
const KILLS = 3;
const UPLOADS_BETWEEN = 10;

test('workers that are killed with SIGKILL in the middle of the exchange lose and double nothing', async () => {
  const uploads = (KILLS + 1) * UPLOADS_BETWEEN;
  await exchange.worker.pause();
  await exchange.begin({ uploads, files: 5 });
  const { execArgv, path } = await programOf(KILLED_WORKER);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const { databaseUrl, taskQueue, sandboxUrl, name } = exchange.place;
    const worker = fork(path, [databaseUrl, taskQueue, sandboxUrl, name], { execArgv, stdio: 'inherit' });
    const ended = once(worker, 'exit');
    await exchange.accepted(kill * UPLOADS_BETWEEN, 'no-matter');
    worker.kill('SIGKILL');
    await ended;
  }
  await exchange.worker.resume();
  await exchange.accepted(uploads, 'all');
  await eachOnce(exchange, uploads);
});
