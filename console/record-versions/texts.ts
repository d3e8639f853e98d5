import type { Texts } from '../texts/texts.ts';

/** What is said of the versions of a record. */
export const texts = {
  caption: { zh: '变更记录', en: 'Changes of the record' },
  version: { zh: '版本', en: 'Version' },
  changedAt: { zh: '时间', en: 'When' },
  cause: { zh: '由谁变更', en: 'Who or what changed it' },
  parts: { zh: '变更内容', en: 'What changed' },
  byOrder: { zh: '订单', en: 'order' },
  byImport: { zh: '接入商导入', en: 'taken over by the provider' },
  bySync: { zh: '工信部的数据', en: 'told by MIIT' },
  by: { zh: '（{by}）', en: ' ({by})' },
  entity: { zh: '主体', en: 'Entity' },
  newPart: { zh: '新增', en: 'new' },
  colon: { zh: '：', en: ': ' },
  comma: { zh: '、', en: ', ' },
  none: { zh: '还没有变更。', en: 'Nothing has changed yet.' },
  older: { zh: '更早的变更', en: 'Earlier changes' },
  pages: { zh: '翻页', en: 'Pages' },
  head: { zh: '负责人{field}', en: 'person in charge, {field}' },
} as const satisfies Texts;
