/** The provider's first review: who may do what, phone calls, further material, claims. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { confirmed, filingIn, ITEM, policyRow } from '../support/desk/journey.ts';
import { listOrders } from '../../store/orders/order-list.ts';

let desk: Desk;
beforeAll(async () => {
  const asksForLetter = policyRow('review.item', { province: 'XZ', item: 'commitment-letter' }, 'TICKED');
  desk = await startDesk({
    policies: [
      policyRow('sla.prelimBd', { province: 'ZJ' }, 1),
      policyRow('order.withdrawRule', { province: 'QH' }, 'UNTIL_NEXT_STEP'),
      { ...asksForLetter, validFrom: '2026-03-10' },
    ],
  });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;
const noAnswer = { outcome: 'NO_ANSWER' } as const;

test.concurrent('A-006 a submitted order stands in the queue of the reviewers until one of them decides', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  const queue = async () => (await listOrders(desk.database, { waitingOn: 'reviewer' }, { limit: 100 })).orders;
  expect((await queue()).map(({ id }) => id)).toContain(filing.orderId);
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.steps()).toContain('approve: PRELIM_REVIEW → PRELIM_APPROVED');
});

test.concurrent('A-006 an order is not rejected without items', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.act('reject', {}, R1)).toBe('MALFORMED');
  expect(await filing.act('reject', { items: [] }, R1)).toBe('MALFORMED');
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
  expect(await filing.act('reject', { items: [ITEM] }, R1)).toBe('APPLIED');
  expect(await filing.items()).toEqual(['websites.W1.name NAME_UNCLEAR']);
});

test.concurrent(
  'a name with a doubtful word is approved only with a note, which the history keeps with the warning',
  async () => {
    const form = smallEnterprise();
    const W1 = { ...form.websites['W1'], name: '其中国际物流' };
    const filing = await filingIn(desk, 'PRELIM_REVIEW', { form: { ...form, websites: { W1 } } });
    const last = async () => (await filing.history()).findLast(({ action }) => action === 'approve');
    expect(await filing.act('approve', {}, R1)).toBe('WARNING_NEEDS_NOTE');
    expect((await last())?.items).toMatchObject([{ path: 'websites.W1.name', code: 'NAME_WORD' }]);
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    const note = '国际 is a word of its own here.';
    expect(await filing.act('approve', { note }, R1)).toBe('APPLIED');
    expect(await last()).toMatchObject({
      actor: { id: 'R1' },
      outcome: 'APPLIED',
      detail: expect.stringContaining(note),
      items: [{ path: 'websites.W1.name', code: 'NAME_WORD' }],
    });
  },
);

test.concurrent('A-116 A-138 finance is approved when every item is ticked and the note names the qualification', async () => {
  const form = smallEnterprise();
  const W1 = { ...form.websites['W1'], preApprovals: [{ sector: 'FINANCE' as const, number: '示例许可 1' }] };
  const filing = await filingIn(desk, 'PRELIM_REVIEW', { form: { ...form, websites: { W1 } } });
  const last = async () => (await filing.history()).findLast(({ action }) => action === 'approve');
  expect(await filing.act('approve', {}, R1)).toBe('CHECKLIST_INCOMPLETE');
  expect((await last())?.items?.map(({ path }) => path)).toEqual([
    'review.permit-seen-finance:W1',
    'review.qualification-seen:W1',
  ]);
  const ticks = ['permit-seen-finance:W1', 'qualification-seen:W1'];
  expect(await filing.act('approve', { ticks }, R1)).toBe('CHECKLIST_INCOMPLETE');
  expect((await last())?.items).toMatchObject([{ code: 'QUALIFICATION_NOT_NAMED' }]);
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
  const note = 'Seen: licence 1 of the banking regulator.';
  expect(await filing.act('approve', { ticks, note }, R1)).toBe('APPLIED');
  expect((await last())?.detail).toBe(`ticked: permit-seen-finance:W1, qualification-seen:W1; ${note}`);
  expect((await filing.order()).progress?.ticked).toEqual(ticks);
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('APPLIED');
}); // prettier-ignore

test.concurrent('A-138 an order that was approved before its item was asked for is handed over when it is ticked', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW', { province: 'XZ' });
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  await filing.reaches('READY_FOR_BUREAU');
  await filing.travelTo('2026-03-10 09:00');
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('CHECKLIST_INCOMPLETE');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect(await filing.act('forwardToBureau', { ticks: ['commitment-letter'] }, R2)).toBe('APPLIED');
  expect((await filing.order()).progress?.ticked).toEqual(['commitment-letter']);
}); // prettier-ignore

test.concurrent('A-006 the applicant neither approves nor rejects', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.act('approve')).toBe('ROLE_NOT_ALLOWED');
  expect(await filing.act('reject', { items: [ITEM] })).toBe('ROLE_NOT_ALLOWED');
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
});

test.concurrent(
  'A-032 one business day from Friday ends on the working Sunday, and a second unanswered call sends the order back',
  async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW', { province: 'ZJ', at: '2026-09-18 10:00' });
    expect(await filing.due('review')).toBe('2026-09-20 18:00:00');
    expect(await filing.act('callOutcome', noAnswer, R1)).toBe('APPLIED');
    await filing.travelTo('2026-09-18 10:55');
    expect(await filing.act('callOutcome', noAnswer, R1)).toBe('CALL_TOO_SOON');
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    await filing.travelTo('2026-09-18 11:05');
    expect(await filing.act('callOutcome', noAnswer, R1)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PRELIM_REJECTED');
    expect(await filing.items()).toEqual(['people PHONE_UNREACHABLE']);
  },
);

test.concurrent(
  'A-032 an answered call does not send the order back, and the next call may follow at once',
  async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    expect(await filing.act('callOutcome', noAnswer, R1)).toBe('APPLIED');
    await filing.travelTo('2026-03-09 11:05');
    expect(await filing.act('callOutcome', { outcome: 'REACHED_NO_CHANGE' }, R1)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    const calls = (await filing.order()).progress?.calls.map(({ by, outcome }) => `${by} ${outcome}`);
    expect(calls).toEqual(['R1 NO_ANSWER', 'R1 REACHED_NO_CHANGE']);
  },
);

test.concurrent('A-032 R-SM-3 only two unanswered calls in a row send the order back', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.act('callOutcome', noAnswer, R1)).toBe('APPLIED');
  await filing.travelTo('2026-03-09 11:05');
  expect(await filing.act('callOutcome', { outcome: 'REACHED_NO_CHANGE' }, R1)).toBe('APPLIED');
  expect(await filing.act('callOutcome', noAnswer, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
  await filing.travelTo('2026-03-09 12:10');
  expect(await filing.act('callOutcome', noAnswer, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
});

test.concurrent(
  'A-090 an order whose domain is not verified may be submitted, but not approved until it is',
  async () => {
    const form = smallEnterprise();
    const domain = form.websites['W1']?.domain ?? '';
    desk.parties.assets.domains.set(domain, { realNameVerifiedOn: undefined });
    const filing = await filingIn(desk, 'PRELIM_REVIEW', { form });
    expect(await filing.act('approve', {}, R1)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['websites.W1.domain.realName DOMAIN_NOT_VERIFIED']);
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    desk.parties.assets.domains.set(domain, { realNameVerifiedOn: '2026-01-05' });
    expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  },
);

test.concurrent(
  'A-090 A-170 an approval waits three days after the verification: calendar days here, business days elsewhere',
  async () => {
    const [here, elsewhere] = await Promise.all(
      [true, false].map(async (registeredHere) => {
        const form = smallEnterprise();
        desk.parties.assets.domains.set(form.websites['W1']?.domain ?? '', {
          realNameVerifiedOn: '2026-04-02',
          registeredHere,
        });
        return filingIn(desk, 'PRELIM_REVIEW', { form, at: '2026-04-03 10:00' });
      }),
    );
    for (const filing of [here, elsewhere]) {
      expect(await filing?.act('approve', {}, R1)).toBe('INCOMPLETE');
      expect(await filing?.items()).toEqual(['websites.W1.domain.realName DOMAIN_VERIFICATION_TOO_FRESH']);
    }
    await Promise.all([here?.travelTo('2026-04-06 00:01'), elsewhere?.travelTo('2026-04-08 17:50')]); // 4 to 6 April are days off.
    expect(await here?.act('approve', {}, R1)).toBe('APPLIED');
    expect(await elsewhere?.act('approve', {}, R1)).toBe('INCOMPLETE');
    await elsewhere?.travelTo('2026-04-08 18:01');
    expect(await elsewhere?.act('approve', {}, R1)).toBe('APPLIED');
  },
);

test.concurrent('A-156 a reviewer who claims an order holds it for four hours', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.act('claim', {}, R1)).toBe('APPLIED');
  expect((await filing.order()).assignee).toBe('R1');
  expect(await filing.act('claim', {}, R2)).toBe('CLAIMED_BY_ANOTHER');
  expect(await filing.act('approve', {}, R2)).toBe('CLAIMED_BY_ANOTHER');
  expect(await filing.act('release', {}, R2)).toBe('NOT_CLAIMED');
  await filing.travelTo('2026-03-09 13:55');
  expect(await filing.act('claim', {}, R2)).toBe('CLAIMED_BY_ANOTHER');
  await filing.travelTo('2026-03-09 14:05');
  expect((await filing.order()).assignee).toBeUndefined();
  expect(await filing.act('claim', {}, R2)).toBe('APPLIED');
});

test.concurrent('A-156 every action of the holder renews the claim', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.act('claim', {}, R1);
  await filing.travelTo('2026-03-09 13:00');
  await filing.act('requestMail', {}, R1);
  await filing.travelTo('2026-03-09 16:50');
  expect(await filing.act('claim', {}, R2)).toBe('CLAIMED_BY_ANOTHER');
  await filing.travelTo('2026-03-09 17:05');
  expect(await filing.act('claim', {}, R2)).toBe('APPLIED');
});

test.concurrent('A-156 the claim of an absent reviewer ends', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.act('claim', {}, R1);
  expect(await filing.act('reviewerAbsent', { reviewerId: 'R2' }, { as: 'system' })).toBe('NO_EFFECT');
  expect(await filing.act('reviewerAbsent', { reviewerId: 'R1' }, { as: 'system' })).toBe('APPLIED');
  expect(await filing.act('claim', {}, R2)).toBe('APPLIED');
  expect(await filing.act('release', {}, R2)).toBe('APPLIED');
  expect((await filing.order()).assignee).toBeUndefined();
});

test.concurrent('A-156 one of two reviewers who claim at once has the order, and the other is told', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  const outcomes = await Promise.all([filing.act('claim', {}, R1), filing.act('claim', {}, R2)]);
  expect(outcomes.toSorted()).toEqual(['APPLIED', 'CLAIMED_BY_ANOTHER']);
});

test.concurrent('A-156 a due instant without a decision is told to an operator and decides nothing', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.due('review')).toBe('2026-03-11 18:00:00');
  await filing.travelTo('2026-03-11 17:55');
  expect(await filing.tasks()).toEqual([]);
  await filing.travelTo('2026-03-12 10:00');
  expect(await filing.tasks()).toEqual(['REVIEW_OVERDUE']);
  expect(await filing.told('N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
  expect(await filing.whenTold('N-16')).toEqual(['2026-03-11 18:00:00']);
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.tasks()).toEqual([]);
});

test.concurrent('R-SM-15 nobody reviews an order of an account of their own', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  const own = { by: 'R1', ofAccount: filing.accountId };
  expect(await filing.act('claim', {}, own)).toBe('OWN_ACCOUNT');
  expect(await filing.act('approve', {}, own)).toBe('OWN_ACCOUNT');
  expect(await filing.act('reject', { items: [ITEM] }, own)).toBe('OWN_ACCOUNT');
  expect(await filing.act('callOutcome', noAnswer, own)).toBe('OWN_ACCOUNT');
  expect(await filing.act('approve', {}, { by: 'R1', ofAccount: 'account-of-somebody-else' })).toBe('APPLIED');
});

test.concurrent(
  'R-SM-15 nobody allows the photo in an order of an account of their own, nor consents to its cancellation',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    const own = { by: 'R1', ofAccount: filing.accountId };
    for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
    expect(await filing.act('allowPhoto', { personId: 'P1' }, own)).toBe('OWN_ACCOUNT');
    await filing.act('operatorCancel', { reason: 'asked for by phone' }, { by: 'O1' });
    expect(await filing.act('consentToCancel', {}, own)).toBe('OWN_ACCOUNT');
    expect(await filing.act('consentToCancel', {}, R2)).toBe('APPLIED');
  },
);

test.concurrent(
  'A-161 the review clock stands still while material is asked for, and the last slot starts a new one',
  async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    const slots = ['construction-plan', 'domain-certificate:W1'];
    expect(await filing.act('requestMaterial', { slots }, R1)).toBe('APPLIED');
    expect(await filing.due('review')).toBeUndefined();
    expect(await filing.due('material')).toBe('2026-04-23 23:59:59');
    expect(await filing.told('N-3')).toEqual(['EMAIL P1', 'SMS P1']);
    expect(await filing.act('materialUploaded', { slot: 'entity-certificate' })).toBe('SLOT_NOT_ASKED');
    expect(await filing.act('approve', {}, R1)).toBe('MATERIAL_OUTSTANDING');
    await filing.travelTo('2026-03-20 10:00');
    expect(await filing.tasks()).toEqual([]);
    expect(await filing.act('materialUploaded', { slot: 'construction-plan' })).toBe('APPLIED');
    expect(await filing.due('review')).toBeUndefined();
    expect(await filing.act('materialUploaded', { slot: 'domain-certificate:W1' })).toBe('APPLIED');
    expect(await filing.due('material')).toBeUndefined();
    expect(await filing.due('review')).toBe('2026-03-24 18:00:00');
    expect(await filing.act('materialUploaded', { slot: 'domain-certificate:W1' })).toBe('SLOT_NOT_ASKED');
    expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  },
);

test.concurrent(
  'R-SM-7 the history shows what reviewers wrote with an action and which material they asked for',
  async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    const note = 'Page two of the lease is cut off.';
    await filing.act('callOutcome', { outcome: 'NO_ANSWER', note: 'engaged twice' }, R1);
    await filing.act('requestMaterial', { slots: ['checklist-form'], note }, R1);
    await filing.act('materialUploaded', { slot: 'checklist-form' });
    await filing.act('approve', { note: 'lease seen' }, R1);
    const details = (await filing.history()).map(({ action, detail }) => `${action}: ${detail ?? ''}`);
    expect(details).toEqual(
      expect.arrayContaining([
        'callOutcome: NO_ANSWER: engaged twice',
        `requestMaterial: checklist-form: ${note}`,
        'approve: lease seen',
      ]),
    );
    const asked = (await filing.messages()).find(({ code, channel }) => code === 'N-3' && channel === 'EMAIL');
    expect(asked?.params).toMatchObject({
      facts: { items: [{ path: 'documents.checklist-form', advice: note }] },
    });
  },
);
test.concurrent('A-161 R-SM-11 only slots the order has are asked for, so that they can be filled', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  const ask = (...slots: string[]) => filing.act('requestMaterial', { slots }, R1);
  for (const slot of ['Entity-Certificate', 'site-head-id:P1:W1', 'site-head-id:X1', 'x'.repeat(60)]) {
    expect([slot, await ask(slot)]).toEqual([slot, 'MALFORMED']);
  }
  for (const slot of ['entity-card', 'site-head-id:P7', 'domain-certificate', 'entity-certificate:P1']) {
    expect([slot, await ask('checklist-form', slot)]).toEqual([slot, 'UNKNOWN_SLOT']);
    expect(await filing.items()).toEqual([`documents.${slot} UNKNOWN_SLOT`]);
  }
  expect((await filing.order()).progress?.materialAsked).toEqual([]);
  expect(await filing.due('review')).toBe('2026-03-11 18:00:00');
  expect(await filing.told('N-3')).toEqual([]);
  expect(await ask('checklist-form', 'pre-approval-permit-off-campus-training:W1', 'minor-proof:P1')).toBe('APPLIED');
});

test.concurrent('A-161 material that does not come in 45 days lets the order expire', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.act('requestMaterial', { slots: ['construction-plan'] }, R1);
  await filing.travelTo('2026-04-23 23:55');
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
  await filing.travelTo('2026-04-24 00:05');
  expect(await filing.stage()).toBe('EXPIRED');
  expect(await filing.steps()).toContain('material: PRELIM_REVIEW → EXPIRED');
});

test.concurrent('A-177 C-26 where the rule says so, an order is withdrawn only until a reviewer has begun with it', async () => {
  const [untouched, claimed] = [await filingIn(desk, 'PRELIM_REVIEW', { province: 'QH' }), await filingIn(desk, 'PRELIM_REVIEW', { province: 'QH' })];
  expect(await untouched.act('withdraw')).toBe('APPLIED');
  await claimed.act('claim', {}, R1);
  expect(await claimed.act('withdraw')).toBe('REVIEW_BEGUN');
  expect(await claimed.stage()).toBe('PRELIM_REVIEW');
  const elsewhere = await filingIn(desk, 'PRELIM_REVIEW');
  await elsewhere.act('claim', {}, R1);
  expect(await elsewhere.act('withdraw')).toBe('APPLIED');
}); // prettier-ignore

test.concurrent('R-SM-2 an order under review is withdrawn, changed and submitted again', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  const { visit } = await filing.order();
  expect(await filing.act('edited')).toBe('WRONG_STAGE');
  expect(await filing.act('withdraw')).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
  expect(await filing.act('approve', {}, { ...R1, visit })).toBe('WRONG_STAGE');
  await filing.edit(({ websites, ...form }) => ({
    ...form,
    websites: { W1: { ...websites['W1'], name: '更好的网站名称' } },
  }));
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  expect((await filing.order()).round).toBe(2);
  expect(await filing.act('approve', {}, { ...R1, visit })).toBe('STALE_VISIT');
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.act('withdraw')).toBe('WRONG_STAGE');
});
