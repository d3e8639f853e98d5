/** The open points of MIIT's interface, to be asked of the bureau, with what to set when the answer is there (docs/bureau.md). */
import { page } from '../../http/route.ts';
import { Table } from '../../components/table.tsx';
import { QUESTIONS } from './open-questions.ts';
import { texts } from './texts.ts';

export const questions = page({
  path: '/operate/bureaus/questions',
  roles: ['operator', 'auditor'],
  show: async ({ say }) => ({
    title: say(texts.questions),
    wide: true,
    body: (
      <>
        <h1 class="govuk-heading-l">{say(texts.questions)}</h1>
        <Table
          caption={say(texts.questionsHint)}
          columns={['№', ...[texts.question, texts.assumed, texts.ifOther].map((text) => say(text))]}
          rows={QUESTIONS.map((row, index) => [index + 1, ...row.map((text) => say(text))])}
        />
      </>
    ),
  }),
});
