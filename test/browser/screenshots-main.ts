/**
 * `npm run screenshots`: starts a stack of its own, files orders, and writes pictures of the desks to `docs/images/`, small enough
 * for a page on the web. All people in them are invented.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { readCommandLine } from '../../stack/command-line.ts';
import { onOwnStack } from '../../stack/own-stack.ts';
import { printProgress } from '../../stack/progress.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { startBrowser } from './find-browser.ts';
import { filePicturedOrders } from './pictured-orders.ts';

const DESKTOP = { width: 1280, height: 900 };
const TALL = { width: 1280, height: 1300 };
const PHONE = { width: 390, height: 844 };
const MOST_BYTES = 150_000;
const folder = join(projectFolder, 'docs', 'images');

interface Seat {
  person: { id: string; role: string; account?: string };
  language?: 'zh' | 'en';
  viewport?: typeof DESKTOP;
}

async function windowOf(
  browser: Browser,
  baseURL: string,
  { person, language = 'zh', viewport = DESKTOP }: Seat,
): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport, locale: language === 'zh' ? 'zh-CN' : 'en' });
  await context.request.post('/sign-in', { form: { account: '', back: '/', ...person } });
  return context.newPage();
}

/** Takes a picture of what stands in the window. */
async function picture(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path);
  await written(page, name);
}

async function written(page: Page, name: string): Promise<void> {
  const { size } = await sharp(await page.screenshot())
    .webp({ quality: 80 })
    .toFile(join(folder, `${name}.webp`));
  if (size > MOST_BYTES) throw new Error(`${name}.webp has ${size} bytes; a picture may have ${MOST_BYTES}`);
  printProgress(`docs/images/${name}.webp  ${Math.round(size / 1000)} kB`);
}

readCommandLine({}, 'npm run screenshots; it writes docs/images/');
await mkdir(folder, { recursive: true });
await onOwnStack('screenshots', { durability: 'throwaway' }, async (stack) => {
  const orders = await filePicturedOrders(stack);
  const browser = await startBrowser();
  const sit = (seat: Seat) => windowOf(browser, stack.consoleUrl, seat);
  try {
    const { awaitsCode, corrected } = orders;
    const applicant = { id: 'li-lei', role: 'applicant', account: awaitsCode.accountId };
    const customer = await sit({ person: applicant });
    await picture(customer, '/start', 'applicant-start');
    await picture(customer, `/orders/${awaitsCode.id}`, 'applicant-order');
    const phone = await sit({ person: applicant, language: 'en', viewport: PHONE });
    await picture(phone, `/orders/${awaitsCode.id}`, 'applicant-phone');

    const reviewer = await sit({ person: { id: 'wang-reviews', role: 'reviewer' } });
    await picture(reviewer, '/review', 'review-queue');
    await reviewer.goto(`/review/orders/${corrected.id}`);
    await reviewer.keyboard.press('c');
    await reviewer.locator('.govuk-notification-banner--success').waitFor();
    await reviewer.setViewportSize(TALL);
    await reviewer.goto(`/review/orders/${corrected.id}`);
    await reviewer.waitForLoadState('networkidle');
    await written(reviewer, 'review-case');

    const operator = await sit({ person: { id: 'sun-operates', role: 'operator' } });
    await picture(operator, '/operate', 'operate');
    await picture(operator, '/operate/figures', 'operate-figures');
  } finally {
    await browser.close();
  }
});
