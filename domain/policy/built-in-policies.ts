/** Every policy row that comes with the system; imported rows are appended, and win where they are newer. */
import { AFTER_APPROVAL_POLICIES } from './rows/after-approval.ts';
import { AUTHENTICITY_POLICIES } from './rows/authenticity.ts';
import { MATERIALS_POLICIES } from './rows/materials.ts';
import { ORDER_POLICIES } from './rows/order.ts';
import { PERSON_POLICIES } from './rows/person.ts';
import type { PolicyRow } from './policy.ts';
import { PROVINCE_POLICIES } from './rows/province.ts';
import { RETENTION_POLICIES } from './rows/retention.ts';
import { REVIEW_POLICIES } from './rows/review.ts';
import { REVIEW_ITEM_POLICIES } from './rows/review-items.ts';
import { SECTOR_POLICIES } from './rows/sector.ts';
import { SITE_POLICIES } from './rows/site.ts';
import { SMS_POLICIES } from './rows/sms.ts';
import { TEMPLATE_POLICIES } from './rows/template.ts';

export const BUILT_IN_POLICIES: readonly PolicyRow[] = [
  ...ORDER_POLICIES,
  ...SMS_POLICIES,
  ...AUTHENTICITY_POLICIES,
  ...REVIEW_POLICIES,
  ...REVIEW_ITEM_POLICIES,
  ...SITE_POLICIES,
  ...PERSON_POLICIES,
  ...PROVINCE_POLICIES,
  ...SECTOR_POLICIES,
  ...MATERIALS_POLICIES,
  ...TEMPLATE_POLICIES,
  ...AFTER_APPROVAL_POLICIES,
  ...RETENTION_POLICIES,
];
