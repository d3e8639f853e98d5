import { describe, expect, test } from '@jest/globals';
import type { CivilDate } from '../time/instant.ts';
import { guidanceOf, type GuidanceSubject } from './guidance.ts';
import { DUTY_KINDS } from './duty.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies } from '../policy/policy.ts';

const subject: GuidanceSubject = {
  entityName: '海口示例<科技>有限公司',
  province: 'HI',
  city: '海口市',
  on: '2026-03-12' as CivilDate,
  policies: createPolicies(BUILT_IN_POLICIES),
};
const number = '琼ICP备2026012345号-1';
const en = (kind: (typeof DUTY_KINDS)[number], over: Partial<GuidanceSubject> = {}) =>
  guidanceOf({ kind, number }, { ...subject, ...over })
    .advice.map((advice) => advice.en)
    .join(' ');

describe('what a page says beside a duty', () => {
  test('A-061 the footer has a text to copy, linked to the site MIIT has today', () =>
    expect(guidanceOf({ kind: 'FOOTER', number }, subject).copy).toBe(
      `海口示例&lt;科技&gt;有限公司 <a href="https://beian.miit.gov.cn/" target="_blank">${number}</a>`,
    ));

  test('A-063 A-124 the PSB filing says where to file, names the penalty, and says that the provider does not file it', () => {
    expect(guidanceOf({ kind: 'PSB', number }, subject).link).toBe('https://beian.mps.gov.cn/');
    expect(en('PSB')).toMatch(/the provider does not file it.*warning or a suspension of up to 6 months/);
  });

  test('A-052 the licence says who gives it, and whether the provider helps in that city', () => {
    expect(en('LICENCE')).toMatch(/from the bureau.*qualification certificate.*does not assist in your city/);
    expect(en('LICENCE', { province: 'GD', city: '深圳市' })).toContain('assists in your city');
    expect(en('LICENCE', { province: 'BJ' })).toContain('assists in your city');
  });

  test('A-062 the copyright notice names the entity, and nobody else', () => {
    expect(guidanceOf({ kind: 'COPYRIGHT', number }, subject).copy).toContain('© 2026 海口示例');
  });

  test.each(DUTY_KINDS)('%s is explained in both languages', (kind) => {
    const { advice } = guidanceOf({ kind, number }, subject);
    for (const said of advice) {
      expect(said.zh).toMatch(/\p{Script=Han}/u);
      expect(said.en).toMatch(/[a-z]/);
    }
  });
});
