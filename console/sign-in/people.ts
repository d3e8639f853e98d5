/** The invented people of the sandbox. There are two of each role in which two must agree. */
import type { CallerRole } from '../../domain/role.ts';

export interface SandboxPerson {
  readonly id: string;
  readonly role: CallerRole;
  readonly account?: string;
}

export const SANDBOX_PEOPLE: readonly SandboxPerson[] = [
  { id: 'li-lei', role: 'applicant', account: 'account-li-lei' },
  { id: 'han-meimei', role: 'applicant', account: 'account-han-meimei' },
  { id: 'wang-reviews', role: 'reviewer' },
  { id: 'zhao-reviews', role: 'reviewer' },
  { id: 'chen-mails', role: 'mailroom' },
  { id: 'sun-operates', role: 'operator' },
  { id: 'zhou-operates', role: 'operator' },
  { id: 'wu-audits', role: 'auditor' },
];
