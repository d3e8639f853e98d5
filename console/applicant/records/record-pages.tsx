/** The records of the account with their numbers, and the orders that change or remove something of them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findingText } from '../../../domain/messages/texts/advice-zh.ts';
import { ORDER_TYPES, orderTypeSchema, type OrderType } from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { findRecords } from '../../../store/records/find-records.ts';
import type { FilingRecord } from '../../../store/records/records.ts';
import { actorOf, ownAccount } from '../../../usecases/access/caller.ts';
import { isWritten, settleDraft } from '../../../usecases/drafting/draft.ts';
import { openFromRecord } from '../../../usecases/order/open-from-record.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Checkboxes } from '../../components/checkboxes.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Pagination } from '../../components/pagination.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Table } from '../../components/table.tsx';
import { Tag } from '../../components/tag.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { WarningText } from '../../components/warning-text.tsx';
import type { Problems, Typed } from '../../http/problems.ts';
import { deed, page, type ConsoleRoute, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { inWords } from '../form/field-view.tsx';
import { ENTITY_TEXTS } from '../../../domain/order/field-texts.ts';
import { HelpLinks } from '../help/help-links.tsx';
import { orderPath } from '../orders/paths.ts';
import { WaysBeside, waysBeside } from '../orders/ways-beside.tsx';
import { noteReads, ownRecord, recordPath } from './own-record.ts';
import { STATUS_NAMES, texts } from './texts.ts';

const APPLICANT = ['applicant'] as const;
const ON_A_PAGE = 20;

const openSchema = z.object({
  rulesConfirmed: z.literal('true', "read the bureau's rules and confirm them"),
  websites: z.union([z.string(), z.array(z.string())]).default([]),
  reason: z.string().trim().max(500).default(''),
  key: z.uuid(),
  insteadOf: z.string().optional(),
  how: z.enum(['MERGE', 'REPLACE']).optional(),
});

export const recordRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/records',
    roles: APPLICANT,
    show: async (visit, { query: { cursor } }) => {
      const { say, caller, console: deps } = visit;
      const asked = { limit: ON_A_PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { rows, cursor: next } = await findRecords(
        deps.database,
        deps.vault,
        { accountId: ownAccount(caller) },
        asked,
      );
      await noteReads(visit, rows);
      return {
        title: say(texts.title),
        body: (
          <>
            <h1 class="govuk-heading-l">{say(texts.title)}</h1>
            <Table
              caption={say(texts.title)}
              hiddenCaption
              empty={say(texts.none)}
              columns={[texts.number, texts.entity, texts.websites, texts.status].map((text) => ({ text: say(text) }))}
              rows={rows.map(({ number, details, websites, status }) => ({
                id: number,
                cells: [
                  <a key={number} class="govuk-link" href={recordPath(number)}>
                    {number}
                  </a>,
                  details?.entity.name ?? '',
                  websites.map(({ domain }) => domain).join('、'),
                  <Tag key={number} colour={status === 'ACTIVE' ? 'green' : 'grey'}>
                    {say(STATUS_NAMES[status] ?? { zh: status, en: status })}
                  </Tag>,
                ],
              }))}
            />
            <Pagination
              label={say(texts.pages)}
              next={
                next === undefined
                  ? undefined
                  : { href: `/records?cursor=${encodeURIComponent(next)}`, text: say(texts.older) }
              }
            />
            <div class="govuk-button-group">
              <ButtonLink look="secondary" href="/records/diagnosis">
                {say(texts.diagnose)}
              </ButtonLink>
              <ButtonLink look="secondary" href="/records/inspections">
                {say(texts.inspections)}
              </ButtonLink>
              <ButtonLink look="secondary" href="/records/codes">
                {say(texts.codes)}
              </ButtonLink>
            </div>
            <HelpLinks say={say} step="records" />
          </>
        ),
      };
    },
  }),
  page({
    path: '/records/:number',
    roles: APPLICANT,
    show: async (visit, { params }) => recordPage(visit, await ownRecord(visit, params['number'] ?? '')),
  }),
  page({
    path: '/records/:number/:type',
    roles: APPLICANT,
    show: async (visit, { params, query }) => {
      const record = await ownRecord(visit, params['number'] ?? '');
      const chosen = query['website'] === undefined ? [] : [query['website']];
      return openingPage(visit, record, typeIn(params['type']), { key: randomUUID(), chosen, reason: '' });
    },
  }),
  deed({
    path: '/records/:number/:type',
    roles: APPLICANT,
    fields: openSchema,
    does: async ({ console: deps, caller }, { websites, reason, key, insteadOf, how }, { params }) => {
      const type = typeIn(params['type']);
      const order = await openFromRecord(deps, caller, {
        entityNumber: params['number'] ?? '',
        type,
        websites: [websites].flat(),
        reason: reason === '' ? undefined : reason,
        insteadOf: insteadOf === undefined || how === undefined ? undefined : { order: insteadOf, how },
        clockSkewMs: 0,
        key,
      });
      if (isWritten(order)) await settleDraft(deps, inquire(deps), order, actorOf(caller));
      return { seeOther: orderPath(order.id) };
    },
    again: async (visit, typed, problems, { params }) => {
      const record = await ownRecord(visit, params['number'] ?? '');
      const opening = {
        key: textIn(typed, 'key') ?? randomUUID(),
        chosen: [typed['websites'] ?? []].flat(),
        reason: textIn(typed, 'reason') ?? '',
      };
      return openingPage(visit, record, typeIn(params['type']), opening, problems);
    },
  }),
];

const textIn = (typed: Typed, name: string): string | undefined => {
  const value = typed[name];
  return typeof value === 'string' ? value : undefined;
};

/** A type that is opened from a record. */
function typeIn(text: string | undefined): OrderType {
  const read = orderTypeSchema.safeParse(text);
  if (!read.success || rowOf(read.data).opens !== 'FROM_RECORD') throw refusal('NOT_FOUND');
  return read.data;
}

function recordPage({ say }: Visit, record: FilingRecord): Page {
  const { number, details, websites, status, issuedOn } = record;
  const context = { say, people: [], websites: [] };
  const entity = Object.entries(details?.entity ?? {}).filter(([name]) => name !== 'headId');
  const labels: Readonly<Record<string, { label: { zh: string; en: string } }>> = ENTITY_TEXTS;
  return {
    title: number,
    body: (
      <>
        <a class="govuk-back-link" href="/records">
          {say(texts.back)}
        </a>
        <h1 class="govuk-heading-l">{number}</h1>
        <SummaryList
          rows={[
            { key: say(texts.status), value: say(STATUS_NAMES[status] ?? { zh: status, en: status }) },
            { key: say(texts.issuedOn), value: issuedOn },
            ...(status === 'DEREGISTERED' ? [] : [{ key: say(texts.validity), value: say(texts.withoutEnd) }]),
            ...entity.map(([name, value]) => ({
              key: say(labels[name]?.label ?? { zh: name, en: name }),
              value: inWords(value, context),
            })),
            ...(details?.head?.name === undefined ? [] : [{ key: say(texts.head), value: details.head.name }]),
          ]}
        />
        <Table
          caption={say(texts.websites)}
          columns={[texts.number, texts.domain, texts.status, texts.access, texts.psb].map((text) => ({
            text: say(text),
          }))}
          rows={websites.map((website) => ({
            id: website.number,
            cells: [
              website.number,
              website.domain,
              say(STATUS_NAMES[website.status] ?? { zh: website.status, en: website.status }),
              accessOf(website, say),
              website.psbNumber ?? '',
            ],
          }))}
        />
        <p class="govuk-body">
          <a class="govuk-link" href={`${recordPath(number)}/versions`}>
            {say(texts.versions)}
          </a>
        </p>
        {status === 'DEREGISTERED' ? null : (
          <section aria-labelledby="what-now">
            <h2 class="govuk-heading-m" id="what-now">
              {say(texts.whatNow)}
            </h2>
            <ul class="govuk-list">
              {ORDER_TYPES.filter((type) => rowOf(type).opens === 'FROM_RECORD' && rowOf(type).runs).map((type) => (
                <li key={type}>
                  <a class="govuk-link" href={`${recordPath(number)}/${type}`}>
                    {say(texts.open, { type: say(rowOf(type).names) })}
                  </a>
                  <div class="govuk-hint">{say(rowOf(type).purpose)}</div>
                </li>
              ))}
            </ul>
          </section>
        )}
      </>
    ),
  };
}

function accessOf({ access: here, elsewhere }: FilingRecord['websites'][number], say: Visit['say']): string {
  const names = elsewhere.map(({ name, code }) => name ?? code ?? '').filter((name) => name !== '');
  const parts = [
    ...(here === undefined ? [] : [say(texts.accessHere)]),
    ...(names.length === 0 ? [] : [say(texts.accessElsewhere, { names: names.join('、') })]),
  ];
  return parts.length === 0 ? say(texts.accessNone) : parts.join('；');
}

interface Opening {
  /** Names the opening, so that a second click opens nothing more. */
  key: string;
  chosen: readonly string[];
  reason: string;
}

/** Asks what the type needs to know: which websites, and of a removal why. */
async function openingPage(
  visit: Visit,
  record: FilingRecord,
  type: OrderType,
  opening: Opening,
  problems?: Problems,
): Promise<Page> {
  const { say, csrf } = visit;
  const { content, names, purpose } = rowOf(type);
  const title = say(texts.openTitle, { type: say(names), number: record.number });
  const asksWebsites =
    (content.kind === 'CHANGES' && content.mayChange.website.length > 0) ||
    (content.kind === 'REMOVAL' && content.removes !== 'ENTITY');
  const inTheWay = problems?.order === undefined ? undefined : await waysBeside(visit, problems.order, type);
  const errorAt = (name: string) => {
    const found = problems?.at.find(({ path }) => path === name || path.startsWith(`${name}.`));
    return found === undefined ? undefined : say(findingText(found));
  };
  return {
    title,
    body: (
      <>
        <a class="govuk-back-link" href={recordPath(record.number)}>
          {record.number}
        </a>
        {problems === undefined ? null : (
          <ErrorSummary
            title={say(texts.problems)}
            problems={[
              {
                text: say(problems.summary),
                href: problems.order === undefined ? undefined : orderPath(problems.order),
              },
              ...problems.at.map((finding) => ({ text: say(findingText(finding)), field: finding.path.split('.')[0] })),
            ]}
          />
        )}
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{say(purpose)}</p>
        {content.kind === 'REMOVAL' ? (
          <WarningText prefix={say(texts.warning)}>{say(texts.removalWarning)}</WarningText>
        ) : (
          <p class="govuk-body">{say(texts.afterChange)}</p>
        )}
        <Form csrf={csrf} action={`${recordPath(record.number)}/${type}`}>
          <input type="hidden" name="key" value={opening.key} />
          {asksWebsites ? (
            <Checkboxes
              id="websites"
              label={say(texts.chooseWebsites)}
              error={errorAt('websites')}
              values={opening.chosen}
              choices={record.websites
                .filter(({ status }) => status !== 'DEREGISTERED')
                .map(({ number, domain }) => ({ value: number, text: `${domain}（${number}）` }))}
            />
          ) : null}
          {content.kind === 'REMOVAL' ? (
            <Textarea
              id="reason"
              label={say(texts.reason)}
              value={opening.reason}
              error={errorAt('reason')}
              maxLength={500}
            />
          ) : null}
          <Checkboxes
            id="rulesConfirmed"
            label={say(texts.rules)}
            error={errorAt('rulesConfirmed') === undefined ? undefined : say(texts.rulesConfirmed)}
            choices={[{ value: 'true', text: say(texts.rulesConfirmed) }]}
          />
          <Button>{say(texts.openNow)}</Button>
          {inTheWay === undefined ? null : <WaysBeside visit={visit} {...inTheWay} />}
        </Form>
      </>
    ),
  };
}
