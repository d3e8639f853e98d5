import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { faultsOn } from './accessibility.ts';
import { startBrowser } from './find-browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test('the browser that is found shows pages, and what hinders people on them is named', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<!doctype html><html lang="en"><title>t</title><main><h1>Scans</h1><img src="data:,"><input></main></html>',
  );
  expect(await page.textContent('h1')).toBe('Scans');
  expect(await faultsOn(page)).toEqual([
    expect.stringMatching(/^image-alt .*: img$/),
    expect.stringMatching(/^label .*: input$/),
  ]);
  await page.close();
});
