/** Three questions lead to whether a filing is needed and of which type (domain-spec §1, R-NEED-*). */
import { checkNeed, needQuestionSchema, type NeedAnswer } from '../../../domain/before/need-check.ts';
import { needReason } from '../../../domain/before/need-reasons-zh.ts';
import { rowOf, typesOf } from '../../../domain/order-types/table.ts';
import type { Family } from '../../../domain/order-types/row.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { InsetText } from '../../components/inset-text.tsx';
import { Radios } from '../../components/radios.tsx';
import { page } from '../../http/route.ts';
import type { Say } from '../../texts/texts.ts';
import { controlOf } from '../form/control.ts';
import { texts as formTexts } from '../form/texts.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { permitTexts } from './permit-texts.ts';
import { ANSWERS, QUESTIONS, texts, VERDICTS } from './texts.ts';

/** What the check takes for granted of the further questions, where it is not no. */
const DEFAULTS: Readonly<Record<string, string>> = { reachable: 'true', suffixFileable: 'true', addressChange: 'NO' };

type Query = Readonly<Record<string, string>>;

const fieldsByName = new Map(Object.entries(needQuestionSchema.shape));

const FIRST_QUESTIONS = ['target', 'server', 'filed'];
/** The port decides nothing, so nobody is asked for it (R-NEED-7). */
const NOT_ASKED = new Set(['port']);

export const needPage = page({
  path: '/start',
  roles: ['applicant'],
  show: async ({ say }, { query }) => {
    const open = query['asked'] === undefined ? [] : FIRST_QUESTIONS.filter((name) => !query[name]);
    const answer = open.length === 0 ? answerTo(query) : undefined;
    const others = Object.keys(needQuestionSchema.shape).filter(
      (name) => !FIRST_QUESTIONS.includes(name) && !NOT_ASKED.has(name),
    );
    return {
      title: say(texts.title),
      body: (
        <>
          <ErrorSummary
            title={say(texts.unanswered)}
            problems={open.map((field) => ({ text: say(QUESTIONS[field]?.label ?? texts.title), field }))}
          />
          <h1 class="govuk-heading-l">{say(texts.title)}</h1>
          <p class="govuk-body-l">{say(texts.lead)}</p>
          {answer === undefined ? null : <Answer say={say} answer={answer} />}
          <form method="get" action="/start">
            <input type="hidden" name="asked" value="1" />
            {FIRST_QUESTIONS.map((name) => (
              <Question key={name} say={say} name={name} query={query} isOpen={open.includes(name)} />
            ))}
            <Details
              summary={say(texts.more)}
              open={others.some((name) => query[name] !== undefined && query[name] !== (DEFAULTS[name] ?? 'false'))}
            >
              {others.map((name) => (
                <Question key={name} say={say} name={name} query={query} />
              ))}
            </Details>
            <Button>{say(texts.answer)}</Button>
          </form>
          <p class="govuk-body">
            <a class="govuk-link" href="/start/types">
              {say(texts.toTypes)}
            </a>
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href="/start/permit">
              {say(permitTexts.title)}
            </a>
          </p>
          <HelpLinks say={say} step="start" />
        </>
      ),
    };
  },
});

/** Undefined while the three questions are not answered. */
function answerTo(query: Query): NeedAnswer | undefined {
  if (query['asked'] === undefined) return undefined;
  const shape = Object.entries(needQuestionSchema.shape).filter(([name]) => !NOT_ASKED.has(name));
  const given = shape.flatMap(([name, field]): [string, unknown][] => {
    const text = query[name];
    if (text === undefined || text === '') return [];
    return [[name, controlOf(field).kind === 'YES_NO' ? text === 'true' : text]];
  });
  const read = needQuestionSchema.safeParse(Object.fromEntries(given));
  return read.success ? checkNeed(read.data) : undefined;
}

function Question({ say, name, query, isOpen = false }: { say: Say; name: string; query: Query; isOpen?: boolean }) {
  const { label, hint } = QUESTIONS[name] ?? { label: { zh: name, en: name } };
  const control = controlOf(fieldsByName.get(name) ?? needQuestionSchema.shape.target);
  const error = isOpen ? say(texts.answerThis) : undefined;
  const props = { id: name, label: say(label), hint: hint === undefined ? undefined : say(hint), error };
  if (control.kind === 'CHOICE') {
    const choices = control.values.map((value) => ({
      value,
      text: say(ANSWERS[`${name}.${value}`] ?? ANSWERS[value] ?? { zh: value, en: value }),
    }));
    const fallback = FIRST_QUESTIONS.includes(name) ? undefined : 'NO';
    return <Radios {...props} value={query[name] ?? fallback} choices={choices} />;
  }
  const yesOrNo = [
    { value: 'true', text: say(formTexts.yes) },
    { value: 'false', text: say(formTexts.no) },
  ];
  return <Radios {...props} value={query[name] ?? DEFAULTS[name] ?? 'false'} choices={yesOrNo} inline />;
}

const AFTER: Readonly<Partial<Record<NeedAnswer['answer'], { family: Family; href: string }>>> = {
  FILE: { family: 'ADDING', href: '/start/prepare' },
  NOT_YET: { family: 'ADDING', href: '/start/prepare' },
  TRANSFER: { family: 'TRANSFER', href: '/start/prepare' },
  CHANGE_MANDATORY: { family: 'CHANGE', href: '/records' },
  CHANGE_OPTIONAL: { family: 'CHANGE', href: '/records' },
};

function Answer({ say, answer }: { say: Say; answer: NeedAnswer }) {
  const next = AFTER[answer.answer];
  return (
    <section aria-labelledby="answer">
      <h2 id="answer" class="govuk-heading-m">
        {say(VERDICTS[answer.answer] ?? texts.result)}
      </h2>
      <InsetText>{say(needReason(answer))}</InsetText>
      {next === undefined ? null : (
        <>
          <ul class="govuk-list govuk-list--bullet">
            {typesOf(next.family).map((type) => (
              <li key={type}>
                <a class="govuk-link" href={`/start/types#${type}`}>
                  {say(rowOf(type).names)}
                </a>
                {' – '}
                {say(rowOf(type).purpose)}
              </li>
            ))}
          </ul>
          <ButtonLink href={next.href}>{say(next.href === '/records' ? texts.toRecords : texts.goOn)}</ButtonLink>
        </>
      )}
    </section>
  );
}
