import type { Texts } from '../../texts/texts.ts';

/** What the pages say that add to the form and take out of it. */
export const addTexts = {
  removeTitle: { zh: '删除“{name}”？', en: 'Take “{name}” out?' },
  removeWarning: { zh: '删除后需要重新填写才能恢复。', en: 'It has to be filled in anew to get it back.' },
  warning: { zh: '注意', en: 'Warning' },
  remove: { zh: '确认删除', en: 'Take out' },
  keep: { zh: '保留', en: 'Keep' },
  removed: { zh: '已从表单中删除。', en: 'It was taken out of the form.' },
} as const satisfies Texts;
