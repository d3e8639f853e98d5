/** Submitting an order: what must be complete, and what a refusal names. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderForm } from '../../domain/order/form.ts';
import { enterprise, individual, smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { confirmed, policyRow } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({
    policies: [
      policyRow('material.required', { slot: 'photo-in-hand', province: 'NX' }, 'MANDATORY'),
      policyRow('material.required', { slot: 'checklist-form', province: 'GZ' }, 'NOT_USED'),
      policyRow('authenticity.persons', { province: 'SD' }, ['ENTITY_HEAD', 'SITE_HEADS']),
      policyRow('domain.minRemainingDays', { province: 'CQ' }, 90),
    ],
  });
});
afterAll(() => desk.close());

const AT = '2026-03-09 10:00';
const submit = (filing: TestFiling): Promise<string> => filing.act('submitForReview', confirmed);

/** A form with one field of it empty. */
function without(form: OrderForm, path: string): OrderForm {
  const copy = structuredClone(form);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = copy as unknown as Record<string, unknown>;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  delete place[last];
  return copy;
}

/** Every field the form of a new website asks a small enterprise for. */
const FIELDS = [
  ...'kind name certificateType certificateNumber certificateValidUntil province city district certificateAddress'
    .concat(' mailingProvince mailingAddress headId')
    .split(' ')
    .map((field) => `entity.${field}`),
  ...'name documentType documentNumber documentValidUntil mobile emergencyMobile email'
    .split(' ')
    .map((field) => `people.P1.${field}`),
  ...'name homeUrl domain contentCategories languages serviceType headId'
    .split(' ')
    .map((field) => `websites.W1.${field}`),
];

const LOOK_UPS = {
  FIRST: {},
  NEW_SITE_HERE: { entityFiled: true, entityHere: true },
  NEW_SITE_ELSEWHERE: { entityFiled: true },
} as const;

test.concurrent.each(['FIRST', 'NEW_SITE_HERE', 'NEW_SITE_ELSEWHERE'] as const)(
  'A-002 an order of type %s is not submitted without one of its fields, which is named',
  async (type) => {
    const form = smallEnterprise();
    desk.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', LOOK_UPS[type]);
    const filing = await desk.open({ form, at: AT, type });
    for (const field of FIELDS) {
      await filing.save(() => without(form, field));
      expect([field, await submit(filing)]).toEqual([field, 'INCOMPLETE']);
      expect(await filing.items()).toContain(`${field} MISSING`);
    }
    expect(await filing.stage()).toBe('CONFIRMATION');
    await filing.save(() => form);
    expect(await submit(filing)).toBe('APPLIED');
  },
);

test.concurrent('A-002 an order without a website is not submitted', async () => {
  const form = individual();
  const filing = await desk.open({ form, at: AT });
  await filing.save(() => ({ ...form, websites: {} }));
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toContain('websites MISSING');
});

test.concurrent('A-002 a draft with an empty field is refused too, and the field is named', async () => {
  const form = smallEnterprise();
  const filing = await desk.open({ form, at: AT });
  await filing.edit(() => without(form, 'people.P1.email'));
  expect(await filing.stage()).toBe('INSTANCE_VERIFIED');
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['people.P1.email MISSING']);
  expect(await filing.stage()).toBe('INSTANCE_VERIFIED');
});

test.concurrent(
  'A-003 A-004 an order is not submitted without a certificate, an ID or the checklist form, which is named',
  async () => {
    const form = enterprise('TJ');
    const filing = await desk.open({ form, at: AT });
    for (const slot of [
      'entity-certificate',
      'entity-head-id:P1',
      'site-head-id:P2',
      'site-head-id:P3',
      'checklist-form',
    ]) {
      await filing.takeOut(slot);
      expect([slot, await submit(filing)]).toEqual([slot, 'INCOMPLETE']);
      expect(await filing.items()).toEqual([`documents.${slot} MISSING`]);
      await filing.upload(slot);
    }
    expect(await submit(filing)).toBe('APPLIED');
  },
);

test.concurrent('A-003 an individual uploads one ID for entity and heads', async () => {
  const filing = await desk.open({ form: individual(), at: AT });
  await filing.takeOut('entity-certificate');
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['documents.entity-certificate MISSING']);
});

test.concurrent('A-004 a province without the checklist form does not ask for it', async () => {
  const filing = await desk.open({ form: smallEnterprise('GZ'), at: AT });
  expect(await filing.slots()).not.toContain('checklist-form');
  expect(await submit(filing)).toBe('APPLIED');
});

test.concurrent('A-004 an order is submitted only by somebody who confirms that it is correct', async () => {
  const filing = await desk.open({ form: smallEnterprise(), at: AT });
  expect(await filing.act('submitForReview', {})).toBe('MALFORMED');
  expect(await filing.act('submitForReview', { confirmed: false })).toBe('MALFORMED');
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test.concurrent(
  'A-005 the photo with the ID in hand is asked for where the province wants it, and nowhere else',
  async () => {
    const [wanted, elsewhere] = await Promise.all([
      desk.open({ form: smallEnterprise('NX'), at: AT }),
      desk.open({ form: smallEnterprise('QH'), at: AT }),
    ]);
    await wanted.takeOut('photo-in-hand:P1');
    expect(await submit(wanted)).toBe('INCOMPLETE');
    expect(await wanted.items()).toEqual(['documents.photo-in-hand:P1 MISSING']);
    await wanted.upload('photo-in-hand:P1');
    expect(await submit(wanted)).toBe('APPLIED');
    expect(await elsewhere.slots()).not.toContain('photo-in-hand:P1');
    expect(await submit(elsewhere)).toBe('APPLIED');
  },
);

test.concurrent('A-048 an edit leads a finished draft back to the first missing item', async () => {
  const form = smallEnterprise();
  const filing = await desk.open({ form, at: AT });
  expect(await filing.stage()).toBe('CONFIRMATION');
  await filing.edit(() => without(form, 'websites.W1.name'));
  expect(await filing.stage()).toBe('INSTANCE_VERIFIED');
  await filing.takeOut('checklist-form');
  await filing.edit(() => form);
  expect(await filing.stage()).toBe('MATERIALS_PENDING');
  await filing.upload('checklist-form');
  await filing.act('edited');
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test.concurrent('A-154 the face check that failed leaves the passes of the others valid', async () => {
  const filing = await desk.open({ form: enterprise(), at: AT });
  await filing.edit(({ people, ...form }) => ({
    ...form,
    people: { ...people, P3: { ...people['P3'], name: '新负责人' } },
  }));
  expect(await filing.stage()).toBe('AUTHENTICITY_PENDING');
  expect(await filing.faceCheck('P3', 'FAIL')).toBe('APPLIED');
  expect(await filing.stage()).toBe('AUTHENTICITY_PENDING');
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['people.P3.liveness LIVENESS_FAILED']);
  expect(await filing.faceCheck('P3', 'PASS')).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
  expect(await submit(filing)).toBe('APPLIED');
});

test.concurrent('A-154 a face check is good for 72 hours and no longer', async () => {
  const [inTime, late] = await Promise.all([
    desk.open({ form: smallEnterprise(), at: AT }),
    desk.open({ form: smallEnterprise(), at: AT }),
  ]);
  await inTime.travelTo('2026-03-12 09:58');
  expect(await submit(inTime)).toBe('APPLIED');
  await late.travelTo('2026-03-12 10:00:01');
  expect(await submit(late)).toBe('INCOMPLETE');
  expect(await late.items()).toEqual(['people.P1.liveness LIVENESS_TOO_OLD']);
  await late.faceCheck('P1', 'PASS');
  expect(await submit(late)).toBe('APPLIED');
});

test.concurrent('A-154 at a resubmission an old face check is good while the person is the same', async () => {
  const form = smallEnterprise();
  const filing = await desk.open({ form, at: AT });
  await submit(filing);
  await filing.act(
    'reject',
    { items: [{ path: 'people.P1.name', code: 'NAME', advice: 'Write it as on the ID.' }] },
    { by: 'R1' },
  );
  await filing.travelTo('2026-03-20 10:00');
  await filing.edit(({ people, ...rest }) => ({ ...rest, people: { P1: { ...people['P1'], name: '更正的名字' } } }));
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['people.P1.liveness LIVENESS_OF_ANOTHER']);
  await filing.edit(() => form);
  expect(await submit(filing)).toBe('APPLIED');
});

test.concurrent('A-170 a domain must be registered for ninety days more', async () => {
  const form = smallEnterprise('CQ');
  const domain = form.websites['W1']?.domain ?? '';
  const filing = await desk.open({ form, at: AT });
  desk.parties.assets.domains.set(domain, { expiresOn: '2026-06-06' });
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['websites.W1.domain DOMAIN_EXPIRES_SOON']);
  desk.parties.assets.domains.set(domain, { expiresOn: '2026-06-07' });
  expect(await submit(filing)).toBe('APPLIED');
});

test.concurrent('A-170 the registrable domain is filed, not a host on it', async () => {
  const form = smallEnterprise();
  const filing = await desk.open({ form, at: AT });
  const domain = form.websites['W1']?.domain ?? '';
  await filing.save((given) => ({ ...given, websites: { W1: { ...given.websites['W1'], domain: `www.${domain}` } } }));
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['websites.W1.domain NOT_REGISTRABLE']);
});
