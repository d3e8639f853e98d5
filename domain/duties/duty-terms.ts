/** The lengths that apply to the duties of an order. They stay as they were on the day the number was issued. */
import type { CalendarDays, CivilDate, TimeOfDay } from '../time/instant.ts';
import type { ApprovedOrder } from './duties-of-order.ts';

export interface DutyTerms {
  /** Calendar days left at which people are reminded, longest first. */
  reminderDaysLeft: readonly CalendarDays[];
  reminderTime: TimeOfDay;
  iconDays: CalendarDays;
}

export function dutyTerms({
  type,
  province,
  issuedOn,
  policies,
}: Pick<ApprovedOrder, 'type' | 'province' | 'issuedOn' | 'policies'>): DutyTerms {
  const on = issuedOn as CivilDate;
  const scope = { orderType: type, province };
  return {
    reminderDaysLeft: policies.resolve('psb.reminderDaysLeft', scope, on).toSorted((a, b) => b - a),
    reminderTime: policies.resolve('order.reminderTime', scope, on),
    iconDays: policies.resolve('psb.iconDays', scope, on),
  };
}
