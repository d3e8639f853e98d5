/**
 * Who may see and do what: one table of permissions by role. `OWN` is what belongs to the caller's account, `ANY` all of it,
 * `NO` nothing. `domain/lifecycle/table.ts` says which actions move an order in which state.
 */
import type { CallerRole } from '../../domain/role.ts';

export type Extent = 'NO' | 'OWN' | 'ANY';

/** The provider's own systems may do little, so they are named only where they may do something. */
const row = (
  applicant: Extent,
  reviewer: Extent,
  mailroom: Extent,
  operator: Extent,
  auditor: Extent,
  system: Extent = 'NO',
) => ({ applicant, reviewer, mailroom, operator, auditor, system });

export const access = {
  //                        applicant reviewer mailroom operator auditor system
  'need-check.ask':      row('ANY', 'ANY', 'ANY', 'ANY', 'ANY'),
  'bureau-rules.ask':    row('ANY', 'ANY', 'NO', 'ANY', 'NO'),
  'order-types.ask':     row('NO', 'ANY', 'NO', 'ANY', 'NO'),
  'accounts.write':      row('NO', 'NO', 'NO', 'ANY', 'NO', 'ANY'),
  'accounts.read':       row('OWN', 'ANY', 'NO', 'ANY', 'ANY', 'ANY'),
  'accounts.export':     row('OWN', 'NO', 'NO', 'ANY', 'NO'),
  'orders.open':         row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'orders.read':         row('OWN', 'ANY', 'ANY', 'ANY', 'ANY'),
  'erasure.take':        row('NO', 'NO', 'NO', 'ANY', 'ANY'),
  'orders.end':          row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'form.read':           row('OWN', 'ANY', 'ANY', 'ANY', 'ANY'),
  'form.edit':           row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'documents.list':      row('OWN', 'ANY', 'ANY', 'ANY', 'ANY'),
  'documents.read':      row('OWN', 'ANY', 'NO', 'NO', 'NO'),
  'documents.edit':      row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'type.check':          row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'instance.verify':     row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'numbers.prove':       row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'numbers.read':        row('OWN', 'ANY', 'NO', 'ANY', 'ANY'),
  'liveness.start':      row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'orders.handOff':      row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'liveness.refresh':    row('OWN', 'ANY', 'NO', 'ANY', 'NO'),
  'liveness.read':       row('OWN', 'ANY', 'NO', 'ANY', 'ANY'),
  'actions.take':        row('OWN', 'ANY', 'ANY', 'ANY', 'NO'),
  'history.read':        row('OWN', 'ANY', 'ANY', 'ANY', 'ANY'),
  'messages.read':       row('OWN', 'ANY', 'NO', 'ANY', 'ANY'),
  'undelivered.read':    row('NO', 'NO', 'NO', 'ANY', 'ANY'),
  'undelivered.resend':  row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'inbox.read':          row('OWN', 'NO', 'NO', 'ANY', 'NO'),
  'tasks.read':          row('NO', 'ANY', 'ANY', 'ANY', 'ANY'),
  'tasks.close':         row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'records.read':        row('OWN', 'ANY', 'NO', 'ANY', 'ANY'),
  'records.report':      row('NO', 'NO', 'NO', 'ANY', 'NO', 'ANY'),
  'inspections.read':    row('OWN', 'ANY', 'NO', 'ANY', 'ANY'),
  'inspections.open':    row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'campaigns.read':      row('NO', 'NO', 'NO', 'ANY', 'ANY'),
  'inspections.act':     row('OWN', 'ANY', 'NO', 'ANY', 'NO'),
  'inspections.answer':  row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'inspections.decide':  row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'records.import':      row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'record-lookups.answer': row('NO', 'ANY', 'NO', 'NO', 'NO'),
  'access-gate.ask':     row('ANY', 'ANY', 'NO', 'ANY', 'ANY', 'ANY'),
  'access-gate.list':    row('NO', 'NO', 'NO', 'ANY', 'ANY', 'ANY'),
  'diagnosis.ask':       row('OWN', 'ANY', 'NO', 'ANY', 'NO'),
  'calendar.read':       row('ANY', 'ANY', 'ANY', 'ANY', 'ANY', 'ANY'),
  'calendar.write':      row('NO', 'NO', 'NO', 'ANY', 'NO', 'ANY'),
  'policies.read':       row('ANY', 'ANY', 'ANY', 'ANY', 'ANY'),
  'policies.write':      row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'codes.read':          row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'codes.write':         row('OWN', 'NO', 'NO', 'NO', 'NO'),
  'instances.report':    row('NO', 'NO', 'NO', 'ANY', 'NO', 'ANY'),
  'reviewers.absence':   row('NO', 'NO', 'NO', 'ANY', 'NO', 'ANY'),
  'obligations.read':    row('OWN', 'ANY', 'NO', 'ANY', 'ANY'),
  'obligations.report':  row('OWN', 'NO', 'NO', 'ANY', 'NO'),
  'reads.read':          row('NO', 'NO', 'NO', 'NO', 'ANY'),
  'read-alarms.read':    row('NO', 'NO', 'NO', 'ANY', 'ANY'),
  'bureau-exchange.read': row('NO', 'NO', 'NO', 'ANY', 'ANY'),
  'bureau-exchange.run': row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'bureau-exchange.look': row('NO', 'NO', 'NO', 'ANY', 'NO'),
  'figures.read':        row('NO', 'NO', 'NO', 'ANY', 'ANY'),
  'clock.move':          row('OWN', 'ANY', 'NO', 'ANY', 'NO'),
} as const satisfies Record<string, Record<CallerRole, Extent>>; // prettier-ignore
export type Permission = keyof typeof access;

/**
 * How a role may see names, numbers and addresses of people. Applicants only ever see their own account's; who else may
 * see them in clear needs a ground each time (`usecases/reads/show.ts`).
 */
export const personalData: Readonly<Record<CallerRole, 'CLEAR' | 'MASKED'>> = {
  applicant: 'CLEAR',
  reviewer: 'CLEAR',
  mailroom: 'MASKED',
  operator: 'MASKED',
  auditor: 'MASKED',
  system: 'MASKED',
};
