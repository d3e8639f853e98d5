/** One order as an operator meets it: where it stands, its workflow, cancelling and ending with four eyes, its clock in the sandbox. */
import { randomUUID } from 'node:crypto';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { OrderId } from '../../domain/identifiers.ts';
import { STAGE_NAMES, TASK_NAMES } from '../../domain/messages/texts/names.ts';
import { PROVINCE_NAMES } from '../../domain/order/choice-names.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { readWithoutData, type Order } from '../../store/orders/orders.ts';
import { listTasks } from '../../store/tasks/tasks.ts';
import { findOrder } from '../../usecases/access/orders-in-reach.ts';
import { agreeToEnd, askToEnd } from '../../usecases/order/end-order.ts';
import { FARTHEST_MS, moveClock } from '../../usecases/order/move-clock.ts';
import { actionsFor } from '../../usecases/order/possible-actions.ts';
import { takeAction } from '../../usecases/order/take-action.ts';
import { refusal } from '../../usecases/refusal.ts';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';
import { deed, page, type SeeOther } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { deedPath } from './deed-page.tsx';
import { DEEDS, isDeed } from './deeds.ts';
import { WorkflowLink } from './home.tsx';
import { due, Form, when } from './parts.tsx';
import { texts } from './texts.ts';

const HOUR_MS = 3_600_000;

export const orderSearch = page({
  path: '/operate/orders',
  roles: ['operator', 'auditor'],
  show: async ({ say }, { query: { order } }) =>
    order === undefined || order.trim() === ''
      ? {
          title: say(texts.orders),
          body: (
            <form method="get" action="/operate/orders">
              <h1 class="govuk-heading-l">{say(texts.orders)}</h1>
              <TextInput id="order" label={say(texts.findOrder)} width={20} />
              <button class="govuk-button" type="submit">
                {say(texts.find)}
              </button>
            </form>
          ),
        }
      : { seeOther: pathOf(order.trim()) },
});

const PATH = '/operate/orders/:orderId';
const pathOf = (id: string): string => `/operate/orders/${encodeURIComponent(id)}`;

/** Reads nothing that is sealed: the data of an order that cannot go on may be unreadable. */
async function found({ console: { database, vault } }: Visit, orderId: string | undefined): Promise<Order> {
  const order = await readWithoutData(database, vault, (orderId ?? '') as OrderId);
  if (order === undefined) throw refusal('ORDER_NOT_FOUND');
  return order;
}

export const orderShown = page({
  path: '/operate/orders/:orderId',
  roles: ['operator', 'auditor'],
  show: async (visit, { params }) => {
    const { say, console, caller } = visit;
    const order = await found(visit, params['orderId']);
    const { tasks } = await listTasks(console.database, { caseId: order.id, state: 'all' }, { limit: 100 });
    const { id, accountId, type, province, stage, round, enteredAt, nextDue } = order;
    return {
      title: id,
      follows: `/live/orders/${encodeURIComponent(id)}`,
      body: (
        <>
          <h1 class="govuk-heading-l">{id}</h1>
          <SummaryList
            rows={[
              { key: say(texts.state), value: say(STAGE_NAMES[stage]) },
              { key: say(texts.since), value: when(enteredAt) },
              { key: say(texts.due), value: nextDue === undefined ? '–' : due(nextDue, say) },
              { key: say(texts.account), value: accountId },
              { key: say(texts.type), value: type === undefined ? '–' : say(rowOf(type).names) },
              { key: say(texts.province), value: province === undefined ? '–' : say(PROVINCE_NAMES[province]) },
              { key: say(texts.round), value: round },
              {
                key: say(texts.workflow),
                value: console.temporalUi === undefined ? '–' : <WorkflowLink visit={visit} id={id} />,
              },
            ]}
          />
          <Table
            caption={say(texts.task)}
            empty={say(texts.none)}
            columns={[texts.task, texts.since, texts.dealtWith].map((text) => say(text))}
            rows={tasks.map(({ kind, openedAt, closedAt }) => [
              say(TASK_NAMES[kind]),
              when(openedAt),
              closedAt === undefined ? '–' : when(closedAt),
            ])}
          />
          {caller.role === 'operator' ? <Deeds visit={visit} order={order} /> : undefined}
        </>
      ),
    };
  },
});

function Deeds({ visit, order }: { visit: Visit; order: Order }): JSX.Element {
  const { say } = visit;
  const possible = new Set<string>(actionsFor(order, visit.caller));
  const path = pathOf(order.id);
  const deeds = [...possible].filter(isDeed);
  return (
    <>
      {deeds.length === 0 ? undefined : (
        <>
          <h2 class="govuk-heading-m">{say(texts.mayBeDone)}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {deeds.map((action) => (
              <li key={action}>
                <a class="govuk-link" href={deedPath(order.id, action)}>
                  {say(DEEDS[action].name)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {possible.has('operatorCancel') || possible.has('consentToCancel') ? (
        <>
          <h2 class="govuk-heading-m">{say(texts.cancel)}</h2>
          {possible.has('operatorCancel') ? (
            <Form visit={visit} action={`${path}/operatorCancel`} submit={say(texts.cancelAsk)} secondary>
              <Once />
              <TextInput id="reason" label={say(texts.why)} width={20} />
            </Form>
          ) : undefined}
          {possible.has('consentToCancel') ? (
            <Form visit={visit} action={`${path}/consentToCancel`} submit={say(texts.cancelAgree)} secondary>
              <Once />
            </Form>
          ) : undefined}
        </>
      ) : undefined}
      <h2 class="govuk-heading-m">{say(texts.ending)}</h2>
      <Form visit={visit} action={`${path}/ending`} submit={say(texts.endingAsk)} secondary>
        <TextInput id="why" label={say(texts.why)} width={20} />
      </Form>
      <Form visit={visit} action={`${path}/ending/agreement`} submit={say(texts.endingAgree)} secondary />
      {visit.console.sandbox === undefined ? undefined : (
        <Form visit={visit} action={`${path}/clock`} submit={say(texts.move)} secondary>
          <h2 class="govuk-heading-m">{say(texts.clock)}</h2>
          <TextInput id="hours" label={say(texts.hours)} value="24" width={20} />
        </Form>
      )}
    </>
  );
}

/** The name of the deed: a form that is sent twice does it once. */
const Once = (): JSX.Element => <input type="hidden" name="once" value={randomUUID()} />;

const cancelling = (action: 'operatorCancel' | 'consentToCancel') =>
  deed({
    path: `/operate/orders/:orderId/${action}`,
    roles: ['operator'],
    fields: z.object({ once: z.uuid(), reason: z.string().trim().max(500).optional() }),
    again: PATH,
    does: async ({ console, caller }, { once, reason }, { params }): Promise<SeeOther> => {
      const order = await findOrder(console, caller, 'actions.take', params['orderId'] ?? '');
      const data = reason === undefined || reason === '' ? {} : { reason };
      const { outcome } = await takeAction(console, order, caller, { action, name: once, visit: undefined, data });
      if (outcome?.outcome === 'REFUSED') throw refusal(outcome.reason ?? 'MALFORMED');
      const done = action === 'operatorCancel' ? texts.asked : texts.done;
      return { seeOther: pathOf(order.id), notice: outcome === undefined ? texts.pending : done };
    },
  });

export const cancelAsked = cancelling('operatorCancel');
export const cancelAgreed = cancelling('consentToCancel');

export const endingAsked = deed({
  path: '/operate/orders/:orderId/ending',
  roles: ['operator'],
  fields: z.object({ why: z.string().trim().min(1).max(500) }),
  again: PATH,
  does: async (visit, { why }, { params }) => {
    const order = await found(visit, params['orderId']);
    await askToEnd(visit.console, order, visit.caller, why);
    return { seeOther: pathOf(order.id), notice: texts.asked };
  },
});

export const endingAgreed = deed({
  path: '/operate/orders/:orderId/ending/agreement',
  roles: ['operator'],
  fields: z.object({}),
  again: PATH,
  does: async (visit, _fields, { params }) => {
    const order = await found(visit, params['orderId']);
    const outcome = await agreeToEnd(visit.console, order, visit.caller);
    return { seeOther: pathOf(order.id), notice: outcome === undefined ? texts.pending : texts.done };
  },
});

export const clockMoved = deed({
  path: '/operate/orders/:orderId/clock',
  roles: ['operator'],
  again: PATH,
  fields: z.object({
    hours: z.coerce
      .number()
      .int()
      .min(1)
      .max(FARTHEST_MS / HOUR_MS),
  }),
  does: async (visit, { hours }, { params }) => {
    const { sandbox } = visit.console;
    if (sandbox === undefined) throw refusal('NOT_FOUND');
    const order = await findOrder(visit.console, visit.caller, 'clock.move', params['orderId'] ?? '');
    await moveClock({ ...visit.console, fastForward: sandbox.fastForward }, order, { advanceBy: hours * HOUR_MS });
    return { seeOther: pathOf(order.id), notice: texts.done };
  },
});
