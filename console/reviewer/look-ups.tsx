/** `/review/look-ups`: what is to be looked up in MIIT's record by hand, and what else waits for somebody of the desk. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { recordLookupSchema } from '../../domain/assets/asset-facts.ts';
import { TASK_NAMES } from '../../domain/messages/texts/names.ts';
import { present } from '../../domain/present.ts';
import { instant } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { answerRecord, openQuestions } from '../../store/records/record-lookups.ts';
import { listTasks } from '../../store/tasks/tasks.ts';
import { permit } from '../../usecases/access/caller.ts';
import { goOnWithTypes } from '../../usecases/drafting/go-on-with-type.ts';
import { showForWork } from '../../usecases/reads/show.ts';
import { refusal } from '../../usecases/refusal.ts';
import { Button } from '../components/button.tsx';
import { Form } from '../components/form.tsx';
import { Checkbox } from '../components/checkboxes.tsx';
import { TextInput } from '../components/text-input.tsx';
import { deed, page } from '../http/route.ts';
import { streamOf } from '../live/lists.ts';
import type { Visit } from '../http/visit.ts';
import { texts } from './texts.ts';
import { whenIn } from './words.ts';

const AT_ONCE = 25;
/** Tasks on orders in which a reviewer acts though no review waits for them: a call, a hand-over by hand, a photo, a second consent. */
const WORK = [
  'CALL_BEFORE_RESUBMISSION',
  'HAND_OVER_BY_HAND',
  'HAND_OVER_NEEDS_PERSON',
  'FACE_CHECK_NEEDS_PERSON',
  'CANCEL_REQUESTED',
] as const;
const SAID = [
  'entityFiled',
  'entityHere',
  'domainFiled',
  'domainOfEntity',
  'domainHere',
  'shellEntity',
  'blacklisted',
] as const;
const NUMBERS = ['entityNumber', 'websiteNumber'] as const;

type Question = Awaited<ReturnType<typeof openQuestions>>['rows'][number];

export const lookUpsPage = page({
  path: '/review/look-ups',
  roles: ['reviewer'],
  show: async (visit) => {
    const { console, caller, say } = visit;
    permit(caller, 'record-lookups.answer');
    const [{ rows }, ...waiting] = await Promise.all([
      openQuestions(console.database, console.vault, { limit: AT_ONCE }),
      ...WORK.map((kind) => listTasks(console.database, { state: 'open', kind }, { limit: AT_ONCE })),
    ]);
    if (rows.length > 0) await showForWork(console, caller, { subject: 'LOOK_UPS', count: rows.length });
    const body = (
      <>
        <h1 class="govuk-heading-l">{say(texts.lookUps)}</h1>
        <h2 class="govuk-heading-m">{say(texts.questions)}</h2>
        {rows.length === 0 ? <p class="govuk-body">{say(texts.noQuestions)}</p> : undefined}
        {rows.map((question) => (
          <QuestionView key={question.id} visit={visit} question={question} />
        ))}
        <h2 class="govuk-heading-m">{say(texts.work)}</h2>
        {waiting.every(({ tasks }) => tasks.length === 0) ? <p class="govuk-body">{say(texts.noWork)}</p> : undefined}
        {waiting
          .flatMap(({ tasks }) => tasks)
          .map((task) => (
            <p key={task.id} class="govuk-body">
              <a class="govuk-link" href={`/review/orders/${task.caseId}`}>
                {task.caseId}
              </a>{' '}
              {TASK_NAMES[task.kind][visit.language]} · {whenIn(visit.language, task.openedAt)}
            </p>
          ))}
      </>
    );
    return { title: say(texts.lookUps), body, follows: streamOf('look-ups') };
  },
});

function QuestionView({ visit: { say, csrf, language }, question }: { visit: Visit; question: Question }): JSX.Element {
  const { id, certificateType, certificateNumber, domain, askedAt } = question;
  return (
    <Form csrf={csrf} action={`/review/look-ups/${id}`} attributes={{ class: 'beian-card' }}>
      <p class="govuk-body">
        <strong>{domain}</strong> · {certificateType} {certificateNumber} · {whenIn(language, askedAt)} ·{' '}
        <a class="govuk-link" href="https://beian.miit.gov.cn/" rel="noreferrer">
          beian.miit.gov.cn
        </a>
      </p>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-visually-hidden">{domain}</legend>
        <div class="govuk-checkboxes govuk-checkboxes--small">
          {SAID.map((name) => (
            <Checkbox key={name} id={`${id}-${name}`} name={name} choice={{ value: 'yes', text: say(texts[name]) }} />
          ))}
        </div>
      </fieldset>
      {NUMBERS.map((name) => (
        <TextInput key={name} id={`${id}-${name}`} name={name} label={say(texts[name])} autocomplete="off" width={20} />
      ))}
      <Button look="secondary">{say(texts.answer)}</Button>
    </Form>
  );
}

const given = z.string().trim().optional();

export const answerDeed = deed({
  path: '/review/look-ups/:lookupId',
  roles: ['reviewer'],
  fields: z
    .object({ ...Object.fromEntries(SAID.map((name) => [name, given])), entityNumber: given, websiteNumber: given })
    .transform((typed): unknown => {
      const fields: Record<string, string | undefined> = typed;
      const said = Object.fromEntries(SAID.map((name) => [name, fields[name] === 'yes']));
      const numbers = Object.fromEntries(NUMBERS.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
      return { ...said, ...present({ onRecord: Object.keys(numbers).length === 0 ? undefined : numbers }) };
    })
    .pipe(recordLookupSchema),
  does: async ({ console, caller }, answer, { params: { lookupId: id = '' } }) => {
    permit(caller, 'record-lookups.answer');
    const found = { id, answer, by: caller.id, at: instant(console.now()) };
    const waiting = z.uuid().safeParse(id).success ? await answerRecord(console.database, found) : undefined;
    if (waiting === undefined) throw refusal('NOT_FOUND', { detail: 'There is no such look-up.' });
    await goOnWithTypes(console, inquire(console), waiting);
    return { seeOther: '/review/look-ups', notice: texts.done };
  },
  again: '/review/look-ups',
});
