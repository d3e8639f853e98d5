/** The calendar: a year is pasted as the State Council announces it, or as data, and shown with what it moves before it takes effect. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { LONGEST_ANNOUNCEMENT, readAnnouncement } from '../../domain/holidays/read-announcement.ts';
import type { CalendarYear } from '../../domain/time/calendar-year.ts';
import { changeCalendar } from '../../usecases/processes/rules-changes.ts';
import { previewCalendar } from '../../usecases/rules/preview.ts';
import { Table } from '../components/table.tsx';
import { Textarea } from '../components/textarea.tsx';
import type { Problems } from '../http/problems.ts';
import { deed } from '../http/route.ts';
import type { Visit } from '../http/visit.ts';
import { OrderLink } from './home.tsx';
import { Form, when, wrongAt } from './parts.tsx';
import { again, parsed, refusedFile, ROWS_SHOWN, rulesTyped, TakeEffect } from './rules-form.tsx';
import { texts } from './texts.ts';

const typed = z.object({ calendar: rulesTyped });

export async function calendarForm(visit: Visit, file: string, problems?: Problems): Promise<JSX.Element> {
  const { calendar } = await visit.console.rules();
  const years = calendar.coverageYears.join(', ');
  return (
    <>
      <h2 class="govuk-heading-m">{visit.say(texts.calendar)}</h2>
      <Form visit={visit} action="/operate/rules/calendar/preview" submit={visit.say(texts.preview)}>
        <Textarea
          id="calendar"
          rows={8}
          value={file}
          label={visit.say(texts.calendarYears)}
          hint={visit.say(texts.calendarHint, { years })}
          error={wrongAt(visit, problems, 'calendar')}
        />
      </Form>
    </>
  );
}

/** Years as data begin with a bracket; everything else is read as an announcement. */
function yearsIn(visit: Visit, file: string): unknown {
  if (/^\s*[[{]/.test(file)) return parsed(visit, 'calendar', file);
  if (file.length > LONGEST_ANNOUNCEMENT) throw refusedFile('calendar', [visit.say(texts.announcementTooLong)]);
  const read = readAnnouncement(file);
  if ('errors' in read)
    throw refusedFile(
      'calendar',
      read.errors.map((said) => visit.say(said)),
    );
  return [read.year];
}

const Days = ({ visit: { say }, year }: { visit: Visit; year: CalendarYear }): JSX.Element => (
  <Table
    caption={`${year.year} · ${year.source}`}
    columns={[texts.holiday, texts.firstDay, texts.lastDay].map((text) => say(text))}
    rows={[
      ...year.holidays.map(({ name, from, to }) => [name, from, to]),
      ...year.makeUpDays.map((day) => [say(texts.makeUpDay), day, day]),
    ]}
  />
);

export const calendarPreview = deed({
  path: '/operate/rules/calendar/preview',
  roles: ['operator'],
  fields: typed,
  again: again('calendar', calendarForm),
  does: async (visit, { calendar: file }) => {
    const { say, console, caller } = visit;
    const seen = await previewCalendar(console, yearsIn(visit, file), caller.id);
    if ('errors' in seen) throw refusedFile('calendar', seen.errors);
    return {
      title: say(texts.previewTitle),
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.previewTitle)}</h1>
          {seen.years.map((year) => (
            <Days visit={visit} year={year} />
          ))}
          <p class="govuk-body">
            {say(texts.ordersConcerned)}: {seen.moved.length}
          </p>
          <Table
            caption={say(texts.calendar)}
            empty={say(texts.nothingChanges)}
            columns={[texts.order, texts.before, texts.after].map((text) => say(text))}
            rows={seen.moved
              .slice(0, ROWS_SHOWN)
              .map(({ id, before, after }) => [<OrderLink id={id} />, when(before), when(after)])}
          />
          <TakeEffect
            visit={visit}
            action="/operate/rules/calendar"
            kind="calendar"
            file={JSON.stringify(seen.years)}
          />
        </>
      ),
    };
  },
});

export const calendarChange = deed({
  path: '/operate/rules/calendar',
  roles: ['operator'],
  fields: typed,
  again: again('calendar', calendarForm),
  does: async (visit, { calendar: file }) => {
    const imported = await changeCalendar(visit.console, visit.caller, yearsIn(visit, file));
    if (!imported.imported) throw refusedFile('calendar', imported.errors);
    return { seeOther: '/operate/rules', notice: texts.inForce };
  },
});
