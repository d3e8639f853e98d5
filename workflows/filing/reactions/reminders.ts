import { present } from '../../../domain/present.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Filing } from '../stage.ts';
import { stay } from '../outcome.ts';

/** N-4 on day 7, 15 and 30 of a waiting step of the customer, at 10:00 (R-SM-1). */
export const reminder = ({ progress, settings }: Filing, _dueAt: Instant) => {
  const days = settings.reminderDays[progress.remindersSent];
  const step = progress.dues.find(({ kind }) => kind === 'step');
  return stay({
    change: { remindersSent: progress.remindersSent + 1 },
    notices: [
      {
        code: 'N-4',
        facts: { step: progress.stage, ...present({ days }), ...(step ? { due: step.at } : {}) },
      },
    ],
  });
};
