/**
 * `npm run check:deploy`: renders the Helm chart for every file of values in its folder `ci` and has Helm, kubeconform and promtool judge what
 * comes out, with the alert rules and the dashboards. The tools are compiled with Go and kept in the user's cache; the schemas of Kubernetes are
 * made from the Go types of its API, so nothing is fetched but Go modules.
 *
 * `KUBERNETES_SCHEMAS` names schemas made elsewhere, as kubeconform's `-schema-location` takes them.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printProgress } from '../../stack/progress.ts';
import { stateFolder } from '../../stack/state/folders.ts';
import { goProgram, goPrograms, whyGoCannotCompile } from '../../stack/temporal/go-programs.ts';
import { runProgram } from '../support/servers/run-program.ts';
import { chartFolder, exampleNames, valuesOf, valuesWithout } from './chart.ts';
import { kubernetesSchemas } from './kubernetes-schemas.ts';
import { alertFile, alertTestFile, dashboards } from './monitoring.ts';
import { compareVariables, containersIn, rendering, validObjects } from './rendered.ts';

const MINUTES = 60_000;
const folder = join(stateFolder, 'check-deploy');
const lastLineOf = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

/** Secrets without which no process does its work, whatever vendors and stores are chosen. */
const NEEDED_EVERYWHERE = /^(assets_token|beian_(?!audit_seals)\w+)$/;

let failed = 0;

/** One check; whatever it throws is a fault, and the next one goes on. */
async function check(what: string, work: () => Promise<string>): Promise<void> {
  try {
    printProgress(`ok      ${what}: ${await work()}`);
  } catch (error) {
    failed += 1;
    printProgress(`FAILED  ${what}\n${error instanceof Error ? error.message : String(error)}`);
  }
}

const unusable = await whyGoCannotCompile();
if (unusable === undefined) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await checkChart();
  await checkMonitoring();
  printProgress(failed === 0 ? 'The files for Kubernetes and Prometheus are in order.' : `${failed} checks failed.`);
  if (failed > 0) process.exitCode = 1;
} else {
  printProgress(
    `Nothing was checked: helm, kubeconform and promtool are compiled with Go, but ${unusable.why}.\n` +
      'Install Go and start again, or use tools of your own: `helm lint` and `helm template` with each file of deploy/helm/beian/ci, kubeconform\n' +
      'over what they print, and `promtool check rules` and `promtool test rules` over the files of deploy/helm/beian/monitoring.',
  );
  process.exitCode = 1;
}

async function checkChart(): Promise<void> {
  const helm = await goProgram(goPrograms.helm, printProgress);
  const kubeconform = await goProgram(goPrograms.kubeconform, printProgress);
  const schemas = process.env['KUBERNETES_SCHEMAS'] ?? (await kubernetesSchemas(folder));
  for (const file of exampleNames) {
    const { lint, template } = rendering(helm, join(chartFolder, 'ci', file));
    await check(`${file}: helm lint`, lint);
    await check(`${file}: kubeconform`, async () => validObjects(kubeconform, schemas, await template()));
    await check(`${file}: variables of the containers`, async () => {
      const containers = containersIn(await template());
      for (const container of containers) compareVariables(container, valuesOf(file));
      return `${containers.length} containers have what variables.yaml says`;
    });
    await check(`${file}: a missing secret`, async () => {
      const secrets = Object.keys(valuesOf(file).secrets).filter((name) => NEEDED_EVERYWHERE.test(name));
      for (const secret of secrets) {
        const without = join(folder, 'values.json');
        await writeFile(without, JSON.stringify(valuesWithout(file, secret)));
        const said = await rendering(helm, without).template().catch(String);
        if (!said.includes(`'${secret}'`)) throw new Error(`without ${secret}, helm does not name it:\n${said}`);
      }
      return `helm names each of ${secrets.length}`;
    });
  }
}

async function checkMonitoring(): Promise<void> {
  const promtool = await goProgram(goPrograms.promtool, printProgress);
  const run = async (...args: string[]) =>
    lastLineOf((await runProgram(promtool, args, { timeout: 5 * MINUTES })).stdout);
  await check('alert rules', () => run('check', 'rules', alertFile));
  await check('tests of the alert rules', () => run('test', 'rules', alertTestFile));
  for (const { name, queries } of dashboards) {
    await check(`dashboard ${name}`, async () => {
      // promtool reads PromQL in rules only.
      const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
      const file = join(folder, `${name}.rules.json`);
      await writeFile(file, JSON.stringify({ groups: [{ name, rules }] }));
      await run('check', 'rules', '--lint=none', file);
      return `${queries.length} queries can be read`;
    });
  }
}
