/** Throughput, times, pass rates, reasons, delivery and face checks of a period, with every table as CSV. */
import type { JSX } from 'preact';
import { z } from 'zod';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { ORDER_TYPES } from '../../domain/order-types/order-type.ts';
import { PROVINCES } from '../../domain/order/form.ts';
import { REASONS } from '../../domain/review/reasons.ts';
import { instant } from '../../domain/time/instant.ts';
import { figuresOf, type Figures } from '../../usecases/figures/figures.ts';
import { noPeriod, periodFields, periodOf, type Period as Asked } from '../../usecases/figures/period.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { refusal } from '../../usecases/refusal.ts';
import { PROVINCE_NAMES } from '../../domain/order/choice-names.ts';
import { Select } from '../components/select.tsx';
import { Table } from '../components/table.tsx';
import { TextInput } from '../components/text-input.tsx';
import { page } from '../http/route.ts';
import type { Say } from '../texts/texts.ts';
import { csvOf } from './csv.ts';

import { texts } from './texts.ts';

const periodSchema = z.object(periodFields);

/** What was asked for; a field of the form that was left empty names nothing. */
function asked(query: Readonly<Record<string, string>>, now: number): Asked {
  const read = periodSchema.safeParse(Object.fromEntries(Object.entries(query).filter(([, text]) => text !== '')));
  if (!read.success) throw noPeriod();
  return periodOf(read.data, instant(now));
}

interface Tabled {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly chart?: boolean;
}

const percent = (part: number, rest: number): string =>
  part + rest === 0 ? '–' : `${Math.round((1000 * part) / (part + rest)) / 10} %`;

/** The tables of the figures by name; the page and the CSV show the same. */
function tablesOf({ times, reviews, weeks, reasons, messages, faceChecks }: Figures, say: Say): Record<string, Tabled> {
  const words = (...heads: (keyof typeof texts)[]) => heads.map((head) => say(texts[head]));
  return {
    throughput: {
      caption: say(texts.perWeek),
      columns: words('week', 'submitted', 'handedOver', 'completed', 'ended'),
      rows: weeks.map((week) => [week.week, week.submitted, week.handedOver, week.completed, week.ended]),
      chart: true,
    },
    times: {
      caption: say(texts.stageTimes),
      columns: words('state', 'stays', 'median', 'ninetieth'),
      rows: times.map(({ stage, stays, median, ninetieth }) => [say(STAGE_NAMES[stage]), stays, median, ninetieth]),
    },
    reviews: {
      caption: say(texts.passRates),
      columns: words('province', 'type', 'passed', 'returned', 'rate', 'approved', 'rejected', 'bureauRate'),
      rows: reviews.map(({ province, type, passed, returned, approved, rejected }) => [
        province === null ? '–' : say(PROVINCE_NAMES[province]),
        type === null ? '–' : say(rowOf(type).names),
        passed,
        returned,
        percent(passed, returned),
        approved,
        rejected,
        percent(approved, rejected),
      ]),
    },
    reasons: {
      caption: say(texts.returnReasons),
      columns: words('reason', 'returns'),
      rows: reasons.map(({ code, orders }) => [reasonNamed(code, say), orders]),
    },
    messages: {
      caption: say(texts.delivery),
      columns: words('channel', 'status', 'count'),
      rows: messages.map(({ channel, status, messages: count }) => [channel, status, count]),
    },
    'face-checks': {
      caption: say(texts.faceChecks),
      columns: words('status', 'count'),
      rows: faceChecks.map(({ status, checks }) => [status, checks]),
    },
  };
}

const reasonNamed = (code: string, say: Say): string => {
  const known = REASONS.find((reason) => reason.code === code);
  return known === undefined ? code : `${say(known.words)} (${code})`;
};

export const figures = page({
  path: '/operate/figures',
  roles: ['operator', 'auditor'],
  show: async ({ say, console, now }, { query }) => {
    const period = asked(query, now);
    const tables = Object.entries(tablesOf(await figuresOf(console, period), say));
    return {
      title: say(texts.figures),
      wide: true,
      charts: true,
      body: (
        <>
          <h1 class="govuk-heading-l">{say(texts.figures)}</h1>
          <Period say={say} period={period} />
          {tables.map(([name, table]) => (
            <section key={name}>
              <Table {...table} empty={say(texts.none)} />
              <p class="govuk-body">
                <a class="govuk-link" href={`/operate/figures/${name}.csv?${searchOf(period)}`}>
                  {say(texts.csv)}
                </a>
              </p>
            </section>
          ))}
        </>
      ),
    };
  },
});

const searchOf = ({ from, until, province, type }: Asked): string =>
  new URLSearchParams({ from, until, province: province ?? '', type: type ?? '' }).toString();

const Period = ({ say, period }: { say: Say; period: Asked }): JSX.Element => (
  <form method="get" action="/operate/figures" class="beian-filters">
    <TextInput id="from" type="date" label={say(texts.from)} value={period.from} />
    <TextInput id="until" type="date" label={say(texts.until)} value={period.until} />
    <Select
      id="province"
      label={say(texts.province)}
      value={period.province ?? ''}
      choices={PROVINCES.map((province) => ({ value: province, text: say(PROVINCE_NAMES[province]) }))}
      empty={say(texts.all)}
    />
    <Select
      id="type"
      label={say(texts.type)}
      value={period.type ?? ''}
      choices={ORDER_TYPES.map((type) => ({ value: type, text: say(rowOf(type).names) }))}
      empty={say(texts.all)}
    />
    <button class="govuk-button" type="submit">
      {say(texts.show)}
    </button>
  </form>
);

export const figuresCsv = page({
  path: '/operate/figures/:table.csv',
  roles: ['operator', 'auditor'],
  show: async ({ say, console, now }, { query, params }) => {
    const tables = tablesOf(await figuresOf(console, asked(query, now)), say);
    const table = Object.entries(tables).find(([name]) => name === params['table'])?.[1];
    if (table === undefined) throw refusal('NOT_FOUND');
    const content = csvOf([table.columns, ...table.rows]);
    return { content, contentType: 'text/csv; charset=utf-8', filename: `${params['table']}.csv` };
  },
});
