/** The pages of orders. */
import type { ConsoleRoute } from '../../http/route.ts';
import { addAndRemoveRoutes } from '../form/add-and-remove.tsx';
import { partRoutes } from '../form/part-routes.tsx';
import { certificatePhotoRoutes } from './certificate-photo.tsx';
import { codeRoutes } from './codes.tsx';
import { documentRoutes } from './documents.tsx';
import { dutyRoutes } from './duties.tsx';
import { faceCheckRoutes } from './face-checks.tsx';
import { filingPasswordRoutes } from './filing-password.tsx';
import { homePage } from './home.tsx';
import { orderPage } from './order-page.tsx';
import { phoneAndRecordRoutes } from './phone-and-record.tsx';
import { serverRoutes } from './servers.tsx';
import { actionRoutes } from './take-action.tsx';

export const orderRoutes: readonly ConsoleRoute[] = [
  homePage,
  orderPage,
  ...partRoutes,
  ...addAndRemoveRoutes,
  ...serverRoutes,
  ...documentRoutes,
  ...faceCheckRoutes,
  ...certificatePhotoRoutes,
  ...codeRoutes,
  ...filingPasswordRoutes,
  ...phoneAndRecordRoutes,
  ...actionRoutes,
  ...dutyRoutes,
];
