/** The sender of one account at a bureau: one upload at a time, in numbers without a gap. */
import type { ExchangeInput } from '../../domain/bureau/exchange.ts';
import { bureauActivities } from './activities.ts';
import { exchange } from './exchange.ts';

export const bureauSender = (input: ExchangeInput, shown?: string): Promise<void> =>
  exchange(input, shown, bureauActivities.sendNextUpload);
