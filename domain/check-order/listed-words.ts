/**
 * Listed words in a text that people wrote. Chinese is written without spaces, so a word also stands where the end of one word
 * meets the beginning of the next (`人大` in 机器人大全). An exception of the row takes such places out; where none is named, the
 * words of the text are told apart by the dictionary of `Intl.Segmenter`, and a place that cuts through one is left to a reviewer.
 */
import type { PolicyValue } from '../policy/policy.ts';

type Listed = PolicyValue<'keywords.siteName'>[number];

export interface FoundWord {
  word: string;
  /** `PERHAPS`: by chance, as part of other words, or of a word that the list only wants looked at. */
  found: 'CERTAINLY' | 'PERHAPS';
}

/** The first listed word that the text certainly contains, else the first that it perhaps does. */
export function listedWordIn(typed: string, listed: readonly Listed[]): FoundWord | undefined {
  const text = plain(typed);
  let perhaps: FoundWord | undefined;
  let edges: ReadonlySet<number> | undefined;
  for (const row of listed) {
    const { word, except = [], severity = 'BLOCKING' } = typeof row === 'string' ? { word: row } : row;
    const places = placesOf(plain(word), text).filter((at) => !isWithin(at, plain(word), except.map(plain), text));
    if (places.length === 0) continue;
    edges ??= edgesOfWords(text);
    const cuts = edges;
    if (severity === 'BLOCKING' && places.some((at) => !cutsThroughWords(at, plain(word), cuts))) {
      return { word, found: 'CERTAINLY' };
    }
    perhaps ??= { word, found: 'PERHAPS' };
  }
  return perhaps;
}

/** Characters that Unicode holds twice, such as compatibility ideographs and letters in full width, are one here. */
const plain = (text: string): string => text.normalize('NFKC');

function placesOf(word: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** Whether this place lies within one of the longer words that are no matter. */
const isWithin = (at: number, word: string, except: readonly string[], text: string): boolean =>
  except.some((longer) =>
    placesOf(longer, text).some((from) => from <= at && at + word.length <= from + longer.length),
  );

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Where a word of the text begins, and where the text ends. */
const edgesOfWords = (text: string): ReadonlySet<number> =>
  new Set([...Array.from(segmenter.segment(text), ({ index }) => index), text.length]);

/** It begins or ends within a word and reaches into another one. A listed word within a longer word, 公司 in 有限公司, does not. */
function cutsThroughWords(at: number, word: string, edges: ReadonlySet<number>): boolean {
  const end = at + word.length;
  if (edges.has(at) && edges.has(end)) return false;
  return Array.from(edges).some((edge) => at < edge && edge < end);
}
