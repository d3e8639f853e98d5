/** What is stuck, overdue, failing or undelivered, with what to do about each. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { isInspectionCase } from '../../domain/inspection/inspection.ts';
import { STAGE_NAMES, TASK_NAMES } from '../../domain/messages/texts/names.ts';
import type { WaitingOn } from '../../domain/lifecycle/stage.ts';
import { countUndelivered } from '../../store/messages/undelivered.ts';
import { countByStage, listOrders } from '../../store/orders/order-list.ts';
import { countOwedWork } from '../../store/owed/owed-work.ts';
import { listTasks, type Task } from '../../store/tasks/tasks.ts';
import { dealWithTask } from '../../usecases/owed/deal-with-task.ts';
import { refusal } from '../../usecases/refusal.ts';
import { Table } from '../components/table.tsx';
import { deed, page } from '../http/route.ts';
import { streamOf } from '../live/lists.ts';
import type { Visit } from '../http/visit.ts';
import { due, Form, when } from './parts.tsx';
import type { Text } from '../texts/texts.ts';
import { RECIPES } from './recipes.ts';
import { texts } from './texts.ts';

const WAITING: Readonly<Record<WaitingOn, Text>> = {
  applicant: texts.applicant,
  reviewer: texts.reviewers,
  courier: texts.courier,
  miit: texts.miit,
  bureau: texts.bureau,
  system: texts.system,
  nobody: texts.nobody,
};
const TASKS_SHOWN = 50;
const OVERDUE_SHOWN = 20;

export const home = page({
  path: '/operate',
  roles: ['operator', 'auditor'],
  show: async (visit, { query: { cursor } }) => {
    const { say, console } = visit;
    const { database } = console;
    const [tasks, stages, overdue, owed, undelivered] = await Promise.all([
      listTasks(database, {}, { limit: TASKS_SHOWN, ...(cursor === undefined ? {} : { cursor }) }),
      countByStage(database),
      listOrders(database, { overdue: true, inProgress: true }, { limit: OVERDUE_SHOWN }),
      countOwedWork(database),
      countUndelivered(database),
    ]);
    return {
      title: say(texts.home),
      wide: true,
      follows: streamOf('operate'),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.home)}</h1>
          <Table
            caption={say(texts.needsYou)}
            empty={say(texts.none)}
            columns={[texts.task, texts.order, texts.since, texts.whatToDo]
              .map((text) => say(text))
              .concat(say(texts.actions))}
            rows={tasks.tasks.map((task) => taskRow(visit, task))}
          />
          {tasks.cursor === undefined ? undefined : (
            <p class="govuk-body">
              <a class="govuk-link" href={`/operate?cursor=${encodeURIComponent(tasks.cursor)}`}>
                {say(texts.more)}
              </a>
            </p>
          )}
          <Table
            caption={say(texts.overdue)}
            empty={say(texts.none)}
            columns={[texts.order, texts.state, texts.waitingOn, texts.due].map((text) => say(text))}
            rows={overdue.orders.map(({ id, stage, waitingOn, nextDue }) => [
              <OrderLink id={id} />,
              say(STAGE_NAMES[stage]),
              say(WAITING[waitingOn]),
              nextDue === undefined ? '' : due(nextDue, say),
            ])}
          />
          <Table
            caption={say(texts.undelivered)}
            empty={say(texts.none)}
            columns={[texts.reason, texts.channel, texts.state, texts.count].map((text) => say(text))}
            rows={undelivered.map(({ errorCode, channel, state, messages }) => [
              <a class="govuk-link" href="/operate/messages">
                {errorCode}
              </a>,
              channel,
              state,
              messages,
            ])}
          />
          <Table
            caption={say(texts.failing)}
            empty={say(texts.none)}
            columns={[texts.kind, texts.setAside, texts.count].map((text) => say(text))}
            rows={owed.map(({ kind, setAside, count }) => [kind, say(setAside ? texts.yes : texts.no), count])}
          />
          <Table
            caption={say(texts.byState)}
            empty={say(texts.none)}
            columns={[texts.state, texts.count, texts.ofThemOverdue].map((text) => say(text))}
            rows={stages.map(({ stage, count, overdue: late }) => [say(STAGE_NAMES[stage]), count, late])}
          />
          <SandboxLinks visit={visit} />
        </>
      ),
    };
  },
});

function taskRow(visit: Visit, { id, caseId, kind, openedAt }: Task) {
  const { say, caller } = visit;
  return [
    <strong title={kind}>{say(TASK_NAMES[kind])}</strong>,
    <>
      <OrderLink id={caseId} />
      <br />
      <WorkflowLink visit={visit} id={caseId} />
    </>,
    when(openedAt),
    say(RECIPES[kind]),
    caller.role === 'operator' ? (
      <Form visit={visit} action={`/operate/tasks/${id}/dealt-with`} submit={say(texts.dealtWith)} secondary />
    ) : undefined,
  ];
}

/** To the page of an order, or of the inspection whose case it is. */
export const OrderLink = ({ id }: { id: string }): JSX.Element => (
  <a
    class="govuk-link beian-id"
    href={`/operate/${isInspectionCase(id) ? 'inspections' : 'orders'}/${encodeURIComponent(id)}`}
  >
    {id}
  </a>
);

export function WorkflowLink({ visit, id }: { visit: Visit; id: string }): JSX.Element | null {
  const { temporalUi } = visit.console;
  if (temporalUi === undefined) return null;
  return (
    <a class="govuk-link" href={`${temporalUi}/workflows/${encodeURIComponent(id)}`} target="_blank" rel="noopener">
      {visit.say(texts.openInTemporal)}
    </a>
  );
}

function SandboxLinks({ visit }: { visit: Visit }): JSX.Element | null {
  const { sandbox } = visit.console;
  if (sandbox === undefined) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{visit.say(texts.sandbox)}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          <a class="govuk-link" href={`${sandbox.url}/inbox`}>
            {visit.say(texts.inboxes)}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${sandbox.url}/`}>
            {visit.say(texts.bureauDesk)}
          </a>
        </li>
      </ul>
    </>
  );
}

export const dealtWith = deed({
  path: '/operate/tasks/:taskId/dealt-with',
  roles: ['operator'],
  again: '/operate',
  fields: z.object({}),
  does: async ({ console, caller }, _fields, { params }) => {
    const id = z.uuid().safeParse(params['taskId']);
    if (!id.success || !(await dealWithTask(console, id.data, caller.id))) throw refusal('NOT_FOUND');
    return { seeOther: '/operate', notice: texts.taskClosed };
  },
});
