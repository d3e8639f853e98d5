import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../stack/state/folders.ts';

test('no process tries work within its workflow task but by shortWork, so that no outage fills its history', () => {
  const folder = join(projectFolder, 'workflows');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const triesWithin = sources.filter((path) =>
    /\b(?:proxyLocalActivities|scheduleLocalActivity)\s*[<(]/.test(readFileSync(join(folder, path), 'utf8')),
  );
  expect(triesWithin).toEqual([join('engine', 'activity-options.ts')]);
});
