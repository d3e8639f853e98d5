/** Does the website need a culture permit, how is it obtained, and when is it due (R-PRE-3 … R-PRE-5; )? */
import { PROVINCE_NAMES } from '../../../domain/order/choice-names.ts';
import { PROVINCES } from '../../../domain/order/form.ts';
import {
  checkPermit,
  CULTURES,
  INCOMES,
  permitQuestionSchema,
  type PermitAnswer,
  type PermitQuestion,
} from '../../../domain/permits/permit-check.ts';
import { permitDates, type DateOfPermit, type PermitDates } from '../../../domain/permits/permit-dates.ts';
import { PROVISIONAL } from '../../../domain/messages/texts/wording.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Radios } from '../../components/radios.tsx';
import { Select } from '../../components/select.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { page } from '../../http/route.ts';
import type { Say, Text } from '../../texts/texts.ts';
import { PERMIT_CHOICES, permitTexts as texts } from './permit-texts.ts';
import { texts as startTexts } from './texts.ts';

type Query = Readonly<Record<string, string>>;

const NAMES = [
  'culture',
  'income',
  'holder',
  'foreignShareholder',
  'registeredCapital',
  'province',
  'opinionOn',
  'issuedOn',
];
const NUMBER = /^\d{1,12}$/;

export const permitPage = page({
  path: '/start/permit',
  roles: ['applicant'],
  show: async ({ say, console: deps }, { query }) => {
    const { question, wrong } = read(query);
    const { calendar } = await deps.rules();
    const error = (name: string) =>
      wrong.includes(name) ? say(texts[name === 'registeredCapital' ? 'wholeYuan' : 'answerThis']) : undefined;
    return {
      title: say(texts.title),
      body: (
        <>
          <a class="govuk-back-link" href="/start">
            {say(startTexts.title)}
          </a>
          <ErrorSummary
            title={say(texts.unanswered)}
            problems={wrong.map((field) => ({
              text: `${say(LABELS[field] ?? texts.title)}: ${error(field) ?? ''}`,
              field,
            }))}
          />
          <h1 class="govuk-heading-l">{say(texts.title)}</h1>
          <p class="govuk-body-l">{say(texts.lead)}</p>
          {question === undefined ? null : (
            <Answer say={say} answer={checkPermit(question)} dates={permitDates(question, calendar)} />
          )}
          <form method="get" action="/start/permit">
            <input type="hidden" name="asked" value="1" />
            <Choice say={say} name="culture" values={CULTURES} query={query} error={error('culture')} />
            <Choice say={say} name="income" values={INCOMES} query={query} error={error('income')} />
            <Choice say={say} name="holder" values={['ORGANISATION', 'INDIVIDUAL']} query={query} />
            <Choice say={say} name="foreignShareholder" values={['false', 'true']} query={query} />
            <TextInput
              id="registeredCapital"
              inputMode="numeric"
              width={10}
              label={say(texts.registeredCapital)}
              value={query['registeredCapital']}
              error={error('registeredCapital')}
            />
            <Select
              id="province"
              label={say(texts.province)}
              empty={say(startTexts.choose)}
              value={query['province']}
              choices={PROVINCES.map((value) => ({ value, text: say(PROVINCE_NAMES[value]) }))}
            />
            {(['opinionOn', 'issuedOn'] as const).map((name) => (
              <TextInput
                key={name}
                id={name}
                type="date"
                width={10}
                label={say(texts[name])}
                value={query[name]}
                error={error(name)}
              />
            ))}
            <Button>{say(startTexts.answer)}</Button>
          </form>
        </>
      ),
    };
  },
});

const LABELS: Readonly<Record<string, Text>> = texts;

interface ChoiceShown {
  say: Say;
  name: 'culture' | 'income' | 'holder' | 'foreignShareholder';
  values: readonly string[];
  query: Query;
  error?: string | undefined;
}

function Choice({ say, name, values, query, error }: ChoiceShown) {
  const fallback = name === 'culture' || name === 'income' ? undefined : values[0];
  const choices = values.map((value) => ({
    value,
    text: say(PERMIT_CHOICES[`${name}.${value}`] ?? { zh: value, en: value }),
  }));
  return <Radios id={name} label={say(texts[name])} value={query[name] ?? fallback} choices={choices} error={error} />;
}

/** Nothing is wrong before the form was sent once. */
function read(query: Query): { question?: PermitQuestion; wrong: readonly string[] } {
  if (query['asked'] === undefined) return { wrong: [] };
  const given = NAMES.flatMap((name): [string, unknown][] => {
    const text = (query[name] ?? '').trim();
    if (text === '') return [];
    if (name === 'foreignShareholder') return [[name, text === 'true']];
    return [[name, name === 'registeredCapital' && NUMBER.test(text) ? Number(text) : text]];
  });
  const parsed = permitQuestionSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return { question: parsed.data, wrong: [] };
  const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  return { wrong: NAMES.filter((name) => fields.has(name)) };
}

function Answer({ say, answer, dates }: { say: Say; answer: PermitAnswer; dates: PermitDates }) {
  const on = ({ on: day, provisional }: DateOfPermit) => `${day}${provisional ? say(PROVISIONAL) : ''}`;
  const rows = [
    ...(dates.decisionBy === undefined ? [] : [{ key: say(texts.decisionBy), value: on(dates.decisionBy) }]),
    ...(dates.endsOn === undefined ? [] : [{ key: say(texts.endsOn), value: dates.endsOn }]),
    ...(dates.renewFrom === undefined ? [] : [{ key: say(texts.renewFrom), value: on(dates.renewFrom) }]),
  ];
  return (
    <section aria-labelledby="answer">
      <h2 id="answer" class="govuk-heading-m">
        {say(texts[answer.answer])}
      </h2>
      {answer.reasons.map((reason) => (
        <p class="govuk-body">{say(reason)}</p>
      ))}
      {answer.routes.map(({ route, name, steps }) => (
        <section key={route} aria-labelledby={route}>
          <h3 id={route} class="govuk-heading-s">
            {say(name)}
          </h3>
          <ol class="govuk-list govuk-list--number">
            {steps.map(({ step, name: title, what, opensOrder }) => (
              <li key={step}>
                <strong>{say(title)}</strong>
                {' – '}
                {say(what)}{' '}
                {opensOrder ? (
                  <a class="govuk-link" href="/records">
                    {say(startTexts.toRecords)}
                  </a>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {rows.length === 0 ? null : <SummaryList rows={rows} />}
    </section>
  );
}
