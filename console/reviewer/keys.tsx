/** `/review/keys`: the keys of this desk. */
import { page } from '../http/route.ts';
import { texts } from './texts.ts';

const KEYS = [
  ['N', texts.keyNext],
  ['C', texts.keyClaim],
  ['A', texts.keyApprove],
  ['B', texts.keyBack],
] as const;

export const keysPage = page({
  path: '/review/keys',
  roles: ['reviewer'],
  show: async ({ say }) => ({
    title: say(texts.keysTitle),
    body: (
      <>
        <h1 class="govuk-heading-l">{say(texts.keysTitle)}</h1>
        <dl class="govuk-summary-list">
          {KEYS.map(([key, what]) => (
            <div key={key} class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">
                <kbd>{key}</kbd>
              </dt>
              <dd class="govuk-summary-list__value">{say(what)}</dd>
            </div>
          ))}
        </dl>
      </>
    ),
  }),
});
