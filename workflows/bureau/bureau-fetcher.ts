/** The fetcher of one account at a bureau: lets what is stored have its effects, then fetches the next file. */
import type { ExchangeInput, Turn } from '../../domain/bureau/exchange.ts';
import { bureauActivities } from './activities.ts';
import { exchange } from './exchange.ts';

export const bureauFetcher = (input: ExchangeInput, shown?: string): Promise<void> => exchange(input, shown, turn);

async function turn(input: ExchangeInput): Promise<Turn> {
  const applied = await bureauActivities.applyNextFile(input);
  return applied.goOn ? applied : bureauActivities.fetchNextFile(input);
}
