/** Province, city and county of an entity as codes of MIIT's table (R-HO-3): as the form numbers them, else by their names. */
import type { Entity, Province } from '../order/form.ts';
import { present } from '../present.ts';
import type { BureauCodes } from './bureau-codes.ts';
import type { CodeRow } from './code-row.ts';

/** The first two digits of a province's places. */
const FIRST_DIGITS = {
  BJ: '11', TJ: '12', HE: '13', SX: '14', NM: '15', LN: '21', JL: '22', HL: '23', SH: '31', JS: '32', ZJ: '33',
  AH: '34', FJ: '35', JX: '36', SD: '37', HA: '41', HB: '42', HN: '43', GD: '44', GX: '45', HI: '46', CQ: '50',
  SC: '51', GZ: '52', YN: '53', XZ: '54', SN: '61', GS: '62', QH: '63', NX: '64', XJ: '65',
} as const satisfies Record<Province, string>; // prettier-ignore

export type PlaceFault = 'PROVINCE' | 'CITY' | 'DISTRICT';
export type PlaceCodes =
  { found: true; province: string; city: string; district?: string } | { found: false; lacks: PlaceFault };

type Named = Pick<Entity, 'province' | 'city' | 'district' | 'cityCode' | 'districtCode'>;

/** A district is asked for where the city has districts. */
export function placeCodes(codes: BureauCodes, entity: Named): PlaceCodes {
  if (entity.province === undefined) return { found: false, lacks: 'PROVINCE' };
  const digits = FIRST_DIGITS[entity.province];
  const province = `${digits}0000`;
  if (codes.row('AREA', province) === undefined) return { found: false, lacks: 'PROVINCE' };
  const within = codes.rows('AREA').filter(({ id }) => id.startsWith(digits) && id !== province);
  const cities = within.filter(isCity);
  const counties = within.filter((row) => !isCity(row));

  const direct = directly(counties, entity);
  const city = direct === undefined ? found(cities, entity.cityCode, entity.city) : rowAbove(cities, direct);
  if (city === undefined) return { found: false, lacks: 'CITY' };
  const ofCity = counties.filter((row) => cityOf(row) === city.id);
  const district = direct ?? found(ofCity, entity.districtCode, entity.district);
  if (district === undefined && (ofCity.length > 0 || entity.districtCode !== undefined))
    return { found: false, lacks: 'DISTRICT' };
  return { found: true, province, city: city.id, ...present({ district: district?.id }) };
}

/**
 * A city or county directly under its province, such as Xiantao, or a county of Chongqing. The table puts it below a row that is no city
 * (`429000`, `500200`), so people name it as their city, or as a district of the only city they know of.
 */
function directly(
  counties: readonly CodeRow[],
  { city, district, cityCode, districtCode }: Named,
): CodeRow | undefined {
  const candidates = counties.filter((row) => UNDER_THE_PROVINCE.test(row.id));
  if (districtCode !== undefined) return candidates.find(({ id }) => id === districtCode);
  if (cityCode !== undefined && !UNDER_THE_PROVINCE.test(cityCode)) return undefined;
  return named(candidates, city) ?? named(candidates, district);
}
const UNDER_THE_PROVINCE = /^(\d\d90|5002)/;

const isCity = ({ id }: CodeRow): boolean => id.endsWith('00');
const cityOf = ({ id }: CodeRow): string => `${id.slice(0, 4)}00`;
const rowAbove = (cities: readonly CodeRow[], county: CodeRow) => cities.find(({ id }) => id === cityOf(county));

/** The row that a code names, or a name where there is no code. */
const found = (rows: readonly CodeRow[], code: string | undefined, name: string | undefined): CodeRow | undefined =>
  code === undefined ? named(rows, name) : rows.find(({ id }) => id === code);

/** The only row of this name, with or without the word for what it is. */
function named(rows: readonly CodeRow[], name: string | undefined): CodeRow | undefined {
  if (name === undefined) return undefined;
  const exact = rows.filter((row) => row.name === name);
  const close = exact.length > 0 ? exact : rows.filter((row) => bare(row.name) === bare(name));
  return close.length === 1 ? close[0] : undefined;
}

const bare = (name: string): string => (name.length > 2 ? name.replace(/[市区县]$/u, '') : name);

/** The cities of a province, the districts of a city, or the provinces. */
export function placesWithin(codes: BureauCodes, above: string | undefined): readonly CodeRow[] {
  const rows = codes.rows('AREA');
  if (above === undefined) return rows.filter(({ id }) => id.endsWith('0000'));
  if (above.endsWith('0000'))
    return rows.filter((row) => row.id.startsWith(above.slice(0, 2)) && row.id !== above && isCity(row));
  return rows.filter((row) => !isCity(row) && cityOf(row) === above);
}
