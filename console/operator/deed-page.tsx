/** `/operate/orders/:orderId/do/:action`: an operator does to an order what the table of states lets operators do. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { OrderId } from '../../domain/identifiers.ts';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { refusals } from '../../domain/refusal.ts';
import { findOrder } from '../../usecases/access/orders-in-reach.ts';
import { actionsFor } from '../../usecases/order/possible-actions.ts';
import { takeAction } from '../../usecases/order/take-action.ts';
import { Refusal, refusal } from '../../usecases/refusal.ts';
import { typedText, type Problems, type Typed } from '../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { DeedControl } from './deed-control.tsx';
import { dataOf, DEEDS, isDeed, type Deed } from './deeds.ts';
import { Form, Wrong } from './parts.tsx';
import { texts } from './texts.ts';

const PATH = '/operate/orders/:orderId/do/:action';
const ROLES = ['operator'] as const;

export const deedPath = (orderId: OrderId, action: string): string =>
  `/operate/orders/${encodeURIComponent(orderId)}/do/${action}`;

export const deedRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: ROLES, show: async (visit, request) => deedPage(visit, request, {}) }),
  deed({
    path: PATH,
    roles: ROLES,
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    does: async (visit, typed, request) => {
      const action = actionIn(request);
      const order = await findOrder(visit.console, visit.caller, 'actions.take', request.params['orderId'] ?? '');
      const { outcome } = await takeAction(visit.console, order, visit.caller, {
        action,
        name: typedText(typed, 'once') || randomUUID(),
        visit: Number(typedText(typed, 'visit') || order.visit),
        data: dataOf(action, typed),
      });
      if (outcome?.outcome === 'REFUSED') {
        const code = outcome.reason ?? 'MALFORMED';
        throw new Refusal(code, refusals[code], { findings: outcome.items });
      }
      return {
        seeOther: `/operate/orders/${encodeURIComponent(order.id)}`,
        notice: outcome === undefined ? texts.pending : texts.done,
      };
    },
    again: async (visit, typed, problems, request) => deedPage(visit, request, typed, problems),
  }),
];

function actionIn({ params }: PageRequest): keyof typeof DEEDS {
  const action = params['action'] ?? '';
  if (!isDeed(action)) throw refusal('UNKNOWN_ACTION');
  return action;
}

async function deedPage(visit: Visit, request: PageRequest, typed: Typed, problems?: Problems): Promise<Page> {
  const { say, console, caller } = visit;
  const action = actionIn(request);
  const order = await findOrder(console, caller, 'actions.take', request.params['orderId'] ?? '');
  const { name, consequence, fields, ofHandOver }: Deed = DEEDS[action];
  const found = problems && { ...problems, at: problems.at.map((each) => ({ ...each, path: fieldOf(each.path) })) };
  const back = `/operate/orders/${encodeURIComponent(order.id)}`;
  return {
    title: say(name),
    body: (
      <>
        <a class="govuk-back-link" href={back}>
          {order.id}
        </a>
        <Wrong visit={visit} problems={problems} />
        <h1 class="govuk-heading-l">{say(name)}</h1>
        <p class="govuk-body">
          {order.id} · {say(STAGE_NAMES[order.stage])}
        </p>
        <p class="govuk-body">{say(consequence)}</p>
        {actionsFor(order, caller).includes(action) ? (
          <Form visit={visit} action={deedPath(order.id, action)} submit={say(name)}>
            <input type="hidden" name="once" value={randomUUID()} />
            <input type="hidden" name="visit" value={order.visit} />
            {ofHandOver === true ? (
              <input type="hidden" name="handOver" value={order.progress?.handOver ?? ''} />
            ) : null}
            {fields.map((field) => (
              <DeedControl key={field.name} visit={visit} order={order} field={field} typed={typed} problems={found} />
            ))}
          </Form>
        ) : (
          <p class="govuk-body">{say(texts.notNow)}</p>
        )}
      </>
    ),
  };
}

/** `data.items.0.code` is put right at `items`. */
const fieldOf = (path: string): string => path.replace(/^data\./, '').split('.')[0] ?? path;
