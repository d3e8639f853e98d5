/** The calendar of business days: counting with it, and importing a year when the State Council has published it. */
import { z } from 'zod';
import { LONGEST_ANNOUNCEMENT, readAnnouncement } from '../../../domain/holidays/read-announcement.ts';
import { calendarYearSchema } from '../../../domain/time/calendar-year.ts';
import { businessDays, civilDate, formatInstant, parseInstant } from '../../../domain/time/instant.ts';
import { isoDate, isoInstant } from '../../../domain/time/iso-date.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { changeCalendar } from '../../../usecases/processes/rules-changes.ts';
import { previewCalendar } from '../../../usecases/rules/preview.ts';
import { toldFields } from '../../views/told-view.ts';

/** Years that can be imported. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const MOST_YEARS = LAST_YEAR - FIRST_YEAR + 1;

const deadlineQuery = z.strictObject({
  from: isoInstant().meta({ description: 'Day 0 is its day in Shanghai.', example: '2026-02-13T10:00:00+08:00' }),
  businessDays: z.coerce.number().int().min(0).max(250),
  provisional: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true`: outside the published years count Monday to Friday and say so.' }),
});

const announcedYear = z.object({
  year: z.int(),
  source: z.string(),
  publishedOn: isoDate(),
  holidays: z.array(z.object({ name: z.string(), from: isoDate(), to: isoDate() })).max(60),
  makeUpDays: z.array(isoDate()).max(60),
});

export function calendarRoutes(api: Api): Route[] {
  return [
    route({
      id: 'readCalendar',
      tag: 'Rules',
      method: 'get',
      path: '/v1/calendar',
      permission: 'calendar.read',
      summary: 'Which years the calendar covers',
      answers: {
        200: {
          description: 'Coverage.',
          schema: z.object({ version: z.string(), years: z.array(z.int()).max(MOST_YEARS) }),
        },
      },
      handle: async () => {
        const { calendar } = await api.rules();
        return ok({ version: calendar.version, years: calendar.coverageYears });
      },
    }),
    route({
      id: 'countBusinessDays',
      tag: 'Rules',
      method: 'get',
      path: '/v1/calendar/deadline',
      permission: 'calendar.read',
      summary: 'When a term of business days ends',
      description: 'Refused where the count needs a year whose holidays are not published (R-CAL-3).',
      query: deadlineQuery,
      answers: {
        200: {
          description: 'Closing time of the last day.',
          schema: z.object({
            at: z.iso.datetime({ offset: true }),
            provisional: z.boolean(),
            calendarVersion: z.string(),
          }),
        },
      },
      handle: async ({ query }) => {
        const { calendar, policies } = await api.rules();
        const from = parseInstant(query.from);
        const days = businessDays(query.businessDays);
        const close = policies.resolve('calendar.bdClose', {}, civilDate(from));
        const calendarVersion = calendar.version;
        const assumed = calendar.deadline(from, days, close);
        if (query.provisional === 'true') return ok({ ...assumed, at: formatInstant(assumed.at), calendarVersion });
        const strict = calendar.strictDeadline(from, days, close);
        if (strict.ok) return ok({ at: formatInstant(strict.at), provisional: false, calendarVersion });
        const message = `The holidays of ${strict.uncoveredYear} are not known here. Counting Monday to Friday it would be ${formatInstant(assumed.at)}; ask with provisional=true.`;
        throw problem('NOT_COVERED', {
          detail: message,
          errors: [{ path: 'query.from', code: 'YEAR_NOT_COVERED', message }],
        });
      },
    }),
    route({
      id: 'readCalendarAnnouncement',
      tag: 'Rules',
      method: 'post',
      path: '/v1/calendar/announcement',
      cost: 20,
      permission: 'calendar.write',
      summary: 'Read a year from the State Council’s text',
      description:
        'Takes the text as it is published and pasted, from its title to the date at its end, and answers with the year in the form that the import takes, and with how many open filings it would move. Nothing is stored. A text of which a weekday, a number of days or a holiday does not fit is refused with every place (R-CAL-1).',
      body: z.strictObject({ text: z.string().min(1).max(LONGEST_ANNOUNCEMENT) }),
      answers: {
        200: {
          description: 'The year; it takes effect when it is imported.',
          schema: z.object({
            year: announcedYear,
            moved: z.int().meta({ description: 'Filings of which a due date moves.' }),
          }),
        },
      },
      handle: async ({ body, caller }) => {
        const read = readAnnouncement(body.text);
        if ('errors' in read) {
          throw problem('INVALID', {
            errors: read.errors.map(({ en, zh }) => ({ path: 'text', code: 'NOT_READ', message: `${en} ${zh}` })),
          });
        }
        const seen = await previewCalendar(api, [read.year], caller.id);
        if ('errors' in seen) {
          throw problem('INVALID', { errors: seen.errors.map((message) => ({ path: '', code: 'INVALID', message })) });
        }
        return ok({ year: read.year, moved: seen.moved.length });
      },
    }),
    route({
      id: 'importCalendarYear',
      tag: 'Rules',
      method: 'put',
      path: '/v1/calendar/{year}',
      cost: 20,
      permission: 'calendar.write',
      summary: 'Import the working days of a year',
      description:
        'As the State Council’s notice sets them. A bad file is refused whole (A-148). Open filings work their terms in business days out anew: as many as possible are told before the answer, the others afterwards.',
      params: z.object({ year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR) }),
      body: calendarYearSchema,
      example: {
        year: 2027,
        source: '国办发明电〔2026〕n号',
        publishedOn: '2026-11-05',
        holidays: [{ name: '元旦 New Year', from: '2027-01-01', to: '2027-01-03' }],
        makeUpDays: [],
      },
      answers: {
        200: {
          description: 'In force.',
          schema: z.object({ version: z.string(), changed: z.boolean(), ...toldFields }),
        },
      },
      handle: async ({ params, body, caller }) => {
        if (params.year !== body.year) {
          const message = 'The year of the address is not that of the body.';
          throw problem('INVALID', { errors: [{ path: 'year', code: 'DIFFERS', message }] });
        }
        const imported = await changeCalendar(api, caller, [body]);
        if (!imported.imported) {
          throw problem('INVALID', {
            errors: imported.errors.map((message) => ({ path: '', code: 'INVALID', message })),
          });
        }
        const { version, changed, filingsTold, filingsOwed } = imported;
        return ok({ version, changed, filingsTold, filingsOwed });
      },
    }),
  ];
}
