import { describe, expect, test } from '@jest/globals';
import { enterpriseForm, individualForm, SAMPLE_POLICIES } from '../../test/support/orders/sample-orders.ts';
import { withPolicies } from '../../test/support/orders/changed-orders.ts';
import type { ContentCategory, OrderForm, Province, Sector } from '../order/form.ts';
import { policy } from '../policy/policy-row.ts';
import type { CivilDate } from '../time/instant.ts';
import { askedTicks, reviewItems, type ReviewQuestion } from './review-items.ts';
import { notTicked } from './ticks.ts';

const TODAY = '2026-02-09' as CivilDate;

interface About {
  sectors?: Sector[];
  contents?: ContentCategory[];
  name?: string;
}

function website(form: OrderForm, { sectors = [], contents = ['CORPORATE_PRESENTATION'], name }: About): OrderForm {
  const { W1 = {} } = form.websites;
  const preApprovals = sectors.map((sector) => ({ sector, number: '2025-001' }));
  return {
    ...form,
    websites: { W1: { ...W1, preApprovals, contentCategories: contents, ...(name === undefined ? {} : { name }) } },
  };
}

const enterpriseIn = (province: Province, about: About = {}) => website(enterpriseForm(province), about);
const ask = (form: OrderForm, also: Partial<ReviewQuestion> = {}) =>
  reviewItems({ form, type: 'FIRST', policies: SAMPLE_POLICIES, on: TODAY, ...also });
const items = (form: OrderForm, also: Partial<ReviewQuestion> = {}) => ask(form, also).map(({ item }) => item);

/** R-PRE-7, typed in from the specification. */
const UNDERTAKING = [
  'undertaking-title:W1',
  'undertaking-commitment:W1',
  'undertaking-seal:W1',
  'undertaking-signature:W1',
  'business-description:W1',
  'site-description:W1',
  'licence-copy:W1',
];

describe('the reviewer’s checklist', () => {
  test('asks nothing about an ordinary website', () => {
    expect(items(enterpriseIn('SD'))).toEqual([]);
  });

  test('A-116 R-PRE-7 asks for undertaking, descriptions and licence copy of finance in Guangdong since 2016-06-20', () => {
    const finance = enterpriseIn('GD', { sectors: ['FINANCE'] });
    expect(items(finance)).toEqual(expect.arrayContaining([...UNDERTAKING, 'qualification-seen:W1']));
    expect(items(finance, { on: '2016-06-19' as CivilDate })).not.toContain('undertaking-title:W1');
    expect(items(finance, { on: '2016-06-20' as CivilDate })).toContain('undertaking-title:W1');
    expect(items(enterpriseIn('SD', { sectors: ['FINANCE'] })).filter((item) => UNDERTAKING.includes(item))).toEqual(
      [],
    );
    expect(items(enterpriseIn('GD', { sectors: ['NEWS'] })).filter((item) => UNDERTAKING.includes(item))).toEqual([]);
  });

  test('A-138 R-PRE-15 names the regulator of each financial business, in every province', () => {
    const found = ask(enterpriseIn('SD', { sectors: ['FINANCE'] })).find(
      ({ item }) => item === 'qualification-seen:W1',
    );
    for (const words of ['payment: central bank', 'online lending, trust, consumer finance: banking regulator'])
      expect(found?.text.en).toContain(words);
    for (const words of ['equity crowdfunding, sale of funds: securities regulator', 'insurance: insurance regulator'])
      expect(found?.text.en).toContain(words);
    expect(found?.text.zh).toContain('中国人民银行');
    expect(found?.needsNote).toBe(true);
  });

  test.each<[Sector, string]>([
    ['NEWS', 'permit-seen-news:W1'],
    ['PUBLISHING', 'permit-seen-publishing:W1'],
    ['MEDICINE', 'permit-seen-medicine:W1'],
    ['CULTURE', 'permit-seen-culture:W1'],
    ['BROADCASTING', 'permit-seen-broadcasting:W1'],
    ['RIDE_HAILING', 'permit-seen-ride-hailing:W1'],
    ['BBS', 'permit-seen-bbs:W1'],
    ['OFF_CAMPUS_TRAINING', 'permit-seen-off-campus-training:W1'],
  ])('A-044 asks whether the approval of sector %s was seen', (sector, item) => {
    expect(items(enterpriseIn('SD', { sectors: [sector] }))).toEqual([item]);
  });

  test.each<[Sector, string, string]>([
    ['HEALTH', '2015-10-13', '2015-10-14'],
    ['EDUCATION', '2016-02-02', '2016-02-03'],
  ])('A-044 R-PRE-1 %s was seen until %s, and from %s on only where a bureau still asks', (sector, before, since) => {
    const form = enterpriseIn('SD', { sectors: [sector] });
    const item = `permit-seen-${sector.toLowerCase()}:W1`;
    expect(items(form, { on: before as CivilDate })).toEqual([item]);
    expect(items(form, { on: since as CivilDate })).toEqual([]);
    const asks = { authority: 'the province', permit: 'an approval', documents: 'its scan' };
    const local = policy('preapproval.sectors', asks, 'a bureau of this test', {
      scope: { province: 'SD', contentSector: sector },
      from: '2026-01-01',
    });
    expect(items(form, { policies: withPolicies(local) })).toEqual([item]);
    expect(items(enterpriseIn('HB', { sectors: [sector] }), { policies: withPolicies(local) })).toEqual([]);
  });

  test('R-PRE-2 has a reviewer rule out a sector at which a word hints', () => {
    expect(items(enterpriseIn('SD', { name: '示例药品介绍' }))).toEqual(['no-sector-medicine:W1']);
    expect(items(enterpriseIn('SD', { name: '示例药品介绍', sectors: ['MEDICINE'] }))).toEqual([
      'permit-seen-medicine:W1',
    ]);
  });

  test('R-PRE-2 has a reviewer rule out a sector at which the content category hints', () => {
    expect(items(enterpriseIn('SD', { contents: ['EDUCATION'] }))).toEqual(['no-sector-off-campus-training:W1']);
    expect(items(enterpriseIn('SD', { contents: ['GAMES'] }))).toEqual(['no-sector-games:W1']);
  });

  test('R-PRE-11 asks for the publication number of games in Shanghai', () => {
    expect(items(enterpriseIn('SH', { contents: ['GAMES'] }))).toContain('publication-number:W1');
    expect(items(enterpriseIn('SD', { contents: ['GAMES'] }))).not.toContain('publication-number:W1');
    expect(items(enterpriseIn('SH'))).toEqual([]);
  });

  test('R-PRE-9 R-PRE-10 asks for letters in Guangdong and Jiangsu and the video in Jiangsu, since 2021', () => {
    expect(items(enterpriseIn('GD'))).toEqual(['commitment-letter']);
    expect(items(enterpriseIn('JS'))).toEqual(['commitment-letter', 'commitment-video']);
    expect(items(enterpriseIn('JS'), { on: '2020-12-31' as CivilDate })).toEqual([]);
    const individual = individualForm();
    const inGuangdong = { ...individual, entity: { ...individual.entity, province: 'GD' as const } };
    expect(items(inGuangdong)).toEqual([]);
  });

  test('R-PRE-6 asks whether the business scope names adult products', () => {
    expect(items(enterpriseIn('SD', { sectors: ['ADULT_PRODUCTS'] }))).toContain('scope-names-it:W1');
  });
});

describe('an approval', () => {
  const form = enterpriseIn('GD', { sectors: ['FINANCE'] });
  const asked = askedTicks({ form, type: 'FIRST', policies: SAMPLE_POLICIES, on: TODAY });
  const all = asked.map(({ item }) => item);
  const lacking = (ticks: readonly string[], hasNote: boolean) =>
    notTicked(asked, { ticks, hasNote }).map(({ path, code }) => `${path} ${code}`);

  test('names every item that is not ticked', () => {
    expect(lacking([], true)).toEqual(all.map((item) => `review.${item} NOT_TICKED`));
    expect(
      lacking(
        all.filter((item) => item !== 'undertaking-seal:W1'),
        true,
      ),
    ).toEqual(['review.undertaking-seal:W1 NOT_TICKED']);
  });

  test('lacks nothing when all are ticked and the note names the qualification', () => {
    expect(lacking(all, true)).toEqual([]);
    expect(lacking(all, false)).toEqual(['review.qualification-seen:W1 QUALIFICATION_NOT_NAMED']);
  });
});
