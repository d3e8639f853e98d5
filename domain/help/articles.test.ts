import { describe, expect, test } from '@jest/globals';
import { ARTICLES } from './articles.ts';
import { findArticles } from './find-articles.ts';

describe('A-192 every question of the FAQ', () => {
  test('is there, once, in both languages, with its source and date', () => {
    // The questions of the FAQ of the specification's seeds; some stand there twice.
    expect(ARTICLES.length).toBeGreaterThanOrEqual(120);
    expect(new Set(ARTICLES.map(({ id }) => id)).size).toBe(ARTICLES.length);
    const faulty = ARTICLES.filter(
      ({ question, answer, source, date }) =>
        !/\p{Script=Han}/u.test(`${question.zh}${answer.zh}`) ||
        /\p{Script=Han}/u.test(`${question.en}${answer.en}`) ||
        !source.startsWith('FAQ: ') ||
        !/^20\d\d-\d\d-\d\d$/.test(date),
    );
    expect(faulty.map(({ id }) => id)).toEqual([]);
  });

  test.each(['zh', 'en'] as const)('is found by its own words in %s', (language) => {
    const lost = ARTICLES.filter(
      (article) => !findArticles(ARTICLES, article.question[language]).slice(0, 5).includes(article),
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });
});

test.each([
  ['二级域名', 'subdomain'],
  ['sub-domain', 'subdomain'],
  ['验证码', 'sms-missing'],
  ['忘记密码', 'password-reset'],
  ['port 80', 'domain-or-port'],
])('a search for %s leads to %s', (asked, id) => {
  expect(
    findArticles(ARTICLES, asked)
      .slice(0, 3)
      .map((article) => article.id),
  ).toContain(id);
});

test('a search for nothing finds nothing', () => {
  expect(findArticles(ARTICLES, '  ')).toEqual([]);
  expect(findArticles(ARTICLES, 'xyzzy')).toEqual([]);
});
