/** How people prove their identity, and which channel customers use (C-1 to C-3, R-AUTH-1 to R-AUTH-9). */
import { hours } from '../../time/instant.ts';
import { ORDER_TYPES } from '../../order-types/order-type.ts';
import type { PolicyRow } from '../policy.ts';
import { policy, policyIn } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

/** Day from which the face check in the provider's app replaced the backdrop photo (R-AUTH-2). */
const LIVENESS_BEGINS = '2019-07-29';
const BACKDROP_ENDS = '2019-07-28';

export const AUTHENTICITY_POLICIES: readonly PolicyRow[] = [
  policy('authenticity.method', 'BACKDROP', SOURCES.ALIBABA_FIRST),
  policy('authenticity.method', 'BUREAU_APP', SOURCES.ALIBABA_FIRST, { scope: { province: 'SH' }, to: BACKDROP_ENDS }),
  policy('authenticity.method', 'LIVENESS_APP', SOURCES.ALIBABA_QUICK_START, { from: LIVENESS_BEGINS }),
  policy('authenticity.phase', 'AFTER_PRELIM', SOURCES.TENCENT_PROCESS),
  policy('authenticity.phase', 'BEFORE_SUBMIT', SOURCES.ALIBABA_QUICK_START, { from: LIVENESS_BEGINS }),
  policy('authenticity.persons', ['SITE_HEADS'], SOURCES.ALIBABA_QUICK_START),
  policy('authenticity.persons', ['ENTITY_HEAD'], SOURCES.ALIBABA_DOCS, { scope: { orderType: 'CHANGE_ENTITY' } }),
  policy('authenticity.persons', [], SOURCES.ALIBABA_DOCS, { scope: { orderType: 'DEREG_ENTITY' } }),
  policy('authenticity.persons', [], SOURCES.ALIBABA_DOCS, { scope: { orderType: 'DEREG_SITE' } }),
  policy('authenticity.persons', [], SOURCES.ALIBABA_DOCS, { scope: { orderType: 'CANCEL_ACCESS' } }),
  policy('authenticity.resultValidHours', hours(72), SOURCES.LIVENESS_LINK),
  policy('authenticity.linkValidHours', hours(2), SOURCES.LIVENESS_LINK),
  policy('authenticity.maxFails', 3, SOURCES.DESIGN),
  policy('authenticity.startsPerDay', { perPerson: 20, perOrder: 60 }, SOURCES.DESIGN, {
    note: 'Vendors stop at about thirty tries of a person a day.',
  }),
  policy('authenticity.askEverySeconds', 10, SOURCES.DESIGN),
  policy('authenticity.recheckOnResubmit', 'CHANGED_ONLY', SOURCES.DESIGN),
  policy('authenticity.photoInApp', 'NO', SOURCES.ALIBABA_FIRST),
  ...policyIn(['GD', 'CQ', 'LN', 'AH', 'FJ'], 'authenticity.photoInApp', 'YES', SOURCES.ALIBABA_FIRST, {
    to: BACKDROP_ENDS,
  }),
  policy('authenticity.photoInApp', 'YES', SOURCES.ALIBABA_QUICK_START, { from: LIVENESS_BEGINS }),

  policy('channel.types', ORDER_TYPES.slice(), SOURCES.TENCENT_DOCS),
  policy('channel.types', ['FIRST', 'NEW_SITE_ELSEWHERE'], SOURCES.ALIBABA_QUICK_START, { scope: { channel: 'APP' } }),
  policy('channel.certificateUpload', 'ANY', SOURCES.ALIBABA_FIRST),
  policy('channel.certificateUpload', 'APP_OR_MINI', SOURCES.ALIBABA_QUICK_START, { from: LIVENESS_BEGINS }),
];
