/** What inspections found of the customer's records, until when it must be put right, and how to answer (R-INSP-2 … R-INSP-5). */
import { randomUUID } from 'node:crypto';
import type { JSX } from 'preact';
import { z } from 'zod';
import { FOUND_TEXTS } from '../../../domain/inspection/found.ts';
import { isOver } from '../../../domain/inspection/inspection.ts';
import { ITEM_GROUP_TEXTS, ITEM_GROUPS } from '../../../domain/inspection/item-groups.ts';
import { WAY_ON_TEXTS } from '../../../domain/inspection/ways-on.ts';
import type { PersonId } from '../../../domain/identifiers.ts';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { entityHead, heads } from '../../../domain/order/heads.ts';
import { ORDER_TYPES } from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { entityNumberOf } from '../../../domain/record/icp-number.ts';
import { inspectedRecord } from '../../../store/inspections/inspected-record.ts';
import { listInspections } from '../../../store/inspections/inspections.ts';
import { ownAccount } from '../../../usecases/access/caller.ts';
import { actOnInspection, expectApplied } from '../../../usecases/inspection/act.ts';
import { answerWithOrder } from '../../../usecases/inspection/answer-with-order.ts';
import { findInspection } from '../../../usecases/inspection/in-reach.ts';
import { provePhone, sendPhoneCode } from '../../../usecases/inspection/phone-check.ts';
import { shownInspection } from '../../../usecases/inspection/shown.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { InsetText } from '../../components/inset-text.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { WarningText } from '../../components/warning-text.tsx';
import type { Problems, Typed } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { INSPECTION_STATE_NAMES, PLACE_NAMES } from '../../texts/inspection-texts.ts';
import { orderPath } from '../orders/paths.ts';
import { timeOf } from '../orders/times.ts';
import { texts } from './inspection-texts.ts';

const APPLICANT = ['applicant'] as const;
const PATH = '/records/inspections';
const ON_A_PAGE = 20;
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
const idIn = ({ params }: PageRequest): string => params['inspection'] ?? '';
const personIn = ({ params }: PageRequest): PersonId => (params['person'] ?? '') as PersonId;

export const inspectionRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: APPLICANT, show: (visit, { query }) => listPage(visit, query['cursor']) }),
  page({ path: `${PATH}/:inspection`, roles: APPLICANT, show: (visit, request) => onePage(visit, idIn(request)) }),
  deed({
    path: `${PATH}/:inspection/explained`,
    roles: APPLICANT,
    fields: z.object({ text: z.string().trim().min(1).max(500) }),
    does: async ({ console, caller }, data, request) => {
      const asked = { inspectionId: idIn(request), action: 'explained', name: randomUUID(), data };
      expectApplied((await actOnInspection(console, caller, asked)).outcome);
      return { seeOther: pathOf(idIn(request)), notice: texts.explained };
    },
    again,
  }),
  deed({
    path: `${PATH}/:inspection/order`,
    roles: APPLICANT,
    fields: z.object({ orderId: z.string().trim().min(1).max(60) }),
    does: async ({ console, caller }, { orderId }, request) => {
      await answerWithOrder(console, caller, { inspectionId: idIn(request), orderId });
      return { seeOther: pathOf(idIn(request)) };
    },
    again,
  }),
  deed({
    path: `${PATH}/:inspection/people/:person/code`,
    roles: APPLICANT,
    fields: z.object({}),
    does: async ({ console, caller }, _fields, request) => {
      await sendPhoneCode(console, caller, { inspectionId: idIn(request), personId: personIn(request) });
      return { seeOther: pathOf(idIn(request)), notice: texts.sent };
    },
    again,
  }),
  deed({
    path: `${PATH}/:inspection/people/:person/proof`,
    roles: APPLICANT,
    fields: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/, 'write the six digits of the SMS'),
    }),
    does: async ({ console, caller }, { code }, request) => {
      await provePhone(console, caller, { inspectionId: idIn(request), personId: personIn(request), code });
      return { seeOther: pathOf(idIn(request)) };
    },
    again,
  }),
];

function again(visit: Visit, typed: Typed, problems: Problems, request: PageRequest): Promise<Page> {
  return onePage(visit, idIn(request), { typed, problems });
}

async function listPage(visit: Visit, cursor: string | undefined): Promise<Page> {
  const { say, console, caller } = visit;
  const asked = { limit: ON_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
  const wanted = { accountId: ownAccount(caller), state: 'ALL' } as const;
  const { rows, cursor: next } = await listInspections(console.database, wanted, asked);
  return {
    title: say(texts.title),
    body: (
      <>
        <a class="govuk-back-link" href="/records">
          {say(texts.backToRecords)}
        </a>
        <h1 class="govuk-heading-l">{say(texts.title)}</h1>
        <Table
          caption={say(texts.title)}
          hiddenCaption
          empty={say(texts.none)}
          columns={[texts.number, texts.found, texts.dueAt, texts.state].map((text) => say(text))}
          rows={rows.map(({ id, number, found, dueAt, state }) => ({
            id,
            cells: [
              <a class="govuk-link" href={pathOf(id)}>
                {number}
              </a>,
              say(FOUND_TEXTS[found]),
              timeOf(dueAt, say),
              say(INSPECTION_STATE_NAMES[state]),
            ],
          }))}
        />
        <Pagination
          label={say(texts.title)}
          next={
            next === undefined
              ? undefined
              : { href: `${PATH}?cursor=${encodeURIComponent(next)}`, text: say(texts.title) }
          }
        />
      </>
    ),
  };
}

interface Refused {
  typed: Typed;
  problems: Problems;
}

async function onePage(visit: Visit, id: string, refused?: Refused): Promise<Page> {
  const { say, console, caller } = visit;
  const inspection = await findInspection(console, caller, 'inspections.read', id);
  const { way } = await shownInspection(console, inspection);
  const { number, found, dueAt, state, progress, caseId } = inspection;
  const record = caseId === undefined ? undefined : await inspectedRecord(console.database, console.vault, caseId);
  const untrue = ITEM_GROUPS.filter((group) => progress?.items[group] === 'FALSE');
  const { order } = progress ?? {};
  return {
    title: number,
    body: (
      <>
        <a class="govuk-back-link" href={PATH}>
          {say(texts.back)}
        </a>
        {refused === undefined ? null : <Wrong visit={visit} problems={refused.problems} />}
        <h1 class="govuk-heading-l">{number}</h1>
        <InsetText>{say(FOUND_TEXTS[found])}</InsetText>
        <SummaryList
          rows={[
            { key: say(texts.state), value: say(INSPECTION_STATE_NAMES[state]) },
            { key: say(texts.dueAt), value: timeOf(dueAt, say) },
            ...untrue.map((group) => ({ key: say(texts.found), value: say(ITEM_GROUP_TEXTS[group]) })),
            ...(order === undefined
              ? []
              : [
                  {
                    key: say(texts.order),
                    value: (
                      <>
                        <a class="govuk-link" href={orderPath(order.id)}>
                          {order.id}
                        </a>{' '}
                        {say(PLACE_NAMES[order.place])}
                      </>
                    ),
                  },
                ]),
          ]}
        />
        <p class="govuk-body">{say(SAYS[state])}</p>
        {way === undefined ? null : (
          <>
            <h2 class="govuk-heading-m">{say(texts.wayOn)}</h2>
            <p class="govuk-body">{say(WAY_ON_TEXTS[way])}</p>
          </>
        )}
        {isOver({ state }) ? null : (
          <>
            <OrdersToOpen visit={visit} number={number} />
            <Answers visit={visit} id={id} text={typedText(refused, 'text')} orderId={typedText(refused, 'orderId')} />
            <Phones
              visit={visit}
              id={id}
              people={record === undefined ? [] : heads(record.form)}
              head={record === undefined ? undefined : entityHead(record.form)}
              proved={progress?.phonesProved ?? []}
            />
          </>
        )}
      </>
    ),
  };
}

const SAYS = {
  OPEN: texts.meanwhile,
  RECTIFYING: texts.meanwhile,
  OVERDUE: texts.meanwhile,
  ACCESS_CANCELLED: texts.cancelled,
  RECTIFIED: texts.over,
} as const;

function typedText(refused: Refused | undefined, name: string): string | undefined {
  const value = refused?.typed[name];
  return typeof value === 'string' ? value : undefined;
}

const Wrong = ({ visit: { say }, problems }: { visit: Visit; problems: Problems }): JSX.Element => (
  <ErrorSummary
    title={say(texts.problems)}
    problems={[
      { text: say(problems.summary) },
      ...problems.at.map((finding) => ({ text: say(findingText(finding)), field: finding.path.split('.').at(-1) })),
    ]}
  />
);

/** A change or a removal of what is inspected; once it is open it is named here as the answer. */
function OrdersToOpen({ visit: { say }, number }: { visit: Visit; number: string }): JSX.Element {
  const entity = entityNumberOf(number);
  const website = number === entity ? '' : `?website=${encodeURIComponent(number)}`;
  return (
    <>
      <h2 class="govuk-heading-m">{say(texts.whatToDo)}</h2>
      <ul class="govuk-list">
        {ORDER_TYPES.filter((type) => rowOf(type).opens === 'FROM_RECORD' && rowOf(type).runs).map((type) => (
          <li key={type}>
            <a class="govuk-link" href={`/records/${encodeURIComponent(entity)}/${type}${website}`}>
              {say(texts.open, { type: say(rowOf(type).names) })}
            </a>
          </li>
        ))}
      </ul>
      <WarningText prefix={say(texts.warning)}>{say(texts.removalWarning)}</WarningText>
    </>
  );
}

interface AnswersShown {
  visit: Visit;
  id: string;
  text: string | undefined;
  orderId: string | undefined;
}

const Answers = ({ visit: { say, csrf }, id, text, orderId }: AnswersShown): JSX.Element => (
  <>
    <h2 class="govuk-heading-m">{say(texts.linkTitle)}</h2>
    <Form csrf={csrf} action={`${pathOf(id)}/order`}>
      <TextInput id="orderId" label={say(texts.orderNumber)} value={orderId} width={20} />
      <Button look="secondary">{say(texts.link)}</Button>
    </Form>
    <h2 class="govuk-heading-m">{say(texts.explainTitle)}</h2>
    <Form csrf={csrf} action={`${pathOf(id)}/explained`}>
      <Textarea id="text" label={say(texts.explanation)} value={text} maxLength={500} />
      <Button look="secondary">{say(texts.explain)}</Button>
    </Form>
  </>
);

interface PhonesShown {
  visit: Visit;
  id: string;
  people: readonly PersonId[];
  /** Of the entity; the others are heads of websites. */
  head: PersonId | undefined;
  proved: readonly string[];
}

function Phones({ visit: { say, csrf }, id, people, head, proved }: PhonesShown): JSX.Element | null {
  if (people.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{say(texts.phones)}</h2>
      <p class="govuk-body">{say(texts.phonesLead)}</p>
      {people.map((person) => (
        <section key={person}>
          <h3 class="govuk-heading-s">{say(person === head ? texts.entityHead : texts.siteHead)}</h3>
          {proved.includes(person) ? (
            <p class="govuk-body">{say(texts.proved)}</p>
          ) : (
            <>
              <Form csrf={csrf} action={`${pathOf(id)}/people/${person}/code`}>
                <Button look="secondary">{say(texts.send)}</Button>
              </Form>
              <Form csrf={csrf} action={`${pathOf(id)}/people/${person}/proof`}>
                <TextInput id={`code-${person}`} name="code" label={say(texts.code)} width={10} />
                <Button>{say(texts.check)}</Button>
              </Form>
            </>
          )}
        </section>
      ))}
    </>
  );
}
