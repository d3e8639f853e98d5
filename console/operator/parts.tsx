/** What the operator's pages are made of. */
import type { ComponentChildren, JSX } from 'preact';
import { findingText } from '../../domain/messages/texts/advice-zh.ts';
import { PROVISIONAL, type DueAt } from '../../domain/messages/texts/wording.ts';
import { formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import { Button } from '../components/button.tsx';
import { Form as DeedForm } from '../components/form.tsx';
import type { Problems } from '../http/problems.ts';
import { ProblemsSummary } from '../http/refused.tsx';
import type { Visit } from '../http/visit.ts';
import type { Say } from '../texts/texts.ts';

/** Of the faults of one form. */
const MOST_NAMED = 100;

interface FormShown {
  readonly visit: Visit;
  readonly action: string;
  readonly submit: string;
  readonly children?: ComponentChildren;
  /** Looks less weighty, for one of many. */
  readonly secondary?: boolean;
  readonly files?: boolean;
  /** Fields that nobody sees and that tell it from other forms that are sent to the same address. */
  readonly hidden?: Readonly<Record<string, string>>;
}

export const Form = ({ visit, submit, children, secondary = false, ...form }: FormShown): JSX.Element => (
  <DeedForm csrf={visit.csrf} {...form}>
    {children}
    <Button look={secondary ? 'secondary' : 'primary'}>{submit}</Button>
  </DeedForm>
);

/** What was wrong with the form, at the top of its page. */
export const Wrong = ({ visit, problems }: { visit: Visit; problems: Problems | undefined }): JSX.Element | null =>
  problems === undefined ? null : (
    <ProblemsSummary say={visit.say} problems={{ ...problems, at: problems.at.slice(0, MOST_NAMED) }} />
  );

/** What was wrong with one field, to be said beside it. */
export const wrongAt = ({ say }: Visit, problems: Problems | undefined, field: string): string | undefined => {
  const found = problems?.at.find(({ path }) => path === field);
  return found && say(findingText(found));
};

/** An instant in China's time, as people read it. */
export const when = (at: Instant | Date): string =>
  formatInstant(at instanceof Date ? instant(at.getTime()) : at)
    .slice(0, 16)
    .replace('T', ' ');

/** When an order is due, marked while the instant may still move. */
export const due = (next: DueAt, say: Say): string =>
  `${when(next.at)}${next.provisional === true ? say(PROVISIONAL) : ''}`;
