/** Telephone numbers that rows of policy name, in their one spelling: customers read and dial them. */
import { officePhone } from '../identity/office-phone.ts';
import type { PolicyRow } from './policy.ts';

export function withPhonesSpelled(row: PolicyRow): PolicyRow {
  if (row.key === 'review.hotline') return { ...row, value: officePhone(row.value) };
  if (row.key !== 'mail.address' || row.value.phone === undefined) return row;
  return { ...row, value: { ...row.value, phone: officePhone(row.value.phone) } };
}
