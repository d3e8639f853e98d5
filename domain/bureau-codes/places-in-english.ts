/** Chinese places in Latin letters: Pinyin with what the place is, and the usual names of places whose name is not Chinese. */
import { pinyin } from 'pinyin-pro';

/** Names that Pinyin of the characters would not give. */
const USUAL: Readonly<Record<string, string>> = {
  内蒙古: 'Inner Mongolia',
  西藏: 'Tibet',
  陕西: 'Shaanxi',
  呼和浩特: 'Hohhot',
  鄂尔多斯: 'Ordos',
  呼伦贝尔: 'Hulunbuir',
  巴彦淖尔: 'Bayannur',
  乌兰察布: 'Ulanqab',
  锡林郭勒: 'Xilingol',
  阿拉善: 'Alxa',
  兴安: 'Hinggan',
  哈尔滨: 'Harbin',
  齐齐哈尔: 'Qiqihar',
  大兴安岭: 'Da Hinggan Ling',
  拉萨: 'Lhasa',
  日喀则: 'Xigazê',
  昌都: 'Qamdo',
  林芝: 'Nyingchi',
  那曲: 'Nagqu',
  阿里: 'Ngari',
  阿坝: 'Ngawa',
  甘孜: 'Garzê',
  迪庆: 'Dêqên',
  果洛: 'Golog',
  玉树: 'Yushu',
  海西: 'Haixi',
  乌鲁木齐: 'Ürümqi',
  克拉玛依: 'Karamay',
  吐鲁番: 'Turpan',
  哈密: 'Hami',
  博尔塔拉: 'Bortala',
  巴音郭楞: 'Bayingolin',
  阿克苏: 'Aksu',
  克孜勒苏: 'Kizilsu',
  喀什: 'Kashgar',
  和田: 'Hotan',
  伊犁: 'Ili',
  塔城: 'Tacheng',
  阿勒泰: 'Altay',
  石河子: 'Shihezi',
  蔚: 'Yu',
};

/** What a place is, longest word first; a city needs no word. */
const KINDS: readonly (readonly [suffix: string, word: string])[] = [
  ['特别行政区', ' SAR'],
  ['自治区', ''],
  ['自治州', ' Prefecture'],
  ['自治县', ' County'],
  ['自治旗', ' Banner'],
  ['地区', ' Prefecture'],
  ['林区', ' Forestry District'],
  ['省', ''],
  ['市', ''],
  ['盟', ' League'],
  ['县', ' County'],
  ['区', ' District'],
  ['旗', ' Banner'],
];

const WHOLE: Readonly<Record<string, string>> = {
  县: 'Counties',
  省直辖县: 'Under the province',
  自治区直辖县级行政区划: 'Under the region',
};

/** The peoples that names of autonomous places end with. */
const PEOPLES =
  /(?:(?:壮|回|满|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬|东乡|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|柯尔克孜|达斡尔|景颇|毛南|撒拉|布朗|塔吉克|阿昌|普米|鄂温克|怒|保安|裕固|独龙|鄂伦春)族|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|蒙古|各族)+$/u;

/** `杭州市` → `Hangzhou`, `滨江区` → `Binjiang District`, `西安市` → `Xi'an`. */
export function placeInEnglish(name: string): string {
  const whole = WHOLE[name];
  if (whole !== undefined) return whole;
  const [suffix, word] = KINDS.find(([each]) => name.endsWith(each) && name.length > each.length) ?? ['', ''];
  const autonomous = suffix.startsWith('自治');
  const full = name.slice(0, name.length - suffix.length);
  const own = autonomous && USUAL[full] === undefined ? full.replace(PEOPLES, '') || full : full;
  return `${USUAL[own] ?? inPinyin(own)}${word}`;
}

function inPinyin(name: string): string {
  const written = pinyin(name, { toneType: 'none', type: 'array' })
    .map((syllable, index) => (index > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable))
    .join('');
  return written.charAt(0).toUpperCase() + written.slice(1);
}
