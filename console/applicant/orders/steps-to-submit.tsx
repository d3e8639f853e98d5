/** The steps that lead to the submission, each with what it still lacks. */
import type { Finding } from '../../../domain/finding.ts';
import { checklistOf, type Checklist } from '../../../usecases/drafting/checklist.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { numberProofs } from '../../../usecases/number-proof/number-proofs.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { TaskList, type Task } from '../../components/task-list.tsx';
import type { Visit } from '../../http/visit.ts';
import { likelyRow, peopleIn, rolesOf, websitesIn } from './applicant-order.ts';
import { passwordTexts } from './filing-password.tsx';
import { orderPath, partPath } from './paths.ts';
import { texts } from './texts.ts';

export async function StepsToSubmit({ visit, order }: { visit: Visit; order: WrittenOrder }) {
  const { say, csrf, console: deps } = visit;
  const [checklist, proofs] = await Promise.all([
    checklistOf(deps, order, visit.caller.channel),
    numberProofs(deps, order),
  ]);
  const tasks = tasksOf(visit, order, checklist, proofs);
  const isForm = order.content === undefined || order.content.kind === 'FORM';
  return (
    <section aria-labelledby="steps">
      <h2 class="govuk-heading-m" id="steps">
        {say(texts.fillIn)}
      </h2>
      <TaskList tasks={tasks} />
      {isForm ? (
        <div class="govuk-button-group">
          {(['people', 'websites'] as const).map((root) => (
            <Form csrf={csrf} key={root} action={`${orderPath(order.id)}/${root}`}>
              <Button look="secondary">{say(root === 'people' ? texts.addPerson : texts.addWebsite)}</Button>
            </Form>
          ))}
        </div>
      ) : null}
    </section>
  );
}

type Proofs = Awaited<ReturnType<typeof numberProofs>>;

/** Exported for its test. */
export function tasksOf(
  { say }: Pick<Visit, 'say'>,
  order: WrittenOrder,
  checklist: Checklist,
  proofs: Proofs,
): Task[] {
  const { form, content, type } = order;
  const row = likelyRow(order);
  const missing = checklist.missing;
  const isKnown = type !== undefined;
  const at = (test: (path: string) => boolean): Task['status'] => statusOf(say, missing, test, isKnown);
  const early = askedEarly(checklist);
  const removes = content?.kind === 'REMOVAL';
  const servers = row.instance !== 'NONE' && !removes;
  return [
    ...(row.opens === 'BY_TYPE_CHECK'
      ? [
          {
            id: 'task-type',
            title: say(texts.taskType),
            hint: isKnown ? say(row.names) : undefined,
            href: partPath(order.id, 'type'),
            status: isKnown ? done(say) : { text: say(texts.taskOpen), colour: 'orange' as const },
          },
        ]
      : []),
    ...(removes
      ? []
      : [
          {
            id: 'task-entity',
            title: say(texts.taskEntity),
            href: partPath(order.id, 'entity'),
            status: at((path) => isUnder('entity')(path) || early(path) === 'entity'),
          },
          ...peopleIn(form, say).map(({ value, text }) => ({
            id: `task-${value}`,
            title: say(texts.taskPerson, { name: text }),
            hint: rolesOf(form, value, say) || undefined,
            href: partPath(order.id, `people.${value}`),
            status: at(
              (path) =>
                (isUnder(`people.${value}`)(path) && !path.endsWith('.liveness')) || early(path) === `people.${value}`,
            ),
          })),
          ...websitesIn(form, say).map(({ value, text }) => ({
            id: `task-${value}`,
            title: say(texts.taskWebsite, { name: text }),
            href: partPath(order.id, `websites.${value}`),
            status: at((path) => isUnder(`websites.${value}`)(path) && !isServer(path)),
          })),
        ]),
    ...(servers ? [step('servers', say(texts.taskServers), order, isKnown, at(isServer))] : []),
    ...(row.slots.length > 0
      ? [
          step(
            'documents',
            say(texts.taskDocuments),
            order,
            isKnown,
            at((path) => isUnder('documents')(path) && early(path) === undefined),
          ),
        ]
      : []),
    ...(checklist.people.some((person) => person.step === 'UPLOAD')
      ? [
          step(
            'face-checks',
            say(texts.taskFaceChecks),
            order,
            isKnown,
            at((path) => path.endsWith('.liveness')),
          ),
        ]
      : []),
    ...(proofs.some(({ state }) => state !== 'NOT_NEEDED')
      ? [
          step(
            'numbers',
            say(texts.taskNumbers),
            order,
            true,
            proofs.some(({ state }) => state === 'NOT_PROVED')
              ? { text: say(texts.taskOpen), colour: 'orange' }
              : done(say),
          ),
        ]
      : []),
    ...(row.confirmedBy === 'CUSTOMER_WITH_CODE'
      ? [
          step(
            'holder-code',
            say(texts.taskHolder),
            order,
            true,
            missing.some(({ code }) => code === 'HOLDER_CODE_MISSING')
              ? { text: say(texts.taskOpen), colour: 'orange' }
              : done(say),
          ),
        ]
      : []),
    ...(missing.some(({ path }) => path === 'filingPassword')
      ? [step('filing-password', say(passwordTexts.title), order, true, at(isUnder('filingPassword')))]
      : []),
    {
      id: 'task-confirm',
      title: say(texts.taskConfirm),
      href: missing.length === 0 || isKnown ? `${orderPath(order.id)}/do/submitForReview` : undefined,
      status:
        missing.length === 0
          ? { text: say(texts.taskReady), colour: 'green' }
          : { text: say(texts.taskMissing, { count: missing.length }), colour: 'grey' },
    },
  ];
}

/** The part of the form on whose page the app asks for a scan or face check; undefined where it has a page of its own. */
function askedEarly({ documents, people }: Checklist): (path: string) => string | undefined {
  const parts = new Map<string, string>([
    ...documents
      .filter(({ step }) => step !== 'UPLOAD')
      .map(
        ({ slot, personId }) =>
          [`documents.${slot}`, personId === undefined ? 'entity' : `people.${personId}`] as const,
      ),
    ...people
      .filter(({ step }) => step !== 'UPLOAD')
      .map(({ personId }) => [`people.${personId}.liveness`, `people.${personId}`] as const),
  ]);
  return (path) => parts.get(path);
}

/** A step on a page of its own; those that depend on the type wait for it. */
const step = (page: string, title: string, order: WrittenOrder, isOpen: boolean, status: Task['status']): Task => ({
  id: `task-${page}`,
  title,
  href: isOpen ? `${orderPath(order.id)}/${page}` : undefined,
  status,
});

const isUnder =
  (part: string) =>
  (path: string): boolean =>
    path === part || path.startsWith(`${part}.`);

const isServer = (path: string): boolean => path === 'instance' || path.endsWith('.instance');

const done = (say: Visit['say']): Task['status'] => ({ text: say(texts.taskDone) });

function statusOf(
  say: Visit['say'],
  missing: readonly Finding[],
  test: (path: string) => boolean,
  isKnown: boolean,
): Task['status'] {
  const count = missing.filter(({ path }) => test(path)).length;
  if (count > 0) return { text: say(texts.taskMissing, { count }), colour: 'orange' };
  return isKnown ? done(say) : { text: say(texts.taskOpen), colour: 'grey' };
}
