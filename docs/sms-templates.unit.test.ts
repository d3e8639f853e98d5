import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { OPERATIONS_FILE, operationsWithTemplates } from './sms-templates.ts';

test('docs/operations.md shows the SMS texts of the code', async () => {
  const written = await readFile(OPERATIONS_FILE, 'utf8');
  const stale = 'The SMS texts have changed: run `npm run docs`, and have the changed ones approved by the vendor.';
  expect(written === (await operationsWithTemplates(written)) ? written : stale).toBe(written);
});
