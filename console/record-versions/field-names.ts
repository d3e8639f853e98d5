/** The names of what can differ between two versions of a record: `status`, `entity.name`, `head.mobile`, `website.languages`. */
import { ENTITY_TEXTS, PERSON_TEXTS, WEBSITE_TEXTS, type FieldText } from '../../domain/order/field-texts.ts';
import type { Say, Text } from '../texts/texts.ts';
import { texts } from './texts.ts';

/** What a record holds beside the fields of a form. */
const BESIDE: Readonly<Record<string, Text>> = {
  number: { zh: '备案号', en: 'number' },
  status: { zh: '状态', en: 'state' },
  accountId: { zh: '账户', en: 'account' },
  province: { zh: '省份', en: 'province' },
  kind: { zh: '主办单位性质', en: 'kind of the entity' },
  issuedOn: { zh: '取得日期', en: 'issued on' },
  miitId: { zh: '工信部编号', en: "MIIT's id" },
  domainMiitId: { zh: '工信部域名编号', en: "MIIT's id of the domain" },
  domain: { zh: '域名', en: 'domain' },
  psbNumber: { zh: '公安备案号', en: 'PSB number' },
  access: { zh: '本接入商的接入', en: 'access through this provider' },
  elsewhere: { zh: '其他接入商的接入', en: 'accesses elsewhere' },
  details: { zh: '详细信息', en: 'details' },
};

const FORMS: Readonly<Record<string, Readonly<Record<string, FieldText>>>> = {
  entity: ENTITY_TEXTS,
  website: WEBSITE_TEXTS,
  head: PERSON_TEXTS,
};

/** In words; what has none keeps its name. */
export function changedField(path: string, say: Say): string {
  const [section = '', name] = path.split('.');
  if (name === undefined) return say(BESIDE[section] ?? { zh: path, en: path });
  const label = FORMS[section]?.[name]?.label;
  const field = label === undefined ? path : say(label);
  return section === 'head' ? say(texts.head, { field }) : field;
}
