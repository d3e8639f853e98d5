/** Sender and fetcher as Temporal workflows, with a bureau that fails one call in five. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { eachOnce } from '../support/miit/each-once.ts';
import { startExchange, type Exchange } from '../support/miit/exchange-uploads.ts';

let exchange: Exchange;
beforeAll(async () => {
  exchange = await startExchange();
});
afterAll(() => exchange.close());

test('thirty hand-overs reach a bureau that fails one call in five, each once, in numbers without a gap', async () => {
  await exchange.begin({ uploads: 30, files: 5 });
  await exchange.accepted(30, 'all');
  await eachOnce(exchange, 30);
});
