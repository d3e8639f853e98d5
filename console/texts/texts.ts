/** What pages say, in both languages: every text stands once, beside the desk that says it, and is said in the visitor's language. */

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in every language. `{name}` in it is replaced by the value of this name. */
export type Text = Readonly<Record<Language, string>>;
export type Texts = Readonly<Record<string, Text>>;

type Values = Readonly<Record<string, string | number>>;

/** Says a text in the visitor's language. Pages escape what it returns, so values may hold anything. */
export type Say = (text: Text, values?: Values) => string;

/**
 * @example
 * sayIn('en')({ zh: '{count} 个订单', en: '{count} orders' }, { count: 3 }); // '3 orders'
 */
export const sayIn =
  (language: Language): Say =>
  (text, values = {}) =>
    text[language].replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));

/** The language tag of a page. */
export const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
