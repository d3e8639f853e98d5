import type { Texts } from '../../texts/texts.ts';

/** What the help says around its articles. */
export const texts = {
  title: { zh: '帮助', en: 'Help' },
  search: { zh: '搜索', en: 'Search' },
  searchHint: { zh: '例如：子域名、手机号、注销', en: 'For example: sub-domain, mobile, removal' },
  found: { zh: '{count} 条结果', en: '{count} found' },
  nothing: {
    zh: '没有找到。请换个词，或联系接入商。',
    en: 'Nothing was found. Try another word, or ask the provider.',
  },
  all: { zh: '全部问题', en: 'All questions' },
  back: { zh: '返回帮助', en: 'Back to the help' },
  source: { zh: '来源：{source}（{date}）', en: 'Source: {source} ({date})' },
  related: { zh: '常见问题', en: 'Questions that people ask here' },
} as const satisfies Texts;
