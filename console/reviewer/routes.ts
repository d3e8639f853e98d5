/** The pages and deeds of this desk, and what its navigation shows. */
import type { ConsoleRoute } from '../http/route.ts';
import type { Place } from '../layout/navigation.ts';
import { actionDeed } from './actions.ts';
import { casePage, lookDeed } from './case-page.tsx';
import { keysPage } from './keys.tsx';
import { answerDeed, lookUpsPage } from './look-ups.tsx';
import { mailroomPage } from './mailroom.tsx';
import { nextDeed, queuePage } from './queue.tsx';
import { scanPage } from './scan.ts';
import { texts } from './texts.ts';

export const routes: readonly ConsoleRoute[] = [
  queuePage,
  nextDeed,
  casePage,
  lookDeed,
  scanPage,
  actionDeed,
  lookUpsPage,
  answerDeed,
  mailroomPage,
  keysPage,
];

export const places: readonly Place[] = [
  { path: '/review', name: texts.queue },
  { path: '/review/look-ups', name: texts.lookUps },
  { path: '/review/mailroom', name: texts.mailroom },
];
