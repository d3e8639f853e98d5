import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formSchema, PROVINCES, type OrderForm, type Province, type Sector } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import { requiredSlots } from './required-slots.ts';
import { type MaterialsQuestion } from './question.ts';
import { slotsOfOrder, slotsToHandOver } from './slots-of-order.ts';
import { ORDER_TYPES } from '../order-types/order-type.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies } from '../policy/policy.ts';
import { policy } from '../policy/policy-row.ts';
import {
  enterpriseForm,
  individualForm,
  residentId,
  SAMPLE_POLICIES,
} from '../../test/support/orders/sample-orders.ts';

const TODAY = '2026-02-09' as CivilDate;
const ask = (form: OrderForm, overrides: Partial<MaterialsQuestion> = {}) =>
  requiredSlots({ form, type: 'FIRST', policies: SAMPLE_POLICIES, on: TODAY, photoAllowedFor: [], ...overrides });
const slots = (form: OrderForm, overrides: Partial<MaterialsQuestion> = {}) =>
  ask(form, overrides)
    .filter(({ mandatory }) => mandatory)
    .map(({ slot }) => slot);
const individualIn = (province: Province): OrderForm => {
  const form = individualForm();
  return { ...form, entity: { ...form.entity, province, mailingProvince: province } };
};

describe('certificates and IDs:', () => {
  test('A-003 an individual brings one ID, an organisation certificate and the ID of every person in charge', () => {
    expect(slots(individualIn('CQ'))).toEqual(['entity-certificate', 'checklist-form']);
    expect(slots(enterpriseForm('LN'))).toEqual([
      'entity-certificate',
      'entity-head-id:P1',
      'site-head-id:P2',
      'site-head-id:P3',
      'checklist-form',
    ]);
  });

  test('A-026 a head who is also site head brings one ID', () => {
    const form = enterpriseForm('LN');
    const oneHead = { ...form, websites: { W1: { ...form.websites['W1'], headId: 'P1' } } };
    expect(slots(oneHead).filter((slot) => slot.includes('-id'))).toEqual(['entity-head-id:P1']);
  });
});

describe('what provinces ask for:', () => {
  test('A-030 on 2018-10-18 the app takes the photo in Guangdong, Chongqing, Liaoning, Anhui and Fujian, not in Beijing', () => {
    const advice = (province: Province) =>
      ask(enterpriseForm(province), { on: '2018-10-18' as CivilDate }).find(({ slot }) => slot.startsWith('backdrop-photo'))?.advice;
    for (const province of ['GD', 'CQ', 'LN', 'AH', 'FJ'] as const) expect(advice(province)).toContain("The provider's app");
    expect(advice('BJ')).toBeDefined();
    expect(advice('BJ')).not.toContain("The provider's app");
  }); // prettier-ignore

  test('A-004 A-029 the checklist form differs between provinces, kinds and types, and names the black pen', () => {
    const body = (form: OrderForm, type: MaterialsQuestion['type'] = 'FIRST') =>
      ask(form, { type }).find(({ slot }) => slot === 'checklist-form')?.template?.body ?? '';
    expect(body(individualIn('GD'))).not.toBe(body(individualIn('CQ')));
    expect(body(individualIn('GD'))).not.toBe(body(individualIn('GD'), 'TRANSFER_NEW'));
    expect(body(enterpriseForm())).toContain('公章');
    expect(body(individualIn('XJ'))).toContain('手印');
    expect(body(individualIn('GD'))).toContain('本人承诺');
    for (const text of [body(individualIn('GD')), body(enterpriseForm())]) expect(text).toContain('black pen');
  });

  test('A-004 the form is filled with entity, domains and head, and leaves blank what is not known', () => {
    const text = ask(enterpriseForm()).find(({ template }) => template)?.template?.body;
    expect(text).toContain('山东示例科技有限公司');
    expect(text).toContain('example.com');
    const blank = ask({ entity: { kind: 'ENTERPRISE' }, people: {}, websites: {} });
    expect(blank.find(({ template }) => template)?.template?.body).not.toMatch(/\{\w+\}/);
  });

  test('A-004 the slot of the form is absent where policy does not ask for it', () => {
    const policies = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('material.required', 'NOT_USED', 'test', { scope: { slot: 'checklist-form' }, from: '2026-01-01' }),
    ]);
    expect(slots(enterpriseForm(), { policies })).not.toContain('checklist-form');
  });

  test('A-005 the photo with the ID in hand is asked for in Beijing and not in Chongqing', () => {
    expect(slots(individualIn('BJ'))).toContain('photo-in-hand:P1');
    expect(ask(individualIn('CQ')).map(({ slot }) => slot)).not.toContain('photo-in-hand:P1');
  });

  test('A-031 Inner Mongolia asks for the domain certificate, with the advice to ask the registrar', () => {
    expect(ask(enterpriseForm('NM')).find(({ slot }) => slot === 'domain-certificate:W1')).toMatchObject({
      mandatory: true,
      advice: expect.stringContaining('registrar'),
    });
    expect(slots(enterpriseForm('SD'))).not.toContain('domain-certificate:W1');
  });

  test('A-115 Xinjiang asks for the proof of party building for new sites only, and says whom to ask', () => {
    for (const type of ['FIRST', 'NEW_SITE_HERE', 'NEW_SITE_ELSEWHERE'] as const) {
      const proof = ask(enterpriseForm('XJ'), { type }).find(({ slot }) => slot === 'party-building-proof');
      expect(proof).toMatchObject({ mandatory: true, advice: expect.stringContaining('0991-6788-039') });
    }
    expect(slots(enterpriseForm('XJ'), { type: 'CHANGE_SITE' })).not.toContain('party-building-proof');
    expect(slots(enterpriseForm('SD'))).not.toContain('party-building-proof');
  });

  test('A-116 finance in Guangdong brings four papers beside the standard ones', () => {
    const form = enterpriseForm('GD');
    const finance = {
      ...form,
      websites: { W1: { ...form.websites['W1'], preApprovals: [{ sector: 'FINANCE' as const, number: '1' }] } },
    };
    const extra = slots(finance).filter((slot) => !slots(form).includes(slot));
    expect(extra).toEqual([
      'pre-approval-permit-finance:W1',
      'finance-undertaking:W1',
      'finance-business-description:W1',
      'finance-site-description:W1',
      'finance-licence-copy:W1',
    ]);
    expect(slots(form).filter((slot) => !slots(finance).includes(slot))).toEqual(['site-head-id:P3']);
  });

  test('A-027 a letter is asked for the entity head where the province takes one, and for the site head where it asks for one', () => {
    const form = enterpriseForm('JL');
    const head = { ...form, people: { ...form.people, P1: { ...form.people['P1'], legalRepresentative: false } } };
    expect(slots(head)).toContain('entity-head-letter:P1');
    expect(slots(form)).not.toContain('entity-head-letter:P1');
    expect(slots(enterpriseForm('TJ'))).toEqual(expect.arrayContaining(['site-head-letter:P2', 'site-head-letter:P3']));
  });

  test('a construction plan is asked for from the number of websites the province names, those on record included', () => {
    expect(slots(individualIn('GD'), { websitesOnRecord: 4 })).not.toContain('construction-plan');
    expect(slots(individualIn('GD'), { websitesOnRecord: 5 })).toContain('construction-plan');
    expect(slots(enterpriseForm('GD'), { websitesOnRecord: 29 })).not.toContain('construction-plan');
    expect(slots(enterpriseForm('GD'), { websitesOnRecord: 30 })).toContain('construction-plan');
    expect(slots(enterpriseForm('SD'), { websitesOnRecord: 90 })).not.toContain('construction-plan');
  });

  test('A-084 an individual with the ID of another province brings a proof of residence where it is taken', () => {
    expect(slots(individualIn('ZJ'))).toContain('residence-proof:P1');
    expect(slots(individualIn('GD'))).not.toContain('residence-proof:P1');
    expect(slots(individualIn('YN'))).not.toContain('residence-proof:P1');
  });
});

describe('sectors, minors and photos:', () => {
  test('A-044 each chosen sector that needs a permit brings a slot of its own, which names the authority to ask', () => {
    const form = enterpriseForm();
    const preApprovals = [
      { sector: 'NEWS' as const },
      { sector: 'RIDE_HAILING' as const },
      { sector: 'HEALTH' as const },
    ];
    const permits = ask({ ...form, websites: { W1: { ...form.websites['W1'], preApprovals } } }).filter(({ slot }) =>
      slot.startsWith('pre-approval-permit'),
    );
    expect(permits.map(({ slot }) => slot)).toEqual([
      'pre-approval-permit-news:W1',
      'pre-approval-permit-ride-hailing:W1',
    ]);
    for (const { advice } of permits) expect(advice).toMatch(/Authority to ask: /);
  });

  test('A-085 adult products bring two approvals', () => {
    const form = enterpriseForm();
    const adult = { W1: { ...form.websites['W1'], preApprovals: [{ sector: 'ADULT_PRODUCTS' as const }] } };
    expect(slots({ ...form, websites: adult })).toEqual(
      expect.arrayContaining(['pre-approval-permit-adult-products:W1', 'health-approval:W1']),
    );
  });

  test('A-078 papers of a minor are due before the approval, not for the submission', () => {
    const form = enterpriseForm('GD');
    const documentNumber = residentId('440106', '2008-10-01');
    const minor = { ...form, people: { ...form.people, P1: { ...form.people['P1'], documentNumber } } };
    expect(ask(minor).find(({ slot }) => slot === 'minor-proof:P1')).toMatchObject({
      due: 'APPROVAL',
      mandatory: true,
    });
  });

  test('A-007 R-AUTH-8 the photo slot belongs to the photo step, for people who are allowed the photo or for all in the old phase', () => {
    expect(slots(enterpriseForm(), { photoAllowedFor: ['P3'] })).toContain('backdrop-photo:P3');
    expect(slots(enterpriseForm())).not.toContain('backdrop-photo:P2');
    const old = ask(enterpriseForm(), { on: '2019-07-28' as CivilDate }).filter(({ due }) => due === 'PHOTO');
    expect(old.map(({ slot }) => slot)).toEqual(['backdrop-photo:P2', 'backdrop-photo:P3']);
  });

  test('R-SM-11 R-MAT-7 an order has slots for the people and websites it names, and for nobody else', () => {
    const form = enterpriseForm();
    const slotsOf = (each: OrderForm) => [...slotsOfOrder({ form: each, type: 'FIRST' })];
    expect(slotsOf(form)).toEqual(
      expect.arrayContaining(['construction-plan', 'site-head-id:P3', 'minor-proof:P1', 'pre-approval-permit-bbs:W2']),
    );
    expect(slotsOf(form)).not.toContain('entity-head-id:P2');
    const [first] = Object.entries(form.websites);
    const smaller = slotsOf({ ...form, websites: Object.fromEntries(first ? [first] : []) });
    expect(smaller).toContain('site-head-id:P2');
    expect(smaller.filter((slot) => /:(P3|W2)$/.test(slot))).toEqual([]);
  });

  test('R-MAT-7 papers of a sector that a website does not name are not handed over, though they may be uploaded', () => {
    const form = enterpriseForm();
    const site = (...sectors: Sector[]) => ({ preApprovals: sectors.map((sector) => ({ sector })) });
    const { W1, W2, ...others } = form.websites;
    if (!W1 || !W2) throw new Error('the form has two websites');
    const websites = { ...others, W1: { ...W1, ...site('NEWS', 'FINANCE') }, W2: { ...W2, ...site('ADULT_PRODUCTS') } };
    const order = { form: { ...form, websites }, type: 'FIRST' } as const;
    const all = [...slotsOfOrder(order)];
    const handed = [...slotsToHandOver(order)];
    const ofSectors = /^(?:pre-approval-permit|health-approval|finance)/;
    expect(handed.filter((slot) => ofSectors.test(slot)).toSorted()).toEqual([
      'finance-business-description:W1',
      'finance-licence-copy:W1',
      'finance-site-description:W1',
      'finance-undertaking:W1',
      'health-approval:W2',
      'pre-approval-permit-adult-products:W2',
      'pre-approval-permit-finance:W1',
      'pre-approval-permit-news:W1',
    ]);
    expect(all).toEqual(expect.arrayContaining(['health-approval:W1', 'pre-approval-permit-bbs:W1']));
    expect(handed).toEqual(expect.arrayContaining(all.filter((slot) => !ofSectors.test(slot))));
  });

  test('removals need no documents', () => {
    for (const type of ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'] as const) {
      expect(ask(enterpriseForm(), { type })).toEqual([]);
    }
  });

  test('a checklist names each slot once, with advice and a name that an upload accepts, and only slots the order can have', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROVINCES),
        fc.constantFrom(...ORDER_TYPES),
        fc.boolean(),
        (province, type, person) => {
          const form = formSchema.parse(person ? individualIn(province) : enterpriseForm(province));
          const all = ask(form, { type, photoAllowedFor: ['P1', 'P2'] });
          const known = slotsOfOrder({ form, type });
          for (const { slot, advice } of all) {
            expect(slot).toMatch(/^[a-z][a-z0-9-]{1,50}(?::[PW][1-9]\d?)?$/);
            expect([slot, known.has(slot)]).toEqual([slot, true]);
            expect(advice.length).toBeGreaterThan(20);
          }
          expect(new Set(all.map(({ slot }) => slot)).size).toBe(all.length);
        },
      ),
    );
  });
});
