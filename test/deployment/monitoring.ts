/** The alert rules and the dashboards as the tests see them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { chartFolder, readChartFile } from './chart.ts';

export const alertFile = join(chartFolder, 'monitoring', 'alerts.yaml');
export const alertTestFile = join(chartFolder, 'monitoring', 'alerts.test.yaml');

const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});

export const alerts = rules
  .parse(parse(readChartFile('monitoring/alerts.yaml')))
  .groups.flatMap((group) => group.rules);

const dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  panels: z.array(
    z.looseObject({ title: z.string(), targets: z.array(z.looseObject({ expr: z.string() })).optional() }),
  ),
});

const DASHBOARDS = join(chartFolder, 'monitoring', 'dashboards');

/** Each dashboard with its queries, in which a duration stands for Grafana's own. */
export const dashboards = readdirSync(DASHBOARDS)
  .toSorted()
  .map((file) => {
    const { uid, title, panels } = dashboard.parse(JSON.parse(readFileSync(join(DASHBOARDS, file), 'utf8')));
    const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    return {
      name: file.replace(/\.json$/, ''),
      uid,
      title,
      queries: queries.map((query) => query.replaceAll('$__rate_interval', '5m')),
    };
  });

/** The names of metrics in a query: words that are no function, keyword or label. */
export const metricsIn = (query: string): string[] =>
  query
    .replaceAll(/"[^"]*"|\{[^}]*\}|\[[^\]]*\]|\b(?:by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ')
    .match(/\b[a-z]\w*_\w+\b(?!\s*\()/g)
    ?.toSorted() ?? [];
