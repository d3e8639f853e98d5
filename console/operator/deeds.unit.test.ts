import { describe, expect, test } from '@jest/globals';
import { actionData, ACTIONS, type Action } from '../../domain/lifecycle/action.ts';
import { mayEver } from '../../domain/lifecycle/refused-here.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { dataOf, DEEDS, PLACED_ELSEWHERE } from './deeds.ts';
import { routes } from './routes.ts';

test('every action of operators in the table of states has its place on a page, and no other', () => {
  const ofOperators = ACTIONS.filter((action) => mayEver(action, 'operator'));
  expect([...Object.keys(DEEDS), ...Object.keys(PLACED_ELSEWHERE)].toSorted()).toEqual(ofOperators.toSorted());
});

test('the pages on which operators act are there', () => {
  const pages = routes.filter(({ kind }) => kind === 'PAGE').map(({ path }) => path);
  for (const place of ['/operate/orders/:orderId/do/:action', ...Object.values(PLACED_ELSEWHERE)])
    expect(pages).toContain(place);
});

test('what nobody filled in but what must be said is refused by every action that carries something', () => {
  const without = (Object.keys(DEEDS) as (keyof typeof DEEDS)[]).filter((action) => {
    try {
      return actionData[action]().safeParse(dataOf(action, {})).success;
    } catch (error) {
      return !(error instanceof Refusal);
    }
  });
  expect(without.toSorted()).toEqual(['backdropReceived', 'mailReceived', 'smsResendRequested']);
});

describe('what the forms send is what the actions take', () => {
  test.each<[keyof typeof DEEDS, Record<string, string>, object]>([
    ['annotate', { note: ' 已致电 ' }, { note: '已致电' }],
    ['backdropShipped', { trackingNumber: 'SF1234' }, { trackingNumber: 'SF1234' }],
    ['forwardAccepted', { handOver: '2', reference: '', at: '2026-03-02T09:30' }, { handOver: 2, at: '2026-03-02T09:30:00+08:00' }],
    ['forwardFailed', { handOver: '1', reason: '材料不全' }, { handOver: 1, reason: '材料不全' }],
    ['smsStarted', { handOver: '1', sentAt: '2026-03-02T09:30' }, { handOver: 1, sentAt: '2026-03-02T09:30:00+08:00' }],
    ['smsVerified', { handOver: '1', personId: 'P1' }, { handOver: 1, personId: 'P1' }],
    ['smsFailed', { handOver: '1', personId: '', wrongEntries: '2' }, { handOver: 1, wrongEntries: 2 }],
    ['smsReturned', { handOver: '1', reason: '' }, { handOver: 1 }],
    ['operatorRecordDecision', { handOver: '1', decision: 'APPROVED', issuedOn: '2026-04-02', note: 'x' }, { handOver: 1, decision: 'APPROVED', issuedOn: '2026-04-02' }],
    ['operatorRecordDecision', { handOver: '1', decision: 'APPROVED', websites: 'W2', issuedOn: '' }, { handOver: 1, decision: 'APPROVED', websites: ['W2'] }],
    ['operatorRecordDecision', { handOver: '1', decision: 'REJECTED', websites: 'W1', 'items.0.path': 'entity.name', 'items.0.code': 'OTHER', 'items.0.advice': '改' }, { handOver: 1, decision: 'REJECTED', websites: ['W1'], items: [{ path: 'entity.name', code: 'OTHER', advice: '改' }] }],
    ['operatorRecordDecision', { handOver: '1', decision: 'WRONG_TYPE', issuedOn: '2026-04-02', note: 'x' }, { handOver: 1, decision: 'WRONG_TYPE', note: 'x' }],
    ['operatorRecordDecision', { handOver: '1', decision: 'REJECTED', 'items.0.path': 'people.P1.mobile', 'items.0.code': 'PHONE_WRONG', 'items.2.path': 'entity.name', 'items.2.code': 'OTHER', 'items.2.advice': '改为\n全称' }, { handOver: 1, decision: 'REJECTED', items: [{ path: 'people.P1.mobile', code: 'PHONE_WRONG', advice: '该号码不属于负责人或无法接通，请填写负责人本人可接通的号码。' }, { path: 'entity.name', code: 'OTHER', advice: '改为 全称' }] }],
    ['recordSynced', { handOver: '1', entityNumber: '粤ICP备2026000077号', 'websites.0.domain': 'a.cn', 'websites.0.number': '粤ICP备2026000077号-1', 'websites.1.domain': 'b.cn', 'websites.1.number': '' }, { handOver: 1, entityNumber: '粤ICP备2026000077号', websites: [{ domain: 'a.cn', number: '粤ICP备2026000077号-1' }] }],
    ['recordSynced', { handOver: '1', removed: 'true', entityNumber: '' }, { handOver: 1, removed: true }],
    ['instanceRenewed', { websiteId: 'W1' }, { websiteId: 'W1' }],
    ['reviewerAbsent', { reviewerId: 'wang' }, { reviewerId: 'wang' }],
    ['deadlineOverride', { due: 'review', until: '2026-03-09T18:00', reason: '台风' }, { due: 'review', until: '2026-03-09T18:00:00+08:00', reason: '台风' }],
  ])('%s', (action, typed, data) => {
    expect(dataOf(action, typed)).toEqual(data);
    expect(actionData[action satisfies Action]().safeParse(data).success).toBe(true);
  });
}); // prettier-ignore
