import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { calendarDays, shanghai } from '../../time/instant.ts';
import { channelsOf, NOTICE_CODES, type NoticeCode, type NoticeFacts } from '../notice.ts';
import { ORDER_TYPES, type OrderType } from '../../order-types/order-type.ts';
import { TASK_KINDS } from '../../tasks/task.ts';
import { STAGES } from '../../lifecycle/stage.ts';
import { renderNotice, type RenderedNotice } from './index.ts';
import { SMS_TEMPLATES, type SmsNoticeCode } from './sms-templates.ts';
import { MAX_SMS_VALUE } from './wording.ts';

const orderId = 'BA20260209-23456789';
const render = (code: NoticeCode, facts: NoticeFacts = {}): RenderedNotice =>
  renderNotice({ notice: { code, facts }, orderId, type: 'FIRST', province: 'GD' });

/** Every variant of every code that some code sends or that domain-spec §5.8 names. */
const VARIANTS: Readonly<Record<NoticeCode, readonly string[]>> = {
  'N-1': [],
  'N-2': ['APPROVED', 'ITEMS', 'PHOTO_APPROVED', 'PHOTO_ITEMS', 'MAIL_APPROVED', 'MAIL_ITEMS'],
  'N-3': ['PHOTO', 'MAIL', 'MATERIAL', 'PARCEL_LOST'],
  'N-4': [],
  'N-5': [],
  'N-6': [],
  'N-7': ['RESUBMIT', 'RESUBMIT_YOURSELF', 'ITEMS'],
  'N-8': ['CHANGE_ADVISED'],
  'N-9': [],
  'N-10': [],
  'N-11': [],
  'N-12': ['OPENED', 'DAYS_LEFT', 'CLOSED'],
  'N-13': ['EXTENDED', 'CANCELLED'],
  'N-14': ['DOMAIN', 'SERVER', 'SERVER_LOST', 'DOCUMENT', 'LICENCE'],
  'N-15': ['ABANDONED', 'CANCELLED', 'EXPIRED', 'ERASED', 'WRONG_TYPE'],
  'N-16': [],
  'N-17': [],
  'N-18': ['REMINDER', 'OVERDUE'],
  'N-19': [],
  'P-1': [],
  'P-2': [],
  'I-1': [],
  'I-2': ['FAILED', 'ADVICE', 'NOT_POSSIBLE', 'PHOTO_ALLOWED'],
};

const items = [{ path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Write the name as on the certificate.' }];
const everyFact: NoticeFacts = {
  due: shanghai('2026-02-14 18:00'),
  earliest: shanghai('2026-02-11 18:00'),
  latest: shanghai('2026-02-12 18:00'),
  items,
  days: calendarDays(7),
  step: 'PRELIM_REJECTED',
  trackingNumber: 'SF1234567890',
  numbers: ['粤ICP备2026012345号', '粤ICP备2026012345号-1'],
  reason: 'The domain was sold.',
  obligations: [{ name: 'FOOTER' }, { name: 'PSB', due: shanghai('2026-04-11 23:59:59') }],
};
const variantsOf = (code: NoticeCode) => [undefined, ...VARIANTS[code]];
const DUE_ZH = '2026年2月14日 18:00（北京时间）';
const DUE_EN = '14 Feb 2026, 18:00 (Beijing time)';

describe.each(NOTICE_CODES)('%s', (code) => {
  const rendered = variantsOf(code).flatMap((variant) =>
    [everyFact, {}].map((facts) => render(code, variant === undefined ? facts : { ...facts, variant })),
  );

  test('says something in Chinese first and in English below, in every variant', () => {
    for (const { subject, text } of rendered) {
      const [zh = '', en = ''] = text.split('\n\n');
      expect(zh).toMatch(/^备案订单：BA20260209-23456789\n[^\n]*[\u4e00-\u9fff]/);
      expect(en).toMatch(/^Filing order: BA20260209-23456789\n./);
      expect(subject).toMatch(/^【备案 BA20260209-23456789】.*[\u4e00-\u9fff].* \/ .*[a-z]/);
    }
  });

  test('never says "undefined", whichever facts are missing', () => {
    for (const message of rendered) expect(JSON.stringify(message)).not.toMatch(/undefined|NaN|null|\[object/);
  });

  test('gives its SMS template exactly the values that the template has places for', () => {
    const template = SMS_TEMPLATES[code as SmsNoticeCode] as { text: string; params: readonly string[] } | undefined;
    for (const { smsParams } of rendered) {
      expect(smsParams).toHaveLength(template?.params.length ?? 0);
      for (const value of smsParams) {
        expect(value).not.toBe('');
        // Alibaba Cloud accepts only such values for a variable.
        expect(value.length).toBeLessThanOrEqual(35);
        expect(value).not.toMatch(/https?:|www\.|\.(cn|com)|[【】]/);
      }
    }
  });
});

describe('every variant that the workflows send', () => {
  const root = new URL('../../../workflows/', import.meta.url);
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, root), 'utf8'))
    .join('\n');

  test('has a text of its own', () => {
    const sent = [...sources.matchAll(/code: '(?<code>[NI]-\d+)'[^}]*?variant: '(?<variant>[A-Z_]+)'/g)];
    expect(sent.length).toBeGreaterThan(10);
    for (const { groups } of sent) expect(VARIANTS[groups?.['code'] as NoticeCode]).toContain(groups?.['variant']);
    const anywhere = [...sources.matchAll(/variant(?:: | = )(?<rest>[^,;}]+)/g)].flatMap(({ groups }) =>
      [...(groups?.['rest'] ?? '').matchAll(/'(?<name>[A-Z_]+)'/g)].map((match) => match.groups?.['name'] ?? ''),
    );
    const known = new Set<string>([...Object.values(VARIANTS).flat(), ...STAGES]);
    expect(anywhere.filter((name) => !known.has(name))).toEqual([]);
  });

  test.each(NOTICE_CODES.filter((code) => VARIANTS[code].length > 1))(
    'the variants of %s differ from one another',
    (code) => {
      const texts = VARIANTS[code].map((variant) => render(code, { ...everyFact, variant }).text);
      expect(new Set(texts).size).toBe(texts.length);
    },
  );
});

describe('the SMS templates', () => {
  test('exist for exactly the codes that go by SMS', () => {
    const bySms = NOTICE_CODES.filter((code) =>
      variantsOf(code).some((variant) => {
        const facts = variant === undefined ? {} : { variant };
        return channelsOf({ code, facts }).includes('SMS');
      }),
    );
    expect(Object.keys(SMS_TEMPLATES).toSorted()).toEqual(bySms.toSorted());
  });

  test.each(Object.entries(SMS_TEMPLATES))(
    '%s names each of its variables once, in order',
    (_code, { text, params }) => {
      const places = [...text.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
      expect(places).toEqual(params.map((_name, index) => index + 1));
    },
  );

  test.each(Object.entries(SMS_TEMPLATES))('%s is a template that both vendors register', (_code, { text, params }) => {
    const constant = text.split(/\{\d+\}/);
    for (const between of constant.slice(1, -1)) expect(between).toMatch(/[\u4e00-\u9fff]{2}/);
    expect(constant.join('').length).toBeGreaterThan(10);
    expect(text).not.toMatch(/[【】[\]「」『』¥★※]/);
    expect(text).not.toMatch(/\.\{|\{\d+\}\.|\/\{/);
    expect(text.length + params.length * MAX_SMS_VALUE).toBeLessThan(500);
    for (const name of params) expect(name).toMatch(/^(?!(?:email|mobile|id|nick|site)$)[a-zA-Z]\w{0,24}$/);
    expect(new Set(params).size).toBe(params.length);
  });

  test('are filled only with values that vendors accept, whatever people wrote', () => {
    const sent = (facts: NoticeFacts, code: NoticeCode) => render(code, facts).smsParams;
    expect(sent({ trackingNumber: 'S'.repeat(40) }, 'N-17')).toEqual([orderId, '见订单页面']);
    expect(sent({ trackingNumber: 'www.courier.cn' }, 'N-17')).toEqual([orderId, '见订单页面']);
    expect(sent({ trackingNumber: '' }, 'N-17')).toEqual([orderId, '见订单页面']);
    expect(sent({ numbers: [`粤ICP备${'1'.repeat(40)}号`] }, 'N-11')[1]).toBe('见订单页面');
  });
});

describe('messages contain what §5.8 asks for:', () => {
  const both = (code: NoticeCode, facts: NoticeFacts, ...wanted: string[]) => {
    const { text } = render(code, facts);
    for (const part of wanted) expect(text).toContain(part);
  };

  test('N-1 gives order number and due date of the decision, in business days', () =>
    both('N-1', everyFact, orderId, DUE_ZH, DUE_EN, '按工作日计算', 'business days'));

  test('N-2 says "approved" or lists the items to fix, and gives the due date', () => {
    both('N-2', { ...everyFact, variant: 'APPROVED' }, '初审已通过', 'approved', DUE_ZH, DUE_EN);
    for (const variant of ['ITEMS', 'PHOTO_ITEMS', 'MAIL_ITEMS']) {
      both(
        'N-2',
        { ...everyFact, variant },
        '网站 W1 名称',
        'website W1 name',
        'as on the certificate',
        DUE_ZH,
        DUE_EN,
      );
    }
  });

  test('N-3 says what to do, where and by when', () => {
    both(
      'N-3',
      { ...everyFact, variant: 'PHOTO' },
      '照片',
      '拍照点',
      '订单页面',
      'order page',
      DUE_ZH,
      'calendar days',
    );
    both('N-3', { ...everyFact, variant: 'MAIL' }, '邮寄至订单页面所示地址', 'address shown on the order page', DUE_ZH);
    both('N-3', { ...everyFact, variant: 'MATERIAL' }, '补充', 'website W1 name', DUE_ZH);
    both('N-3', { ...everyFact, variant: 'PARCEL_LOST' }, '尚未收到', 'has not arrived', DUE_ZH);
  });

  test('N-4 gives the step, the calendar days waited and the due date', () =>
    both('N-4', everyFact, '初审退回修改', '7个自然日', '7 calendar days', DUE_ZH, DUE_EN));

  test("N-5 says how and where to verify, within 24 hours of MIIT's SMS", () =>
    both('N-5', everyFact, '24小时', '24 hours', 'https://beian.miit.gov.cn/', '后6位', 'last six', '第6次', DUE_ZH));

  test('N-5 in Zhejiang names the number that holders of a travel permit enter (R-SMS-8)', () => {
    const { text } = renderNotice({ notice: { code: 'N-5', facts: {} }, orderId, province: 'ZJ' });
    expect(text).toContain('on its back');
  });

  test('A-131 N-6 gives the due instant and help for missing codes, in the SMS too', () => {
    both('N-6', everyFact, DUE_ZH, DUE_EN, '垃圾短信', 'spam', 'SIM', '重新发送', '更换手机号', 'replace the number');
    expect(SMS_TEMPLATES['N-6'].text).toMatch(/垃圾短信.*SIM.*重新发送.*更换手机号/);
    expect(render('N-6', everyFact).smsParams).toEqual([orderId, '2026-02-14 18:00']);
  });

  test('N-7 gives the time of the resubmission, or the items to fix and the due date', () => {
    both('N-7', { ...everyFact, variant: 'RESUBMIT' }, '再次提交时间', 'Handed over again at', DUE_ZH, DUE_EN);
    both('N-7', { ...everyFact, variant: 'RESUBMIT_YOURSELF' }, '请您在订单页面再次提交', DUE_ZH);
    both('N-7', { ...everyFact, variant: 'ITEMS' }, '网站 W1 名称', 'website W1 name', DUE_ZH, DUE_EN);
  });

  test('R-CAL-3 a due date that counts days of a year whose holidays are not published says so, others do not', () => {
    const [zh, en] = ['（节假日尚未公布，可能调整）', '(holidays not published yet, may move)'];
    for (const code of ['N-1', 'N-8', 'N-9'] as const) {
      both(code, { ...everyFact, provisional: true }, `${DUE_ZH}${zh}`, `${DUE_EN} ${en}`);
      expect(render(code, everyFact).text).not.toContain(zh);
    }
    expect(render('N-3', { ...everyFact, provisional: true }).text).not.toContain(zh); // calendar days
  });

  test('N-8 gives the expected range and the legal due date, and advises a change order when something changed', () => {
    both('N-8', everyFact, '预计最早出结果：2026年2月11日 18:00', 'Result expected from: 11 Feb 2026, 18:00');
    both('N-8', everyFact, '预计最迟出结果：2026年2月12日 18:00', 'Result expected by: 12 Feb 2026, 18:00');
    both('N-8', everyFact, `法定最迟期限：${DUE_ZH}`, `By law at the latest: ${DUE_EN}`);
    both('N-8', { ...everyFact, variant: 'CHANGE_ADVISED' }, '变更备案', 'change order');
  });

  test('N-9 says that the record becomes visible within 1 to 2 business days, and that the bureau may have said so', () =>
    both(
      'N-9',
      everyFact,
      '1至2个工作日',
      '1 to 2 business days',
      '管局可能已先行通知您',
      'may have told you earlier',
    ));

  test('N-10 gives reasons, items and due date', () =>
    both('N-10', everyFact, 'The domain was sold.', '网站 W1 名称', 'website W1 name', DUE_ZH, DUE_EN));

  test('N-11 gives the numbers, and the duties with their due dates', () => {
    both(
      'N-11',
      everyFact,
      '粤ICP备2026012345号-1',
      '公安联网备案，截止 2026年4月11日 23:59:59',
      'PSB filing, by 11 Apr 2026, 23:59:59',
    );
    both('N-11', everyFact, '首页底部', 'foot of the home page');
    expect(render('N-11', everyFact).smsParams).toEqual([
      orderId,
      '备案号粤ICP备2026012345号-1',
      '首页底部展示备案号，公安备案截止2026-04-11 23:59:59',
    ]);
  });

  test.each([
    ['FIRST', '备案号粤ICP备2026012345号-1', '首页底部展示备案号'],
    ['TRANSFER_NEW', '备案号粤ICP备2026012345号-1', '首页底部展示备案号'],
    ['CHANGE_ENTITY', '变更主体，备案号不变', '无'],
    ['CHANGE_SITE', '变更网站，备案号不变', '无'],
    ['DEREG_ENTITY', '注销主体', '无'],
    ['DEREG_SITE', '注销网站', '无'],
    ['CANCEL_ACCESS', '取消接入', '无'],
  ] as const)(
    'the SMS of N-11 about %s says what became of it, and no duty that it does not bring',
    (type, what, duty) => {
      const obligations = duty === '无' ? [] : [{ name: 'FOOTER' }];
      const notice = { code: 'N-11' as const, facts: { numbers: ['粤ICP备2026012345号-1'], obligations } };
      expect(renderNotice({ notice, orderId, type }).smsParams).toEqual([orderId, what, duty]);
      for (const code of ['N-9', 'N-11'] as const) expect(SMS_TEMPLATES[code].text).not.toMatch(/展示|备案号/);
    },
  );

  const about = (code: NoticeCode, type: OrderType): string =>
    renderNotice({ notice: { code, facts: everyFact }, orderId, type }).text;

  test.each([
    ['TRANSFER_NEW', '仍按临时接入访问', 'by its provisional access', '临时接入已关闭', 'review and SMS'],
    ['TRANSFER_MORE', '仍按临时接入访问', 'by its provisional access', '临时接入已关闭', 'review and SMS'],
    ['CHANGE_ENTITY', '以变更前为准', 'served as before', '仍为变更前的内容', 'review and SMS'],
    ['CHANGE_SITE', '以变更前为准', 'served as before', '仍为变更前的内容', 'review and SMS'],
    ['DEREG_ENTITY', '在确认前照常访问', '3 to 20 business days', '备案和接入保持不变', 'review and SMS'],
    ['DEREG_SITE', '在确认前照常访问', '3 to 20 business days', '备案和接入保持不变', 'review and SMS'],
    ['CANCEL_ACCESS', '在确认前照常访问', '3 to 20 business days', '备案和接入保持不变', 'handed to the bureau again'],
  ] as const)('N-8 and N-10 about %s say what holds meanwhile and afterwards', (type, zh, en, kept, again) => {
    expect(about('N-8', type)).toContain(zh);
    expect(about('N-8', type)).toContain(en);
    expect(about('N-10', type)).toContain(kept);
    expect(about('N-10', type)).toContain(again);
    for (const code of ['N-8', 'N-10'] as const) {
      expect(about(code, 'FIRST')).not.toContain(zh);
      expect(about(code, 'FIRST')).not.toContain(kept);
    }
  });

  test('N-12 names the kind of transfer, and says that other providers are not touched', () => {
    expect(about('N-12', 'TRANSFER_NEW')).not.toEqual(about('N-12', 'TRANSFER_MORE'));
    for (const type of ['TRANSFER_NEW', 'TRANSFER_MORE'] as const) {
      expect(about('N-12', type)).toContain('其他接入商处的接入不受影响');
      expect(about('N-12', type)).toContain('stays as it is');
    }
  });

  test('N-11 calls removals and changes by their names', () => {
    for (const type of ORDER_TYPES) {
      const { text } = renderNotice({ notice: { code: 'N-11', facts: {} }, orderId, type });
      const kept = ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS', 'CHANGE_ENTITY', 'CHANGE_SITE'];
      expect(text.includes('is served')).toBe(!kept.includes(type));
    }
  });

  test('R-CHG-2 N-9 and N-11 of a change promise no new number and no new access', () => {
    for (const type of ['CHANGE_ENTITY', 'CHANGE_SITE'] as const) {
      const told = (code: 'N-9' | 'N-11') => renderNotice({ notice: { code, facts: {} }, orderId, type }).text;
      expect(told('N-9')).toContain('备案号不变，网站访问不受影响');
      expect(told('N-9')).not.toContain('once the number is issued');
      expect(told('N-11')).toContain('备案号不变');
    }
  });

  test('N-12, N-13 and N-14 give the date and the consequence', () => {
    both('N-12', { ...everyFact, variant: 'CLOSED' }, '临时接入已关闭', DUE_ZH);
    const found = { ...everyFact, found: 'FALSE_DATA', untrue: ['PHONES'] } as const;
    both(
      'N-13',
      found,
      '粤ICP备2026012345号-1',
      '备案信息与事实不符',
      '手机真实且能接通',
      DUE_ZH,
      '取消接入',
      'cancelled',
    );
    both('N-13', found, '部分域名注销后无法再次备案', 'cannot be filed again');
    both('N-13', { ...found, variant: 'EXTENDED' }, '期限已延长', DUE_ZH, 'more time');
    both('N-13', { ...found, variant: 'CANCELLED' }, '接入已取消', 'access is cancelled');
    both('N-14', { ...everyFact, variant: 'DOMAIN' }, '域名', DUE_ZH, '停止解析', 'stops resolving');
  });

  test('N-15 gives the reason and the next step', () => {
    both(
      'N-15',
      { ...everyFact, variant: 'CANCELLED' },
      '取消',
      'The domain was sold.',
      '新建订单',
      'open a new order',
    );
    both('N-15', { ...everyFact, variant: 'EXPIRED' }, '重新激活', 'reactivate', DUE_ZH, DUE_EN);
    both('N-15', { ...everyFact, variant: 'WRONG_TYPE' }, '正确类型', 'right type');
    both('N-15', { ...everyFact, variant: 'ERASED' }, '已删除', 'destroyed');
  });

  test('N-16 gives order number, step and the due instant that passed', () =>
    both(
      'N-16',
      { step: 'BUREAU_REVIEW', due: everyFact.due ?? shanghai('2026-02-14 18:00') },
      orderId,
      '管局审核',
      'BUREAU_REVIEW',
      DUE_ZH,
    ));

  test.each(TASK_KINDS)('N-16 says what an operator has to look at for %s', (task) => {
    const { subject, text } = render('N-16', { step: 'BUREAU_REVIEW', task });
    const [zh = '', en = ''] = text.split('\n\n');
    expect(zh).toMatch(/^待办：[^\n]*[\u4e00-\u9fff]/m);
    expect(en).toMatch(new RegExp(`^Task: .*[a-z].* \\(${task}\\)$`, 'm'));
    expect(subject).toContain(/^待办：(?<what>.+)$/m.exec(zh)?.groups?.['what'] ?? 'nothing');
  });

  test('N-16 has a different text for every kind of task', () => {
    const subjects = TASK_KINDS.map((task) => render('N-16', { task }).subject);
    expect(new Set(subjects).size).toBe(TASK_KINDS.length);
  });

  test('P-1 gives the code and how long it is good in the SMS only, and says what a stranger may do', () => {
    const { text, smsParams } = render('P-1', { proofCode: '038291', minutes: 10 });
    expect(smsParams).toEqual([orderId, '038291', '10']);
    expect(text).not.toContain('038291');
    both('P-1', { proofCode: '038291' }, '请忽略', 'ignore it');
  });

  test.each([
    ['DEREG_ENTITY', '请重新办理首次备案', 'cannot be restored'],
    ['DEREG_SITE', '其他网站不受影响', 'other websites stay'],
    ['CANCEL_ACCESS', '请尽快在新的接入商办理接入', 'another provider soon'],
  ] as const)('A-113 R-DEREG-2 N-11 about %s says what is gone, what is left, and what follows', (type, zh, en) => {
    const { text } = renderNotice({ notice: { code: 'N-11', facts: {} }, orderId, type, province: 'GD' });
    expect(text).toContain(zh);
    expect(text).toContain(en);
    const { text: approved } = renderNotice({ notice: { code: 'N-9', facts: {} }, orderId, type, province: 'GD' });
    expect(approved).toContain('no longer served');
    const { text: reviewed } = renderNotice({ notice: { code: 'N-8', facts: {} }, orderId, type, province: 'GD' });
    expect(reviewed).toContain('3 to 20 business days');
  });

  test('R-DEREG-7 P-2 gives the code in the SMS only, names what is asked for, and says what a holder does who knows of nothing', () => {
    const { text, smsParams } = renderNotice({
      notice: { code: 'P-2', facts: { proofCode: '038291', minutes: 10 } },
      orderId,
      type: 'CANCEL_ACCESS',
    });
    expect(smsParams).toEqual([orderId, '取消接入', '038291', '10']);
    expect(text).not.toContain('038291');
    both('P-2', { proofCode: '038291' }, '请勿告知他人', 'tell it to nobody');
  });

  test('N-17 gives the tracking number', () => both('N-17', everyFact, 'SF1234567890'));

  test('A-063 A-124 N-18 gives the duty and its due date, says where to file, and names the punishment', () => {
    const facts = { obligations: [{ name: 'PSB', due: shanghai('2026-04-10 23:59:59') }], days: 15 };
    both(
      'N-18',
      { ...facts, variant: 'REMINDER' },
      '公安联网备案',
      '2026年4月10日 23:59:59',
      '15个自然日',
      '15 calendar days',
    );
    both(
      'N-18',
      { ...facts, variant: 'OVERDUE' },
      '已过',
      'past',
      'https://beian.mps.gov.cn/',
      '不超过6个月',
      'up to 6 months',
    );
    expect(render('N-18', { ...facts, variant: 'OVERDUE' }).subject).toContain('已逾期');
  });
});
