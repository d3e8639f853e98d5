/** Finds the page that shows a refused form again, with what was wrong at its top. */
import type { ConsoleRoute, Page, PageRequest } from './route.ts';
import type { Problems, Typed } from './problems.ts';
import { ProblemsSummary } from './refused.tsx';
import type { Visit } from './visit.ts';

interface Refused {
  readonly typed: Typed;
  readonly problems: Problems;
  readonly request: PageRequest;
}

export interface PageAgain {
  /** As if the page itself were visited, so that its links lead back to it. */
  readonly visit: Visit;
  readonly page: Page;
}

/** @returns undefined where the page leads elsewhere for this visitor */
export async function pageAgain(
  routes: readonly ConsoleRoute[],
  route: Extract<ConsoleRoute, { kind: 'DEED' }>,
  visit: Visit,
  { typed, problems, request }: Refused,
): Promise<PageAgain | undefined> {
  const { again } = route;
  if (typeof again === 'function') return { visit, page: await again(visit, typed, problems, request) };
  const found = routes.find((one) => one.kind === 'PAGE' && one.path === again);
  if (found?.kind !== 'PAGE') throw new Error(`no page has the path ${again}`);
  const here = { ...visit, path: addressOf(again, request.params) };
  // A page that was asked for something, such as a list of one server, is asked the same by the hidden fields of its form.
  const page = await found.show(here, { ...request, query: queryOf(typed), files: [] });
  if (!('body' in page)) return undefined;
  const body = (
    <>
      <ProblemsSummary say={visit.say} problems={problems} />
      {page.body}
    </>
  );
  return { visit: here, page: { ...page, body } };
}

const addressOf = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

const queryOf = (typed: Typed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
