/** How long provider, bureau and synchronisation take, and how the provider reviews (C-4, C-5, C-15 to C-17). */
import { typesOf } from '../../order-types/table.ts';
import { businessDays, hours } from '../../time/instant.ts';
import type { PolicyRow } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const range = (earliest: number, latest: number) => ({
  earliest: businessDays(earliest),
  latest: businessDays(latest),
});

export const REVIEW_POLICIES: readonly PolicyRow[] = [
  policy('sla.prelimBd', businessDays(2), SOURCES.TENCENT_INTRODUCTION, { note: 'Alibaba: 1 BD (C-4).' }),
  policy('sla.prelimBd', businessDays(1), SOURCES.TENCENT_FAQ, { scope: { orderType: 'CHANGE_ENTITY' } }),
  policy('sla.prelimBd', businessDays(1), SOURCES.TENCENT_FAQ, { scope: { orderType: 'CHANGE_SITE' } }),
  policy('sla.forwardBd', businessDays(3), SOURCES.TENCENT_FAQ, { note: '1 to 3 BD (C-5).' }),
  policy('sla.forwardBd', businessDays(1), SOURCES.ALIBABA_FIRST, { scope: { phase: 'AFTER_PRELIM' } }),
  policy('sla.earliestBd', { prelim: businessDays(1), forward: businessDays(1) }, SOURCES.TENCENT_FAQ, {
    note: '1 to 2 BD and 1 to 3 BD.',
  }),
  policy('sla.photoBd', businessDays(1), SOURCES.DESIGN),
  policy('sla.mailBd', businessDays(2), SOURCES.ALIBABA_DOCS),
  policy('review.secondary', 'FOUR_EYES', SOURCES.DESIGN),
  policy('review.claimHours', hours(4), SOURCES.DESIGN),
  policy('review.hotline', '010-66411166', SOURCES.TENCENT_FAQ, { note: 'MIIT and bureaus (R-PRE-12).' }),
  policy('call.retryMinutes', 60, SOURCES.TENCENT_DOCS),
  policy('call.maxAttempts', 2, SOURCES.TENCENT_DOCS),
  policy('bureau.expectedBd', range(3, 20), SOURCES.ALIBABA_FIRST),
  policy('bureau.expectedBd', range(3, 30), SOURCES.TENCENT_DOCS, { scope: { province: 'ZJ' } }),
  ...typesOf('CHANGE').flatMap((orderType) => [
    policy('bureau.expectedBd', range(20, 20), SOURCES.TENCENT_FAQ, {
      scope: { orderType },
      note: 'About 22 BD in total (R-CHG-1).',
    }),
    policy('bureau.expectedBd', range(20, 30), SOURCES.TENCENT_DOCS, { scope: { province: 'ZJ', orderType } }),
  ]),
  policy('bureau.legalBd', businessDays(20), SOURCES.MIIT_ORDER_33),
  policy('bureau.legalBd', businessDays(30), SOURCES.TENCENT_DOCS, { scope: { province: 'ZJ' } }),
  policy('bureau.decisionScope', 'ORDER', SOURCES.DESIGN),
  policy('dereg.bd', range(3, 20), SOURCES.TENCENT_FAQ, { note: 'Later text: 1 to 5 BD, at most 20 (C-16).' }),
  policy('sync.bd', businessDays(2), SOURCES.TENCENT_FAQ, { note: '1 to 2 BD. Later text: usually 6 h (C-17).' }),
];
