/**
 * Every form of the console is refused once: what was typed and chosen stands in it again, and the summary at the top leads to the field at
 * fault. The forms are found as people find them, from page to page.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { consoleRoutes, createConsole } from '../../console/app.ts';
import type { ConsoleOptions } from '../../console/dependencies.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import type { CallerRole } from '../../domain/role.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { openInspections } from '../../store/inspections/inspections.ts';
import { Browser } from '../support/console/bare-console.ts';
import { formsIn, type FieldIn, type FormIn } from '../support/console/forms-in.ts';
import { memorySessions } from '../support/console/memory-sessions.ts';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';
import { orderIn, STATES_SEEN } from '../support/orders/order-in-state.ts';
import { recordOfAccount } from '../support/orders/record-of-account.ts';
import { PNG, startApiBench, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let signIn: (role: CallerRole, accountId?: string) => Promise<Browser>;

beforeAll(async () => {
  bench = await startApiBench();
  const sessions = memorySessions();
  const app = createConsole({
    ...bench.deps,
    log: pino({ level: 'silent' }),
    sessions,
    consoleUrl: 'http://127.0.0.1',
    faceCheckReturnUrl: 'http://127.0.0.1/return',
    limits: { deedsPerMinute: 10_000, requestsPerMinute: 10_000 },
  } as unknown as ConsoleOptions);
  signIn = async (role, accountId) => {
    const caller = { id: `${role}-1`, role, accountId: accountId as AccountId | undefined };
    return new Browser(app, `beian-session=${await sessions.begin({ caller }, undefined)}`);
  };
});
afterAll(() => bench.close());

/** No text may hold it (a control character), so that every form is refused at this field. */
const STRANGE = '\u0007';
const TEXTS: ReadonlySet<string> = new Set(['text', 'email', 'tel', 'url', 'search', 'textarea']);

/** What a person types into a field or chooses there. */
function typedInto({ name, kind, options, value }: FieldIn): string {
  if (kind === 'select') return options.at(-1) ?? '';
  if (kind === 'checkbox' || kind === 'radio') return value;
  if (kind === 'date') return '2026-05-06';
  if (kind === 'datetime-local') return '2026-05-06T10:30';
  return `typed into ${name}`;
}

const routeOf = (path: string): string | undefined =>
  consoleRoutes.find((route) => route.kind === 'DEED' && matches(route.path, path))?.path;
const matches = (route: string, path: string): boolean =>
  new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(path.split('?')[0] ?? '');

/** Names of a deed, which each page makes anew. */
const MADE_ANEW = new Set(['csrf', 'once', 'name', 'key', 'visit', 'version']);
const same = (one: FormIn, other: FormIn): boolean =>
  one.action === other.action &&
  Object.entries(one.hidden).every(([name, value]) => MADE_ANEW.has(name) || other.hidden[name] === value);

/** Sends the form with a text that cannot be taken, and says what the page that comes back has lost. */
async function lostBy(browser: Browser, path: string, form: FormIn): Promise<string[]> {
  const fields = form.fields.filter(
    ({ name, kind }) =>
      kind !== 'file' &&
      kind !== 'password' &&
      // A day and, under the same name, that there is none.
      (kind !== 'checkbox' || form.fields.find((other) => other.name === name)?.kind === 'checkbox'),
  );
  const [first] = fields.filter(({ kind }) => TEXTS.has(kind));
  if (first === undefined) return [];
  const typed = Object.fromEntries(fields.map((field) => [field.name, typedInto(field)]));
  const values = { ...form.hidden, ...typed, [first.name]: `strange${STRANGE}` };
  const answer = await (form.isMultipart
    ? browser.upload(form.action, PNG, path, values)
    : browser.send(form.action, values));
  if (answer.status !== 422) return [`answered ${answer.status}`];
  const again = formsIn(answer.text).find((one) => same(form, one));
  if (again === undefined) return ['the form is not on the page'];
  const shown = (name: string): string | undefined => {
    const [one, ...more] = again.fields.filter((field) => field.name === name);
    if (one?.kind !== 'radio' && one?.kind !== 'checkbox') return one?.value;
    return [one, ...more].find(({ isChosen }) => isChosen)?.value;
  };
  const lost = Object.entries({ ...typed, [first.name]: `strange${STRANGE}` }).flatMap(([name, value]) =>
    shown(name) === value ? [] : [`${name} shows ${shown(name) ?? 'nothing'}`],
  );
  const at = again.fields.find(({ name }) => name === first.name);
  const summary = answer.text.slice(answer.text.indexOf('class="govuk-error-summary"'));
  const links = [...summary.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id);
  if (!links.includes(at?.id)) lost.push(`the summary does not lead to ${first.name}`);
  if (at?.describedBy.includes('-error') !== true) lost.push(`nothing is said at ${first.name}`);
  return lost;
}

/** Goes from page to page, over links that begin so, and sends every form once that was not sent before. */
async function walk(
  browser: Browser,
  starts: readonly string[],
  within: readonly string[],
  sent: Map<string, string[]>,
) {
  const [waiting, seen] = [[...starts], new Set(starts)];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const { text, status } = await browser.get(path);
    if (status !== 200) continue;
    for (const [, to = ''] of text.matchAll(/ href="([^"#]+)"/g)) {
      if (seen.has(to) || !within.some((prefix) => to.startsWith(prefix))) continue;
      seen.add(to);
      waiting.push(to);
    }
    for (const form of formsIn(text)) {
      const key = `${routeOf(form.action) ?? form.action} ${form.fields.map(({ name }) => name).join(' ')}`;
      if (sent.has(key)) continue;
      sent.set(key, []);
      sent.set(key, await lostBy(browser, path, form));
    }
  }
}

const faults = (sent: ReadonlyMap<string, string[]>): string[] =>
  [...sent].flatMap(([form, lost]) => lost.map((what) => `${form}: ${what}`));

test('a customer finds again what was typed', async () => {
  const sent = new Map<string, string[]>();
  const person = await bench.as('applicant');
  const { entity } = await recordOfAccount(bench, person.accountId ?? '', smallEnterprise());
  const told = { at: shanghai('2026-02-02 09:00'), dueAt: shanghai('2026-03-02 09:00'), by: 'op', eventId: 'told' };
  await openInspections(bench.database, [{ number: entity, found: 'SHELL' }], told);
  const browser = await signIn('applicant', person.accountId);
  const starts = ['/start', '/start/prepare', '/records', '/records/codes?instanceId=i-1', '/records/diagnosis'];
  await walk(browser, starts, ['/records'], sent);
  const other = await bench.as('applicant');
  const id = await bench.order(other, individual(), 'FILLED');
  const form = await signIn('applicant', other.accountId);
  await walk(form, [`/orders/${id}`, `/orders/${id}/holder-code`, `/orders/${id}/numbers`], [`/orders/${id}`], sent);
  for (const state of STATES_SEEN) {
    const order = await orderIn(bench.database, bench.vault, state);
    const owner = await signIn('applicant', order.accountId);
    await walk(owner, [`/orders/${order.id}`], [`/orders/${order.id}/do`], sent);
  }
  expect(faults(sent)).toEqual([]);
});

test.each(['reviewer', 'operator'] as const)('a %s finds again what was typed', async (role) => {
  const sent = new Map<string, string[]>();
  const person = await bench.as('applicant');
  const { entity } = await recordOfAccount(bench, person.accountId ?? '', smallEnterprise());
  const told = {
    at: shanghai('2026-02-02 09:00'),
    dueAt: shanghai('2026-03-02 09:00'),
    by: 'op',
    eventId: `told ${role}`,
  };
  await openInspections(bench.database, [{ number: entity, found: 'SHELL' }], told);
  const browser = await signIn(role);
  const desk = role === 'reviewer' ? '/review' : '/operate';
  if (role === 'operator') await walk(browser, [desk, '/operate/inspections'], ['/operate'], sent);
  for (const state of STATES_SEEN) {
    const { id } = await orderIn(bench.database, bench.vault, state);
    await walk(browser, [`${desk}/orders/${id}`], [`${desk}/orders/${id}`], sent);
  }
  await walk(browser, [desk, '/review/mailroom', '/review/look-ups'], [], sent);
  expect(sent.size).toBeGreaterThan(5);
  expect(faults(sent)).toEqual([]);
});
