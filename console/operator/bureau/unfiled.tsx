/** Websites without a filing that the bureaus found on our addresses (R-MI-4): whose server it is, until when, and the report. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { unfiledReportSchema } from '../../../domain/bureau/unfiled-report.ts';
import { present } from '../../../domain/present.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { codesReader } from '../../../store/bureau-codes/bureau-codes.ts';
import { accountsInList } from '../../../store/bureau/exchange-list.ts';
import { unfiledOf, type UnfiledWebsite } from '../../../store/bureau-unfiled/unfiled.ts';
import { reportUnfiled } from '../../../usecases/bureau/unfiled.ts';
import { findingsIn } from '../../../usecases/misread.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { deed, page, type Page } from '../../http/route.ts';
import type { Visit } from '../../http/visit.ts';
import { Select, type Choice } from '../../components/select.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Form, when } from '../parts.tsx';
import { rowIdIn } from './row-id.ts';
import { texts } from './texts.ts';

/** Of each account; whoever has more reads them over the API. */
const SHOWN = 200;

export const unfiled = page({
  path: '/operate/bureaus/unfiled',
  roles: ['operator', 'auditor'],
  show: unfiledPage,
});

async function unfiledPage(visit: Visit): Promise<Page> {
  const { say, console, caller } = visit;
  const accounts = await accountsInList(console.database);
  const lists = await Promise.all(
    accounts.map(async ({ name }) => ({ name, websites: await unfiledOf(console.database, name, SHOWN) })),
  );
  const codes = await codesReader(console.database)();
  const handlings = codes.rows('UNFILED_HANDLING').map(({ id, name }) => ({ value: id, text: name }));
  return {
    title: say(texts.unfiled),
    wide: true,
    body: (
      <>
        <h1 class="govuk-heading-l">{say(texts.unfiled)}</h1>
        {handlings.length === 0 ? <p class="govuk-body">{say(texts.noHandlings)}</p> : undefined}
        {lists.map(({ name, websites }) => (
          <Table
            key={name}
            caption={name}
            empty={say(texts.noUnfiled)}
            columns={[texts.domain, texts.address, texts.owner, texts.due, texts.handling].map((text) => say(text))}
            rows={websites.map((website) => [
              website.domain,
              website.address,
              website.instanceId === undefined
                ? say(texts.ownerUnknown)
                : `${website.instanceId} · ${website.accountId ?? '–'}`,
              dueOf(visit, website),
              website.state === 'OPEN' && caller.role === 'operator' && handlings.length > 0 ? (
                <Report visit={visit} website={website} handlings={handlings} />
              ) : (
                say(texts[website.state])
              ),
            ])}
          />
        ))}
      </>
    ),
  };
}

const dueOf = ({ say, now }: Visit, { dueAt, state }: UnfiledWebsite): string => {
  if (dueAt === undefined) return '–';
  return state === 'OPEN' && dueAt < now ? `${when(dueAt)} · ${say(texts.overdue)}` : when(dueAt);
};

interface ReportShown {
  readonly visit: Visit;
  readonly website: UnfiledWebsite;
  readonly handlings: readonly Choice[];
}

const Report = ({ visit, website: { id, dueAt }, handlings }: ReportShown): JSX.Element => (
  <Form visit={visit} action={`/operate/bureaus/unfiled/${id}/report`} submit={visit.say(texts.report)} secondary>
    <p class="govuk-body">{visit.say(texts.OPEN)}</p>
    <Select id={`handling-${id}`} name="handling" label={visit.say(texts.handling)} choices={handlings} />
    <TextInput id={`opinion-${id}`} name="opinion" label={visit.say(texts.opinion)} width={20} />
    <TextInput
      id={`dueOn-${id}`}
      name="dueOn"
      type="date"
      label={visit.say(texts.handleBy)}
      value={dueAt === undefined ? '' : civilDate(dueAt)}
      width={20}
    />
    <TextInput id={`province-${id}`} name="province" label={visit.say(texts.province)} width={10} />
  </Form>
);

const fields = z.object({ handling: z.coerce.number(), opinion: z.string(), dueOn: z.string(), province: z.string() });

export const unfiledReported = deed({
  path: '/operate/bureaus/unfiled/:id/report',
  roles: ['operator'],
  fields,
  does: async ({ console, caller }, { province, ...typed }, { params }) => {
    const stated = { ...typed, ...present({ province: province.trim() === '' ? undefined : province.trim() }) };
    const said = unfiledReportSchema.safeParse(stated);
    if (!said.success) throw refusal('INVALID', { findings: findingsIn(said.error) });
    const done = await reportUnfiled(console, { id: rowIdIn(params), said: said.data, by: caller.id });
    if (done.outcome === 'NOT_TAKEN') throw refusal('INVALID', { detail: done.element });
    if (done.outcome !== 'REPORTED') throw refusal('NOT_FOUND');
    return { seeOther: '/operate/bureaus/unfiled', notice: texts.reported };
  },
  again: '/operate/bureaus/unfiled',
});
