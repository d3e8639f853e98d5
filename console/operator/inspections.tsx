/** Inspections of records: what is open, and all about one of them with what an operator does to it (§8). */
import { randomUUID } from 'node:crypto';
import type { JSX } from 'preact';
import { z } from 'zod';
import { FOUND_TEXTS, TOLD } from '../../domain/inspection/found.ts';
import { inspectionActionsOf, type InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import { isOver, openedInspection, PHONES } from '../../domain/inspection/inspection.ts';
import { ITEM_GROUP_TEXTS, ITEM_GROUPS, ITEM_RESULTS } from '../../domain/inspection/item-groups.ts';
import { WAY_ON_TEXTS } from '../../domain/inspection/ways-on.ts';
import { present } from '../../domain/present.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import { historyPage, type AuditEntry } from '../../store/audit/history.ts';
import { listInspections, type Inspection } from '../../store/inspections/inspections.ts';
import { personalData } from '../../usecases/access/permissions.ts';
import { actOnInspection, expectApplied } from '../../usecases/inspection/act.ts';
import { findInspection } from '../../usecases/inspection/in-reach.ts';
import { openInspection } from '../../usecases/inspection/open.ts';
import { shownInspection } from '../../usecases/inspection/shown.ts';
import { shownTexts } from '../../usecases/shown/masked-text-view.ts';
import { Select } from '../components/select.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';
import { Textarea } from '../components/textarea.tsx';
import { TextInput } from '../components/text-input.tsx';
import type { Problems, Typed } from '../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page, type PageRequest } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import {
  INSPECTION_ACTION_NAMES,
  INSPECTION_STATE_NAMES,
  PHONE_NAMES,
  PLACE_NAMES,
  RESULT_NAMES,
} from '../texts/inspection-texts.ts';
import type { Text } from '../texts/texts.ts';
import { OrderLink, WorkflowLink } from './home.tsx';
import { texts } from './inspection-texts.ts';
import { Form, when, Wrong } from './parts.tsx';

const READERS = ['operator', 'auditor'] as const;
const PATH = '/operate/inspections';
const ON_A_PAGE = 50;
const MOST_ENTRIES = 200;
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
const idIn = ({ params }: PageRequest): string => params['inspection'] ?? '';

const openFields = z.object({ number: z.string().trim().min(1).max(100), found: z.enum(TOLD) });

export const inspectionRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: READERS, show: (visit, { query }) => listPage(visit, query) }),
  deed({
    path: PATH,
    roles: ['operator'],
    fields: openFields,
    does: async ({ console, caller }, { number, found }) => {
      const { id } = await openInspection(console, caller, { number: printedNumber(number), found });
      return { seeOther: pathOf(id), notice: texts.opened };
    },
    again: (visit, typed, problems) => listPage(visit, {}, { typed, problems }),
  }),
  page({ path: `${PATH}/:inspection`, roles: READERS, show: (visit, request) => onePage(visit, idIn(request)) }),
  deed({
    path: `${PATH}/:inspection/do/:action`,
    roles: ['operator'],
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    does: async ({ console, caller }, typed, request) => {
      const action = request.params['action'] ?? '';
      const asked = { inspectionId: (await found(console, caller, request)).id, action, name: randomUUID() };
      const { outcome } = await actOnInspection(console, caller, { ...asked, data: dataOf(typed) });
      expectApplied(outcome);
      return { seeOther: pathOf(idIn(request)), notice: texts.saved };
    },
    again: (visit, _typed, problems, request) => onePage(visit, idIn(request), problems),
  }),
];

const found = (console: Visit['console'], caller: Visit['caller'], request: PageRequest): Promise<Inspection> =>
  findInspection(console, caller, 'inspections.act', idIn(request));

/** What a form says, without what was left empty: `yes` and `no` are answers, and a day lasts until its end. */
function dataOf(typed: Readonly<Record<string, string | string[]>>): Record<string, unknown> {
  const plain = Object.entries(typed).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value !== 'string' || value.trim() === '' || name === 'csrf') return [];
    if (name === 'reached' || name === 'passed') return [[name, value === 'yes']];
    if (name === 'dueAt') return [[name, `${value}T23:59:59+08:00`]];
    return [[name, value]];
  });
  return Object.fromEntries(plain);
}

interface Refused {
  typed: Typed;
  problems: Problems;
}

async function listPage(visit: Visit, query: Readonly<Record<string, string>>, refused?: Refused): Promise<Page> {
  const { say, console, caller } = visit;
  const number = query['number']?.trim() ?? '';
  const wanted = { state: 'OPEN', ...present({ number: number === '' ? undefined : printedNumber(number) }) } as const;
  const asked = { limit: ON_A_PAGE, ...present({ cursor: query['cursor'] }) };
  const { rows, cursor } = await listInspections(console.database, wanted, asked);
  const typedNumber = refused?.typed['number'];
  return {
    title: say(texts.title),
    wide: true,
    body: (
      <>
        <Wrong visit={visit} problems={refused?.problems} />
        <h1 class="govuk-heading-l">{say(texts.title)}</h1>
        <p class="govuk-body">
          <a class="govuk-link" href="/operate/campaigns">
            {say(texts.campaigns)}
          </a>
        </p>
        <form method="get" action={PATH}>
          <TextInput id="find" name="number" label={say(texts.find)} value={number} width={30} />
          <button class="govuk-button govuk-button--secondary">{say(texts.look)}</button>
        </form>
        <Table
          caption={say(texts.lead)}
          empty={say(texts.none)}
          columns={[texts.number, texts.domain, texts.found, texts.state, texts.dueAt].map((text) => say(text))}
          rows={rows.map((row) => ({
            id: row.id,
            cells: [
              <a class="govuk-link" href={pathOf(row.id)}>
                {row.number}
              </a>,
              row.domain ?? '',
              say(FOUND_TEXTS[row.found]),
              say(INSPECTION_STATE_NAMES[row.state]),
              when(row.dueAt),
            ],
          }))}
        />
        {cursor === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${PATH}?cursor=${encodeURIComponent(cursor)}`}>
              {say(texts.more)}
            </a>
          </p>
        )}
        {caller.role !== 'operator' ? null : (
          <>
            <h2 class="govuk-heading-m">{say(texts.openTitle)}</h2>
            <Form visit={visit} action={PATH} submit={say(texts.open)}>
              <TextInput
                id="number"
                label={say(texts.number)}
                value={typeof typedNumber === 'string' ? typedNumber : undefined}
                width={30}
              />
              <FoundSelect visit={visit} />
            </Form>
          </>
        )}
      </>
    ),
  };
}

/** What somebody found of a record. */
export const FoundSelect = ({ visit: { say } }: { visit: Visit }): JSX.Element => (
  <Select
    id="found"
    label={say(texts.found)}
    choices={TOLD.map((one) => ({ value: one, text: say(FOUND_TEXTS[one]) }))}
  />
);

async function onePage(visit: Visit, name: string, problems?: Problems): Promise<Page> {
  const { say, console, caller } = visit;
  const inspection = await findInspection(console, caller, 'inspections.read', name);
  const { way } = await shownInspection(console, inspection);
  const { number, domain, state, dueAt, caseId } = inspection;
  const progress = inspection.progress ?? openedInspection('OPEN', dueAt);
  const { items, calls, videos, phonesProved, order } = progress;
  const history =
    caseId === undefined
      ? []
      : (await historyPage(console.database, console.vault, caseId, { limit: MOST_ENTRIES })).rows;
  const rows: { key: string; value: JSX.Element | string }[] = [
    { key: say(texts.found), value: say(FOUND_TEXTS[inspection.found]) },
    { key: say(texts.state), value: say(INSPECTION_STATE_NAMES[state]) },
    { key: say(texts.dueAt), value: when(dueAt) },
    { key: say(texts.domain), value: domain ?? '–' },
    { key: say(texts.phonesProved), value: phonesProved.join(', ') || '–' },
    ...(order === undefined
      ? []
      : [
          {
            key: say(texts.order),
            value: (
              <>
                <OrderLink id={order.id} /> {say(PLACE_NAMES[order.place])}
              </>
            ),
          },
        ]),
    ...(way === undefined ? [] : [{ key: say(texts.wayOn), value: say(WAY_ON_TEXTS[way]) }]),
  ];
  return {
    title: number,
    wide: true,
    body: (
      <>
        <a class="govuk-back-link" href={PATH}>
          {say(texts.back)}
        </a>
        <Wrong visit={visit} problems={problems} />
        <h1 class="govuk-heading-l">{number}</h1>
        <SummaryList rows={rows} />
        {caseId === undefined ? null : <WorkflowLink visit={visit} id={caseId} />}
        <Table
          caption={say(texts.items)}
          columns={[texts.item, texts.result].map((text) => say(text))}
          rows={ITEM_GROUPS.map((group) => {
            const result = items[group];
            return [say(ITEM_GROUP_TEXTS[group]), result === undefined ? '–' : say(RESULT_NAMES[result])];
          })}
        />
        <Table
          caption={say(texts.calls)}
          empty={say(texts.none)}
          columns={[texts.at, texts.phone, texts.reached].map((text) => say(text))}
          rows={calls.map(({ at, phone, reached }) => [
            when(at),
            say(PHONE_NAMES[phone]),
            say(reached ? texts.yes : texts.no),
          ])}
        />
        <Table
          caption={say(texts.videos)}
          empty={say(texts.none)}
          columns={[texts.at, texts.passed].map((text) => say(text))}
          rows={videos.map(({ at, passed }) => [when(at), say(passed ? texts.yes : texts.no)])}
        />
        {caller.role !== 'operator' || isOver({ state }) ? null : <Deeds visit={visit} inspection={inspection} />}
        <Table
          caption={say(texts.history)}
          empty={say(texts.none)}
          columns={[texts.at, texts.who, texts.what, texts.detail].map((text) => say(text))}
          rows={history.map((entry) => entryRow(visit, entry))}
        />
      </>
    ),
  };
}

function entryRow({ say, caller }: Visit, { at, actor, action, outcome, reason, detail = '' }: AuditEntry) {
  const names: Readonly<Record<string, Text>> = INSPECTION_ACTION_NAMES;
  const hidden = personalData[caller.role] === 'CLEAR' ? 'NOTHING' : [];
  const said = outcome === 'REFUSED' ? `${say(texts.refused)} ${reason ?? ''} ${detail}` : detail;
  const known = names[action];
  return [when(at), `${actor.id} (${actor.role})`, known === undefined ? action : say(known), shownTexts(said, hidden)];
}

/** One form for each thing that an operator may do now. */
function Deeds({ visit, inspection }: { visit: Visit; inspection: Inspection }): JSX.Element {
  const { say } = visit;
  const yesOrNo = (['yes', 'no'] as const).map((value) => ({ value, text: say(texts[value]) }));
  const note = (id: string) => <Textarea id={id} name="note" label={say(texts.note)} rows={2} maxLength={500} />;
  const reason = (id: string) => <Textarea id={id} name="reason" label={say(texts.reason)} rows={2} maxLength={500} />;
  const forms: readonly [InspectionAction, Text, JSX.Element][] = [
    [
      'itemInspected',
      texts.items,
      <>
        <Select
          id="group"
          label={say(texts.item)}
          choices={ITEM_GROUPS.map((group) => ({ value: group, text: say(ITEM_GROUP_TEXTS[group]) }))}
        />
        <Select
          id="result"
          label={say(texts.result)}
          choices={ITEM_RESULTS.map((result) => ({ value: result, text: say(RESULT_NAMES[result]) }))}
        />
        {note('item-note')}
      </>,
    ],
    [
      'callLogged',
      texts.calls,
      <>
        <Select
          id="phone"
          label={say(texts.phone)}
          choices={PHONES.map((phone) => ({ value: phone, text: say(PHONE_NAMES[phone]) }))}
        />
        <Select id="reached" label={say(texts.reached)} choices={yesOrNo} />
        {note('call-note')}
      </>,
    ],
    [
      'videoNoted',
      texts.videos,
      <>
        <Select id="passed" label={say(texts.passed)} choices={yesOrNo} />
        {note('video-note')}
      </>,
    ],
    [
      'deadlineOverride',
      texts.extend,
      <>
        <TextInput id="dueAt" type="date" label={say(texts.until)} width={20} />
        {reason('extend-reason')}
      </>,
    ],
    ['accessLeft', texts.leave, reason('leave-reason')],
    ['accessCancelled', texts.cancel, note('cancel-note')],
    ['rectified', texts.rectified, note('rectified-note')],
  ];
  const possible = inspectionActionsOf(inspection.state, visit.caller.role);
  return (
    <>
      {forms
        .filter(([action]) => possible.includes(action))
        .map(([action, name, fields]) => (
          <section key={action}>
            <h2 class="govuk-heading-m">{say(name)}</h2>
            <Form visit={visit} action={`${pathOf(inspection.id)}/do/${action}`} submit={say(name)} secondary>
              {fields}
            </Form>
          </section>
        ))}
    </>
  );
}
