/** The chart as the tests see it without Helm: which variables each process gets, by variables.yaml and values. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectFolder } from '../../stack/state/folders.ts';
import { readProjectFile } from './compose.ts';

const CHART = 'deploy/helm/beian';
export const chartFolder = join(projectFolder, CHART);
export const readChartFile = (path: string): string => readProjectFile(`${CHART}/${path}`);

const part = z.object({
  fixed: z.record(z.string(), z.string()).default({}),
  settings: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
});
const processSchema = part.extend({
  program: z.string(),
  groups: z.array(z.string()),
  database: z.enum(['runtime', 'owner']).optional(),
});
const variablesSchema = z.object({
  groups: z.record(z.string(), part),
  processes: z.record(z.string(), processSchema),
});
const variables = variablesSchema.parse(parse(readChartFile('variables.yaml')));
export const { processes } = variables;

const valuesSchema = z.object({
  database: z.object({ url: z.string(), ownerUrl: z.string() }),
  secrets: z.record(z.string(), z.string()),
  settings: z.record(z.string(), z.string()),
});
export type ChartValues = z.infer<typeof valuesSchema>;

export const defaults = valuesSchema.parse(parse(readChartFile('values.yaml')));

/** The files of values by which the chart is checked. */
export const exampleNames = readdirSync(join(chartFolder, 'ci')).toSorted();

export function valuesOf(example: string): ChartValues {
  const given = valuesSchema.parse(parse(readChartFile(`ci/${example}`)));
  return { ...given, settings: { ...defaults.settings, ...given.settings } };
}

/** The values of an example as they stand there, but for one secret. */
export function valuesWithout(example: string, secret: string): object {
  const given = z
    .looseObject({ secrets: z.record(z.string(), z.string()) })
    .parse(parse(readChartFile(`ci/${example}`)));
  const others = Object.entries(given.secrets).filter(([name]) => name !== secret);
  return { ...given, secrets: Object.fromEntries(others) };
}

/** A variable of a process and the value, setting or secret that it takes. */
type Pair = readonly [variable: string, of: string];

const pairOf = (text: string): Pair => {
  const [variable = '', of = variable] = text.split('=');
  return [variable, of];
};

function partsOf(name: string) {
  const process = variables.processes[name];
  if (process === undefined) throw new Error(`variables.yaml has no process ${name}`);
  const parts = [...process.groups.map((group) => variables.groups[group]), process];
  return parts.map((each) => part.parse(each));
}

export const fixedOf = (name: string): Pair[] => partsOf(name).flatMap(({ fixed }) => Object.entries(fixed));
export const settingsOf = (name: string): Pair[] => partsOf(name).flatMap(({ settings }) => settings.map(pairOf));
export const secretsOf = (name: string): Pair[] =>
  partsOf(name).flatMap(({ secrets }) => secrets.map(pairOf).map(([variable, of]) => [variable.toUpperCase(), of]));

/**
 * The environment of a container, with the secrets themselves in place of the names of their files.
 *
 * @param secretNamed what stands in the secret of a name
 */
export function environmentOf(
  name: string,
  values: ChartValues,
  secretNamed: (name: string) => string,
): Record<string, string> {
  const { database } = processes[name] ?? {};
  const settings = settingsOf(name).map(([variable, of]) => [variable, values.settings[of] ?? ''] as const);
  const secrets = secretsOf(name).filter(([, of]) => values.secrets[of] !== undefined);
  return Object.fromEntries([
    ...fixedOf(name),
    ...(database === undefined ? [] : databaseOf(database, values)),
    ...settings.filter(([, value]) => value !== ''),
    ...secrets.map(([variable, of]) => [variable, secretNamed(of)] as const),
  ]);
}

function databaseOf(as: 'runtime' | 'owner', { database: { url, ownerUrl } }: ChartValues): Pair[] {
  if (as === 'runtime') return [['DATABASE_URL', url]];
  return [
    ['DATABASE_URL', ownerUrl],
    ['BEIAN_RUNTIME_ROLE', new URL(url).username],
  ];
}
