/** The rooms of the project with what each may import, as a table made from the rules of the linter in `.oxlintrc.json`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../stack/state/folders.ts';
import { laidOut, renewed } from './laid-out.ts';

export const ARCHITECTURE_FILE = join(projectFolder, 'docs', 'architecture.md');

const MARKERS = ['<!-- rooms: made by npm run docs -->', '<!-- /rooms -->'] as const;

/** What is in each room, from the top down. */
export const ROOMS: Readonly<Record<string, string>> = {
  test: 'tests that cross rooms, and what tests share (`test/support/`)',
  bench: 'measurements beside a hand-written floor',
  chaos: 'filings while processes are killed, and whether every promise was kept',
  stack: 'everything on one machine: `npm start`, the demo, the servers of the tests',
  docs: 'these pages, and what makes parts of them from code',
  tools: '`npm run check`',
  api: 'the HTTP API: one file per resource',
  console: 'the web console: a desk each for applicants, reviewers and operators, rendered by the server',
  workers: 'the processes that carry out workflows and activities',
  usecases: 'what people may do, free of HTTP: editing a draft, taking an action, starting a face check',
  workflows: 'what happens over time: filings, duties, and the engine under both',
  activities: 'what workflows ask of the world; each may be repeated',
  facts: 'what is known of an order now: look-ups, face-check results, its type',
  runtime: 'what every process starts with: configuration, outside parties, connections',
  codec: 'encryption of what Temporal stores, and the server that shows it',
  store: 'what Postgres remembers',
  adapters: 'how each outside party is reached: SMS, email, face check, bureau, documents, assets',
  sandbox: 'stand-ins for the outside parties, on their real wire formats',
  domain: 'what a filing is: types, states, actions, rules, policy rows, calendar, texts',
};

const patternSchema = z.object({
  regex: z.string().optional(),
  group: z.array(z.string()).optional(),
  allowTypeImports: z.boolean().default(false),
});
type Pattern = z.infer<typeof patternSchema>;
const configSchema = z.object({
  overrides: z.array(
    z.object({
      files: z.array(z.string()),
      rules: z.object({
        'no-restricted-imports': z.tuple([z.literal('error'), z.object({ patterns: z.array(patternSchema) })]),
      }),
    }),
  ),
});

/** The rules of each room, by its name. */
export function roomRules(): Map<string, readonly Pattern[]> {
  const { overrides } = configSchema.parse(JSON.parse(readFileSync(join(projectFolder, '.oxlintrc.json'), 'utf8')));
  return new Map(
    overrides.map(({ files: [first = ''], rules }) => [
      first.split('/')[0] ?? '',
      rules['no-restricted-imports'][1].patterns,
    ]),
  );
}

/** The top-level folders that hold code. */
export const foldersWithCode = (): string[] =>
  readdirSync(projectFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^\.|^(node_modules|dist|coverage)$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) =>
      readdirSync(join(projectFolder, name), { recursive: true, encoding: 'utf8' }).some((file) =>
        /\.(ts|mjs)$/.test(file),
      ),
    );

/** The page with the table between its markers renewed; throws when a marker is missing. */
export const architectureWithRooms = (text: string): Promise<string> =>
  laidOut(renewed(text, ARCHITECTURE_FILE, MARKERS, table()), ARCHITECTURE_FILE);

function table(): string {
  const rules = roomRules();
  const rows = Object.entries(ROOMS).map(([room, what]) => {
    const others = Object.keys(ROOMS).filter((other) => other !== room);
    const reached = others.map((other) => [other, reach(rules.get(room) ?? [], other)] as const);
    const of = (kind: Reach) => reached.flatMap(([other, how]) => (how === kind ? [`\`${other}/\``] : []));
    const messages = reached.some(([, how]) => how === 'MESSAGES') ? ['`workflows/messages/`'] : [];
    return `| \`${room}/\` | ${what} | ${listed([...of('ALL'), ...messages])} | ${listed(of('TYPES'))} |`;
  });
  return ['| room | what is in it | imports | as types only |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const listed = (rooms: readonly string[]): string => (rooms.length === 0 ? '–' : rooms.join(', '));

type Reach = 'ALL' | 'MESSAGES' | 'TYPES' | 'NOTHING';

/** How much of another room the rules of a room allow, as its modules two folders deep would import it. */
function reach(patterns: readonly Pattern[], other: string): Reach {
  const refused = patterns.filter(({ regex }) => regex !== undefined && new RegExp(regex).test(`../${other}/a/b.ts`));
  if (refused.some(({ allowTypeImports }) => !allowTypeImports)) return 'NOTHING';
  if (refused.length > 0) return 'TYPES';
  const isNarrowed = patterns.some(({ group = [] }) => group.includes(`**/${other}/**`));
  return isNarrowed && other === 'workflows' ? 'MESSAGES' : 'ALL';
}
