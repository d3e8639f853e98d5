/** What a customer does in a browser to file a first website, page by page, from the first question to the submission. */
import type { Page } from 'playwright-core';
import type { OrderForm } from '../../domain/order/form.ts';
import { PNG } from '../support/servers/api-bench.ts';

/** Sends the form in which the control stands, and waits for the page that answers. */
export async function send(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(button).first().click()]);
  const notTaken = page.locator('[data-why], [data-meanwhile]');
  if ((await notTaken.count()) > 0) throw new Error(`the form was not taken: ${await notTaken.first().textContent()}`);
}

/** Answers what the page asks of a part; what it does not ask is left out. */
async function fillPart(page: Page, part: string, values: object): Promise<void> {
  for (const [field, value] of Object.entries(values)) {
    if (field === 'preApprovals') continue;
    const named = `[name="${part}.${field}"]`;
    const texts = (Array.isArray(value) ? value : [value]).map(String);
    const [first = ''] = texts;
    if ((await page.locator(`select${named}`).count()) > 0) await page.selectOption(`select${named}`, first);
    else if ((await page.locator(`input${named}[type="radio"], input${named}[type="checkbox"]`).count()) > 0) {
      for (const text of texts) await chooseOrType(page, named, text);
    } else if ((await page.locator(named).count()) > 0) await page.fill(named, texts.join('、'));
  }
}

/** A day has a field of its own beside the box for "no end". */
async function chooseOrType(page: Page, named: string, text: string): Promise<void> {
  const box = page.locator(`input${named}[value="${text}"]`);
  await ((await box.count()) > 0 ? box.check() : page.fill(`input${named}[type="date"]`, text));
}

/** From the three questions to an opened draft; returns the path of its page. */
export async function beginOrder(page: Page): Promise<string> {
  await page.goto('/start?asked=1&target=MAINLAND&server=HERE&filed=NO');
  await page.goto('/start/prepare');
  await page.check('[name="rulesConfirmed"]');
  await send(page, 'form[action="/orders"] button[type="submit"]');
  return new URL(page.url()).pathname.replace(/\/form\/type$/, '');
}

/** Everything that the customer fills in and uploads before the face check. */
export async function fillOrder(page: Page, order: string, form: OrderForm, instanceId: string): Promise<void> {
  const { headId: _head, ...entity } = form.entity;
  const { headId: _siteHead, ...website } = form.websites['W1'] ?? {};
  const part = async (name: string, values: object, more?: string): Promise<void> => {
    await page.goto(`${order}/form/${name}`);
    await fillPart(page, name === 'type' ? 'entity' : name, values);
    if (more !== undefined) await page.check(more);
    if (name === 'type') await page.fill('[name="websites.W1.domain"]', website.domain ?? '');
    await send(page, 'button[name="goOn"][value="next"]');
  };
  await part('type', entity);
  await part('entity', entity, '[name="entity.headId"][value="NEW"]');
  await part('people.P1', form.people['P1'] ?? {});
  await part('websites.W1', website, '[name="websites.W1.headId"][value="P1"]');

  await page.goto(`${order}/servers`);
  await page.fill('#instanceId-W1', instanceId);
  await send(page, 'form:has(#instanceId-W1) button[type="submit"]');

  await page.goto(`${order}/documents`);
  // Certificates are photographed by phone, or on a device that stands for one.
  await page.locator('a[href^="/hand-off/"]').click();
  await send(page, 'form[action^="/hand-off/"] button[type="submit"]');
  await page.goto(`${order}/documents`);
  const sections = (await page.content()).matchAll(/<section id="([^"]+)" class="beian-slot"/g);
  const slots = [...sections].map(([, slot]) => slot ?? '');
  for (const slot of slots) {
    await page.goto(`${order}/documents`);
    const section = `section[id="${slot}"]`;
    const file = { name: 'scan.png', mimeType: 'image/png', buffer: PNG };
    await page.locator(`${section} input[name="file"]`).setInputFiles(file);
    await page.locator(`${section} form:has(input[type="file"]) button[type="submit"]`).click();
    await page.locator(`${section} .beian-scan__picture`).waitFor();
  }
}

/** Confirms that all is correct, and submits. */
export async function submitOrder(page: Page, order: string): Promise<void> {
  await page.goto(`${order}/do/submitForReview`);
  await page.check('[name="confirmed"]');
  await send(page, `form[action="${order}/do/submitForReview"] button[type="submit"]`);
}
