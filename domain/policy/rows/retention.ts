/** How long personal data is kept once nobody needs it any more (§16.4). */
import { calendarDays } from '../../time/instant.ts';
import type { PolicyRow } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

export const RETENTION_POLICIES: readonly PolicyRow[] = [
  policy('retention.abandonedDays', calendarDays(365), SOURCES.DESIGN),
  policy('retention.cancelledDays', calendarDays(365), SOURCES.DESIGN),
  policy('retention.returnedDays', calendarDays(365), SOURCES.DESIGN, {
    note: 'The order of the right type that follows may be copied from it.',
  }),
  policy('retention.expiredDays', calendarDays(0), SOURCES.DESIGN, {
    note: 'It was kept for order.expiredKeepDays before it ended.',
  }),
  policy('retention.imagesDays', calendarDays(1095), SOURCES.DESIGN, {
    note: 'From the end of the record on; while the record lives, everything is kept.',
  }),
  policy('retention.decidedVersionsDays', calendarDays(365), SOURCES.DESIGN, {
    note: 'Evidence of what a reviewer or the bureau had before them.',
  }),
  policy('retention.accountDays', calendarDays(1095), SOURCES.DESIGN),
];
