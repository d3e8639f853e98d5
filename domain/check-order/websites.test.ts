import { describe, expect, test } from '@jest/globals';
import type { OrderForm, Province } from '../order/form.ts';
import { shanghai } from '../time/instant.ts';
import { checkOrder } from './check-order.ts';
import { needNote } from './needs-note.ts';
import { policy } from '../policy/policy-row.ts';
import {
  completeOrder,
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

  const individualIn = (province: Province, name: string): OrderForm =>
    individual({ entity: { province, mailingProvince: province }, W1: { name } });
  const ofName = (form: OrderForm, overrides: Parameters<typeof stops>[1] = {}) => [
    ...stops(form, overrides).filter((each) => each.startsWith('websites.W1.name ')),
    ...warns(form, overrides)
      .filter((each) => each.startsWith('websites.W1.name '))
      .map((each) => `warns ${each}`),
  ];

  test.each([
    ['杭州生活记录', 'websites.W1.name NAME_PLACE'],
    ['我在北京的日子', 'websites.W1.name NAME_PLACE'],
    ['广西山水随笔', 'websites.W1.name NAME_PLACE'],
    ['怒江两岸随笔', 'websites.W1.name NAME_PLACE'],
    ['和平年代的随笔', 'warns websites.W1.name NAME_PLACE'],
    ['张伟的读书笔记', 'warns websites.W1.name NAME_OF_PERSON'],
    ['欧阳小明的随笔', 'warns websites.W1.name NAME_OF_PERSON'],
  ])('A-025 R-SITE-5 an individual’s website %s: %s', (name, found) => {
    expect(ofName(individualIn('GD', name))).toEqual([found]);
    expect(needNote(checkOrder(completeOrder(individualIn('GD', name))).warnings)).toHaveLength(
      found.startsWith('warns') ? 1 : 0,
    );
  });

  test.each(['李雷的读书笔记', '我的读书笔记', '生活随笔记录'])('A-025 an individual’s website %s passes', (name) => {
    expect(ofName(individualIn('GD', name))).toEqual([]);
  });

  test('R-SITE-5 organisations are called after places, but in Yunnan and Hainan not by a place alone', () => {
    const organisationIn = (province: Province, name: string) =>
      enterprise({ entity: { province, mailingProvince: province }, W1: { name } });
    expect(ofName(organisationIn('SD', '杭州示例科技'))).toEqual([]);
    expect(ofName(organisationIn('SD', '怒江网站'))).toEqual([]);
    for (const province of ['YN', 'HI'] as const) {
      expect(ofName(organisationIn(province, '怒江网站'))).toEqual(['websites.W1.name NAME_PLACE']);
      expect(ofName(organisationIn(province, '怒江示例科技'))).toEqual([]);
    }
  });

  test('R-SITE-5 Jiangsu once took “the personal blog” or “the personal home page” of the person only', () => {
    const at = shanghai('2019-09-20 10:00');
    expect(ofName(individualIn('JS', '李雷的读书笔记'), { at })).toEqual(['websites.W1.name NAME_FORM']);
    for (const name of ['李雷的个人博客', '李雷的个人主页']) {
      expect(ofName(individualIn('JS', name), { at })).toEqual([]);
    }
    expect(ofName(individualIn('JS', '李雷的读书笔记'))).toEqual([]);
    expect(ofName(individualIn('GD', '李雷的读书笔记'), { at })).toEqual([]);
  });

  test('A-121 R-ACC-9 a name that the bureaus have blacklisted is refused', () => {
    expect(stops(enterprise(), { namesBlacklisted: ['W1'] })).toEqual(['websites.W1.name NAME_BLACKLISTED']);
    expect(stops(enterprise(), { namesBlacklisted: [] })).toEqual([]);
  });

  test('R-SITE-10 individuals of Tianjin, Guangxi and Gansu declare in the remark that the website is personal', () => {
    const said = '本网站是个人网站，不含有企业、单位等非个人网站的信息。';
    const found = (province: Province, remark?: string) =>
      stops(individual({ entity: { province, mailingProvince: province }, W1: remark === undefined ? {} : { remark } }))
        .filter((each) => each.startsWith('websites.W1.remark')); // prettier-ignore
    for (const province of ['TJ', 'GX', 'GS'] as const) {
      expect(found(province)).toEqual(['websites.W1.remark MISSING']);
      expect(found(province, '个人读书笔记')).toEqual(['websites.W1.remark REMARK_WITHOUT_DECLARATION']);
      expect(found(province, said)).toEqual([]);
    }
    expect(found('GD')).toEqual([]);
  });

  test('R-SITE-10 a website for a mini-program says in Guangdong what it is for', () => {
    const program = (province: Province) =>
      stops(enterprise({ entity: { province, mailingProvince: province }, W1: { serviceType: 'WEBSITE_WITH_MINI_PROGRAM' } }))
        .filter((each) => each.startsWith('websites.W1.remark')); // prettier-ignore
    expect(program('GD')).toEqual(['websites.W1.remark MISSING']);
    expect(program('SD')).toEqual([]);
  });

  test('§11.1 Chongqing takes no English in a name', () => {
    const named = (province: Province) =>
      enterprise({ entity: { province, mailingProvince: province }, W1: { name: '示例产品介绍Demo' } });
    expect(ofName(named('CQ'))).toEqual(['websites.W1.name NAME_NOT_CHINESE']);
    expect(ofName(named('SD'))).toEqual([]);
  });

  test.each([
    ['示例资讯介绍', 'websites.W1.name NAME_WORD'],
    ['示例网络介绍', 'websites.W1.name NAME_WORD'],
    ['示例网络科技', undefined],
    ['示例在线服务', 'warns websites.W1.name NAME_WORD'],
  ])('R-SITE-5 in Tianjin an organisation’s website %s: %s', (name, found) => {
    const named = (province: Province) => enterprise({ entity: { province, mailingProvince: province }, W1: { name } });
    expect(ofName(named('TJ'))).toEqual(found === undefined ? [] : [found]);
    expect(ofName(named('SD'))).toEqual([]);
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
        scope: { contentSector: 'MEDICINE' },
        from: '2026-01-01',
      }),
      policy('keywords.explicit', ['力量禁品'], 'a list of this test', { from: '2026-01-01' }),
    ];
    const policies = withPolicies(...rows);
    const elsewhere = { province: 'ZJ', mailingProvince: 'ZJ' } as const;
    const hinted = enterprise({ entity: elsewhere, W1: { name: '示例科技介绍', remark: '\uf981性问诊' } });
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
    expect(stops(enterprise({ W1: { name: '中央部门资料' } }))).toEqual(['websites.W1.name NAME_WORD']);
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
    const elsewhere = { entity: { province: 'ZJ', mailingProvince: 'ZJ' } } as const;
    expect(warns(enterprise({ ...elsewhere, W1: { name: '示例直播技术' } }))).toEqual([
      'websites.W1.preApprovals SECTOR_HINT',
    ]);
  });

  test('A-082 the 11th website of an organisation waits for the next order, which takes it when the others are on record', () => {
    const websites = (count: number, from = 1) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `W${index + 1}`,
          sampleWebsite(`example${from + index}.com`, '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P1'),
        ]),
      );
    const refused = 'websites TOO_MANY_WEBSITES';
    const all = checkOrder(completeOrder({ ...enterprise(), websites: websites(11) }));
    const tooMany = all.blocking.find(({ code }) => code === 'TOO_MANY_WEBSITES');
    expect(tooMany?.advice).toContain('File the others after the approval');
    expect(stops({ ...enterprise(), websites: websites(10) })).not.toContain(refused);
    const recordedWebsites = Array.from({ length: 10 }, (_, index) => ({
      domain: `example${index + 1}.com`,
      state: 'IN_USE' as const,
    }));
    const next = { ...enterprise(), websites: websites(1, 11) };
    expect(stops(next, { type: 'NEW_SITE_HERE', recordedWebsites })).toEqual([]);
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

  test.each([' ', ',', ';', '\n'])('A-073 a second domain on one website, after %j, is refused', (between) => {
    expect(stops(enterprise({ W1: { domain: `example.com${between}example.org` } }))).toContain(
      'websites.W1.domain DOMAIN_FORM',
    );
  });

  test('A-073 a home page under a second domain is refused', () => {
    expect(stops(enterprise({ W1: { homeUrl: 'https://www.example.org/' } }))).toEqual([
      'websites.W1.homeUrl HOME_PAGE_ELSEWHERE',
    ]);
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

  test('R-PER-11 a head of a website on record is warned about from 90 days before the document expires', () => {
    const found = (headValidUntil: string) =>
      warns(enterprise(), { recordedWebsites: [{ domain: 'old.cn', state: 'IN_USE', headValidUntil }] });
    expect(found('2026-05-13')).toEqual(['record.websites.1 SITE_HEAD_EXPIRES_SOON']);
    expect(found('2026-05-14')).toEqual([]);
    expect(found('2026-02-11')).toEqual(['record.websites.1 SITE_HEAD_EXPIRED']);
  });

  test('A-103 R-TRF-4 a transfer of all websites warns of the shell at the former provider, a transfer of some does not', () => {
    const form = enterprise();
    const elsewhere = (...domains: string[]) => ({
      type: 'TRANSFER_MORE' as const,
      recordedWebsites: domains.map((domain) => ({ domain, state: 'UNUSED' as const, elsewhere: true })),
    });
    const moved = Object.values(form.websites).flatMap(({ domain }) => domain ?? []);
    const shell = 'record SHELL_AT_FORMER_PROVIDER';
    expect(warns(form, elsewhere(...moved))).toContain(shell);
    expect(warns(form, elsewhere(...moved, 'stays-there.cn'))).not.toContain(shell);
    expect(warns(form, { ...elsewhere(...moved), type: 'NEW_SITE_HERE' })).not.toContain(shell);
  });

  test('A-109 R-CHG-6 a change of a website on record is offered from the day after its head’s document has expired', () => {
    const heads = (...dates: (string | undefined)[]) => ({
      recordedWebsites: dates.map((headValidUntil, index) => ({
        domain: `old-${index}.cn`,
        state: 'IN_USE' as const,
        headValidUntil,
      })),
    });
    expect(stops(enterprise(), heads('2026-02-11'))).toEqual([]); // the order is of 2026-02-12
    expect(warns(enterprise(), heads('2026-02-11', undefined, '2026-02-12'))).toEqual([
      'record.websites.1 SITE_HEAD_EXPIRED',
      'record.websites.3 SITE_HEAD_EXPIRES_SOON',
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
