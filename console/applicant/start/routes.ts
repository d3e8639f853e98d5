/** The pages before an order. */
import type { ConsoleRoute } from '../../http/route.ts';
import { needPage } from './need-page.tsx';
import { permitPage } from './permit-page.tsx';
import { prepareRoutes } from './prepare-page.tsx';
import { typesPage } from './types-page.tsx';

export const startRoutes: readonly ConsoleRoute[] = [needPage, permitPage, typesPage, ...prepareRoutes];
