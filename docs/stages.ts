/**
 * The states of an order for readers, made from the table in `domain/lifecycle/table.ts`: a picture, and a page that lists for
 * every state which actions are possible, who may take them, and where they lead.
 */
import { join } from 'node:path';
import type { Action } from '../domain/lifecycle/action.ts';
import { lifecycleTable, STAY, type Edge, type StageRow } from '../domain/lifecycle/table.ts';
import { ENDED_STAGES, DRAFTING_STAGES, isDrafting, STAGES, type Stage } from '../domain/lifecycle/stage.ts';
import { projectFolder } from '../stack/state/folders.ts';
import { laidOut, renewed } from './laid-out.ts';

export const STAGES_FILE = join(projectFolder, 'docs', 'stages.md');
export const README_FILE = join(projectFolder, 'README.md');

/** These start in nearly every state, or repeat the bureau's decision; drawn, they would hide all other edges. */
const NOT_DRAWN: ReadonlySet<string> = new Set<Action>([
  'abandon',
  'consentToCancel',
  'instanceExpired',
  'codeRevoked',
  'operatorRecordDecision',
]);

/** What a reader of the picture must know. */
const CAPTION =
  '⏱ marks a change that comes by itself when its due instant is reached. ' +
  'The picture leaves out what nearly every state allows: giving up (`abandon`, `consentToCancel`), ' +
  'the loss of a server or of its authorization code, and the expiry of an order that waits for the applicant. ' +
  'It also leaves out decisions of the bureau that staff enter.';

/** Where the picture stands in a text that is partly written by hand. */
const PICTURE_MARKERS = ['<!-- stages: made by npm run docs -->', '<!-- /stages -->'] as const;

/** A Mermaid state diagram. Drafting is one box: an edit may lead from any of its states to any other. */
function stagePicture(): string {
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> Drafting',
    '  state Drafting {',
    `    [*] --> ${DRAFTING_STAGES[0]}`,
    ...DRAFTING_STAGES.slice(1).map((stage, place) => `    ${DRAFTING_STAGES[place]} --> ${stage}`),
    '  }',
    ...drawnWays().map(([way, by]) => `  ${way}: ${by.join(', ')}`),
    ...ENDED_STAGES.map((stage) => `  ${stage} --> [*]`),
    '```',
  ].join('\n');
}

/** `A --> B` → what leads there, in the order of the table. */
function drawnWays(): [string, string[]][] {
  const ways = new Map<string, string[]>();
  for (const [stage, row] of rows()) {
    for (const [name, to] of waysOut(row)) {
      for (const target of to.filter((next) => isDrawn(stage, name, next))) {
        const way = `${stage} --> ${isDrafting(target) ? 'Drafting' : target}`;
        const by = ways.get(way) ?? [];
        if (!by.includes(name)) ways.set(way, [...by, name]);
      }
    }
  }
  return [...ways];
}

/** A way out by an action carries its name, one by itself that of the due instant. */
const waysOut = ({ actions, timers }: StageRow): [string, readonly (Stage | typeof STAY)[]][] => [
  ...edgesOf(actions).map(([name, { to }]): [string, Edge['to']] => [name, to]),
  ...Object.entries(timers).map(([name, to]): [string, Edge['to']] => [`⏱ ${name}`, to]),
];

function isDrawn(stage: Stage, name: string, next: Stage | typeof STAY): next is Stage {
  if (next === STAY || NOT_DRAWN.has(name) || next === 'EXPIRED') return false;
  return !(isDrafting(stage) && isDrafting(next));
}

/** The whole page `docs/stages.md`. */
export function stagesPage(): Promise<string> {
  const parts = [
    '# The states of an order',
    '`npm run docs` makes this page from `domain/lifecycle/table.ts`; change that table, not this page. An action that a state does not list is refused there.',
    `${CAPTION} The sections below list everything.`,
    stagePicture(),
    ...rows().map(([stage, row]) => section(stage, row)),
  ];
  return laidOut(parts.join('\n\n'), STAGES_FILE);
}

function section(stage: Stage, row: StageRow): string {
  const edges = edgesOf(row.actions);
  const leading = edges.flatMap(([name, { by, to }]) =>
    leadsOn(to) ? [`- \`${name}\` (${by.join(', ')}) → ${targets(to)}`] : [],
  );
  const staying = edges.flatMap(([name, { by, to }]) => (leadsOn(to) ? [] : [`\`${name}\` (${by.join(', ')})`]));
  const timed = Object.entries(row.timers).map(([name, to]) => `- ⏱ \`${name}\` → ${targets(to)}`);
  return [
    `## ${stage}`,
    `Waits for: ${row.waitingOn}. ${row.awaits}`,
    [...leading, ...timed].join('\n'),
    staying.length === 0 ? '' : `Without leaving the state: ${staying.join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const leadsOn = (to: Edge['to']): boolean => to.some((next) => next !== STAY);

/** The seven drafting states, where all of them are meant, by one name. */
function targets(to: Edge['to']): string {
  const allDrafting = DRAFTING_STAGES.every((stage) => to.includes(stage));
  const named = allDrafting ? to.filter((next) => next !== STAY && !isDrafting(next)) : to;
  const names = named.map((next) => (next === STAY ? 'stays' : `\`${next}\``));
  return [...names, ...(allDrafting ? ['the drafting state that names what is missing'] : [])].join(' or ');
}

const rows = (): [Stage, StageRow][] => STAGES.map((stage) => [stage, lifecycleTable[stage]]);
const edgesOf = (actions: StageRow['actions']): [string, Edge][] => Object.entries(actions);

/** `README.md` with the picture between its markers renewed; throws when there are none. */
export const readmeWithPicture = (text: string): Promise<string> =>
  laidOut(renewed(text, README_FILE, PICTURE_MARKERS, `${stagePicture()}\n\n${CAPTION}`), README_FILE);
