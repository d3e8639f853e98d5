/** Codes of places and languages. Expected values are typed in from GB/T 2260 and MIIT's lists. */
import { describe, expect, test } from '@jest/globals';
import type { Entity } from '../order/form.ts';
import { createBureauCodes } from './bureau-codes.ts';
import { englishName } from './english-names.ts';
import { languageCodes } from './language-codes.ts';
import { placeCodes, placesWithin } from './place-codes.ts';
import { SEED_ROWS } from './seeds/seed-rows.ts';
import { SERVER_PLACE_CODE } from './words.ts';

const CODES = createBureauCodes(SEED_ROWS, 'seed');

describe('R-HO-3 the place of an entity', () => {
  test.each<[string, Pick<Entity, 'province' | 'city' | 'district' | 'cityCode' | 'districtCode'>, string[]]>([
    ['by its names', { province: 'ZJ', city: '杭州市', district: '滨江区' }, ['330000', '330100', '330108']],
    [
      'by names without what they are',
      { province: 'ZJ', city: '杭州', district: '滨江' },
      ['330000', '330100', '330108'],
    ],
    ['by codes', { province: 'ZJ', cityCode: '330100', districtCode: '330108' }, ['330000', '330100', '330108']],
    [
      'by the code where the name says otherwise',
      { province: 'ZJ', city: '宁波市', cityCode: '330100', district: '滨江区' },
      ['330000', '330100', '330108'],
    ],
    ['of a municipality', { province: 'BJ', city: '北京市', district: '朝阳区' }, ['110000', '110100', '110105']],
    [
      'of a county of Chongqing',
      { province: 'CQ', city: '重庆市', district: '城口县' },
      ['500000', '500200', '500229'],
    ],
    ['of a city without districts', { province: 'GD', city: '东莞市', district: '南城街道' }, ['440000', '441900']],
    ['of a city directly under its province', { province: 'HB', city: '仙桃市' }, ['420000', '429000', '429004']],
    [
      'of a district whose name another city has too',
      { province: 'LN', city: '沈阳市', district: '和平区' },
      ['210000', '210100', '210102'],
    ],
  ])('is found %s', (_how, entity, expected) => {
    const place = placeCodes(CODES, entity);
    expect(place.found ? [place.province, place.city, place.district].filter(Boolean) : place).toEqual(expected);
  });

  test.each<[string, Parameters<typeof placeCodes>[1], string]>([
    ['the province', { city: '杭州市' }, 'PROVINCE'],
    ['the city', { province: 'ZJ', city: '广州市', district: '天河区' }, 'CITY'],
    ['the district', { province: 'ZJ', city: '杭州市' }, 'DISTRICT'],
    ['the district of that city', { province: 'ZJ', cityCode: '330100', districtCode: '330203' }, 'DISTRICT'],
  ])('lacks %s', (_what, entity, lacks) => {
    expect(placeCodes(CODES, entity)).toEqual({ found: false, lacks });
  });
});

test('R-HO-3 places are listed by what they lie within', () => {
  expect(placesWithin(CODES, undefined).map(({ name }) => name)).toContain('浙江省');
  expect(placesWithin(CODES, undefined)).toHaveLength(31);
  expect(
    placesWithin(CODES, '330000')
      .map(({ name }) => name)
      .slice(0, 2),
  ).toEqual(['杭州市', '宁波市']);
  expect(placesWithin(CODES, '330100').map(({ name }) => name)).toContain('滨江区');
});

test('R-HO-3 development zones and towns are no districts', () => {
  expect(CODES.row('AREA', '320571')).toBeUndefined();
  expect(CODES.row('AREA', '441903')).toBeUndefined();
  expect(CODES.row('AREA', '310115')?.name).toBe('浦东新区');
});

describe('R-HO-4 languages', () => {
  test.each([
    [['zh'], [1]],
    [
      ['中文简体', 'English'],
      [1, 12],
    ],
    [
      ['简体中文', '繁体中文'],
      [1, 2],
    ],
    [['zh', '中文'], [1]],
  ])('%j are %j', (languages, expected) => expect(languageCodes(CODES, { languages })).toEqual(expected));

  test.each([[[]], [['zh', 'klingon']]])('%j are not known', (languages) =>
    expect(languageCodes(CODES, { languages })).toBeUndefined(),
  );

  test('are those that the form numbers, whatever it calls them', () => {
    expect(languageCodes(CODES, { languages: ['klingon'], languageCodes: [12] })).toEqual([12]);
    expect(languageCodes(CODES, { languageCodes: [60] })).toBeUndefined();
  });
});

describe('names in English', () => {
  test.each([
    ['AREA', '330108', 'Binjiang District'],
    ['AREA', '610100', "Xi'an"],
    ['AREA', '650100', 'Ürümqi'],
    ['AREA', '341500', "Lu'an"],
    ['AREA', '222400', 'Yanbian Prefecture'],
    ['AREA', '500242', 'Youyang County'],
    ['AREA', '150000', 'Inner Mongolia'],
    ['CONTENT', '9', 'shopping'],
    ['LANGUAGE', '7', 'Tibetan'],
    ['BUREAU', '27', 'Shaanxi'],
  ] as const)('%s %s is %s', (table, id, english) => {
    const row = CODES.row(table, id);
    expect(row && englishName(row)).toBe(english);
  });

  test('stand beside every content, language, access method and nature', () => {
    const tables = ['CONTENT', 'LANGUAGE', 'ACCESS_METHOD', 'NATURE'] as const;
    const unnamed = tables.flatMap(CODES.rows).filter((row) => englishName(row) === undefined);
    expect(unnamed).toEqual([]);
  });
});

test('the place of a server is numbered by the alphabetical rank of its two letters', () => {
  const letters = [...Object.keys(SERVER_PLACE_CODE), 'HK', 'MO', 'TW'].toSorted();
  const ranks = letters.flatMap((each, index) => (/HK|MO|TW/.test(each) ? [] : [[each, index + 1]]));
  expect(SERVER_PLACE_CODE).toEqual(Object.fromEntries(ranks));
});
