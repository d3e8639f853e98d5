/** Instants and due dates in words, in the time of Beijing. */
import { UNITS, when, whenDue } from '../../../domain/messages/texts/wording.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { parseInstant } from '../../../domain/time/instant.ts';
import type { Say } from '../../texts/texts.ts';

export const timeOf = (at: Instant, say: Say): string => say(when(at));

/** Of an instant as views write it. */
export const timeIn = (iso: string, say: Say): string => timeOf(parseInstant(iso), say);

interface DueShown {
  at: string;
  unit: keyof typeof UNITS;
  provisional: boolean;
}

/** Marked while the instant may still move. */
export const timeDueIn = (iso: string, provisional: boolean, say: Say): string =>
  say(whenDue({ at: parseInstant(iso), provisional }));

/** With the unit in which the term is counted, and whether it may still move. */
export const dueIn = ({ at, unit, provisional }: DueShown, say: Say): string =>
  `${timeDueIn(at, provisional, say)}${say({ zh: '，', en: ', ' })}${say(UNITS[unit])}`;
