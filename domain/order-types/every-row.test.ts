/** Tests each decision of each row. The expected values are typed in from domain-spec §2, §4, §5.2, §7. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkOrder } from '../check-order/check-order.ts';
import { dutiesOf, type ApprovedOrder } from '../duties/duties-of-order.ts';
import type { Action } from '../lifecycle/action.ts';
import type { Stage } from '../lifecycle/stage.ts';
import { lifecycleTable } from '../lifecycle/table.ts';
import { requiredSlots } from '../materials/required-slots.ts';
import { formOf, type OrderContent } from '../order/content.ts';
import { handedOver } from '../order/handed-over.ts';
import { formSchema, PROVINCES, type OrderForm, type Province } from '../order/form.ts';
import { recordAfter, type EntityRecord, type Synced } from '../record/record-change.ts';
import { civilDate } from '../time/instant.ts';
import { completeOrder, enterpriseForm, SAMPLE_AT, SAMPLE_POLICIES } from '../../test/support/orders/sample-orders.ts';
import { ENTITY_KINDS, ORDER_TYPES, type OrderType } from './order-type.ts';
import { nextOn, WHOLE_PATH, type AskedOnTheWay, type OrderPath } from './path.ts';
import { rowOf } from './table.ts';

/** The ten types of §2.1. */
const TYPES = [
  'FIRST',
  'NEW_SITE_HERE',
  'NEW_SITE_ELSEWHERE',
  'TRANSFER_NEW',
  'TRANSFER_MORE',
  'CHANGE_ENTITY',
  'CHANGE_SITE',
  'DEREG_ENTITY',
  'DEREG_SITE',
  'CANCEL_ACCESS',
] as const;
const ADDING: readonly OrderType[] = ['FIRST', 'NEW_SITE_HERE', 'NEW_SITE_ELSEWHERE'];
const TRANSFERS: readonly OrderType[] = ['TRANSFER_NEW', 'TRANSFER_MORE'];
const CHANGES: readonly OrderType[] = ['CHANGE_ENTITY', 'CHANGE_SITE'];
const REMOVALS: readonly OrderType[] = ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'];

test('A-001 there are the ten types of the specification, and all of them run', () => {
  expect([...ORDER_TYPES].toSorted()).toEqual([...TYPES].toSorted());
  expect(TYPES.filter((type) => rowOf(type).runs)).toEqual([...TYPES]);
});

describe('R-TYPE-1 the opening of an order', () => {
  test.each(TYPES)('of type %s begins with the type check where something is added, else with the record', (type) =>
    expect(rowOf(type).opens).toBe(ADDING.includes(type) || TRANSFERS.includes(type) ? 'BY_TYPE_CHECK' : 'FROM_RECORD'),
  );
});

/** §5.2 "States passed"; states in brackets are passed only where they are required. */
const STATES: Readonly<Record<(typeof TYPES)[number], string>> = {
  FIRST: 'PRELIM_REVIEW [PHOTO_PENDING] [MAIL_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  NEW_SITE_HERE: 'PRELIM_REVIEW [PHOTO_PENDING] [MAIL_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  NEW_SITE_ELSEWHERE: 'PRELIM_REVIEW [PHOTO_PENDING] [MAIL_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  TRANSFER_NEW: 'PRELIM_REVIEW [PHOTO_PENDING] [MAIL_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  TRANSFER_MORE: 'PRELIM_REVIEW [PHOTO_PENDING] [MAIL_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  CHANGE_ENTITY: 'PRELIM_REVIEW [PHOTO_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  CHANGE_SITE: 'PRELIM_REVIEW [PHOTO_PENDING] [MAIL_PENDING] READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  DEREG_ENTITY: 'PRELIM_REVIEW READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  DEREG_SITE: 'PRELIM_REVIEW READY_FOR_BUREAU [SMS_PENDING] BUREAU_REVIEW',
  CANCEL_ACCESS: 'READY_FOR_BUREAU BUREAU_REVIEW',
};

/** The states an order passes from its submission to the bureau. */
function walk(path: OrderPath, asked: AskedOnTheWay): Stage[] {
  const departures = {
    PRELIM_REVIEW: 'REVIEW',
    PHOTO_PENDING: 'PHOTO',
    MAIL_PENDING: 'MAIL',
    READY_FOR_BUREAU: 'HAND_OVER',
    SMS_PENDING: 'SMS',
  } as const;
  const passed: Stage[] = [];
  let stage: keyof typeof departures | 'BUREAU_REVIEW' = nextOn(path, 'SUBMISSION', asked);
  while (stage !== 'BUREAU_REVIEW') {
    passed.push(stage);
    stage = nextOn(path, departures[stage], asked);
  }
  return [...passed, stage];
}

/** The states that may follow by the table, beyond states that take no time and states of the same step. */
function mayFollow(stage: Stage): Stage[] {
  const ROUTES: readonly string[] = ['PRELIM_APPROVED', 'PHOTO_REVIEW', 'MAIL_REVIEW'];
  const { actions, timers } = lifecycleTable[stage];
  const next = [...Object.values(actions).flatMap(({ to }) => to), ...Object.values(timers).flat()];
  return next.flatMap((to) => (to === 'STAY' ? [] : ROUTES.includes(to) ? [to, ...mayFollow(to)] : [to]));
}

describe('R-ORD-7 §5.2 the path through the states:', () => {
  const everyAnswer = [true, false].flatMap((photo) =>
    [true, false].flatMap((mail) => [true, false].map((sms) => ({ photo, mail, sms }))),
  );

  test.each(TYPES)('%s passes the states of the specification, and no others', (type) => {
    const { path } = rowOf(type);
    const everything = walk(path, { photo: true, mail: true, sms: true });
    expect(everything.join(' ')).toBe(STATES[type].replaceAll(/[[\]]/g, ''));
    const nothing = walk(path, { photo: false, mail: false, sms: false });
    expect(nothing.join(' ')).toBe(STATES[type].replaceAll(/\[\w+\] /g, ''));
  });

  test.each(TYPES)('%s goes only where the table of states leads, and ends', (type) => {
    for (const asked of everyAnswer) {
      const states: Stage[] = ['CONFIRMATION', ...walk(rowOf(type).path, asked), 'BUREAU_APPROVED', 'COMPLETED'];
      for (const [index, to] of states.slice(1).entries()) {
        const from = states[index];
        expect([from, to, from !== undefined && mayFollow(from).includes(to)]).toEqual([from, to, true]);
      }
    }
  });

  test('R-SM-16 only the cancellation of an access is handed over by the system', () =>
    expect(TYPES.filter((type) => rowOf(type).path.handedOverBy === 'SYSTEM')).toEqual(['CANCEL_ACCESS']));

  test('a filing that names no path stops everywhere and is handed over by a reviewer, as filings always did', () => {
    expect(WHOLE_PATH).toEqual({
      stops: ['REVIEW', 'PHOTO', 'MAIL', 'HAND_OVER', 'SMS', 'BUREAU'],
      handedOverBy: 'REVIEWER',
    });
    for (const type of ADDING) expect(rowOf(type).path).toEqual(WHOLE_PATH);
  });

  test('an order is submitted for review only as a finished draft and during a correction', () => {
    const submits = (stage: Stage): boolean => ('submitForReview' satisfies Action) in lifecycleTable[stage].actions;
    const stages = Object.keys(lifecycleTable) as Stage[];
    expect(stages.filter(submits)).toEqual(['CONFIRMATION', 'PRELIM_REJECTED', 'BUREAU_REJECTED']);
  });
});

const TODAY = civilDate(SAMPLE_AT);
const slotsOf = (form: OrderForm, type: OrderType, changed?: string[]) =>
  requiredSlots({ form, type, policies: SAMPLE_POLICIES, on: TODAY, photoAllowedFor: [], changed })
    .filter(({ mandatory }) => mandatory)
    .map(({ slot }) => slot);

/** An order that names only its province, the kind of its entity, and one website. */
const emptyForm = (province: Province = 'SD', kind: (typeof ENTITY_KINDS)[number] = 'ENTERPRISE'): OrderForm =>
  formSchema.parse({
    entity: { province, kind, headId: 'P1' },
    people: { P1: {} },
    websites: { W1: { headId: 'P1' } },
  });

const missingFields = (type: OrderType): string[] =>
  checkOrder(completeOrder(emptyForm(), { type, documents: [], liveness: {} }))
    .blocking.filter(({ code, path }) => code === 'MISSING' && !/^documents\.|liveness$|instance$/.test(path))
    .map(({ path }) => path);

describe('A-002 A-003 the checklist:', () => {
  test.each(TYPES)('%s has fields and scans in every province for every kind', (type) => {
    for (const province of PROVINCES) {
      for (const kind of ENTITY_KINDS) {
        const form = emptyForm(province, kind);
        expect(() => slotsOf(form, type)).not.toThrow();
        expect(() => checkOrder(completeOrder(form, { type }))).not.toThrow();
      }
    }
  });

  test('a new website asks for the whole form, a transfer for what names the record and for its heads, changes and removals for nothing by itself', () => {
    const wholeForm = [
      'entity.name',
      'entity.certificateType',
      'entity.certificateNumber',
      'entity.certificateValidUntil',
      'entity.city',
      'entity.district',
      'entity.certificateAddress',
      'entity.mailingProvince',
      'entity.mailingAddress',
      'people.P1.name',
      'people.P1.documentType',
      'people.P1.documentNumber',
      'people.P1.documentValidUntil',
      'people.P1.mobile',
      'people.P1.emergencyMobile',
      'people.P1.email',
      'people.P1.legalRepresentative',
      'websites.W1.name',
      'websites.W1.homeUrl',
      'websites.W1.domain',
      'websites.W1.contentCategories',
      'websites.W1.languages',
      'websites.W1.serviceType',
    ];
    for (const type of ADDING) expect(missingFields(type).toSorted()).toEqual(wholeForm.toSorted());
    for (const type of TRANSFERS) {
      const named = ['entity.certificateType', 'entity.certificateNumber', 'websites.W1.domain'];
      const heads = wholeForm.filter((path) => path.startsWith('people.'));
      expect(missingFields(type).toSorted()).toEqual([...named, ...heads].toSorted());
    }
    for (const type of REMOVALS) expect(missingFields(type)).toEqual([]);
  });

  test('an individual and an enterprise bring the scans of §4 for what they add', () => {
    const standard = [
      'entity-certificate',
      'entity-head-id:P1',
      'site-head-id:P2',
      'site-head-id:P3',
      'checklist-form',
    ];
    for (const type of [...ADDING, ...TRANSFERS]) expect(slotsOf(enterpriseForm('LN'), type)).toEqual(standard);
  });

  test('a plan and a proof of party building are for new websites, so a transfer needs neither', () => {
    const many = enterpriseForm('XJ');
    for (const type of ADDING) expect(slotsOf(many, type)).toContain('party-building-proof');
    for (const type of TRANSFERS) expect(slotsOf(many, type)).not.toContain('party-building-proof');
    const plan = (type: OrderType) =>
      requiredSlots({
        form: enterpriseForm('GD'),
        type,
        policies: SAMPLE_POLICIES,
        on: TODAY,
        photoAllowedFor: [],
        websitesOnRecord: 40,
      }).some(({ slot }) => slot === 'construction-plan');
    expect(TYPES.filter(plan)).toEqual(ADDING);
  });

  test('a change brings the scans of what it changes, a removal none', () => {
    expect(slotsOf(enterpriseForm('LN'), 'CHANGE_ENTITY', ['entity.mailingAddress'])).toEqual([
      'entity-certificate',
      'checklist-form',
    ]);
    expect(slotsOf(enterpriseForm('LN'), 'CHANGE_ENTITY', ['people.P1.name'])).toEqual([
      'entity-certificate',
      'entity-head-id:P1',
      'checklist-form',
    ]);
    expect(slotsOf(enterpriseForm('LN'), 'CHANGE_SITE', ['websites.W1.headId'])).toEqual([
      'site-head-id:P2',
      'site-head-id:P3',
      'checklist-form',
    ]);
    for (const type of REMOVALS) expect(slotsOf(enterpriseForm('JS'), type)).toEqual([]);
  });

  test('the letter about a new name may be asked for with a change of the entity and a transfer after it', () => {
    const offered = (type: OrderType) =>
      requiredSlots({
        form: enterpriseForm(),
        type,
        policies: SAMPLE_POLICIES,
        on: TODAY,
        photoAllowedFor: [],
        changed: ['entity.name'],
      }).some(({ slot }) => slot === 'change-letter');
    expect(TYPES.filter(offered)).toEqual([...TRANSFERS, 'CHANGE_ENTITY']);
  });

  test('a change is judged only by what it changes, and not by the rest of the record', () => {
    const form = enterpriseForm();
    const wrong = {
      ...form,
      entity: { ...form.entity, certificateNumber: '123' },
      websites: { W1: { ...form.websites['W1'], name: 'abc' } },
    };
    const found = (type: OrderType, changedFields: string[]) =>
      checkOrder(completeOrder(wrong, { type, changed: changedFields })).blocking.map(({ path }) => path);
    expect(found('CHANGE_ENTITY', ['entity.mailingAddress'])).toEqual([]);
    expect(found('CHANGE_ENTITY', ['entity.certificateNumber'])).toEqual(['entity.certificateNumber']);
    expect(found('CHANGE_SITE', ['websites.W1.remark'])).toEqual([]);
    expect(found('CHANGE_SITE', ['websites.W1.name'])).toEqual(['websites.W1.name']);
    expect(found('DEREG_SITE', [])).toEqual([]);
  });

  test('a server is named for each website that is added, for a new address in a change, and for no removal', () => {
    const form = enterpriseForm();
    const lacking = (type: OrderType) =>
      checkOrder(completeOrder(form, { type, instances: {} })).blocking.filter(({ path }) =>
        path.endsWith('.instance'),
      );
    expect(TYPES.filter((type) => lacking(type).length === 2)).toEqual([...ADDING, ...TRANSFERS]);
    expect(TYPES.filter((type) => lacking(type).length === 0)).toEqual([...CHANGES, ...REMOVALS]);
  });
});

const recordOf = (form: OrderForm): Extract<OrderContent, { kind: 'REMOVAL' }>['record'] => ({
  takenAt: '2026-02-09T10:00:00+08:00',
  entityNumber: '鲁ICP备2026000001号',
  websiteNumbers: { W1: '鲁ICP备2026000001号-1', W2: '鲁ICP备2026000001号-2' },
  form,
});
const content = (type: OrderType): OrderContent => {
  const record = recordOf(enterpriseForm());
  if (CHANGES.includes(type)) {
    return type === 'CHANGE_ENTITY'
      ? { kind: 'CHANGES', record, changes: { people: { P1: { mobile: '13900000001' } } } }
      : { kind: 'CHANGES', record, changes: { websites: { W2: { name: '示例科技售后服务' } } } };
  }
  if (REMOVALS.includes(type)) {
    const websites = type === 'DEREG_ENTITY' ? ['W1', 'W2'] : ['W2'];
    return { kind: 'REMOVAL', record, websites, reason: '不再使用' };
  }
  return { kind: 'FORM', form: enterpriseForm() };
};

describe('A-010 what is handed over:', () => {
  test.each([...ADDING, ...TRANSFERS])('%s hands over the form as the customer wrote it', (type) =>
    expect(handedOver(type, content(type))).toEqual({ form: enterpriseForm() }),
  );

  test.each([
    ['CHANGE_ENTITY', [{ path: 'people.P1.mobile', before: '13800138001', after: '13900000001' }]],
    ['CHANGE_SITE', [{ path: 'websites.W2.name', before: '示例科技客户服务', after: '示例科技售后服务' }]],
  ] as const)('%s hands over the changed record, its numbers, and each field that is different', (type, fields) => {
    const { form, changes, removal } = handedOver(type, content(type));
    const websiteNumbers = { W1: '鲁ICP备2026000001号-1', W2: '鲁ICP备2026000001号-2' };
    expect(changes).toEqual({ entityNumber: '鲁ICP备2026000001号', websiteNumbers, fields });
    expect(removal).toBeUndefined();
    expect(form).toEqual(formOf(content(type)));
    expect(form).not.toEqual(enterpriseForm());
  });

  test.each([
    ['DEREG_ENTITY', 'ENTITY', ['W1', 'W2'], ['鲁ICP备2026000001号-1', '鲁ICP备2026000001号-2']],
    ['DEREG_SITE', 'WEBSITES', ['W2'], ['鲁ICP备2026000001号-2']],
    ['CANCEL_ACCESS', 'ACCESSES', ['W2'], ['鲁ICP备2026000001号-2']],
  ] as const)('%s hands over the numbers of what is removed, and the reason', (type, removes, websites, numbers) => {
    const { form, removal } = handedOver(type, content(type));
    expect(removal).toEqual({ removes, entityNumber: '鲁ICP备2026000001号', numbers, reason: '不再使用' });
    expect(Object.keys(form.websites)).toEqual(websites);
  });

  test('content of another kind is not handed over', () =>
    expect(() => handedOver('DEREG_SITE', content('FIRST'))).toThrow(/takes REMOVAL/));
});

describe('A-011 R-DEREG-1 R-TRF-1 the record after an order:', () => {
  const ENTITY = '粤ICP备2026012345号';
  const number = (n: number) => `${ENTITY}-${n}`;
  const record: EntityRecord = {
    number: ENTITY,
    websites: [
      { number: number(1), domain: 'one.cn' },
      { number: number(2), domain: 'two.cn' },
    ],
    accesses: [
      { website: number(1), type: 'FILED' },
      { website: number(2), type: 'FILED' },
    ],
  };
  const after = (type: OrderType, before: EntityRecord | undefined, domains: string[], synced: Synced) =>
    recordAfter(before, rowOf(type).changeRecord(before, { domains }, synced));
  const numbers = (...websites: [string, number][]): Synced => ({
    entityNumber: ENTITY,
    websites: websites.map(([domain, n]) => ({ domain, number: number(n) })),
  });
  const gone: Synced = { removed: true };

  test('a first filing makes the record, with an access for each website', () =>
    expect(after('FIRST', undefined, ['one.cn'], numbers(['one.cn', 1]))).toEqual({
      number: ENTITY,
      websites: [{ number: number(1), domain: 'one.cn' }],
      accesses: [{ website: number(1), type: 'FILED' }],
    }));

  test.each(['NEW_SITE_HERE', 'NEW_SITE_ELSEWHERE'] as const)('%s adds a website and leaves the others', (type) =>
    expect(after(type, record, ['three.cn'], numbers(['three.cn', 3]))).toEqual({
      number: ENTITY,
      websites: [...record.websites, { number: number(3), domain: 'three.cn' }],
      accesses: [...record.accesses, { website: number(3), type: 'FILED' }],
    }),
  );

  test.each(TRANSFERS)('%s adds an access and changes nothing else', (type) => {
    const elsewhere = { ...record, accesses: [] };
    expect(after(type, elsewhere, ['two.cn'], numbers(['two.cn', 2]))).toMatchObject({
      number: ENTITY,
      websites: expect.arrayContaining([...record.websites]),
      accesses: [{ website: number(2), type: 'TRANSFERRED' }],
    });
  });

  test.each(CHANGES)('%s leaves numbers, websites and accesses as they are', (type) => {
    const { websites = [], ...rest } = after(type, record, ['two.cn'], numbers()) ?? {};
    expect(rest).toEqual({ number: ENTITY, accesses: record.accesses });
    expect(websites.toSorted((a, b) => a.number.localeCompare(b.number))).toEqual(record.websites);
  });

  test('an order replaces what the record says of entity or website only where the type files it', () => {
    const words = (type: OrderType) =>
      rowOf(type)
        .changeRecord(record, { domains: ['two.cn'] }, numbers(['two.cn', 2]))
        .flatMap((change) =>
          change.change === 'ENTITY' || change.change === 'WEBSITE' ? [`${change.change} ${change.details}`] : [],
        );
    expect(words('CHANGE_ENTITY')).toEqual(['ENTITY ORDER']);
    expect(words('CHANGE_SITE')).toEqual(['ENTITY RECORD', 'WEBSITE ORDER']);
    for (const type of TRANSFERS) expect(words(type)).toEqual(['ENTITY RECORD', 'WEBSITE RECORD']);
    for (const type of ADDING) expect(words(type)).toEqual(['ENTITY RECORD', 'WEBSITE ORDER']);
    for (const type of REMOVALS) expect(words(type)).toEqual([]);
  });

  test('a removal of the entity removes everything, a removal of a website that website, and a cancellation only its access', () => {
    expect(after('DEREG_ENTITY', record, ['one.cn', 'two.cn'], gone)).toBeUndefined();
    expect(after('DEREG_SITE', record, ['two.cn'], gone)).toEqual({
      number: ENTITY,
      websites: [{ number: number(1), domain: 'one.cn' }],
      accesses: [{ website: number(1), type: 'FILED' }],
    });
    expect(after('CANCEL_ACCESS', record, ['two.cn'], gone)).toEqual({
      ...record,
      accesses: [{ website: number(1), type: 'FILED' }],
    });
  });

  test('numbers stay unique, no access is without a website, and what was removed is gone, for every type and any record', () => {
    const anyRecord = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }).chain((suffixes) =>
      fc.subarray(suffixes).map((served): EntityRecord => ({
        number: ENTITY,
        websites: suffixes.map((n) => ({ number: number(n), domain: `site${n}.cn` })),
        accesses: served.map((n) => ({ website: number(n), type: 'FILED' as const })),
      })),
    );
    const anyOrder = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.option(anyRecord, { nil: undefined }),
        anyOrder,
        (type, before, about) => {
          const domains = about.map((n) => `site${n}.cn`);
          const synced = REMOVALS.includes(type)
            ? gone
            : numbers(...about.map((n): [string, number] => [`site${n}.cn`, n]));
          const now = after(type, before, domains, synced);
          const websites = now?.websites.map((website) => website.number) ?? [];
          const accesses = now?.accesses.map(({ website }) => website) ?? [];
          expect(new Set(websites).size).toBe(websites.length);
          expect(new Set(now?.websites.map(({ domain }) => domain)).size).toBe(websites.length);
          expect(accesses.filter((website) => !websites.includes(website))).toEqual([]);
          const asked = about.map(number);
          if (type === 'DEREG_ENTITY') expect(now).toBeUndefined();
          if (type === 'DEREG_SITE') expect(websites.filter((one) => asked.includes(one))).toEqual([]);
          if (type === 'CANCEL_ACCESS') expect(accesses.filter((one) => asked.includes(one))).toEqual([]);
          const others = before?.websites.filter((website) => !asked.includes(website.number)) ?? [];
          if (type !== 'DEREG_ENTITY') expect(now?.websites ?? []).toEqual(expect.arrayContaining([...others]));
        },
      ),
    );
  });

  test('MIIT tells a number for every website that is added, the entity of a change, and no number of what is gone', () => {
    expect(TYPES.filter((type) => rowOf(type).syncNames === 'EVERY_WEBSITE')).toEqual([...ADDING, ...TRANSFERS]);
    expect(TYPES.filter((type) => rowOf(type).syncNames === 'ENTITY')).toEqual(CHANGES);
    expect(TYPES.filter((type) => rowOf(type).syncNames === 'NOTHING')).toEqual(REMOVALS);
  });
});

describe('§6 the access while the order runs:', () => {
  test.each([
    [ADDING, 'WITH_NUMBER'],
    [TRANSFERS, 'PROVISIONAL'],
    [CHANGES, 'STAYS'],
    [REMOVALS, 'ENDS_WITH_APPROVAL'],
  ])('for %s it is %s', (types, access) =>
    expect(types.map((type) => rowOf(type).access)).toEqual(types.map(() => access)),
  );
});

describe('A-166 R-POST-4 the duties afterwards:', () => {
  const order = (type: OrderType, more: Partial<ApprovedOrder> = {}): ApprovedOrder => ({
    type,
    province: 'JS',
    issuedOn: '2026-03-11',
    completedOn: '2026-03-13',
    entityNameChanged: true,
    policies: SAMPLE_POLICIES,
    websites: [{ websiteId: 'W1', domain: 'one.cn', number: '苏ICP备2026000001号-1', incomeGenerating: true }],
    ...more,
  });
  const told = (type: OrderType, more?: Partial<ApprovedOrder>) =>
    dutiesOf(order(type, more)).map(({ kind, due }) => `${kind} ${due === undefined ? '-' : civilDate(due.at)}`);

  test.each(ADDING)(
    '%s has the footer, the PSB filing 30 days after the number, copyright in Jiangsu, and a licence where money is earned',
    (type) => expect(told(type)).toEqual(['FOOTER -', 'PSB 2026-04-10', 'COPYRIGHT -', 'LICENCE -']),
  );

  test.each(TRANSFERS)(
    '%s has the footer, and the PSB filing 30 days after the completion unless the website has a PSB number',
    (type) => {
      expect(told(type)).toEqual(['FOOTER -', 'PSB 2026-04-12']);
      const [website] = order(type).websites;
      const filed = website === undefined ? [] : [{ ...website, psbNumber: '苏公网安备32010002000001号' }];
      expect(told(type, { websites: filed })).toEqual(['FOOTER -']);
    },
  );

  test.each(CHANGES)('%s has the footer when the name of the entity changed, else nothing', (type) => {
    expect(told(type)).toEqual(['FOOTER -']);
    expect(told(type, { entityNameChanged: false })).toEqual([]);
  });

  test.each(REMOVALS)('%s has no duties', (type) => expect(told(type)).toEqual([]));
});
