/** Who acts on a filing, and through which door. */
import { z } from 'zod';
import { lazily } from './lazily.ts';
import { subjectSchema } from './subject.ts';

/** Roles of people who sign in. */
const PERSON_ROLES = ['applicant', 'reviewer', 'mailroom', 'operator', 'auditor'] as const;
/** Outside parties that act by signed callbacks, and the system itself. */
export const PARTY_ROLES = ['bureau', 'miit', 'liveness', 'courier', 'system'] as const;

/** Roles a token may name: those of people, and `system` for the provider's own systems. */
export const CALLER_ROLES = [...PERSON_ROLES, 'system'] as const;

export const ROLES = [...PERSON_ROLES, ...PARTY_ROLES] as const;
export type Role = (typeof ROLES)[number];
export type CallerRole = (typeof CALLER_ROLES)[number];

export const DOORS = ['api', 'temporal', 'webhook', 'timer'] as const;
export type Door = (typeof DOORS)[number];

/** Who took an action: an opaque identifier, the role, and the door through which the action came. */
export const actorSchema = lazily(() =>
  z.strictObject({
    id: subjectSchema(),
    role: z.enum(ROLES),
    door: z.enum(DOORS),
    /** The customer account this person belongs to, if any; nobody reviews its orders (R-SM-15). */
    accountId: subjectSchema().optional(),
  }),
);
export type Actor = z.infer<ReturnType<typeof actorSchema>>;

/** The system, which acts when a due instant comes. */
export const TIMER_ACTOR: Actor = { id: 'timer', role: 'system', door: 'timer' };
