/**
 * The alert rules and dashboards ask for nothing that no process reports, and every alert leads to a page of the handbook.
 * `npm run check:deploy` has promtool judge their queries and run the tests of the rules.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createMetrics } from '../../api/http/metrics.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import { TASK_KINDS } from '../../domain/tasks/task.ts';
import { migratedDatabase, type MigratedDatabase } from '../support/servers/migrated-database.ts';
import { workerFigures } from '../../workers/worker-figures.ts';
import { readChartFile } from './chart.ts';
import { readProjectFile } from './compose.ts';
import { alerts, dashboards, metricsIn } from './monitoring.ts';

let store: MigratedDatabase;
let reported: string;
beforeAll(async () => {
  store = await migratedDatabase();
  const [api, worker] = await Promise.all([createMetrics(store.db).text(), workerFigures({ waiting: 0 }).metrics()]);
  reported = `${api}${worker}`;
});
afterAll(() => store.close());

/** What Prometheus itself knows of whom it asks. */
const OF_PROMETHEUS = ['up'];
const autoscaling = [...readChartFile('templates/workers.yaml').matchAll(/temporal_%s_\w+/g)].flatMap(([name]) =>
  ['workflow_task', 'activity'].map((kind) => name.replace('%s', kind)),
);

/** The metrics of the queries, without what Prometheus adds for a histogram. */
const asked = (): string[] => {
  const queries = [...alerts.map(({ expr }) => expr), ...dashboards.flatMap(({ queries: some }) => some)];
  const names = [...queries.flatMap(metricsIn), ...autoscaling].map((name) => name.replace(/_(bucket|count|sum)$/, ''));
  return [...new Set(names)].filter((name) => !OF_PROMETHEUS.includes(name)).toSorted();
};

/** The Temporal SDK reports a metric once there is something to say; its native part has the names of all of them. */
function isOfTheSdk(name: string): boolean {
  const releases = join(
    dirname(createRequire(import.meta.url).resolve('@temporalio/core-bridge/package.json')),
    'releases',
  );
  const libraries = readdirSync(releases).map((release) => readFileSync(join(releases, release, 'index.node')));
  return libraries.some((library) => library.includes(name.replace(/^temporal_/, '')));
}

describe('a query', () => {
  test('of rules and dashboards asks for metrics that API and workers report', () => {
    const own = asked().filter((name) => !name.startsWith('temporal_'));
    expect(own.length).toBeGreaterThan(15);
    expect(own.filter((name) => !reported.includes(`# TYPE ${name} `))).toEqual([]);
  });

  test('of rules, dashboards and autoscaling asks for metrics that the Temporal SDK has', () => {
    const ofTheSdk = asked().filter((name) => name.startsWith('temporal_'));
    expect(ofTheSdk).toContain('temporal_activity_schedule_to_start_latency');
    expect(ofTheSdk.filter((name) => !isOfTheSdk(name))).toEqual([]);
  });

  test('names states and kinds of task that exist', () => {
    const queries = [...alerts.map(({ expr }) => expr), ...dashboards.flatMap(({ queries: some }) => some)].join('\n');
    const valuesOf = (label: string) =>
      [...queries.matchAll(new RegExp(`\\b${label}(?:=~?|!~|!=)"([^"]+)"`, 'g'))].flatMap(([, values = '']) =>
        values.split('|'),
      );
    const exists = (names: readonly string[], wanted: string) =>
      names.some((name) => new RegExp(`^${wanted}$`).test(name));
    expect(valuesOf('stage').filter((stage) => !exists(STAGES, stage))).toEqual([]);
    expect(valuesOf('kind').filter((kind) => !exists(TASK_KINDS, kind))).toEqual([]);
    expect(valuesOf('kind')).toContain('STANDS_STILL');
  });
});

describe('an alert', () => {
  test('leads to a heading of the handbook', () => {
    const handbook = readProjectFile('docs/operations.md');
    const anchors = [...handbook.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const { alert, annotations } of alerts) {
      const [page, anchor = ''] = annotations.runbook_url.split('#');
      expect({ alert, page, found: anchors.includes(anchor) }).toEqual({
        alert,
        page: 'docs/operations.md',
        found: true,
      });
    }
  });

  test('has a name of its own and is seen to fire in the tests of the rules', () => {
    const names = alerts.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    const tests = readChartFile('monitoring/alerts.test.yaml');
    expect(names.filter((name) => !tests.includes(`alertname="${name}"`))).toEqual([]);
  });

  test('exists for each thing that an operator must know', () => {
    expect(alerts.map(({ alert }) => alert)).toEqual(
      expect.arrayContaining([
        'BeianApiDown',
        'BeianWorkerDown',
        'BeianFilingStandsStill',
        'BeianWorkflowTaskFails',
        'BeianScheduleToStart',
        'BeianOrdersOverdue',
        'BeianTaskOpenLong',
        'BeianMessagesHeld',
        'BeianUploadsWait',
        'BeianAuditSealLate',
        'BeianReadsAboveUsual',
      ]),
    );
  });
});

test('no label of a metric can hold anything of a person', () => {
  const labels = [...reported.matchAll(/^beian_\w+\{([^}]*)\}/gm)].flatMap(([, pairs = '']) =>
    [...pairs.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
  );
  const known = [
    'account',
    'channel',
    'found',
    'kind',
    'le',
    'method',
    'path',
    'result',
    'stage',
    'state',
    'status',
    'subject',
    'vendor',
  ];
  expect([...new Set(labels)].filter((label) => !known.includes(label))).toEqual([]);
});

test('the dashboards are the three of the handbook', () => {
  expect(dashboards.map(({ uid }) => uid)).toEqual(['beian-engine', 'beian-desk', 'beian-miit']);
});
