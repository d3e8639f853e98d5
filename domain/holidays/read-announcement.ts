/**
 * Reads a year of the calendar from the text that the State Council announces it with (国务院办公厅关于…年部分节假日安排的通知), as it is
 * published and pasted (R-CAL-1). The text says some things twice: weekdays beside dates, and how many days a holiday has. Both are
 * checked, so that a mistyped digit or a lost line is found before it moves a due date.
 */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import { calendarYearSchema, type CalendarYear } from '../time/calendar-year.ts';
import type { CivilDate } from '../time/instant.ts';

/** Longest text that is read; one has under two thousand characters. */
export const LONGEST_ANNOUNCEMENT = 20_000;

export type AnnouncementRead = { year: CalendarYear } | { errors: readonly Bilingual[] };

/** Holidays of every year, by the name that is announced. */
const HOLIDAYS: Readonly<Record<string, string>> = {
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明节: 'Qingming',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat',
  中秋节: 'Mid-Autumn',
  国庆节: 'National Day',
};
const WEEKDAYS = '日一二三四五六';

class NotRead extends Error {
  readonly said: Bilingual;
  constructor(zh: string, en: string) {
    super(en);
    this.said = say(zh, en);
  }
}

/** The year that a text announces, or everything that keeps it from being read. */
export function readAnnouncement(pasted: string): AnnouncementRead {
  const text = pasted.normalize('NFKC').replaceAll(/[^\S\n]/g, '');
  const errors: Bilingual[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      errors.push(error.said);
      return undefined;
    }
  };
  const year = attempt(() => yearOf(text));
  const source = attempt(() => numberOf(text));
  const publishedOn = attempt(() => publishedOnOf(text));
  if (year === undefined) return { errors };
  const said = itemsOf(text);
  const items = said.flatMap((item) => attempt(() => readItem(item, year)) ?? []);
  for (const name of Object.keys(HOLIDAYS)) {
    if (said.some((item) => item.name.includes(name))) continue;
    errors.push(
      say(
        `通知中没有“${name}”一项，请粘贴全文。`,
        `The text has no item for ${HOLIDAYS[name]} (${name}). Paste the whole text.`,
      ),
    );
  }
  if (errors.length > 0 || source === undefined || publishedOn === undefined) return { errors };
  const parsed = calendarYearSchema.safeParse({
    year,
    source: `${source} (国务院办公厅关于${year}年部分节假日安排的通知)`,
    publishedOn,
    holidays: items.map(({ names, from, to }) => ({ name: shownName(names), from, to })),
    makeUpDays: items.flatMap(({ makeUpDays }) => makeUpDays).toSorted(),
  });
  if (parsed.success) return { year: parsed.data };
  return { errors: parsed.error.issues.map(({ message }) => say(`日期有误：${message}`, message)) };
}

function yearOf(text: string): number {
  const years = new Set([...text.matchAll(/(?:关于|现将)(\d{4})年/g)].map(([, year]) => Number(year)));
  const [year, another] = years;
  if (year === undefined)
    throw new NotRead(
      '找不到年份：文中应有“关于……年部分节假日安排的通知”或“现将……年元旦……”。',
      'No year was found: the text should have “关于…年部分节假日安排的通知” or “现将…年元旦…”.',
    );
  if (another !== undefined)
    throw new NotRead(
      `文中有多个年份（${year}、${another}），请只粘贴一份通知。`,
      `The text speaks of several years (${year}, ${another}). Paste one announcement only.`,
    );
  return year;
}

function numberOf(text: string): string {
  const number = /国办发明电〔\d{4}〕\d+号/.exec(text.replaceAll(/[[【]/g, '〔').replaceAll(/[\]】]/g, '〕'))?.[0];
  if (number !== undefined) return number;
  throw new NotRead(
    '找不到文号，请把“国办发明电〔……〕……号”一并粘贴。',
    'The number of the announcement is missing. Paste “国办发明电〔…〕…号” with it.',
  );
}

function publishedOnOf(text: string): string {
  const last = [...text.matchAll(/^(\d{4})年(\d{1,2})月(\d{1,2})日$/gm)].at(-1);
  if (last !== undefined) return iso(Number(last[1]), Number(last[2]), Number(last[3]));
  throw new NotRead(
    '找不到落款日期，请把文末“……年……月……日”一并粘贴，单独一行。',
    'The date of the announcement is missing. Paste “…年…月…日” from its end with it, on a line of its own.',
  );
}

interface Item {
  /** Of the holiday or holidays. */
  name: string;
  said: string;
}

/** `一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。…` */
const itemsOf = (text: string): Item[] =>
  [...text.matchAll(/^[一二三四五六七八九十]+、([^:\n]+):(.+)$/gm)].map(([, name = '', said = '']) => ({ name, said }));

interface Holiday {
  names: string[];
  from: CivilDate;
  to: CivilDate;
  makeUpDays: CivilDate[];
}

function readItem({ name, said }: Item, year: number): Holiday {
  const names = name.split('、');
  const unknown = names.find((each) => HOLIDAYS[each] === undefined);
  if (unknown !== undefined)
    throw new NotRead(
      `“${unknown}”不是已知的节日，请改用 JSON 导入并核对。`,
      `“${unknown}” is no holiday that is known here. Import the year as JSON and check it.`,
    );
  const off: DatesSaid[] = [];
  const makeUpDays: CivilDate[] = [];
  for (const sentence of said.split('。').filter((each) => each !== '' && !each.startsWith('鼓励'))) {
    if (sentence.includes('放假')) off.push(datesIn(sentence, year, name));
    else if (sentence.endsWith('上班')) makeUpDays.push(...datesIn(sentence, year, name).dates);
    else throw notUnderstood(name, sentence);
  }
  const [span, another] = off;
  if (span === undefined || another !== undefined) throw notUnderstood(name, said);
  const [from, to = from, third] = span.dates;
  const together = span.dates.length === 1 || said.includes('至');
  if (from === undefined || to === undefined || third !== undefined || from > to || !together)
    throw notUnderstood(name, said);
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (span.days !== undefined && span.days !== days)
    throw new NotRead(
      `“${name}”写明共${span.days}天，但 ${from} 至 ${to} 是${days}天。`,
      `${name}: the text says ${span.days} days, but ${from} to ${to} are ${days}.`,
    );
  return { names, from, to, makeUpDays };
}

const notUnderstood = (name: string, sentence: string): NotRead =>
  new NotRead(
    `“${name}”一项中的这句话无法识别：${sentence}。请改用 JSON 导入并核对。`,
    `${name}: this sentence is not understood: ${sentence}. Import the year as JSON and check it.`,
  );

interface DatesSaid {
  dates: CivilDate[];
  /** How many days a holiday is said to have. */
  days: number | undefined;
}

const DATE = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?/g;

/** A date without month or year has those of the date before it; the first one has the year that is announced. */
function datesIn(sentence: string, ownYear: number, name: string): DatesSaid {
  let year = ownYear;
  let month: number | undefined;
  const dates = [...sentence.matchAll(DATE)].map(([said, toldYear, toldMonth, day, beside = '']) => {
    year = toldYear === undefined ? year : Number(toldYear);
    month = toldMonth === undefined ? month : Number(toldMonth);
    if (month === undefined) throw notUnderstood(name, sentence);
    const date = iso(year, month, Number(day));
    const at = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date))
      throw new NotRead(`“${said}”不是一个日期。`, `${said} is no date.`);
    const weekday = /(?:周|星期)([日一二三四五六])/.exec(beside)?.[1];
    const real = WEEKDAYS.charAt(at.getUTCDay());
    if (weekday !== undefined && weekday !== real)
      throw new NotRead(
        `${date} 是周${real}，通知中写的是周${weekday}：请核对数字。`,
        `${date} is 周${real}, but the text says 周${weekday}: check the digits.`,
      );
    return date;
  });
  const days = /(?:共|放假)(\d+)天/.exec(sentence)?.[1];
  return { dates, days: days === undefined ? undefined : Number(days) };
}

const iso = (year: number, month: number, day: number): CivilDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as CivilDate;

const shownName = (names: readonly string[]): string =>
  `${names.join('、')} ${names.map((name) => HOLIDAYS[name]).join(' and ')}`;
