/**
 * Each action that a customer may take has a page that says what follows, asks for what the action carries, and takes it. The fields come
 * from the schema of the action.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { refusals } from '../../../domain/refusal.ts';
import { isAction, type Action } from '../../../domain/lifecycle/action.ts';
import type { Order } from '../../../store/orders/orders.ts';
import { isWritten } from '../../../usecases/drafting/draft.ts';
import { actionsFor } from '../../../usecases/order/possible-actions.ts';
import { takeAction } from '../../../usecases/order/take-action.ts';
import { refusal, Refusal } from '../../../usecases/refusal.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary, type Problem } from '../../components/error-summary.tsx';
import { WarningText } from '../../components/warning-text.tsx';
import { Checkboxes } from '../../components/checkboxes.tsx';
import type { Problems, Typed } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { ControlView } from '../form/field-view.tsx';
import { valueOf } from '../form/posted.ts';
import { ACTION_FIELDS, ACTION_TEXTS, type ActionText } from './action-texts.ts';
import { actionFields, type ActionField } from './action-fields.ts';
import { actionPageTexts as texts } from './action-page-texts.ts';
import { applicantOrder, peopleIn, websitesIn } from './applicant-order.ts';
import { OrderInWords } from './order-in-words.tsx';
import { placeOf } from './order-page.tsx';
import { fieldLabel } from './field-label.ts';
import { orderPath } from './paths.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/orders/:orderId/do/:action';
const typedSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

export const actionRoutes: readonly ConsoleRoute[] = [
  page({
    path: PATH,
    roles: APPLICANT,
    show: async (visit, request) => {
      return actionPage(visit, await named(visit, request), { name: randomUUID() });
    },
  }),
  deed({
    path: PATH,
    roles: APPLICANT,
    fields: typedSchema,
    does: async (visit, typed, request) => {
      const { order, action, text } = await named(visit, request);
      const { outcome } = await takeAction(visit.console, order, visit.caller, {
        action,
        name: textIn(typed, 'name') ?? randomUUID(),
        visit: Number(textIn(typed, 'visit') ?? order.visit),
        data: dataIn(action, typed),
      });
      if (outcome?.outcome === 'REFUSED') {
        const code = outcome.reason ?? 'MALFORMED';
        throw new Refusal(code, refusals[code], { findings: outcome.items });
      }
      return { seeOther: orderPath(order.id), notice: outcome === undefined ? texts.pending : text.done };
    },
    again: async (visit, typed, problems, request) => {
      // A refused name has had its answer, and another try is another action. One without an answer may have arrived: under its name
      // nothing is done twice.
      const name = (problems.status === 503 ? textIn(typed, 'name') : undefined) ?? randomUUID();
      return actionPage(visit, await named(visit, request), { name, typed, problems });
    },
  }),
];

interface Named {
  order: Order;
  action: Action;
  text: ActionText;
}

async function named(visit: Visit, { params }: PageRequest): Promise<Named> {
  const order = await applicantOrder(visit, params['orderId'] ?? '');
  const action = params['action'] ?? '';
  const text = isAction(action) ? ACTION_TEXTS[action] : undefined;
  if (!isAction(action) || text === undefined) throw refusal('NOT_FOUND');
  return { order, action, text };
}

const textIn = (typed: Typed, name: string): string | undefined => {
  const value = typed[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const dataIn = (action: Action, typed: Typed): Record<string, unknown> =>
  Object.fromEntries(
    actionFields(action)
      .map(({ name, control }) => [name, valueOf(name, control, typed)] as const)
      .filter(([, value]) => value !== null),
  );

interface Showing {
  /** Under which the action is taken, so that a second click takes it once. */
  name: string;
  typed?: Typed;
  problems?: Problems;
}

async function actionPage(
  visit: Visit,
  { order, action, text }: Named,
  { name, typed = {}, problems }: Showing,
): Promise<Page> {
  const { say, csrf, caller } = visit;
  const isPossible = actionsFor(order, caller).includes(action);
  const title = say(text.name);
  return {
    title,
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(order.id)}>
          {say(texts.back)}
        </a>
        {problems === undefined ? null : (
          <ErrorSummary title={say(texts.refused)} problems={problemsShown(visit, order, action, problems)} />
        )}
        <h1 class="govuk-heading-l">{title}</h1>
        {action === 'submitForReview' && isWritten(order) ? await OrderInWords({ visit, order }) : null}
        {text.final === true ? (
          <WarningText prefix={say(texts.warning)}>{say(text.consequence)}</WarningText>
        ) : (
          <p class="govuk-body">{say(text.consequence)}</p>
        )}
        {isPossible ? (
          <Form csrf={csrf} action={`${orderPath(order.id)}/do/${action}`} attributes={{ 'data-form': 'deed' }}>
            <input type="hidden" name="name" value={name} />
            <input type="hidden" name="visit" value={order.visit} />
            {actionFields(action).map((field) => (
              <ActionControl
                key={field.name}
                visit={visit}
                order={order}
                field={field}
                typed={typed}
                problems={problems}
              />
            ))}
            <div class="govuk-button-group">
              <Button look={text.final === true ? 'warning' : 'primary'}>{title}</Button>
              <ButtonLink look="secondary" href={orderPath(order.id)}>
                {say(texts.back)}
              </ButtonLink>
            </div>
          </Form>
        ) : (
          <p class="govuk-body">{say(action === 'submitForReview' ? texts.notYet : texts.notNow)}</p>
        )}
      </>
    ),
  };
}

function problemsShown({ say }: Visit, order: Order, action: Action, { summary, at, code }: Problems): Problem[] {
  const whole = { text: say(summary) };
  const names = new Set(actionFields(action).map(({ name }) => name));
  return [
    ...(at.length === 0 || code !== 'INVALID' ? [whole] : []),
    ...at.map((finding): Problem => {
      const field = finding.path.replace(/^data\./, '');
      if (finding.path.startsWith('data.') || names.has(finding.path))
        return { text: say(findingText(finding)), field };
      return {
        text: `${fieldLabel(finding.path, order.form, say)}：${say(findingText(finding))}`,
        href: placeOf(order.id, finding),
      };
    }),
  ];
}

interface ActionControlProps {
  visit: Visit;
  order: Order;
  field: ActionField;
  typed: Typed;
  problems: Problems | undefined;
}

function ActionControl({ visit: { say }, order, field, typed, problems }: ActionControlProps) {
  const { name, control, required } = field;
  const words = ACTION_FIELDS[name] ?? { zh: name, en: name };
  const label = required ? say(words) : say(texts.optional, { label: say(words) });
  const found = problems?.at.find(({ path }) => path === `data.${name}` || path.startsWith(`data.${name}.`));
  const error = found === undefined ? undefined : say(findingText(found));
  const form = order.form ?? { entity: {}, people: {}, websites: {} };
  const props = { id: name, label, error };
  if (control.kind === 'CONFIRM') {
    return <Checkboxes {...props} label={say(texts.confirmation)} choices={[{ value: 'true', text: label }]} />;
  }
  if (name === 'fields') {
    const choices = changeable(order).map((path) => ({ value: path, text: fieldLabel(path, order.form, say) }));
    return <Checkboxes {...props} choices={choices} small />;
  }
  const context = { say, people: peopleIn(form, say), websites: websitesIn(form, say) };
  return (
    <ControlView control={control} value={valueOf(name, control, typed) ?? undefined} props={props} context={context} />
  );
}

/** The filled-in fields of a form, of which one may say that they have changed. */
function changeable({ form }: Order): string[] {
  if (form === undefined) return [];
  const under = (part: string, fields: object): string[] => Object.keys(fields).map((name) => `${part}.${name}`);
  return [
    ...under('entity', form.entity),
    ...Object.entries(form.people).flatMap(([id, person]) => under(`people.${id}`, person)),
    ...Object.entries(form.websites).flatMap(([id, website]) => under(`websites.${id}`, website)),
  ];
}
