/** Customers at work in a real browser: what goes wrong on the way, and what a script adds. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { BrowserContextOptions, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import type { AccountId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { formatInstant, instant } from '../../domain/time/instant.ts';
import { filedElsewhere } from '../support/desk/transfers.ts';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';
import { recordOfAccount } from '../support/orders/record-of-account.ts';
import { PNG, succeeded, type Person } from '../support/servers/api-bench.ts';
import { beginOrder, fillOrder, send, submitOrder } from './applicant-at-work.ts';
import { startConsoleStage, type ConsoleStage } from './console-stage.ts';

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage();
});
beforeEach(() => {
  stage.faults.length = 0;
});
afterAll(() => stage.stop());

const main = (page: Page) => page.textContent('main');
const success = '.govuk-notification-banner--success';

async function customer(options: BrowserContextOptions = {}): Promise<{ person: Person; page: Page }> {
  const person = await stage.bench.as('applicant');
  const accountId = person.accountId as AccountId;
  return { person, page: await stage.windowOf({ id: person.id, role: 'applicant', accountId }, options) };
}
const PHONE = {
  isMobile: true,
  hasTouch: true,
  viewport: { width: 390, height: 800 },
  userAgent: 'Mobile Safari Android',
};

const stageOf = async (person: Person, id: string): Promise<string> =>
  succeeded(await person.get(`/v1/orders/${id}`)).body.stage;

async function reached(person: Person, id: string, wanted: string): Promise<void> {
  const steps = stage.bench.steps(id);
  while ((await stageOf(person, id)) !== wanted) {
    if ((await steps.next()).done === true) throw new Error(`the order is in ${await stageOf(person, id)}`);
  }
  await steps.return?.();
}

/** Two reviewers, MIIT and the bureau bring a submitted order to its end. */
async function carriedOut(person: Person, id: string, sync: object): Promise<void> {
  const { bench } = stage;
  const [first, second] = [await bench.as('reviewer'), await bench.as('reviewer')];
  await first.act(id, 'approve');
  await second.act(id, 'forwardToBureau');
  await reached(person, id, 'SMS_PENDING');
  const tell = async (event: string, data: object = {}) =>
    succeeded(await bench.webhook({ eventId: randomUUID(), orderId: id, event, data: { handOver: 1, ...data } }));
  await tell('smsStarted', { sentAt: formatInstant(instant(Date.now())) });
  await tell('smsVerified', { personId: 'P1' });
  await reached(person, id, 'BUREAU_REVIEW');
  await tell('bureauDecision', { decision: 'APPROVED' });
  await reached(person, id, 'BUREAU_APPROVED');
  await tell('recordSynced', sync);
  await reached(person, id, 'COMPLETED');
}

test('a transfer is filed by pages, which ask only what is not on record, and served before the bureau decides', async () => {
  const { bench } = stage;
  const { person, page } = await customer();
  const form = smallEnterprise();
  filedElsewhere(bench, form);
  bench.parties.assets.instances.set('i-transfer', { ownerAccountId: person.accountId ?? '' });
  const order = await beginOrder(page);
  const id = order.split('/').at(-1) ?? '';
  await fillOrder(page, order, form, 'i-transfer');
  await page.goto(`${order}/form/websites.W1`);
  expect(await main(page)).toContain('本页不询问、也不显示：网站名称');
  expect(await page.locator('[name="websites.W1.name"]').count()).toBe(0);
  await bench.passFaceChecks(person, id);
  await submitOrder(page, order);
  const reviewer = await bench.as('reviewer');
  await reviewer.act(id, 'approve');
  // The page follows the order by itself; going to the address that it is reading anew may never arrive.
  await page.locator('main', { hasText: '临时接入' }).waitFor();
  expect(await main(page)).toContain('接入备案');
  expect(stage.faults).toEqual([]);
});

test('a removal is opened from the record, asked about once more, and takes the record away', async () => {
  const { bench } = stage;
  const { person, page } = await customer();
  const { entity } = await recordOfAccount(bench, person.accountId ?? '', smallEnterprise());
  await page.goto('/records');
  await page.locator(`a:has-text("${entity}")`).first().click();
  await page.locator('a[href$="/DEREG_ENTITY"]').click();
  expect(await main(page)).toContain('不能恢复');
  await page.fill('[name="reason"]', '网站不再使用');
  await page.check('[name="rulesConfirmed"]');
  await send(page, 'form[action$="/DEREG_ENTITY"] button[type="submit"]');
  const order = new URL(page.url()).pathname;
  const id = order.split('/').at(-1) ?? '';
  await page.locator('a[href$="/do/submitForReview"]').first().click();
  expect(await main(page)).toContain('网站不再使用');
  await submitOrder(page, order);
  await carriedOut(person, id, { removed: true });
  // A window of its own: the page of the order follows, and may be reading itself anew.
  const records = await page.context().newPage();
  await records.goto('/records');
  expect(await records.locator('tr', { hasText: entity }).textContent()).toContain('已注销');
  expect(stage.faults).toEqual([]);
});

test('what a reviewer sends back is open for correction with the words beside it, and nothing else is', async () => {
  const { bench } = stage;
  const { person, page } = await customer();
  const id = await bench.order(person, individual(), 'PRELIM_REVIEW');
  const advice = '请写明网站的用途。';
  const reviewer = await bench.as('reviewer');
  await reviewer.act(id, 'reject', { items: [{ path: 'websites.W1.remark', code: 'OTHER', advice }] });
  const order = `/orders/${id}`;
  await page.goto(order);
  expect(await main(page)).toContain(advice);
  await page.locator('a:has-text("去修改")').first().click();
  await page.waitForURL(/form\/websites\.W1/);
  expect(await page.textContent('[id="websites.W1.remark-error"]')).toContain(advice);
  const open = await page.locator('form[data-form="draft"] :is(input:not([type=hidden]), textarea, select)').all();
  const names = await Promise.all(open.map((control) => control.getAttribute('name')));
  expect([...new Set(names)]).toEqual(['websites.W1.remark']);
  await page.fill('[name="websites.W1.remark"]', '个人旅行笔记，不涉及经营。');
  await send(page, 'button[name="goOn"][value="next"]');
  await submitOrder(page, order);
  await reached(person, id, 'PRELIM_REVIEW');
  await page.locator('h1', { hasText: '接入商初审' }).waitFor();
  // The back button leads to a page that says so, and submits nothing again.
  await page.goto(`${order}/do/submitForReview`);
  await page.goBack();
  await page.goForward();
  expect(await page.locator('[name="confirmed"]').count()).toBe(0);
  expect(stage.faults).toEqual([]);
});

describe('a session that has ended', () => {
  const signInAgain = async (page: Page, { id, accountId }: Person): Promise<void> => {
    const beside = await page.context().newPage();
    await beside.goto('/sign-in');
    await beside.locator('summary').click();
    await beside.fill('#id', id);
    await beside.fill('#account', accountId ?? '');
    await beside.selectOption('#role', 'applicant');
    // A window that is closed while the answer to its form is on its way may never close.
    await send(beside, 'details button[type="submit"]');
    await beside.close();
  };

  test.each([true, false])('loses nothing that was typed; with a script: %s', async (javaScriptEnabled) => {
    const { bench } = stage;
    const { person, page } = await customer({ javaScriptEnabled });
    const id = await bench.order(person, individual(), 'FILLED');
    await page.goto(`/orders/${id}/form/entity`);
    await stage.endSession(page);
    await page.fill('[name="entity.remark"]', '没有门牌号');
    if (javaScriptEnabled) {
      // Leaving the field saves it, and cannot: the page says so and keeps the field.
      await page.locator('[name="entity.remark"]').blur();
      await page.locator('#form-state a[href^="/sign-in"]').waitFor();
      expect(await page.inputValue('[name="entity.remark"]')).toBe('没有门牌号');
      await signInAgain(page, person);
    } else {
      await send(page, 'button[name="goOn"][value="later"]');
      expect(await main(page)).toContain('登录已结束');
      await signInAgain(page, person);
    }
    await send(page, javaScriptEnabled ? 'button[name="goOn"][value="later"]' : 'main form button');
    const { form } = succeeded(await person.get(`/v1/orders/${id}/form`)).body;
    expect(form.entity.remark).toBe('没有门牌号');
    expect(stage.faults).toEqual([]);
  });
});

describe('pictures', () => {
  const slotOf = async (page: Page): Promise<string> => {
    await page.goto(page.url());
    return (await page.locator('.beian-slot:has(form)').first().getAttribute('id')) ?? '';
  };
  const sent = async (person: Person, id: string, slot: string) =>
    sharp(succeeded(await person.get(`/v1/orders/${id}/documents/${slot}?image=ORIGINAL`)).body).metadata();
  /** Wider than high, and too much for one piece of a connection. */
  const wide = sharp({ create: { width: 1200, height: 400, channels: 3, background: '#888' } })
    .png({ compressionLevel: 0 })
    .toBuffer();

  test('are turned before they are sent, and stay when the upload breaks off half-way', async () => {
    const { bench } = stage;
    const { person, page } = await customer(PHONE);
    const id = await bench.order(person, individual(), 'FILLED');
    await page.goto(`/orders/${id}/documents`);
    const slot = await slotOf(page);
    const section = page.locator(`section[id="${slot}"]`);
    // A phone offers its camera beside the files.
    expect(await section.locator('input[capture="environment"]').count()).toBe(1);
    const file = { name: 'scan.png', mimeType: 'image/png', buffer: await wide };
    await section.locator('input[name="file"]').setInputFiles(file);
    await section.locator('img.beian-preview').waitFor();
    await section.locator('button:has-text("向右旋转")').click();
    expect(await section.locator('.beian-turned-1').count()).toBe(1);

    stage.breakUploads(true);
    await section.locator('button[type="submit"]').click();
    await section.locator('[role="alert"]', { hasText: '上传中断' }).waitFor();
    expect(await section.locator('.beian-turned-1').count()).toBe(1);
    const { documents } = succeeded(await person.get(`/v1/orders/${id}/documents`)).body;
    expect(documents).toEqual([]);

    stage.breakUploads(false);
    await section.locator('button[type="submit"]').dblclick();
    await page.locator(success, { hasText: '图片已上传' }).waitFor();
    await page.locator(`section[id="${slot}"] img.beian-scan__picture`).waitFor();
    const { width, height } = await sent(person, id, slot);
    expect([width, height]).toEqual([400, 1200]);
    const { documents: stored } = succeeded(await person.get(`/v1/orders/${id}/documents`)).body;
    expect(stored).toEqual([expect.objectContaining({ slot, version: 1 })]);
    expect(stage.faults).toEqual([]);
  });

  test('are dropped on their place, and what cannot be taken is said beside it', async () => {
    const { bench } = stage;
    const { person, page } = await customer(PHONE);
    const id = await bench.order(person, individual(), 'FILLED');
    await page.goto(`/orders/${id}/documents`);
    const slot = await slotOf(page);
    const section = page.locator(`section[id="${slot}"]`);
    const drop = async (name: string, type: string, content: Buffer) => {
      const given = [name, type, [...content]];
      const data = await page.evaluateHandle(`(([name, type, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], name, { type }));
        return data;
      })(${JSON.stringify(given)})`);
      await section.locator('.govuk-file-upload-button').dispatchEvent('drop', { dataTransfer: data });
    };
    await drop('notes.txt', 'text/plain', Buffer.from('no picture'));
    await section.locator('button[type="submit"]').click();
    await section.locator('[role="alert"]').waitFor();
    expect(await section.locator('.beian-preview').count()).toBe(0);
    await drop('scan.png', 'image/png', PNG);
    await section.locator('img.beian-preview').waitFor();
    await section.locator('button[type="submit"]').click();
    await page.locator(success, { hasText: '图片已上传' }).waitFor();
    expect(stage.faults).toEqual([]);
  });

  test('A-042 of certificates go by the phone that has scanned the code, and appear at the computer', async () => {
    const { bench } = stage;
    const { person, page } = await customer();
    const id = await bench.order(person, individual(), 'FILLED');
    await page.goto(`/orders/${id}/documents`);
    const certificate = page.locator('section[id="entity-certificate"]');
    expect(await certificate.textContent()).toContain('请用手机拍摄');
    expect(await certificate.locator('form').count()).toBe(0);
    expect(await page.locator('svg.beian-qr').count()).toBe(1);
    const code = (await page.locator('a[href^="/hand-off/"]').getAttribute('href')) ?? '';
    const phone = await stage.strangersWindow(PHONE);
    await phone.goto(code);
    await send(phone, 'main form button');
    expect(new URL(phone.url()).pathname).toBe(`/orders/${id}`);
    await phone.goto(`/orders/${id}/documents`);
    await phone.locator('section[id="entity-certificate"] input[name="photo"]').setInputFiles({
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: PNG,
    });
    await phone.locator('section[id="entity-certificate"] button[type="submit"]').click();
    await phone.locator(success, { hasText: '图片已上传' }).waitFor();
    await page.locator('a:has-text("查看手机上传的图片")').click();
    await page.locator('section[id="entity-certificate"] img').waitFor();
    expect(stage.faults).toEqual([]);
  });
});

describe('a form', () => {
  const open = async (part: string) => {
    const { person, page } = await customer();
    const id = await stage.bench.order(person, individual(), 'FILLED');
    await page.goto(`/orders/${id}/form/${part}`);
    const form = async (): Promise<OrderForm> => succeeded(await person.get(`/v1/orders/${id}/form`)).body.form;
    return { person, page, id, form };
  };
  const ASKS = `(() => {
    const leaving = new Event('beforeunload', { cancelable: true });
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
  })()`;
  /** Waits until the page holds nothing that is not saved: leaving it asks nothing. */
  const allSaved = async (page: Page): Promise<void> => {
    while (await page.evaluate(ASKS)) await page.evaluate('new Promise(requestAnimationFrame)');
  };
  /** Does something and waits until the form has been saved for it. */
  const saving = async (page: Page, doing: () => Promise<unknown>): Promise<void> => {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await doing();
    await (await answered).finished();
  };

  test('checks a field when it is left and saves the others, however quickly they follow each other', async () => {
    const { page, form } = await open('people.P1');
    const email = page.locator('[name="people.P1.email"]');
    await saving(page, async () => {
      await email.fill('nobody');
      await email.blur();
    });
    await page.locator('[id="people.P1.email-error"]').waitFor();
    expect(await page.inputValue('[name="people.P1.email"]')).toBe('nobody');
    // Two fields are left before the first has been saved; both are.
    await page.locator('[name="people.P1.email"]').fill('first@example.cn');
    await page.locator('[name="people.P1.mobile"]').fill('13800138123');
    await page.locator('[name="people.P1.emergencyMobile"]').fill('13900139123');
    await page.locator('[name="people.P1.emergencyMobile"]').blur();
    await allSaved(page);
    expect((await form()).people['P1']).toMatchObject({
      email: 'first@example.cn',
      mobile: '13800138123',
      emergencyMobile: '13900139123',
    });
    expect(await page.locator('[data-meanwhile]').count()).toBe(0);
    expect(stage.faults).toEqual([]);
  });

  test('is saved while one types, and the field that is typed in is left alone', async () => {
    const { page, form } = await open('entity');
    const remark = page.locator('[name="entity.remark"]');
    await saving(page, () => remark.fill('还没有写完'));
    expect((await form()).entity.remark).toBe('还没有写完');
    // While what was typed last is not saved, leaving asks first.
    const held: Route[] = [];
    const hold = (route: Route): void => void held.push(route);
    await page.route('**/form/entity', hold);
    await remark.fill('还没有写完，继续');
    expect(await page.evaluate(ASKS)).toBe(true);
    await page.unroute('**/form/entity', hold);
    await remark.blur();
    for (const route of held) await route.continue();
    await allSaved(page);
    expect((await form()).entity.remark).toBe('还没有写完，继续');
    expect(await page.locator('[name="entity.remark"]').inputValue()).toBe('还没有写完，继续');
    expect(stage.faults).toEqual([]);
  });

  test('in two tabs shows in the second what the first has saved, and loses neither', async () => {
    const { page, form } = await open('entity');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await saving(page, async () => {
      await page.fill('[name="entity.remark"]', '第一个窗口');
      await page.locator('[name="entity.remark"]').blur();
    });
    await other.fill('[name="entity.city"]', '深圳市');
    await other.locator('[name="entity.city"]').blur();
    await other.locator('[data-meanwhile]').waitFor();
    expect(await other.inputValue('[name="entity.city"]')).toBe('深圳市');
    expect(await main(other)).toContain('第一个窗口');
    expect((await form()).entity).toMatchObject({ remark: '第一个窗口' });
    expect((await form()).entity.city).not.toBe('深圳市');
  });
});

test('script in every text field is text for the customer, the reviewer and the operator', async () => {
  const { bench } = stage;
  const { person, page } = await customer();
  const id = await bench.order(person, individual(), 'FILLED');
  const script = '<img src=x onerror=window.hit=1>\'"</textarea><script>window.hit=1</script>';
  const hits = async (window: Page): Promise<unknown> => window.evaluate('window.hit');
  let filled = 0;
  for (const part of ['type', 'entity', 'people.P1', 'websites.W1']) {
    await page.goto(`/orders/${id}/form/${part}`);
    // Without the saving of single fields, the whole form goes as the button sends it.
    await page.evaluate(`for (const one of document.querySelectorAll('[hx-post]')) one.removeAttribute('hx-trigger')`);
    filled += await page.evaluate<number>(`(() => {
      const fields = [...document.querySelectorAll('form[data-form="draft"] :is(input[type=text], input[type=email], textarea)')];
      for (const field of fields) field.value = ${JSON.stringify(script).replaceAll('</', '<\\/')};
      return fields.length;
    })()`);
    await send(page, part === 'type' ? 'button[name="goOn"][value="next"]' : 'button[name="goOn"][value="later"]');
    expect([part, await hits(page)]).toEqual([part, undefined]);
    expect(await page.content()).not.toContain('<script>window.hit');
  }
  expect(filled).toBeGreaterThan(15);
  const saved = JSON.stringify(succeeded(await person.get(`/v1/orders/${id}/form`)).body.form);
  expect(saved).toContain('<script>window.hit=1</script>');
  const reviewer = await stage.windowOf({ id: 'rev-script', role: 'reviewer' });
  const operator = await stage.windowOf({ id: 'ops-script', role: 'operator' });
  for (const [window, path] of [
    [page, `/orders/${id}`],
    [page, `/orders/${id}/do/submitForReview`],
    [page, `/orders/${id}/servers`],
    [page, `/orders/${id}/face-checks`],
    [page, '/'],
    [reviewer, `/review/orders/${id}`],
    [operator, `/operate/orders/${id}`],
  ] as const) {
    await window.goto(path);
    expect([path, await hits(window)]).toEqual([path, undefined]);
    expect(await window.content()).not.toContain('<script>window.hit');
  }
  expect(stage.faults).toEqual([]);
});

test('a submission that is clicked twice is one submission', async () => {
  const { person, page } = await customer();
  const id = await stage.bench.order(person, individual(), 'CONFIRMATION');
  await page.goto(`/orders/${id}/do/submitForReview`);
  await page.check('[name="confirmed"]');
  await page.locator('form[data-form="deed"] button[type="submit"]').dblclick();
  await page.locator(success).waitFor();
  const { entries } = succeeded(await person.get(`/v1/orders/${id}/history`)).body;
  expect(entries.filter(({ action }: { action: string }) => action === 'submitForReview')).toHaveLength(1);
  expect(stage.faults).toEqual([]);
});
