/** In which language a visitor reads: as they chose, else as their browser asks, else Chinese. */
import { LANGUAGES, type Language } from './texts.ts';

export const LANGUAGE_COOKIE = 'beian-language';

export const isLanguage = (text: unknown): text is Language => LANGUAGES.some((language) => language === text);

/** @param accepts the header `Accept-Language`, whose first known language counts */
export function languageOf(chosen: string | undefined, accepts: string | undefined): Language {
  if (isLanguage(chosen)) return chosen;
  const wanted = (accepts ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? 'zh';
}
