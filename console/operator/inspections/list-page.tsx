/** The inspections that are open, by the date until which the record must be put right, and the form that opens another. */
import { FOUND_TEXTS } from '../../../domain/inspection/found.ts';
import { present } from '../../../domain/present.ts';
import { printedNumber } from '../../../domain/record/icp-number.ts';
import { listInspections } from '../../../store/inspections/inspections.ts';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { INSPECTION_STATE_NAMES } from '../../texts/inspection-texts.ts';
import { Form, when } from '../parts.tsx';
import { FoundSelect } from './found-select.tsx';
import { PATH, pathOf } from './path.ts';
import { texts } from './texts.ts';

const ON_A_PAGE = 50;

export async function listPage(visit: Visit, query: Readonly<Record<string, string>>): Promise<Page> {
  const { say, console, caller } = visit;
  const number = query['number']?.trim() ?? '';
  const wanted = { state: 'OPEN', ...present({ number: number === '' ? undefined : printedNumber(number) }) } as const;
  const asked = { limit: ON_A_PAGE, ...present({ cursor: query['cursor'] }) };
  const { rows, cursor } = await listInspections(console.database, wanted, asked);
  return {
    title: say(texts.title),
    wide: true,
    body: (
      <>
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
              <TextInput id="number" label={say(texts.number)} width={30} />
              <FoundSelect visit={visit} />
            </Form>
          </>
        )}
      </>
    ),
  };
}
