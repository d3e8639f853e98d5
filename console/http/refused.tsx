/** The page with a form that was refused: what was typed stands in it, and at its top why it was not taken. */
import type { JSX } from 'preact';
import { findingText } from '../../domain/messages/texts/advice-zh.ts';
import { ErrorSummary } from '../components/error-summary.tsx';
import { RefusedForm, RefusedOnPage } from '../components/refused-form.ts';
import type { Framed } from '../layout/frame.tsx';
import { texts as layout } from '../layout/texts.ts';
import type { Say } from '../texts/texts.ts';
import type { Problems, Typed } from './problems.ts';
import { rendered } from './rendered.tsx';
import { texts } from './texts.ts';
import type { Visit } from './visit.ts';

/** Why a form was not taken, and what is wrong at which field. */
export const ProblemsSummary = ({ say, problems }: { say: Say; problems: Problems }): JSX.Element => (
  <ErrorSummary
    title={say(layout.errorTitle)}
    problems={[
      { text: say(problems.summary) },
      ...problems.at.map((finding) => ({ text: say(findingText(finding)), field: finding.path })),
    ]}
  />
);

interface Refused {
  readonly visit: Visit;
  readonly typed: Typed;
  readonly problems: Problems;
}

export const refusedForm = (path: string, { visit: { say }, typed, problems }: Refused): RefusedForm =>
  new RefusedForm({
    path,
    typed,
    faults: problems.at.map((finding) => ({ path: finding.path, text: say(findingText(finding)) })),
  });

/** The page as it is sent. Its summary stands above its form and links to the controls: the first drawing tells which there are. */
export function renderedAgain(framed: Framed, refused: RefusedForm, say: Say): string {
  const draw = (rest: JSX.Element | null): string =>
    rendered({
      ...framed,
      body: (
        <RefusedOnPage.Provider value={refused}>
          {framed.body}
          {rest}
        </RefusedOnPage.Provider>
      ),
    });
  refused.noteDrawn(draw(null));
  return draw(refused.isDrawn ? null : <TypedTexts say={say} typed={refused.typed} />);
}

/** What forms carry beside what somebody typed: names of a deed and stays of an order; and what is never shown again. */
const NOT_TYPED: ReadonlySet<string> = new Set([
  'once',
  'visit',
  'name',
  'key',
  'handOver',
  'version',
  'goOn',
  'password',
]);

/** What was typed into a form that is no longer on its page, for instance because the order has gone on meanwhile. */
function TypedTexts({ say, typed }: { say: Say; typed: Typed }): JSX.Element | null {
  const kept = Object.entries(typed)
    .filter(([name]) => !NOT_TYPED.has(name))
    .flatMap(([, values]) => [values].flat())
    .filter((value) => value.trim() !== '');
  if (kept.length === 0) return null;
  return (
    <section aria-labelledby="typed">
      <h2 class="govuk-heading-m" id="typed">
        {say(texts.typedHere)}
      </h2>
      <p class="govuk-body">{say(texts.typedHereHow)}</p>
      {kept.map((value) => (
        <pre key={value} class="beian-copy" tabIndex={0}>
          {value}
        </pre>
      ))}
    </section>
  );
}
