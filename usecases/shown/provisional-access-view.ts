/** The access that a website has before the bureau's decision, as an order shows it (R-TRF-6, R-TRF-7). */
import { z } from 'zod';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import { accessNow } from '../../domain/lifecycle/provisional-access.ts';
import { formatInstant, type Instant } from '../../domain/time/instant.ts';
import { at } from './order-summary-view.ts';

export const provisionalAccessFields = {
  provisionalAccess: z
    .object({
      state: z.enum(['OPENING', 'OPEN', 'CLOSED']),
      since: at.optional(),
      from: at.optional(),
      until: at.optional(),
    })
    .optional()
    .meta({
      description:
        'Whether the websites are served before the bureau has decided. Without `until` they are served until its decision.',
    }),
};

type Shown = z.infer<z.ZodObject<typeof provisionalAccessFields>>;

export function provisionalAccessView(progress: Progress | undefined, now: Instant): Shown {
  if (progress === undefined) return {};
  const said = accessNow(progress, now);
  switch (said.access) {
    case 'NONE':
      return {};
    case 'OPENING':
      return { provisionalAccess: { state: 'OPENING', from: formatInstant(said.from) } };
    case 'CLOSED':
      return { provisionalAccess: { state: 'CLOSED', since: formatInstant(said.since) } };
    case 'OPEN': {
      const until = said.until === undefined ? {} : { until: formatInstant(said.until) };
      return { provisionalAccess: { state: 'OPEN', since: formatInstant(said.since), ...until } };
    }
    default:
      return said satisfies never;
  }
}
