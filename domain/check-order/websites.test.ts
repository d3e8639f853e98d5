import { describe, expect, test } from '@jest/globals';
import type { OrderForm } from '../order/form.ts';
import { policy } from '../policy/policy-row.ts';
import {
  enterpriseForm,
  individualForm,
  sampleInstance,
  sampleWebsite,
} from '../../test/support/orders/sample-orders.ts';
import {
  changed,
  type Change,
  enterprise,
  individual,
  stops,
  warns,
  withPolicies,
} from '../../test/support/orders/changed-orders.ts';

describe('websites', () => {
  test.each([
    ['示例', 'NAME_TOO_SHORT'],
    ['12345', 'NAME_ONLY_LETTERS_OR_DIGITS'],
    ['example.com', 'NAME_IS_DOMAIN'],
    ['中国示例商店', 'NAME_WORD'],
    ['示例★科技', 'NAME_SPECIAL_CHARACTERS'],
  ])('A-025 the name %s is refused as %s', (name, code) => {
    expect(stops(enterprise({ W1: { name } }))).toEqual([`websites.W1.name ${code}`]);
  });

  test('C16 a character that Unicode holds twice, or a letter in full width, is no way past the list of words', () => {
    // U+F981 is the compatibility ideograph of 女, U+F98A that of 力; a row of the province lists both words.
    const listed = policy('keywords.siteName', ['女性用品', '力量商城'], 'a list of this test', { from: '2026-01-01' });
    const policies = withPolicies(listed);
    for (const name of ['\uf981性用品专卖', '\uf98a量商城首页']) {
      expect(stops(enterprise({ W1: { name } }), { policies })).toEqual(['websites.W1.name NAME_WORD']);
    }
  });

  test('C16 nor past the words that hint at a sector, or name what may not be offered at all', () => {
    const rows = [
      policy('keywords.sector', ['女性问诊'], 'a list of this test', {
        scope: { contentSector: 'HEALTH' },
        from: '2026-01-01',
      }),
      policy('keywords.explicit', ['力量禁品'], 'a list of this test', { from: '2026-01-01' }),
    ];
    const policies = withPolicies(...rows);
    const hinted = enterprise({ W1: { name: '示例科技介绍', remark: '\uf981性问诊' } });
    expect(warns(hinted, { policies })).toContain('websites.W1.preApprovals SECTOR_HINT');
    const forbidden = enterprise({ W1: { name: '示例科技介绍', remark: '\uf98a量禁品' } });
    expect(stops(forbidden, { policies })).toContain('websites.W1.name CONTENT_FORBIDDEN');
  });

  test.each(['ex_ample.cn', '-example.cn', 'a..cn', 'exa mple.cn'])(
    'C16 the malformed domain %s is refused itself, and leaves a good name alone',
    (domain) => {
      const found = stops(enterprise({ W1: { domain } }));
      expect(found).toContain('websites.W1.domain DOMAIN_FORM');
      expect(found.filter((each) => each.includes('NAME_IS_DOMAIN'))).toEqual([]);
    },
  );

  test('A-025 an individual may not use a company word or a word of the province, and may use a description', () => {
    expect(stops(individual({ W1: { name: '李雷有限公司' } }))).toEqual(['websites.W1.name NAME_WORD']);
    expect(stops(individual({ W1: { name: '李雷的商城' } }))).toEqual(['websites.W1.name NAME_WORD']);
    expect(stops(individual({ W1: { name: '李雷的读书笔记' } }))).toEqual([]);
  });

  test.each(['中央空调维修指南', '机器人大全', '达人大赛记录', '其中国际物流', '示例中央厨房设计'])(
    'the name %s, in which a listed word stands by chance or in an exception, stops nobody',
    (name) => {
      expect(stops(enterprise({ W1: { name } }))).toEqual([]);
    },
  );

  test('an exception of a listed word leaves nothing to say, and excuses only the place where it stands', () => {
    expect(warns(enterprise({ W1: { name: '中央空调维修指南' } }))).toEqual([]);
    expect(stops(enterprise({ W1: { name: '中央空调与中央政策' } }))).toEqual(['websites.W1.name NAME_WORD']);
    expect(stops(enterprise({ W1: { name: '中央新闻资料' } }))).toEqual(['websites.W1.name NAME_WORD']);
  });

  test('a listed word that cuts through other words is left to the reviewer', () => {
    expect(warns(enterprise({ W1: { name: '其中国际物流' } }))).toEqual(['websites.W1.name NAME_WORD']);
    expect(stops(individual({ W1: { name: '李雷有限公司' } }))).toEqual(['websites.W1.name NAME_WORD']);
  });

  test('rows may name exceptions and leave words to the reviewer, in each list of words', () => {
    const name = '青山读书笔记';
    const row = (key: 'keywords.siteName' | 'keywords.explicit', word: object) =>
      withPolicies(policy(key, [{ word: '青山', ...word }], 'A test', { from: '2026-01-01' }));
    for (const [key, code] of [
      ['keywords.siteName', 'NAME_WORD'],
      ['keywords.explicit', 'CONTENT_FORBIDDEN'],
    ] as const) {
      const found = [`websites.W1.name ${code}`];
      expect(stops(enterprise({ W1: { name } }), { policies: row(key, {}) })).toEqual(found);
      const looked = { policies: row(key, { severity: 'WARNING' }) };
      expect([stops(enterprise({ W1: { name } }), looked), warns(enterprise({ W1: { name } }), looked)]).toEqual([
        [],
        found,
      ]);
      const excused = { policies: row(key, { except: ['青山读书'] }) };
      expect([stops(enterprise({ W1: { name } }), excused), warns(enterprise({ W1: { name } }), excused)]).toEqual([
        [],
        [],
      ]);
    }
  });

  test('A-025 the pre-approval field may stay empty without a keyword, and a keyword is a task for the reviewer', () => {
    expect(warns(enterprise({ W1: { preApprovals: [] } }))).toEqual([]);
    expect(warns(enterprise({ W1: { name: '示例直播技术' } }))).toEqual(['websites.W1.preApprovals SECTOR_HINT']);
  });

  test('A-096 an organisation may have 10 websites, one in Hubei, and an individual one', () => {
    const many = (count: number, base: OrderForm): OrderForm => ({
      ...base,
      websites: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `W${index + 1}`,
          sampleWebsite(`example${index}.com`, '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P1'),
        ]),
      ),
    });
    const servers = (form: OrderForm) => ({
      instances: Object.fromEntries(
        Object.keys(form.websites).map((id) => [id, sampleInstance({ instanceId: `i-${id}` })]),
      ),
    });
    const tooMany = (form: OrderForm) => stops(form, servers(form)).filter((line) => line.startsWith('websites '));
    expect(tooMany(many(10, enterpriseForm()))).toEqual([]);
    expect(tooMany(many(11, enterpriseForm()))).toEqual(['websites TOO_MANY_WEBSITES']);
    expect(tooMany(many(1, enterpriseForm('HB')))).toEqual([]);
    expect(tooMany(many(2, enterpriseForm('HB')))).toEqual(['websites TOO_MANY_WEBSITES']);
    expect(tooMany(many(2, individualForm()))).toEqual(['websites TOO_MANY_WEBSITES']);
  });

  test('A-074 the 11th website in one transfer is refused', () => {
    const websites = Object.fromEntries(
      Array.from({ length: 11 }, (_, index) => [`W${index + 1}`, { domain: `example${index}.com` }]),
    );
    const form = { ...enterpriseForm(), websites };
    expect(stops(form, { type: 'TRANSFER_NEW' })).toContain('websites TOO_MANY_WEBSITES');
  });

  test('A-073 one domain cannot stand on two websites', () => {
    const form = enterpriseForm();
    const websites = {
      ...form.websites,
      W2: { ...form.websites['W2'], domain: 'example.com', homeUrl: 'example.com' },
    };
    expect(stops({ ...form, websites })).toEqual(['websites.W2.domain DOMAIN_TWICE']);
  });

  test('A-092 an unused or half-rebuilt website on record is warned about, and the order may go on', () => {
    const recordedWebsites = [
      { domain: 'old.cn', state: 'IN_USE' },
      { domain: 'older.cn', state: 'UNUSED' },
      { domain: 'oldest.cn', state: 'BEING_REBUILT' },
    ] as const;
    expect(stops(enterprise(), { recordedWebsites })).toEqual([]);
    expect(warns(enterprise(), { recordedWebsites })).toEqual([
      'record.websites.2 OLD_WEBSITE_UNUSED',
      'record.websites.3 OLD_WEBSITE_REBUILT',
    ]);
  });

  test('A-177 C-21 a limit over all websites of an entity counts those on record', () => {
    const policies = withPolicies(policy('site.maxPerEntity', 3, 'test', { from: '2026-01-01' }));
    const onRecord = (count: number) => ({
      recordedWebsites: Array.from({ length: count }, () => ({ domain: 'old.cn', state: 'IN_USE' as const })),
    });
    expect(stops(enterprise(), { policies, ...onRecord(1) })).toEqual([]);
    expect(stops(enterprise(), { policies, ...onRecord(2) })).toEqual(['websites TOO_MANY_WEBSITES_OF_ENTITY']);
    expect(stops(enterprise(), onRecord(2))).toEqual([]);
  });

  test('A-097 an individual may have a blog and nothing else', () => {
    expect(stops(individual({ W1: { contentCategories: ['PERSONAL_PORTFOLIO'] } }))).toEqual([]);
    expect(stops(individual({ W1: { contentCategories: ['E_COMMERCE'] } }))).toEqual([
      'websites.W1.contentCategories NOT_PERSONAL',
    ]);
  });

  test('A-081 a forum is refused to individuals, accepted from organisations with approval, and refused where the province stopped', () => {
    const forum: Change = { W1: { contentCategories: ['FORUM'], preApprovals: [{ sector: 'BBS', number: 'BBS-1' }] } };
    expect(stops(individual(forum))).toContain('websites.W1.contentCategories FORUM_NOT_FOR_INDIVIDUALS');
    expect(stops(enterprise(forum))).toEqual([]);
    expect(stops(enterprise({ W1: { contentCategories: ['FORUM'] } }))).toEqual(['websites.W1.preApprovals MISSING']);
    const policies = withPolicies(policy('bbs.approval', 'STOPPED', 'test', { scope: { province: 'SD' } }));
    expect(stops(enterprise(forum), { policies })).toEqual(['websites.W1.contentCategories FORUM_NOT_APPROVED_HERE']);
  });

  test('A-044 a chosen sector needs number and scan', () => {
    const news: Change = { W1: { preApprovals: [{ sector: 'NEWS' }] } };
    const lines = stops(enterprise(news), { documents: [] });
    expect(lines).toContain('websites.W1.preApprovals.NEWS.number MISSING');
    expect(lines).toContain('documents.pre-approval-permit-news:W1 MISSING');
  });

  test('A-085 games for profit need the culture permit, others do not, and adult products are for organisations', () => {
    const games = (incomeGenerating: boolean): Change => ({ W1: { contentCategories: ['GAMES'], incomeGenerating } });
    expect(stops(enterprise(games(true)))).toEqual(['websites.W1.preApprovals MISSING']);
    expect(stops(enterprise(games(false)))).toEqual([]);
    const adult: Change = { W1: { preApprovals: [{ sector: 'ADULT_PRODUCTS', number: '1' }] } };
    expect(warns(enterprise(adult))).toEqual(['websites.W1.preApprovals SCOPE_MUST_NAME_IT']);
    expect(stops(individual(adult))).toEqual(['websites.W1.preApprovals ADULT_PRODUCTS_NOT_FOR_INDIVIDUALS']);
  });

  test('R-SITE-10 Inner Mongolia wants a remark of 30 characters, Heilongjiang no content "other"', () => {
    const remark = (text?: string) => stops(changed(enterpriseForm('NM'), { W1: { remark: text }, entity: {} }));
    expect(remark()).toContain('websites.W1.remark MISSING');
    expect(remark('短')).toContain('websites.W1.remark REMARK_TOO_SHORT');
    expect(remark('这'.repeat(30)).filter((line) => line.startsWith('websites.W1'))).toEqual([]);
    expect(stops(changed(enterpriseForm('HL'), { W1: { contentCategories: ['OTHER'] } }))).toContain(
      'websites.W1.contentCategories CONTENT_NOT_ACCEPTED',
    );
  });

  test('A-085 explicit content is refused', () => {
    expect(stops(enterprise({ W1: { remark: '成人影片下载' } }))).toEqual(['websites.W1.name CONTENT_FORBIDDEN']);
  });
});
