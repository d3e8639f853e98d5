/** Every page and deed of the customer's desk. */
import type { ConsoleRoute } from '../http/route.ts';
import type { Place } from '../layout/navigation.ts';
import { accountRoutes } from './account/account-page.tsx';
import { texts as account } from './account/texts.ts';
import { helpRoutes } from './help/routes.tsx';
import { messageRoutes } from './messages/routes.tsx';
import { orderRoutes } from './orders/routes.ts';
import { recordRoutes } from './records/routes.ts';
import { startRoutes } from './start/routes.ts';
import { texts } from './texts.ts';

export const routes: readonly ConsoleRoute[] = [
  ...startRoutes,
  ...orderRoutes,
  ...recordRoutes,
  ...messageRoutes,
  ...helpRoutes,
  ...accountRoutes,
];

export const places: readonly Place[] = [
  { path: '/', name: texts.orders },
  { path: '/start', name: texts.start },
  { path: '/records', name: texts.records },
  { path: '/messages', name: texts.messages },
  { path: '/help', name: texts.help },
  { path: '/account', name: account.title },
];
