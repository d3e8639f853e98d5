import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { RULES_FILE, rulesPage } from './rules.ts';

const written = (): Promise<string> => readFile(RULES_FILE, 'utf8');

test('docs/rules.md agrees with the policy rows', async () => {
  const page = await written();
  expect(page === (await rulesPage()) ? page : 'The rows have changed: run `npm run docs`.').toBe(page);
});

describe('docs/rules.md', () => {
  /** Lines below the heading of a key. */
  const linesOf = async (key: string): Promise<string[]> => {
    const [, after = ''] = (await written()).split(`### \`${key}\`\n`);
    return after.split(/\n#/, 1).join('').split('\n').filter((line) => line.startsWith('- ')); // prettier-ignore
  };

  // Typed in from the specification: §9 C-8, C-12, §11, §11.1.
  test.each([
    ['sms.scope', 'since 2020-08-17', 'nationwide from 2020-08-17'],
    ['domain.minRemainingDays', 'Shanghai', '180'],
    ['site.maxPerOrder', 'Hubei', '1'],
    ['person.maxAge', 'Tianjin', '"men":60,"women":55'],
    ['entity.nonLocalIndividual', 'since 2026-01-01', '"NO"'],
    ['authenticity.method', 'since 2019-07-29', 'LIVENESS_APP'],
    ['review.item', 'since 2016-06-20', 'TICKED'],
  ])('says of %s what holds: %s, %s', async (key, where, what) => {
    const lines = await linesOf(key);
    expect(lines.filter((line) => line.includes(where) && line.includes(what))).not.toEqual([]);
  });

  test('names a source in every line, and every province somewhere', async () => {
    const lines = (await written()).split('\n').filter((line) => line.startsWith('- **'));
    expect(lines.length).toBeGreaterThan(150);
    expect(lines.filter((line) => !/`\. \S/.test(line))).toEqual([]);
    for (const province of ['Beijing', 'Jiangsu', 'Hainan', 'Tibet', 'Xinjiang', 'Ningxia', 'Qinghai']) {
      expect(lines.some((line) => line.includes(province))).toBe(true);
    }
  });
});
