/** Campaigns of inspections: begun with a list, a file or a query; counted by state, and downloaded as CSV. */
import { z } from 'zod';
import { MOST_NUMBERS, numbersInFile } from '../../domain/inspection/campaign.ts';
import { FOUND_TEXTS, TOLD } from '../../domain/inspection/found.ts';
import { PROVINCE_NAMES } from '../../domain/order/choice-names.ts';
import { PROVINCES, provinceSchema } from '../../domain/order/form.ts';
import { present } from '../../domain/present.ts';
import { atTimeOfDay, type CivilDate, type TimeOfDay } from '../../domain/time/instant.ts';
import { countCampaign, listCampaigns } from '../../store/inspection-campaigns/campaigns.ts';
import { allLines, findCampaign, openCampaign } from '../../usecases/inspection/campaigns.ts';
import { refusal } from '../../usecases/refusal.ts';
import { FormGroup } from '../components/form-group.tsx';
import { Select } from '../components/select.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { Table } from '../components/table.tsx';
import { Textarea } from '../components/textarea.tsx';
import { TextInput } from '../components/text-input.tsx';
import { deed, page, type ConsoleRoute, type Page, type UploadedFile } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { INSPECTION_STATE_NAMES } from '../texts/inspection-texts.ts';
import { csvOf } from './csv.ts';
import { FoundSelect } from './inspections/found-select.tsx';
import { texts } from './inspections/texts.ts';
import { Form, when } from './parts.tsx';

const READERS = ['operator', 'auditor'] as const;
const PATH = '/operate/campaigns';
const ON_A_PAGE = 50;
const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

const nothing = z.literal('').transform(() => undefined);
const openFields = z.object({
  title: z.string().trim().min(1).max(100),
  found: z.enum(TOLD),
  due: z.union([nothing, z.iso.date()]).optional(),
  numbers: z.string().max(2_000_000).default(''),
  province: z.union([nothing, provinceSchema]).optional(),
  sample: z.union([nothing, z.coerce.number().int().min(1).max(MOST_NUMBERS)]).optional(),
});
type Opening = z.output<typeof openFields>;

export const campaignRoutes: readonly ConsoleRoute[] = [
  page({ path: PATH, roles: READERS, show: (visit, { query }) => listPage(visit, query['cursor']) }),
  deed({
    path: PATH,
    roles: ['operator'],
    takesFiles: true,
    fields: openFields,
    does: async ({ console, caller }, opening, { files: [file] }) => {
      const { title, found, due } = opening;
      const dueAt = due === undefined ? undefined : atTimeOfDay(due as CivilDate, '23:59' as TimeOfDay);
      const campaign = await openCampaign(console, caller, { title, found, dueAt, select: selectionOf(opening, file) });
      return { seeOther: pathOf(campaign.id), notice: texts.begun };
    },
    again: PATH,
  }),
  page({
    path: `${PATH}/:campaign`,
    roles: READERS,
    show: (visit, { params }) => onePage(visit, idIn(params['campaign'])),
  }),
  page({
    path: `${PATH}/:campaign/lines.csv`,
    roles: READERS,
    show: async ({ console, say }, { params }) => {
      const id = idIn(params['campaign']);
      await findCampaign(console, id);
      const lines = await allLines(console, id);
      const heads = [texts.number, texts.domain, texts.result, texts.state, texts.dueAt].map((text) => say(text));
      const rows = lines.map(({ number, domain = '', result, state, dueAt }) => [
        number,
        domain,
        say(texts[result]),
        state === undefined ? '' : say(INSPECTION_STATE_NAMES[state]),
        dueAt === undefined ? '' : when(dueAt),
      ]);
      return {
        content: csvOf([heads, ...rows]),
        contentType: 'text/csv; charset=utf-8',
        filename: `campaign-${id}.csv`,
      };
    },
  }),
];

function idIn(text: string | undefined): string {
  const read = z.uuid().safeParse(text);
  if (!read.success) throw refusal('NOT_FOUND');
  return read.data;
}

/** A list that is given counts, in a file or in the field; else the query. */
function selectionOf({ numbers, province, sample }: Opening, file: UploadedFile | undefined) {
  const given = [...numbersInFile(file?.content.toString('utf8') ?? ''), ...numbersInFile(numbers)];
  return given.length > 0 ? { numbers: given } : ({ by: 'QUERY', ...present({ province, sample }) } as const);
}

async function listPage(visit: Visit, cursor: string | undefined): Promise<Page> {
  const { say, console, caller } = visit;
  const { rows, cursor: next } = await listCampaigns(console.database, { limit: ON_A_PAGE, ...present({ cursor }) });
  return {
    title: say(texts.campaigns),
    wide: true,
    body: (
      <>
        <a class="govuk-back-link" href="/operate/inspections">
          {say(texts.back)}
        </a>
        <h1 class="govuk-heading-l">{say(texts.campaigns)}</h1>
        <Table
          caption={say(texts.campaigns)}
          hiddenCaption
          empty={say(texts.none)}
          columns={[texts.campaignTitle, texts.found, texts.at, texts.dueAt].map((text) => say(text))}
          rows={rows.map(({ id, title, found, openedAt, dueAt }) => ({
            id,
            cells: [
              <a class="govuk-link" href={pathOf(id)}>
                {title}
              </a>,
              say(FOUND_TEXTS[found]),
              when(openedAt),
              when(dueAt),
            ],
          }))}
        />
        {next === undefined ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${PATH}?cursor=${encodeURIComponent(next)}`}>
              {say(texts.more)}
            </a>
          </p>
        )}
        {caller.role !== 'operator' ? null : <Begin visit={visit} />}
      </>
    ),
  };
}

const Begin = ({ visit }: { visit: Visit }) => {
  const { say } = visit;
  return (
    <>
      <h2 class="govuk-heading-m">{say(texts.newCampaign)}</h2>
      <Form visit={visit} action={PATH} submit={say(texts.begin)} files>
        <TextInput id="title" label={say(texts.campaignTitle)} hint={say(texts.campaignHint)} maxLength={100} />
        <FoundSelect visit={visit} />
        <TextInput id="due" type="date" label={say(texts.due)} hint={say(texts.dueHint)} width={20} />
        <FormGroup id="file" label={say(texts.file)}>
          <input class="govuk-file-upload" id="file" name="file" type="file" accept=".csv,.txt,text/plain,text/csv" />
        </FormGroup>
        <Textarea id="numbers" label={say(texts.numbers)} rows={4} />
        <h3 class="govuk-heading-s">{say(texts.query)}</h3>
        <Select
          id="province"
          label={say(texts.province)}
          empty={say(texts.all)}
          choices={PROVINCES.map((province) => ({ value: province, text: say(PROVINCE_NAMES[province]) }))}
        />
        <TextInput id="sample" label={say(texts.sample)} inputMode="numeric" width={10} />
      </Form>
    </>
  );
};

async function onePage(visit: Visit, id: string): Promise<Page> {
  const { say, console } = visit;
  const { title, found, openedAt, dueAt } = await findCampaign(console, id);
  const counts = await countCampaign(console.database, id);
  return {
    title,
    body: (
      <>
        <a class="govuk-back-link" href={PATH}>
          {say(texts.campaigns)}
        </a>
        <h1 class="govuk-heading-l">{title}</h1>
        <SummaryList
          rows={[
            { key: say(texts.found), value: say(FOUND_TEXTS[found]) },
            { key: say(texts.at), value: when(openedAt) },
            { key: say(texts.dueAt), value: when(dueAt) },
          ]}
        />
        <Table
          caption={say(texts.count)}
          empty={say(texts.none)}
          columns={[{ text: say(texts.result) }, { text: say(texts.state) }, { text: say(texts.count), numeric: true }]}
          rows={counts.map(({ result, state, count }) => [
            say(texts[result]),
            state === undefined ? '' : say(INSPECTION_STATE_NAMES[state]),
            count,
          ])}
        />
        <p class="govuk-body">
          <a class="govuk-link" href={`${pathOf(id)}/lines.csv`}>
            {say(texts.csv)}
          </a>
        </p>
      </>
    ),
  };
}
