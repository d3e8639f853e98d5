import { describe, expect, test } from '@jest/globals';
import { faultsOnPage, type KindOnPage } from './page-check.ts';
import type { PagePart } from './page-seen.ts';

const NUMBER = '苏ICP备2026012345号-1';
const PSB_NUMBER = '苏公网安备32010002000001号';
const MIIT = 'https://beian.miit.gov.cn/';
const PLATFORM = 'https://beian.mps.gov.cn/';
const expected = { entityName: '南京示例科技有限公司', icpLink: MIIT, platform: PLATFORM, psbNumber: PSB_NUMBER };

const faults = (kind: KindOnPage, parts: PagePart[], over: Partial<typeof expected> = {}) =>
  faultsOnPage({ kind, number: NUMBER, websiteId: 'W1' }, { parts }, { ...expected, ...over }).map(({ code }) => code);
const name: PagePart = { text: '南京示例科技有限公司 ' };
const linked = (text: string, href: string): PagePart => ({ text, href });

describe('A-119 A-061 the footer', () => {
  test('is done when name and number are there and the number leads to the site of MIIT', () => {
    expect(faults('FOOTER', [name, linked(NUMBER, MIIT)])).toEqual([]);
    expect(faults('FOOTER', [name, linked(NUMBER, 'http://beian.miit.gov.cn/#/Integrated/index')])).toEqual([]);
    expect(faults('FOOTER', [name, linked('苏 ICP 备 2026012345 号－1', '//beian.miit.gov.cn')])).toEqual([]);
  });

  test('names what is missing or wrong', () => {
    expect(faults('FOOTER', [{ text: 'Welcome' }])).toEqual(['NAME_NOT_ON_PAGE', 'NUMBER_NOT_ON_PAGE']);
    expect(faults('FOOTER', [name])).toEqual(['NUMBER_NOT_ON_PAGE']);
    expect(faults('FOOTER', [linked(NUMBER, MIIT)])).toEqual(['NAME_NOT_ON_PAGE']);
    expect(faults('FOOTER', [name, { text: NUMBER }])).toEqual(['NUMBER_NOT_LINKED']);
    expect(faults('FOOTER', [name, linked(NUMBER, 'https://beian.miit.gov.cn.example/')])).toEqual([
      'NUMBER_LINKED_ELSEWHERE',
    ]);
    expect(faults('FOOTER', [name, linked(NUMBER, '/about')])).toEqual(['NUMBER_LINKED_ELSEWHERE']);
  });

  test('of another website, or of the entity alone, is not this one', () => {
    expect(faults('FOOTER', [name, linked('苏ICP备2026012345号-12', MIIT)])).toEqual(['OTHER_NUMBER_ON_PAGE']);
    expect(faults('FOOTER', [name, linked('苏ICP备2026012345号', MIIT)])).toEqual(['OTHER_NUMBER_ON_PAGE']);
  });
});

describe('A-064 the icon of the police', () => {
  const icon: PagePart = { image: true, href: PLATFORM };

  test('is done when it stands beside its number, which leads to the platform', () => {
    expect(faults('PSB_ICON', [icon, linked(PSB_NUMBER, `${PLATFORM}#/query/webSearch?code=32010002000001`)])).toEqual(
      [],
    );
    expect(faults('PSB_ICON', [{ image: true }, linked(PSB_NUMBER, PLATFORM)])).toEqual([]);
  });

  test('names the number, the link or the icon that is missing', () => {
    expect(faults('PSB_ICON', [icon])).toEqual(['PSB_NUMBER_NOT_ON_PAGE']);
    expect(faults('PSB_ICON', [icon, linked('苏公网安备32010002000002号', PLATFORM)])).toEqual([
      'PSB_NUMBER_NOT_ON_PAGE',
    ]);
    expect(faults('PSB_ICON', [icon, { text: PSB_NUMBER }])).toEqual(['PSB_NUMBER_LINKED_ELSEWHERE']);
    expect(faults('PSB_ICON', [{ image: true }, name, linked(PSB_NUMBER, PLATFORM)])).toEqual(['PSB_ICON_NOT_ON_PAGE']);
  });
});

test('A-062 the owner in the copyright notice must be the entity of the filing', () => {
  expect(faults('COPYRIGHT', [{ text: '© 2026 南京示例科技有限公司' }])).toEqual([]);
  expect(faults('COPYRIGHT', [{ text: '南京示例科技有限公司 版权所有' }])).toEqual([]);
  expect(faults('COPYRIGHT', [{ text: 'Copyright 2026 某某工作室' }])).toEqual(['COPYRIGHT_OF_ANOTHER']);
  expect(faults('COPYRIGHT', [name])).toEqual(['COPYRIGHT_NOT_ON_PAGE']);
});
