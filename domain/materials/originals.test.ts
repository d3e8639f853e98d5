import { describe, expect, test } from '@jest/globals';
import type { CivilDate } from '../time/instant.ts';
import { mailInstructions, mailNeeded, type OriginalsQuestion } from './originals.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies } from '../policy/policy.ts';
import { policy } from '../policy/policy-row.ts';
import { enterpriseForm, individualForm, SAMPLE_POLICIES } from '../../test/support/orders/sample-orders.ts';

const order: OriginalsQuestion = {
  form: enterpriseForm(),
  type: 'FIRST',
  mailRequested: false,
  policies: SAMPLE_POLICIES,
  on: '2026-02-09' as CivilDate,
};
const finance = (province: 'GD' | 'ZJ') => ({
  ...enterpriseForm(province),
  websites: { W1: { preApprovals: [{ sector: 'FINANCE' as const }] } },
});
const wholeProvince = createPolicies([
  ...BUILT_IN_POLICIES,
  policy('mail.required', 'YES', 'test', { scope: { province: 'SD' }, from: '2026-01-01' }),
]);

describe('whether originals are posted:', () => {
  test('A-049 originals are posted only where policy or a reviewer asks', () => {
    expect(mailNeeded(order)).toBe(false);
    expect(mailNeeded({ ...order, mailRequested: true })).toBe(true);
    expect(mailNeeded({ ...order, policies: wholeProvince })).toBe(true);
    expect(mailNeeded({ ...order, policies: wholeProvince, form: individualForm() })).toBe(false);
  });

  test('A-116 papers of finance in Guangdong are posted', () => {
    expect(mailNeeded({ ...order, form: finance('GD') })).toBe(true);
    expect(mailNeeded({ ...order, form: finance('ZJ') })).toBe(false);
    expect(mailNeeded({ ...order, form: enterpriseForm('GD') })).toBe(false);
  });

  test('A-049 a construction plan of Guangdong is posted, one of Jiangsu is not', () => {
    const plan = (province: 'GD' | 'JS') =>
      mailNeeded({ ...order, form: enterpriseForm(province), websitesOnRecord: 40 });
    expect([plan('GD'), plan('JS')]).toEqual([true, false]);
  });

  test('A-104 an entity change is never posted, nor is a removal', () => {
    for (const type of ['CHANGE_ENTITY', 'DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'] as const) {
      expect(mailNeeded({ ...order, type, mailRequested: true })).toBe(false);
    }
  });
});

describe('what is posted where:', () => {
  const papers = (question: OriginalsQuestion) =>
    mailInstructions(question)?.papers.map(({ paper, copies }) => `${copies} × ${paper.split(' ')[0]}`);

  test('no papers are listed where nothing is posted', () => {
    expect(mailInstructions(order)).toBeUndefined();
  });

  test('R-PRE-16 A-116 finance papers of Guangdong go to its bureau, with a courier and a tracking number', () => {
    const mail = mailInstructions({ ...order, form: finance('GD') });
    expect(mail).toMatchObject({
      recipient: expect.stringContaining('Application Review'),
      address: expect.stringContaining('No. 3 South Zhixin Road'),
      phone: '020-87628386',
      rules: [expect.stringContaining('到付'), expect.stringContaining('tracking number')],
    });
    expect(papers({ ...order, form: finance('GD') })).toEqual([
      '1 × 承诺书',
      '1 × 业务情况说明',
      '1 × 网站内容说明',
      '1 × 营业执照副本复印件',
    ]);
  });

  test('A-049 other originals go to the provider, with the checklist form twice', () => {
    const mail = mailInstructions({ ...order, mailRequested: true });
    expect(mail).toMatchObject({ recipient: 'ICP filing desk', rules: [expect.stringContaining('到付')] });
    expect(papers({ ...order, mailRequested: true })).toEqual(['2 × 真实性核验单', '1 × 信息安全管理协议']);
    expect(papers({ ...order, policies: wholeProvince })).toEqual(['2 × 真实性核验单', '1 × 信息安全管理协议']);
  });

  test('A-049 every reason brings its papers, and the sector says where they go', () => {
    const all = { ...order, form: finance('GD'), websitesOnRecord: 40, mailRequested: true };
    expect(papers(all)).toHaveLength(7);
    expect(papers(all)).toContain('1 × 网站建设方案书');
    expect(mailInstructions(all)).toMatchObject({ phone: '020-87628386' });
    expect(mailInstructions(all)?.rules).toHaveLength(2);
  });
});
