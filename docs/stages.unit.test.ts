import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { README_FILE, readmeWithPicture, STAGES_FILE, stagesPage } from './stages.ts';

const stale = 'The states have changed: run `npm run docs`.';

test('docs/stages.md agrees with the table of states', async () => {
  const written = await readFile(STAGES_FILE, 'utf8');
  expect(written === (await stagesPage()) ? written : stale).toBe(written);
});

test('the picture in README.md agrees with the table of states', async () => {
  const written = await readFile(README_FILE, 'utf8');
  expect(written === (await readmeWithPicture(written)) ? written : stale).toBe(written);
});
