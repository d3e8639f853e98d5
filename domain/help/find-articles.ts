/** Finds articles by words in either language; Chinese is also compared by pairs of characters, because it has no spaces. */
import type { Article } from './article.ts';

const HAN = /\p{Script=Han}/u;

/** Those that have any of the words, the best first: words in the question count most. */
export function findArticles(articles: readonly Article[], asked: string): Article[] {
  const terms = termsIn(asked);
  if (terms.length === 0) return [];
  return articles
    .map((article) => ({ article, score: scoreOf(article, terms) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ article }) => article);
}

function termsIn(asked: string): string[] {
  const words = asked
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,，。.?？!！、]+/u)
    .filter((word) => word !== '');
  return words.flatMap((word) => (HAN.test(word) && word.length > 2 ? [word, ...pairsIn(word)] : [word]));
}

const pairsIn = (word: string): string[] =>
  Array.from({ length: word.length - 1 }, (_, place) => word.slice(place, place + 2));

function scoreOf({ question, answer }: Article, terms: readonly string[]): number {
  const asked = `${question.zh}\n${question.en}`.toLowerCase();
  const answered = `${answer.zh}\n${answer.en}`.toLowerCase();
  return terms.reduce((sum, term) => sum + (asked.includes(term) ? 3 : 0) + (answered.includes(term) ? 1 : 0), 0);
}
