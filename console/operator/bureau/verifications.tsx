/** Filings of which a bureau asks whether they are true and served here (R-MI-4): the file that asks, and the answer. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { verificationAnswerSchema } from '../../../domain/bureau/verification-answer.ts';
import { present } from '../../../domain/present.ts';
import { accountsInList } from '../../../store/bureau/exchange-list.ts';
import { verificationsOf, type Verification } from '../../../store/bureau-verifications/verifications.ts';
import { answerVerification } from '../../../usecases/bureau/verifications.ts';
import { findingsIn } from '../../../usecases/misread.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { deed, page, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { Select } from '../../components/select.tsx';
import { Table } from '../../components/table.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Form, when } from '../parts.tsx';
import { ReadFile } from './raw-file.tsx';
import { rowIdIn } from './row-id.ts';
import { texts } from './texts.ts';

const PATH = '/operate/bureaus/verifications';
/** Of each account; whoever has more reads them over the API. */
const SHOWN = 200;
/** Domains of one question that the table names. */
const NAMED = 5;

export const verifications = page({
  path: PATH,
  roles: ['operator', 'auditor'],
  show: verificationsPage,
});

async function verificationsPage(visit: Visit): Promise<Page> {
  const { say, console, caller } = visit;
  const accounts = await accountsInList(console.database);
  const lists = await Promise.all(
    accounts.map(async ({ name }) => ({ name, questions: await verificationsOf(console.database, name, SHOWN) })),
  );
  return {
    title: say(texts.verifications),
    wide: true,
    body: (
      <>
        <h1 class="govuk-heading-l">{say(texts.verifications)}</h1>
        <p class="govuk-body">{say(texts.verificationsHint)}</p>
        {lists.map(({ name, questions }) => (
          <Table
            key={name}
            caption={name}
            empty={say(texts.noVerifications)}
            columns={[texts.domain, texts.toldOn, texts.rawFile, texts.answer].map((text) => say(text))}
            rows={questions.map((question) => [
              domainsOf(visit, question),
              when(question.toldAt),
              caller.role === 'operator' ? <ReadFile visit={visit} fileId={question.fileId} /> : '–',
              question.state === 'OPEN' && caller.role === 'operator' ? (
                <Answer visit={visit} question={question} />
              ) : (
                answered(visit, question)
              ),
            ])}
          />
        ))}
      </>
    ),
  };
}

const domainsOf = ({ say }: Visit, { domains }: Verification): string => {
  const named = domains.slice(0, NAMED).join(', ');
  return domains.length > NAMED ? say(texts.andMore, { named, count: domains.length - NAMED }) : named;
};

function answered({ say }: Visit, { state, passed, answeredAt }: Verification): string {
  if (state === 'OPEN' || answeredAt === undefined) return say(texts.unanswered);
  return `${say(passed === true ? texts.isTrue : texts.isNotTrue)} · ${when(answeredAt)}`;
}

interface AnswerShown {
  readonly visit: Visit;
  readonly question: Verification;
}

const Answer = ({ visit, question: { id } }: AnswerShown): JSX.Element => {
  const { say } = visit;
  const named = (name: string) => ({ id: `${name}-${id}`, name });
  return (
    <Form visit={visit} action={`${PATH}/${id}/answer`} submit={say(texts.sendAnswer)} secondary>
      <Select
        {...named('passed')}
        label={say(texts.answer)}
        choices={[
          { value: 'true', text: say(texts.isTrue) },
          { value: 'false', text: say(texts.isNotTrue) },
        ]}
      />
      <TextInput {...named('verifiedBy')} label={say(texts.verifiedBy)} width={20} />
      <TextInput {...named('opinion')} label={say(texts.opinion)} width={30} />
      <Textarea {...named('faults')} label={say(texts.faults)} rows={2} maxLength={4000} />
    </Form>
  );
};

const fields = z.object({
  passed: z.enum(['true', 'false']),
  verifiedBy: z.string(),
  opinion: z.string(),
  faults: z.string(),
});

export const verificationAnswered = deed({
  path: `${PATH}/:id/answer`,
  roles: ['operator'],
  fields,
  does: async ({ console, caller }, { passed, faults, ...typed }, { params }) => {
    const wrong = faults.trim() === '' ? undefined : faults;
    const stated = { ...typed, passed: passed === 'true', ...present({ faults: wrong }) };
    const said = verificationAnswerSchema.safeParse(stated);
    if (!said.success) throw refusal('INVALID', { findings: findingsIn(said.error) });
    const done = await answerVerification(console, { id: rowIdIn(params), said: said.data, by: caller.id });
    if (done.outcome === 'NOT_TAKEN') throw refusal('INVALID', { detail: done.element });
    if (done.outcome !== 'REPORTED') throw refusal('NOT_FOUND');
    return { seeOther: PATH, notice: texts.reported };
  },
  again: PATH,
});
