/** Pages that ask nothing of the store, in both languages. */
import { expect, test } from '@jest/globals';
import { bareConsole } from '../../test/support/console/bare-console.ts';
import { ARTICLES } from '../../domain/help/articles.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../domain/policy/policy.ts';
import type { Rules } from '../../domain/lifecycle/terms.ts';

const rules = async () => ({ policies: createPolicies(BUILT_IN_POLICIES) }) as Rules;
const { as } = bareConsole({ rules });

const mainOf = (html: string): string => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
const HAN = /\p{Script=Han}+/gu;

test.each([
  ['target=MAINLAND&server=HERE&filed=NO', '需要备案', '/start/prepare'],
  ['target=HONG_KONG_OR_OVERSEAS&server=HERE&filed=NO', '不需要备案', undefined],
  ['target=MAINLAND&server=HERE&filed=ELSEWHERE', '需要办理接入备案', '/start/prepare'],
  ['target=MAINLAND&server=ELSEWHERE&filed=NO', '不在这里办理', undefined],
  ['target=MAINLAND&server=HERE&filed=NO&ipOnly=true', '不能备案', undefined],
  ['target=MAINLAND&server=HERE&filed=NO&reachable=false', '上线前需要备案', '/start/prepare'],
  [
    'target=MAINLAND&server=HERE&filed=HERE&addressChange=WITHIN_PROVIDER&operationalLicence=true',
    '需要办理变更备案',
    '/records',
  ],
])('the three questions answered with %s lead to %s', async (answers, verdict, next) => {
  const { text } = await (await as('applicant')).get(`/start?asked=1&${answers}`);
  expect(/<h2 id="answer"[^>]*>([^<]*)/.exec(text)?.[1]).toBe(verdict);
  const section = /<section aria-labelledby="answer".*?<\/section>/s.exec(text)?.[0] ?? '';
  if (next === undefined) expect(section).not.toContain('role="button"');
  else expect(section).toContain(`href="${next}"`);
});

test('questions that are not answered have no answer yet', async () => {
  const { text } = await (await as('applicant')).get('/start?asked=1&target=MAINLAND');
  expect(text).not.toContain('id="answer"');
  expect(text).toContain('href="#server"');
  expect(text).not.toContain('href="#target"');
  expect(text).toMatch(/id="target-2"[^>]*checked/);
});

test('in English no page has a Chinese word in it', async () => {
  const browser = await as('applicant');
  await browser.get('/language/en?back=/start');
  const paths = [
    '/start',
    '/start?asked=1&target=NONE&server=NONE&filed=NO',
    '/start/types',
    '/help',
    '/records/diagnosis',
  ];
  for (const path of [...paths, ...ARTICLES.slice(0, 5).map(({ id }) => `/help/${id}`)]) {
    const { status, text } = await browser.get(path);
    expect([path, status, mainOf(text).match(HAN)]).toEqual([path, 200, null]);
  }
});

test('a word that stands in no article is answered with what to do', async () => {
  const { text } = await (await as('applicant')).get('/help?q=xyzzy');
  expect(text).toContain('没有找到');
});

test('an article that does not exist is a page that says so', async () => {
  expect((await (await as('applicant')).get('/help/nothing')).status).toBe(404);
});
