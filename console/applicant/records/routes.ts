/** The pages of records; those with a name of their own come before those of a number. */
import type { ConsoleRoute } from '../../http/route.ts';
import { codesRoutes } from './codes-page.tsx';
import { diagnosisRoutes } from './diagnosis-page.tsx';
import { inspectionRoutes } from './inspection-pages.tsx';
import { recordRoutes as ofNumbers } from './record-pages.tsx';
import { versionRoutes } from './versions-page.tsx';

export const recordRoutes: readonly ConsoleRoute[] = [
  ...diagnosisRoutes,
  ...codesRoutes,
  ...inspectionRoutes,
  ...versionRoutes,
  ...ofNumbers,
];
