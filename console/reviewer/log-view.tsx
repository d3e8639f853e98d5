/** What is known beside the form: look-ups, calls with the clock of the second one, other orders of the account, and the history. */
import type { JSX } from 'preact';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { isKnown } from '../../domain/assets/asset-facts.ts';
import { refusals } from '../../domain/refusal.ts';
import { Details } from '../components/details.tsx';
import type { Language } from '../texts/texts.ts';
import type { CaseProps } from './case-props.ts';
import { Part } from './part.tsx';
import { texts } from './texts.ts';
import { valueText, whenIn } from './words.ts';

export function LogView({ visit, file }: CaseProps): JSX.Element {
  const { say, language } = visit;
  const { order, facts, earlier, history, nextCallFrom } = file;
  const calls = order.progress?.calls ?? [];
  return (
    <>
      <Part title={say(texts.facts)}>
        <ul class="govuk-list">
          {Object.entries(facts.domains).map(([id, domain]) => (
            <li key={`d${id}`}>
              {say(texts.domain)} {id}: {isKnown(domain) ? factsText(language, domain) : say(texts.notKnown)}
            </li>
          ))}
          {Object.entries(facts.instances).map(([id, server]) => (
            <li key={`i${id}`}>
              {say(texts.server)} {id}:{' '}
              {server === undefined
                ? say(texts.noServer)
                : isKnown(server)
                  ? factsText(language, server)
                  : say(texts.notKnown)}
            </li>
          ))}
          {Object.entries(facts.liveness).map(([id, state]) => (
            <li key={`l${id}`}>
              {say(texts.faceCheck)} {id}: {state === undefined ? '–' : `${state.status} ${whenIn(language, state.at)} (${state.fails})`}
            </li>
          ))}
          {(facts.recordedWebsites ?? []).map(({ domain, number, state }) => (
            <li key={domain}>
              {say(texts.recorded)}: {domain} {number ?? ''} {state}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={say(texts.calls)}>
        {calls.length === 0 ? <p class="govuk-body">{say(texts.noCalls)}</p> : undefined}
        <ol class="govuk-list govuk-list--number">
          {calls.map(({ at, by, outcome }) => (
            <li key={at}>
              {whenIn(language, at)} · {by} · {callText(say, outcome)}
            </li>
          ))}
        </ol>
        {nextCallFrom === undefined ? undefined : (
          <p class="govuk-body">{say(texts.nextCall, { at: whenIn(language, nextCallFrom) })}</p>
        )}
      </Part>
      <Part title={say(texts.earlier)}>
        {earlier.length === 0 ? <p class="govuk-body">{say(texts.noneEarlier)}</p> : undefined}
        <ul class="govuk-list">
          {earlier.map((other) => (
            <li key={other.id}>
              <a class="govuk-link" href={`/review/orders/${other.id}`}>
                {other.id}
              </a>{' '}
              {STAGE_NAMES[other.stage][language]} · {whenIn(language, other.openedAt)}
            </li>
          ))}
        </ul>
      </Part>
      <Details summary={say(texts.history)}>
        <ol class="govuk-list">
          {history.map((entry) => (
            <li key={entry.position}>
              {whenIn(language, entry.at)} · {entry.actor.role} {entry.actor.id} · {entry.action} →{' '}
              {STAGE_NAMES[entry.to][language]}
              {entry.reason === undefined ? '' : ` · ${refusals[entry.reason]}`}
              {entry.detail === undefined ? '' : ` · ${entry.detail}`}
            </li>
          ))}
        </ol>
      </Details>
    </>
  );
} // prettier-ignore

const OUTCOMES = ['REACHED_NO_CHANGE', 'REACHED_NEEDS_CHANGE', 'NO_ANSWER'] as const;

function callText(say: CaseProps['visit']['say'], outcome: string): string {
  const known = OUTCOMES.find((one) => one === outcome);
  return known === undefined ? outcome : say(texts[known]);
}

const factsText = (language: Language, facts: object): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${valueText(language, value)}`)
    .join(' · ');
