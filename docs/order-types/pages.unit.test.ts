import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { orderTypePages } from './pages.ts';

const stale = 'A type of order, a policy or a text has changed: run `npm run docs`.';
const pages = await orderTypePages();
const textOf = (file: string): string => pages.find((page) => basename(page.file) === file)?.text ?? '';

test('each page of an order type agrees with its row, the policies and the texts', async () => {
  for (const { file, text } of pages) {
    const written = await readFile(file, 'utf8');
    expect(written === text ? written : stale).toBe(written);
  }
});

test('there is a page for each of the ten types, and no other one', async () => {
  const written = (await readdir(dirname(pages[0]?.file ?? ''))).filter((file) => file.endsWith('.md'));
  expect(written.toSorted()).toEqual([
    'README.md',
    'cancel-access.md',
    'change-entity.md',
    'change-site.md',
    'dereg-entity.md',
    'dereg-site.md',
    'first.md',
    'new-site-elsewhere.md',
    'new-site-here.md',
    'transfer-more.md',
    'transfer-new.md',
  ]);
});

test('the pages say what the specification says of path, terms, messages and materials', () => {
  const first = textOf('first.md');
  expect(first).toMatch(/`PRELIM_REVIEW`.*\| 2 BD +\|/);
  expect(first).toMatch(/`SMS_PENDING`.*the entity head and each site head.*\| 24 h/);
  expect(first).toMatch(/`BUREAU_REVIEW`.*3 to 20 BD.*ZJ: 3 to 30 BD/);
  expect(first).toMatch(/`party-building-proof`.*XJ: yes/);
  const change = textOf('change-entity.md');
  expect(change).toMatch(/`PRELIM_REVIEW`.*\| 1 BD +\|/);
  expect(change).not.toContain('MAIL_PENDING');
  expect(change).toContain('the website is served all the while');
  const transfer = textOf('transfer-new.md');
  expect(transfer).toContain('lasts 45 CD; reminders come when 15, 7, 1 of them are left');
  expect(transfer).toContain('N-12');
  const cancelled = textOf('cancel-access.md');
  expect(cancelled).not.toMatch(/SMS_PENDING|PRELIM_REVIEW`|N-1 /);
  expect(cancelled).toMatch(/`READY_FOR_BUREAU`.*\| system +\|/);
  expect(cancelled).toMatch(/\| P-2 +\|/);
});
