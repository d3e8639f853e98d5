/**
 * Provinces, cities and counties (GB/T 2260). The list of a package is used without what the standard does not number: development
 * zones, and towns below cities that have no districts. The three regions in which no filing is made are left out.
 */
import { areaList } from '@vant/area-data';
import { seedRows, type CodeRow, type SeedSource } from '../code-row.ts';

const GB_2260: SeedSource = { source: 'GB/T 2260, by the list of @vant/area-data 2.1.0', asOf: '2025-01-01' };
const OUTSIDE = /^(71|81|82)/;
/** Dongguan, Zhongshan, Danzhou and Jiayuguan have no districts. */
const TOWNS = /^(4419|4420|4604|6202)/;
const ZONES = /[79]\d$/;

const filed = (names: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(names).filter(([code]) => !OUTSIDE.test(code));

export const PLACES: readonly CodeRow[] = seedRows('AREA', GB_2260, {
  ...Object.fromEntries(filed(areaList.province_list)),
  ...Object.fromEntries(filed(areaList.city_list)),
  ...Object.fromEntries(filed(areaList.county_list).filter(([code]) => !TOWNS.test(code) && !ZONES.test(code))),
});
