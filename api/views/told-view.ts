/** How an operation that many filings must hear of says how far it has come. */
import { z } from 'zod';

export const toldFields = {
  filingsTold: z.int().meta({ description: 'How many filings have heard of it.' }),
  filingsOwed: z
    .int()
    .meta({ description: 'How many have not yet. They hear of it by themselves; do not repeat the request.' }),
};
