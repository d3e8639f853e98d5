/** The desks' own pages that every page of the desk leads to. */
import type { CallerRole } from '../../domain/role.ts';
import type { Text } from '../texts/texts.ts';

export interface Place {
  readonly path: string;
  readonly name: Text;
}

export type Navigation = Readonly<Partial<Record<CallerRole, readonly Place[]>>>;

/** Where people of a role work; they come there after the sign-in. */
export const DESK: Readonly<Record<CallerRole, string>> = {
  applicant: '/',
  reviewer: '/review',
  mailroom: '/review',
  operator: '/operate',
  auditor: '/operate',
  system: '/operate',
};
