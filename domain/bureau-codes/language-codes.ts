/** The languages of a website as codes of MIIT's table (R-HO-4): as the form numbers them, else by what it calls them. */
import type { Website } from '../order/form.ts';
import type { BureauCodes } from './bureau-codes.ts';
import { englishName } from './english-names.ts';

/** What people and older orders write for the languages of MIIT's table, beside its Chinese and English names. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  zh: '中文简体',
  'zh-cn': '中文简体',
  'zh-hans': '中文简体',
  chinese: '中文简体',
  中文: '中文简体',
  汉语: '中文简体',
  简体中文: '中文简体',
  'zh-tw': '中文繁体',
  'zh-hk': '中文繁体',
  'zh-hant': '中文繁体',
  繁体中文: '中文繁体',
  en: '英语',
  英文: '英语',
  ja: '日语',
  日文: '日语',
  fr: '法语',
  法文: '法语',
  ru: '俄罗斯语',
  俄语: '俄罗斯语',
  es: '西班牙语',
  ar: '阿拉伯语',
  ko: '朝鲜语',
  韩语: '朝鲜语',
  bo: '藏语',
  ug: '维吾尔语',
  mn: '蒙古语',
  kk: '哈萨克语',
  ky: '柯尔克孜语',
  za: '壮语',
};

/** Undefined when none is named, a code is not in the table, or a name is not known. */
export function languageCodes(
  codes: BureauCodes,
  { languageCodes: given, languages = [] }: Website,
): number[] | undefined {
  const all = given ?? languages.map((name) => codeOf(codes, name));
  const known = all.filter((code) => code !== undefined && codes.row('LANGUAGE', code) !== undefined);
  return all.length === 0 || known.length < all.length
    ? undefined
    : [...new Set(known)].filter((code) => code !== undefined);
}

function codeOf(codes: BureauCodes, name: string): number | undefined {
  const wanted = name.trim().toLowerCase();
  const chinese = ALSO_CALLED[wanted] ?? wanted;
  const row = codes.rows('LANGUAGE').find((one) => one.name === chinese || englishName(one)?.toLowerCase() === wanted);
  return row === undefined ? undefined : Number(row.id);
}
