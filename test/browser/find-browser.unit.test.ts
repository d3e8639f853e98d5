import { expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { BrowserWay } from './browser-way.ts';
import { programOf } from './browser-ways.ts';
import { firstThatWorks, NoBrowser, waysToTry } from './find-browser.ts';

const browser = { isConnected: () => true } as Browser;
const unusable = (name: string): BrowserWay => ({
  name,
  howTo: `install ${name}`,
  attempt: async () => ({ kind: 'unusable', why: `${name} is missing` }),
});
const throwing: BrowserWay = {
  name: 'broken',
  howTo: 'repair it',
  attempt: () => Promise.reject(new Error('Failed to launch.\nCall log: 40 lines')),
};
const working: BrowserWay = { name: 'works', howTo: '', attempt: async () => ({ kind: 'running', browser }) };

test('the browser is that of the first way that works', async () => {
  expect(await firstThatWorks([unusable('one'), throwing, working, unusable('two')])).toBe(browser);
});

test('where no way works the failure names each way, what it lacks and how to make it work', async () => {
  const failure = firstThatWorks([unusable('one'), throwing]);
  await expect(failure).rejects.toThrow(NoBrowser);
  await expect(failure).rejects.toThrow(
    'No browser could be started. Any one of these is enough:\n' +
      '  - one: one is missing.\n    To use it: install one.\n' +
      '  - broken: Failed to launch.\n    To use it: repair it.',
  );
});

test('the ways are a path in the environment, the system, Playwright’s download and a package, in this order', () => {
  expect(waysToTry(undefined).map(({ name }) => name)).toEqual([
    'the program that BEIAN_BROWSER names',
    "the system's Chromium or Chrome",
    "Playwright's own download",
    'the Chromium in the package @sparticuz/chromium',
  ]);
  expect(waysToTry('/opt/chrome').map(({ name }) => name)).toEqual(['the program that BEIAN_BROWSER names']);
});

test('Chromium is taken before Chrome wherever it lies on the PATH', () => {
  const there = new Set(['/a/google-chrome', '/b/chromium']);
  expect(programOf('/a:/b', (file) => there.has(file))).toBe('/b/chromium');
  expect(programOf('/a', (file) => there.has(file))).toBe('/a/google-chrome');
  expect(programOf('', () => false)).toBeUndefined();
});
