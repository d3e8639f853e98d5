/** Filing numbers in the form that bureaus use: province letter, `ICP备`, year and serial, `号`, and `-n` for the n-th website. */
import type { Province } from '../../domain/order/form.ts';

/** The one-character names that stand at the start of a number. */
const LETTERS: Readonly<Record<Province, string>> = {
  BJ: '京', TJ: '津', HE: '冀', SX: '晋', NM: '蒙', LN: '辽', JL: '吉', HL: '黑', SH: '沪', JS: '苏', ZJ: '浙',
  AH: '皖', FJ: '闽', JX: '赣', SD: '鲁', HA: '豫', HB: '鄂', HN: '湘', GD: '粤', GX: '桂', HI: '琼', CQ: '渝',
  SC: '蜀', GZ: '黔', YN: '滇', XZ: '藏', SN: '陕', GS: '陇', QH: '青', NX: '宁', XJ: '新',
}; // prettier-ignore

/** The province whose bureau gave a number. */
export const provinceOfNumber = (number: string): Province | undefined =>
  PROVINCES.find((province) => number.startsWith(LETTERS[province]));
const PROVINCES = Object.keys(LETTERS) as Province[];

/** E.g. `粤ICP备2026012345号`. */
export function entityNumber(province: Province, year: string, serial: number): string {
  return `${LETTERS[province]}ICP备${year}${String(serial).padStart(6, '0')}号`;
}

/** E.g. `粤ICP备2026012345号-1`. */
export const websiteNumber = (entity: string, website: number): string => `${entity}-${website}`;
