import { describe, expect, test } from '@jest/globals';
import { actionData, ACTIONS } from '../../domain/lifecycle/action.ts';
import { mayEver } from '../../domain/lifecycle/refused-here.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { DEEDS, isDeed } from './deeds.ts';

test('every action of reviewers and of the mailroom in the table of states has its place on a page', () => {
  const ofStaff = ACTIONS.filter((action) => mayEver(action, 'reviewer') || mayEver(action, 'mailroom'));
  expect(Object.keys(DEEDS).toSorted()).toEqual(ofStaff.toSorted());
  expect(isDeed('approve')).toBe(true);
  expect(isDeed('toString')).toBe(false);
});

test('what is ticked of the checklist goes with the approval and with the hand-over', () => {
  const ticks = ['licence-copy:W1', 'undertaking-seal:W1'];
  expect(DEEDS.approve({ ticks, note: '已核对' })).toEqual({ ticks, note: '已核对' });
  expect(DEEDS.forwardToBureau({ ticks: 'commitment-letter' })).toEqual({ ticks: ['commitment-letter'] });
  expect(DEEDS.approve({})).toEqual({});
  expect(actionData.approve().safeParse(DEEDS.approve({ ticks })).success).toBe(true);
});

describe('sending an order back', () => {
  const typed = {
    csrf: 'x',
    'code:people.P1.mobile': 'PHONE_WRONG',
    'advice:people.P1.mobile': '',
    'code:documents.site-head-id:P2': 'SCAN_UNCLEAR',
    'advice:documents.site-head-id:P2': ' 反光，\n请重拍 ',
    'code:entity.name': '',
  };

  test('names each field beside which a reason was chosen, with the words of the reason or those of the reviewer', () => {
    const data = DEEDS.reject(typed);
    expect(data.items).toEqual([
      {
        path: 'people.P1.mobile',
        code: 'PHONE_WRONG',
        advice: '该号码不属于负责人或无法接通，请填写负责人本人可接通的号码。',
      },
      { path: 'documents.site-head-id:P2', code: 'SCAN_UNCLEAR', advice: '反光， 请重拍' },
    ]);
    expect(actionData.reject().safeParse(data).success).toBe(true);
  });

  test('needs a reason, and words of one’s own where none fits', () => {
    expect(() => DEEDS.reject({ 'code:entity.name': '' })).toThrow(Refusal);
    expect(() => DEEDS.rejectOrder({ 'code:entity.name': 'OTHER' })).toThrow(Refusal);
    expect(() => DEEDS.requestMaterial({})).toThrow(Refusal);
  });
});

test('what the other forms send is what their actions take', () => {
  const sent = [
    ['approve', DEEDS.approve({ note: ' seen ' }), { note: 'seen' }],
    ['approve', DEEDS.approve({ note: '' }), {}],
    [
      'requestMaterial',
      DEEDS.requestMaterial({ slots: 'entity-certificate', note: '' }),
      { slots: ['entity-certificate'] },
    ],
    ['allowPhoto', DEEDS.allowPhoto({ personId: 'P1' }), { personId: 'P1' }],
    ['callOutcome', DEEDS.callOutcome({ outcome: 'NO_ANSWER', note: '' }), { outcome: 'NO_ANSWER' }],
    ['annotate', DEEDS.annotate({ note: 'ask again' }), { note: 'ask again' }],
    ['backdropShipped', DEEDS.backdropShipped({ trackingNumber: 'SF1234' }), { trackingNumber: 'SF1234' }],
  ] as const;
  for (const [action, data, expected] of sent) {
    expect(data).toEqual(expected);
    expect(actionData[action]().safeParse(data).success).toBe(true);
  }
});
