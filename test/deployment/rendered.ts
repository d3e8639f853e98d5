/** What Helm makes of the chart, and whether it is what it should be. */
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { runProgram } from '../support/servers/run-program.ts';
import { chartFolder, environmentOf, processes, secretsOf, type ChartValues } from './chart.ts';

const MINUTE = 60_000;
/** Of Kubernetes. Helm has no version of its own when it is compiled from the module alone. */
const KUBERNETES = '1.33.0';

/** @param file of values */
export function rendering(helm: string, file: string) {
  const values = ['--values', file];
  const run = async (...args: string[]) => (await runProgram(helm, args, { timeout: MINUTE })).stdout;
  return {
    lint: async () => {
      await run('lint', '--strict', chartFolder, ...values);
      return 'no finding';
    },
    template: (...more: string[]) =>
      run('template', 'beian', chartFolder, '--kube-version', KUBERNETES, ...values, ...more),
  };
}

const conformity = z.object({ summary: z.object({ valid: z.int() }) });

/** Throws unless every object is valid. kubeconform counts what it finds, so a text without objects would be valid too. */
export async function validObjects(kubeconform: string, schemas: string, objects: string): Promise<string> {
  const args = ['-strict', '-summary', '-output', 'json', '-schema-location', schemas];
  const { stdout } = await runProgram(kubeconform, args, { input: objects, timeout: MINUTE });
  const { summary } = conformity.parse(JSON.parse(stdout));
  const { length } = documentsIn(objects);
  if (summary.valid !== length || length === 0)
    throw new Error(`${summary.valid} of ${length} objects were found valid`);
  return `${length} objects are valid`;
}

const documentsIn = (objects: string): unknown[] =>
  parseAllDocuments(objects).flatMap((document): unknown[] => {
    const value: unknown = document.toJSON();
    return value === null ? [] : [value];
  });

const container = z.object({
  name: z.string(),
  command: z.array(z.string()),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
});
export type Container = z.infer<typeof container>;
const withPods = z.object({
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(container) }) }) }),
});

export const containersIn = (objects: string): Container[] =>
  documentsIn(objects).flatMap((document) => {
    const parsed = withPods.safeParse(document);
    return parsed.success ? parsed.data.spec.template.spec.containers : [];
  });

/** What the templates add for one Deployment or Job of a process. */
const BY_TEMPLATES = ['BEIAN_TASK_QUEUE', 'BEIAN_BUILD_ID'];

/** Throws unless a container runs its program with the variables that variables.yaml says. */
export function compareVariables({ name, command, env }: Container, values: ChartValues): void {
  const program = processes[name]?.program ?? '';
  if (command.join(' ') !== `node ${program}`) throw new Error(`${name} runs ${command.join(' ')}`);
  const files = new Map(secretsOf(name).map(([variable, secret]) => [variable, `/run/secrets/${secret}`]));
  const wanted = Object.entries(environmentOf(name, values, (secret) => secret)).map(([variable, value]) => {
    const file = files.get(variable);
    return file === undefined ? `${variable}=${value}` : `${variable}_FILE=${file}`;
  });
  const given = env.map((each) => `${each.name}=${each.value}`);
  const isKnown = (pair: string) => wanted.includes(pair) || BY_TEMPLATES.some((each) => pair.startsWith(`${each}=`));
  const faults = [...wanted.filter((pair) => !given.includes(pair)), ...given.filter((pair) => !isKnown(pair))];
  if (faults.length > 0) throw new Error(`${name} has other variables than it should:\n  ${faults.join('\n  ')}`);
}
