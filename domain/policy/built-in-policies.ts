/** Every policy row that comes with the system; what an operator imports is appended and wins where it is newer. */
import { AFTER_APPROVAL_POLICIES } from './after-approval-policies.ts';
import { AUTHENTICITY_POLICIES } from './authenticity-policies.ts';
import { MATERIALS_POLICIES } from './materials-policies.ts';
import { ORDER_POLICIES } from './order-policies.ts';
import { PERSON_POLICIES } from './person-policies.ts';
import type { PolicyRow } from './policy.ts';
import { PROVINCE_POLICIES } from './province-policies.ts';
import { REVIEW_POLICIES } from './review-policies.ts';
import { SECTOR_POLICIES } from './sector-policies.ts';
import { SITE_POLICIES } from './site-policies.ts';
import { SMS_POLICIES } from './sms-policies.ts';
import { TEMPLATE_POLICIES } from './template-policies.ts';

export const BUILT_IN_POLICIES: readonly PolicyRow[] = [
  ...ORDER_POLICIES,
  ...SMS_POLICIES,
  ...AUTHENTICITY_POLICIES,
  ...REVIEW_POLICIES,
  ...SITE_POLICIES,
  ...PERSON_POLICIES,
  ...PROVINCE_POLICIES,
  ...SECTOR_POLICIES,
  ...MATERIALS_POLICIES,
  ...TEMPLATE_POLICIES,
  ...AFTER_APPROVAL_POLICIES,
];
