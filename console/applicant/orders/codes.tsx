/** Codes by SMS: one proves a mobile number, another lets the holder of a filing confirm an order (R-DEREG-7). */
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import type { PersonId } from '../../../domain/identifiers.ts';
import { askForCode, numberProofs, proveNumber } from '../../../usecases/number-proof/number-proofs.ts';
import { confirmWithCode, sendHolderCode } from '../../../usecases/order/holder-code.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Tag } from '../../components/tag.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import type { Text } from '../../texts/texts.ts';
import { peopleIn, writtenOrder } from './applicant-order.ts';
import { orderPath } from './paths.ts';
import { workTexts as texts } from './work-texts.ts';

const APPLICANT = ['applicant'] as const;
const nothing = z.looseObject({});
const codeFields = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, 'write the six digits of the SMS'),
});
const opened = (visit: Visit, { params }: PageRequest) => writtenOrder(visit, params['orderId'] ?? '');
const personIn = ({ params }: PageRequest): PersonId => (params['personId'] ?? '') as PersonId;

const NUMBERS = '/orders/:orderId/numbers';
const HOLDER = '/orders/:orderId/holder-code';

export const codeRoutes: readonly ConsoleRoute[] = [
  page({
    path: NUMBERS,
    roles: APPLICANT,
    show: async (visit, request) => numbersPage(visit, await opened(visit, request)),
  }),
  deed({
    path: `${NUMBERS}/:personId/send`,
    roles: APPLICANT,
    fields: nothing,
    does: async ({ console: deps, caller }, _fields, request) => {
      const orderId = request.params['orderId'] ?? '';
      await askForCode(deps, caller, { orderId, personId: personIn(request) });
      return { seeOther: `${orderPath(orderId)}/numbers`, notice: texts.codeSent };
    },
    again: NUMBERS,
  }),
  deed({
    path: `${NUMBERS}/:personId/prove`,
    roles: APPLICANT,
    fields: codeFields,
    does: async ({ console: deps, caller }, { code }, request) => {
      const orderId = request.params['orderId'] ?? '';
      await proveNumber(deps, caller, { orderId, personId: personIn(request), code });
      return { seeOther: `${orderPath(orderId)}/numbers`, notice: texts.numberProved };
    },
    again: NUMBERS,
  }),
  page({
    path: HOLDER,
    roles: APPLICANT,
    show: async (visit, request) => holderPage(visit, await opened(visit, request)),
  }),
  deed({
    path: `${HOLDER}/send`,
    roles: APPLICANT,
    fields: nothing,
    does: async ({ console: deps, caller }, _fields, { params }) => {
      const orderId = params['orderId'] ?? '';
      await sendHolderCode(deps, caller, orderId);
      return { seeOther: `${orderPath(orderId)}/holder-code`, notice: texts.codeSent };
    },
    again: HOLDER,
  }),
  deed({
    path: HOLDER,
    roles: APPLICANT,
    fields: codeFields,
    does: async ({ console: deps, caller }, { code }, { params }) => {
      const orderId = params['orderId'] ?? '';
      await confirmWithCode(deps, caller, { orderId, code });
      return { seeOther: orderPath(orderId), notice: texts.confirmed };
    },
    again: HOLDER,
  }),
];

const STATES = { PROVED: texts.proved, NOT_PROVED: texts.notProved, NOT_NEEDED: texts.notNeeded } as const;

async function numbersPage(visit: Visit, order: WrittenOrder): Promise<Page> {
  const { say } = visit;
  const proofs = await numberProofs(visit.console, order);
  const people = peopleIn(order.form, say);
  const path = `${orderPath(order.id)}/numbers`;
  return framed(
    visit,
    order,
    { title: texts.numbersTitle, lead: texts.numbersLead },
    <>
      {proofs.map(({ personId, state }) => (
        <section key={personId} aria-labelledby={`number-${personId}`}>
          <h2 class="govuk-heading-m" id={`number-${personId}`}>
            {people.find(({ value }) => value === personId)?.text ?? personId}{' '}
            <Tag colour={state === 'NOT_PROVED' ? 'orange' : 'green'}>{say(STATES[state])}</Tag>
          </h2>
          {state === 'NOT_PROVED' ? (
            <CodeForms
              visit={visit}
              id={`code-${personId}`}
              send={`${path}/${personId}/send`}
              prove={`${path}/${personId}/prove`}
            />
          ) : null}
        </section>
      ))}
    </>,
  );
}

async function holderPage(visit: Visit, order: WrittenOrder): Promise<Page> {
  const path = `${orderPath(order.id)}/holder-code`;
  return framed(
    visit,
    order,
    { title: texts.holderTitle, lead: texts.holderLead },
    <CodeForms visit={visit} id="code" send={`${path}/send`} prove={path} />,
  );
}

interface Heading {
  title: Text;
  lead: Text;
}

function framed(visit: Visit, order: WrittenOrder, { title, lead }: Heading, body: ComponentChildren): Page {
  const { say } = visit;
  return {
    title: say(title),
    body: (
      <>
        <a class="govuk-back-link" href={orderPath(order.id)}>
          {say(texts.back)}
        </a>
        <h1 class="govuk-heading-l">{say(title)}</h1>
        <p class="govuk-body">{say(lead)}</p>
        {body}
      </>
    ),
  };
}

function CodeForms({
  visit: { say, csrf },
  id,
  send,
  prove,
}: {
  visit: Visit;
  id: string;
  send: string;
  prove: string;
}) {
  return (
    <>
      <Form csrf={csrf} action={send}>
        <Button look="secondary">{say(texts.sendCode)}</Button>
      </Form>
      <Form csrf={csrf} action={prove}>
        <TextInput
          id={id}
          name="code"
          label={say(texts.smsCode)}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={6}
          width={10}
        />
        <Button>{say(texts.prove)}</Button>
      </Form>
    </>
  );
}
