/** People at work in a real browser, in windows of their own. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { AccountId } from '../../domain/identifiers.ts';
import { formatInstant, instant } from '../../domain/time/instant.ts';
import { faultsOn } from './accessibility.ts';
import { individual } from '../support/orders/applicants.ts';
import { succeeded } from '../support/servers/api-bench.ts';
import { beginOrder, fillOrder, submitOrder } from './applicant-at-work.ts';
import { startConsoleStage, type ConsoleStage } from './console-stage.ts';

let stage: ConsoleStage;
let fresh: string;
let corrected: string;
beforeAll(async () => {
  stage = await startConsoleStage();
  const { bench } = stage;
  const [one, other, reviewer] = await Promise.all([
    bench.as('applicant'),
    bench.as('applicant'),
    bench.as('reviewer'),
  ]);
  [fresh, corrected] = await Promise.all([
    bench.order(one, individual(), 'PRELIM_REVIEW'),
    bench.order(other, individual(), 'PRELIM_REVIEW'),
  ]);
  const items = [{ path: 'entity.remark', code: 'REMARK_NEEDED', advice: '请在备注中说明情况。' }];
  await reviewer.act(corrected, 'reject', { items });
  succeeded(await other.patch(`/v1/orders/${corrected}/form`, { entity: { remark: '<script>alert(1)</script>' } }));
  await other.act(corrected, 'submitForReview', { confirmed: true });
});
beforeEach(() => {
  stage.faults.length = 0;
});
afterAll(() => stage.stop());

const main = (page: Page) => page.textContent('main');

describe('two reviewers', () => {
  test('take an order from the queue to the bureau by a few keys, and neither does both', async () => {
    const first = await stage.windowOf({ id: 'rev-one', role: 'reviewer' });
    await first.goto('/review');
    expect(await main(first)).toContain(fresh);
    // The one that is due first is opened and claimed by one key; until it is the fresh one, it is given back.
    await first.goto(`/review/orders/${fresh}`);
    expect(await main(first)).toContain('个人信息已脱敏');
    await Promise.all([first.waitForURL(/orders/), first.keyboard.press('c')]);
    await first.locator('text=您已领取此订单').waitFor();
    expect(await first.locator('img[alt$="的图片"]').count()).toBeGreaterThan(0);
    await first.keyboard.press('a');
    await first.keyboard.press('Enter');
    await first.locator('.govuk-notification-banner--success').waitFor();
    // Four eyes are said before anybody tries.
    await first.locator('main', { hasText: '您已初审通过此订单' }).waitFor();
    expect(await first.locator('text=提交管局（A）').count()).toBe(0);
    // The next order is one key away.
    expect(await first.locator('button[data-key="n"]').count()).toBe(1);

    const second = await stage.windowOf({ id: 'rev-two', role: 'reviewer' });
    await second.goto(`/review/orders/${fresh}`);
    expect(await main(second)).toContain('由 rev-one 初审通过');
    await second.keyboard.press('a');
    await second.keyboard.press('Enter');
    await second.locator('.govuk-notification-banner--success').waitFor();
    expect(stage.faults).toEqual([]);
  });

  test('cannot both hold an order, and see what is different since the last round', async () => {
    const [first, second] = await Promise.all([
      stage.windowOf({ id: 'rev-one', role: 'reviewer' }),
      stage.windowOf({ id: 'rev-two', role: 'reviewer' }),
    ]);
    await Promise.all([first, second].map((page) => page.goto(`/review/orders/${corrected}`)));
    await first.keyboard.press('c');
    await first.locator('text=您已领取此订单').waitFor();
    // The other window shows by itself who holds the order now.
    await second.locator('main', { hasText: 'rev-one' }).waitFor();
    expect(await main(first)).toContain('与上一轮提交相比的变化');

    // A reason beside a field sends the order back; without one it says so and keeps what was typed.
    await first.locator('button:has-text("按所选原因退回")').click();
    expect(await first.textContent('.govuk-error-summary')).toContain('请至少选择一个退回原因');
    await first.selectOption('select[name="code:entity.name"]', 'OTHER');
    await first.locator('button:has-text("按所选原因退回")').click();
    expect(await first.textContent('.govuk-error-summary')).toContain('请填写说明');
    expect(await first.inputValue('select[name="code:entity.name"]')).toBe('OTHER');
    await first.selectOption('select[name="code:entity.name"]', 'NOT_AS_ON_DOCUMENT');
    await first.locator('button:has-text("按所选原因退回")').click();
    await first.locator('.govuk-notification-banner--success').waitFor();
    expect(await main(first)).toContain('初审退回修改');
    expect(stage.faults).toEqual([]);
  });
});

test('an order is filed from the first question to the number by three people in three windows', async () => {
  const { bench } = stage;
  const { id, accountId = '' } = await bench.as('applicant');
  const customer = await stage.windowOf(
    { id, role: 'applicant', accountId: accountId as AccountId },
    { javaScriptEnabled: false },
  );
  const form = individual();
  bench.parties.assets.instances.set('i-in-a-window', { ownerAccountId: accountId });
  const order = await beginOrder(customer);
  const orderId = order.split('/').at(-1) ?? '';
  await fillOrder(customer, order, form, 'i-in-a-window');
  await bench.passFaceChecks(await bench.as('applicant', accountId), orderId);
  await submitOrder(customer, order);
  await customer.goto(order);
  expect(await main(customer)).toContain('接入商初审');

  // One key takes what is due first; two more approve it.
  const first = await stage.windowOf({ id: 'rev-first', role: 'reviewer' });
  await first.goto('/review');
  await first.keyboard.press('n');
  await first.waitForURL(`**/review/orders/${orderId}`);
  await first.keyboard.press('a');
  await first.keyboard.press('Enter');
  await first.locator('.govuk-notification-banner--success').waitFor();
  await customer.reload();
  expect(await main(customer)).toContain('提交管局');

  const second = await stage.windowOf({ id: 'rev-second', role: 'reviewer' });
  await second.goto('/review');
  await second.keyboard.press('n');
  await second.waitForURL(`**/review/orders/${orderId}`);
  await second.keyboard.press('a');
  await second.keyboard.press('Enter');
  await second.locator('.govuk-notification-banner--success').waitFor();
  await reached(orderId, 'SMS_PENDING');

  const tell = async (event: string, data: object) =>
    succeeded(await bench.webhook({ eventId: randomUUID(), orderId, event, data: { handOver: 1, ...data } }));
  await tell('smsStarted', { sentAt: formatInstant(instant(Date.now())) });
  await tell('smsVerified', { personId: 'P1' });
  await reached(orderId, 'BUREAU_REVIEW');
  await tell('bureauDecision', { decision: 'APPROVED' });
  await reached(orderId, 'BUREAU_APPROVED');
  const number = '粤ICP备2026000077号';
  const domain = form.websites['W1']?.domain;
  await tell('recordSynced', { entityNumber: number, websites: [{ domain, number: `${number}-1` }] });
  await reached(orderId, 'COMPLETED');
  await customer.goto('/records');
  expect(await main(customer)).toContain(number);
  expect(stage.faults).toEqual([]);
});

/** Waits until the order has come there. */
async function reached(orderId: string, wanted: string): Promise<void> {
  const { bench } = stage;
  const reader = await bench.as('operator');
  const steps = bench.steps(orderId);
  for (;;) {
    const { body } = succeeded(await reader.get(`/v1/orders/${orderId}`));
    if (body.stage === wanted) break;
    if ((await steps.next()).done === true) throw new Error(`the order is in ${body.stage}, not in ${wanted}`);
  }
  await steps.return?.();
}

describe('every page', () => {
  const WIDTHS = [1280, 390];
  const REVIEWER = ['/review', '/review/keys', '/review/look-ups', '/review/mailroom'];
  const OPERATOR = [
    '/operate',
    '/operate/orders',
    '/operate/messages',
    '/operate/figures',
    '/operate/rules',
    '/operate/accounts',
    '/operate/erasures',
    '/operate/import',
    '/operate/bureaus',
    '/operate/bureaus/unfiled',
    '/operate/bureaus/verifications',
    '/operate/records',
    '/operate/inspections',
    '/operate/campaigns',
  ];
  const CUSTOMER = [
    '/',
    '/start',
    '/start/types',
    '/start/prepare',
    '/start/permit?asked=1&culture=GAMES&income=FEES&province=GD',
    '/records',
    '/records/inspections',
    '/account',
    '/messages',
    '/help',
  ];

  /** What hinders people at desktop and phone width, and what does not fit into the phone's. */
  async function hindrances(page: Page, paths: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const faults = await faultsOn(page);
        const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
        found.push(
          ...[...faults, ...(wider > 0 ? [`${wider} px too wide`] : [])].map((fault) => `${path} ${width}: ${fault}`),
        );
      }
    }
    return found;
  }

  test.each(['zh', 'en'])(
    'of the reviewers has nothing that hinders people, at desktop and phone width: %s',
    async (language) => {
      const page = await stage.windowOf({ id: 'rev-three', role: 'reviewer' });
      await page.goto(`/language/${language}?back=/review`);
      expect(await hindrances(page, [...REVIEWER, `/review/orders/${corrected}`])).toEqual([]);
      expect(stage.faults).toEqual([]);
    },
  );

  test.each(['zh', 'en'])(
    'of customers has nothing that hinders people, at desktop and phone width: %s',
    async (language) => {
      const { id, accountId = '' } = await stage.bench.as('applicant');
      const page = await stage.windowOf({ id, role: 'applicant', accountId: accountId as AccountId });
      await page.goto(`/language/${language}?back=/`);
      expect(await hindrances(page, CUSTOMER)).toEqual([]);
      expect(stage.faults).toEqual([]);
    },
  );

  test.each(['zh', 'en'])(
    'of operators has nothing that hinders people, at desktop and phone width: %s',
    async (language) => {
      const page = await stage.windowOf({ id: 'op-one', role: 'operator' });
      await page.goto(`/language/${language}?back=/operate`);
      const ofOrder = ['', '/do/operatorRecordDecision', '/do/recordSynced'].map(
        (at) => `/operate/orders/${fresh}${at}`,
      );
      expect(await hindrances(page, [...OPERATOR, ...ofOrder])).toEqual([]);
      expect(stage.faults).toEqual([]);
    },
  );

  test.each(['zh', 'en'])(
    'of the sign-in has nothing that hinders people, also when it is sent empty: %s',
    async (language) => {
      const page = await stage.windowOf({ id: 'nobody', role: 'applicant' });
      await page.context().clearCookies();
      await page.goto(`/language/${language}?back=/sign-in`);
      expect(await hindrances(page, ['/sign-in'])).toEqual([]);
      await page.locator('summary').click();
      await page.locator('#id').press('Enter');
      await page.locator('.govuk-error-summary').waitFor();
      expect(await faultsOn(page)).toEqual([]);
    },
  );

  test('keeps what was typed apart from what it says, and takes a form once however often it is sent', async () => {
    const page = await stage.windowOf({ id: 'rev-five', role: 'reviewer' }, { javaScriptEnabled: false });
    await page.goto(`/review/orders/${corrected}`);
    const script = '<script>alert(1)</script>';
    await page.locator('summary:has-text("内部备注")').click();
    await page.fill('#staff-note', script);
    await page.locator('form[action$="/annotate"] button').dblclick();
    await page.locator('.govuk-notification-banner--success').waitFor();
    const { body } = succeeded(await (await stage.bench.as('operator')).get(`/v1/orders/${corrected}/history`));
    const notes = body.entries.filter(({ action }: { action: string }) => action === 'annotate');
    expect(notes).toHaveLength(1);
    await page.goto(`/review/orders/${corrected}`);
    expect(await page.content()).not.toContain(script);
    expect(stage.faults).toEqual([]);
  });

  test('works without JavaScript', async () => {
    const page = await stage.windowOf({ id: 'rev-four', role: 'reviewer' }, { javaScriptEnabled: false });
    await page.goto('/review');
    await page.fill('#number', corrected);
    await page.locator('button:has-text("筛选")').click();
    expect(await main(page)).toContain(corrected);
    expect(stage.faults).toEqual([]);
  });
});

test('a list whose connection breaks says so, and shows what happened meanwhile once it is back', async () => {
  const { bench } = stage;
  const [applicant, reviewer] = await Promise.all([bench.as('applicant'), bench.as('reviewer')]);
  const order = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
  const page = await stage.windowOf({ id: 'rev-follows', role: 'reviewer' });
  const following = page.waitForResponse('**/live/lists/queue');
  await page.goto('/review');
  await following;
  const row = page.locator('tr', { hasText: order });
  await reviewer.act(order, 'claim', {});
  await row.filter({ hasText: reviewer.id }).waitFor();

  await stage.breakOff();
  await page.locator('[data-when="lost"]').waitFor({ state: 'visible' });
  await reviewer.act(order, 'release', {});
  await stage.comeBack();
  await page.locator('[data-stale]').waitFor({ state: 'hidden' });
  await row.filter({ hasNotText: reviewer.id }).waitFor();
});
