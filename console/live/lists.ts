/** The lists that pages follow as they change: who may follow each, and what changes it. */
import type { Followed } from '../../store/steps/announcement.ts';
import type { CallerRole } from '../../domain/role.ts';

export interface FollowedList {
  readonly roles: readonly CallerRole[];
  /** Only what belongs to the visitor's account changes it. */
  readonly own?: true;
  readonly of: readonly Followed[];
}

const STAFF = ['operator', 'auditor'] as const;

export const LISTS = {
  orders: { roles: ['applicant'], of: ['steps'], own: true },
  queue: { roles: ['reviewer'], of: ['steps'] },
  'look-ups': { roles: ['reviewer'], of: ['record_lookups', 'tasks'] },
  mailroom: { roles: ['reviewer', 'mailroom'], of: ['steps'] },
  operate: { roles: STAFF, of: ['tasks', 'steps', 'messages'] },
  messages: { roles: STAFF, of: ['messages'] },
  erasures: { roles: STAFF, of: ['erasures'] },
  bureaus: { roles: STAFF, of: ['bureau_accounts', 'bureau_uploads', 'bureau_downloads'] },
} as const satisfies Record<string, FollowedList>;

export const isList = (name: string): name is keyof typeof LISTS => Object.hasOwn(LISTS, name);

/** The stream that a page with this list follows. */
export const streamOf = (list: keyof typeof LISTS): string => `/live/lists/${list}`;
