/** Which days of a record are watched, and when its account is reminded of them (R-INSP-8, N-14, A-093). */
import type { Entity, Person } from '../order/form.ts';
import { calendarDays, datePlus, type CalendarDays, type CivilDate } from '../time/instant.ts';

/** `CERTIFICATE`: of the entity. `DOCUMENT`: the identity document of a person in charge. */
export const WATCHED = ['CERTIFICATE', 'DOCUMENT'] as const;
export type Watched = (typeof WATCHED)[number];

export interface ExpiryWatch {
  /** Number of the entity or website whose part of the record holds the day. */
  number: string;
  subject: Watched;
  endsOn: CivilDate;
}

export interface WatchedPart {
  number: string;
  entity?: Entity | undefined;
  head: Person | undefined;
}

/** What holds for a long term ends on no day, and a day that is not known is not watched. */
export const watchesOf = (parts: readonly WatchedPart[]): ExpiryWatch[] =>
  parts.flatMap(({ number, entity, head }) => [
    ...watch(number, 'CERTIFICATE', entity?.certificateValidUntil),
    ...watch(number, 'DOCUMENT', head?.documentValidUntil),
  ]);

const watch = (number: string, subject: Watched, until: string | undefined): ExpiryWatch[] =>
  until === undefined || until === 'LONG_TERM' ? [] : [{ number, subject, endsOn: until as CivilDate }];

/**
 * The first day after `after` on which to remind of `endsOn`, of the given numbers of days before it; undefined when there is none any
 * more. A reminder that a system which was away has missed is sent on the day it is back.
 */
export const nextReminder = (
  endsOn: CivilDate,
  daysBefore: readonly CalendarDays[],
  after: CivilDate,
): CivilDate | undefined =>
  daysBefore
    .map((days) => datePlus(endsOn, calendarDays(0 - days)))
    .filter((day) => day > after)
    .toSorted()
    .at(0);
