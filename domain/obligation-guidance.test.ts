import { describe, expect, test } from '@jest/globals';
import type { CivilDate } from './instant.ts';
import { guidanceOf, missingInFooter, ownsCopyright, type GuidanceSubject } from './obligation-guidance.ts';
import { OBLIGATION_KINDS } from './obligation.ts';
import { BUILT_IN_POLICIES } from './policy/built-in-policies.ts';
import { createPolicies } from './policy/policy.ts';

const subject: GuidanceSubject = {
  entityName: '海口示例<科技>有限公司',
  province: 'HI',
  city: '海口市',
  on: '2026-03-12' as CivilDate,
  policies: createPolicies(BUILT_IN_POLICIES),
};
const number = '琼ICP备2026012345号-1';
const en = (kind: (typeof OBLIGATION_KINDS)[number], over: Partial<GuidanceSubject> = {}) =>
  guidanceOf({ kind, number }, { ...subject, ...over })
    .advice.map((advice) => advice.en)
    .join(' ');

describe('what a page says beside a duty', () => {
  test('A-061 the footer has a text to copy, linked to the site MIIT has today', () =>
    expect(guidanceOf({ kind: 'FOOTER', number }, subject).copy).toBe(
      `海口示例&lt;科技&gt;有限公司 <a href="https://beian.miit.gov.cn/" target="_blank">${number}</a>`,
    ));

  test('A-063 A-124 the PSB filing: where, what it costs not to, and that the provider does not file it', () => {
    expect(guidanceOf({ kind: 'PSB', number }, subject).link).toBe('https://beian.mps.gov.cn/');
    expect(en('PSB')).toMatch(/the provider does not file it.*warning or a suspension of up to 6 months/);
  });

  test('A-052 the licence: who gives it, and whether the provider helps in that city', () => {
    expect(en('LICENCE')).toMatch(/from the bureau.*qualification certificate.*does not assist in your city/);
    expect(en('LICENCE', { province: 'GD', city: '深圳市' })).toContain('assists in your city');
    expect(en('LICENCE', { province: 'BJ' })).toContain('assists in your city');
  });

  test('A-062 the copyright notice names the entity, and nobody else', () => {
    expect(guidanceOf({ kind: 'COPYRIGHT', number }, subject).copy).toContain('© 2026 海口示例');
    expect(ownsCopyright('海口示例 <科技> 有限公司', subject.entityName)).toBe(true);
    expect(ownsCopyright('另一家公司', subject.entityName)).toBe(false);
  });

  test.each(OBLIGATION_KINDS)('%s is explained in both languages', (kind) => {
    const { advice } = guidanceOf({ kind, number }, subject);
    for (const said of advice) {
      expect(said.zh).toMatch(/\p{Script=Han}/u);
      expect(said.en).toMatch(/[a-z]/);
    }
  });
});

describe('A-061 A-064 the check of a home page', () => {
  const wanted = { number, icpLink: 'https://beian.miit.gov.cn/' };
  const psb = { psbNumber: '琼公网安备 46010002000001号', psbPlatform: 'https://beian.mps.gov.cn/' };
  const icp = `<a href="https://beian.miit.gov.cn">${number}</a>`;
  const icon = `<a href="https://beian.mps.gov.cn/#/query/webSearch?code=46010002000001"><img src="ga.png">琼公网安备46010002000001号</a>`;

  test('finds number, link, PSB number and icon', () => {
    expect(missingInFooter(`<footer>${icp}</footer>`, wanted)).toEqual([]);
    expect(missingInFooter(`<footer>${icp} ${icon}</footer>`, { ...wanted, ...psb })).toEqual([]);
  });

  test('names what is missing', () => {
    expect(missingInFooter('<p>Hello</p>', { ...wanted, ...psb })).toEqual([
      'NUMBER',
      'LINK',
      'PSB_NUMBER',
      'PSB_ICON',
    ]);
    expect(missingInFooter(`<p>${number}</p>`, wanted)).toEqual(['LINK']);
    expect(missingInFooter(`<p>${number}2</p>`, wanted)).toEqual(['NUMBER', 'LINK']);
    expect(missingInFooter(`${icp} ${icon.replace(/<img[^>]*>/, '')}`, { ...wanted, ...psb })).toEqual(['PSB_ICON']);
  });
});
