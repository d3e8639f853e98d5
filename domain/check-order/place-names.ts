/** Names of provinces, cities and counties in what people write: an individual's website is not called after one (R-SITE-5). */
import { PLACES } from '../bureau-codes/seeds/places.ts';
import { listedWordIn, type FoundWord } from './listed-words.ts';

const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|裕固|保安|鄂伦春|独龙|各';
const ENDING = new RegExp(`(?:(?:(?:${PEOPLES})族?)+自治[区州县旗]|自治[区州县旗]|省|市|地区|盟|林区|区|县|旗)$`, 'u');

/** `浙江省` → `浙江`, `阿坝藏族羌族自治州` → `阿坝`, `西湖区` → `西湖`; a name of which one character is left stays whole. */
function shortened(name: string): string {
  if (name.startsWith('内蒙古')) return '内蒙古';
  const short = name.replace(ENDING, '');
  return short.length < 2 ? name : short;
}

/** What the table calls the rows that hold districts and counties together. */
const NOT_A_NAME = /^(市辖区|县|郊县|省直辖县.*|自治区直辖县.*)$/;

const namesOf = (isWanted: (id: string) => boolean): string[] => [
  ...new Set(
    PLACES.filter(({ id, name }) => isWanted(id) && !NOT_A_NAME.test(name)).flatMap(({ name }) => [
      name,
      shortened(name),
    ]),
  ),
];
const LARGE = namesOf((id) => id.endsWith('00'));
const SMALL = namesOf((id) => !id.endsWith('00'));

interface FoundPlace {
  name: string;
  /** A county or district is often another word too (和平, 新华), and a place may be there by chance. */
  isCertain: boolean;
}

/** The largest place that the text names; undefined where it names none. */
export function placeIn(text: string): FoundPlace | undefined {
  const plain = text.normalize('NFKC');
  const among = (names: readonly string[]): FoundWord | undefined =>
    listedWordIn(
      plain,
      names.filter((name) => plain.includes(name)),
    );
  const large = among(LARGE);
  if (large?.found === 'CERTAINLY') return { name: large.word, isCertain: true };
  const small = large ?? among(SMALL);
  return small === undefined ? undefined : { name: small.word, isCertain: false };
}

const AFTER_A_PLACE = /(网站?|在线|门户|信息网|热线|之窗|官网)$/;

/** Whether a name is a place and nothing more (怒江网): it speaks for the place itself. */
export function isPlaceAlone(text: string): boolean {
  const rest = text.normalize('NFKC').replace(AFTER_A_PLACE, '');
  return LARGE.includes(rest) || SMALL.includes(rest);
}
