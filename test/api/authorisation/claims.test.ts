/**
 * Whose claim decides (R-SM-15, R-SM-12): in each state in which a reviewer acts, every action of theirs is taken by
 * the holder of the claim, by another reviewer, by a reviewer of the order's own account and, in second reviews, by the first one.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filingIn, JOURNEY_POLICIES } from '../../support/desk/journey.ts';
import { startDesk, type Desk } from '../../support/desk/desk.ts';
import type { TestFiling } from '../../support/desk/test-filing.ts';
import { ACTION_ROWS } from './actions.ts';
import { apiAtDesk, type ApiAtDesk, type Said } from './api-at-desk.ts';
import { REVIEWED } from './states.ts';

let desk: Desk;
let api: ApiAtDesk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
  api = await apiAtDesk(desk);
});
afterAll(async () => {
  await api.close();
  await desk.close();
});

type Reviewed = (typeof REVIEWED)[number];
/** Typed in from §5.1: what judges an order in each state, the last of which sends it back. */
const JUDGING: Readonly<Record<Reviewed, string[]>> = {
  PRELIM_REVIEW: ['approve', 'requestMaterial', 'requestMail', 'callOutcome', 'claim', 'reject'],
  PHOTO_REVIEW: ['approve', 'reject', 'claim', 'rejectOrder'],
  MAIL_REVIEW: ['approve', 'reject', 'claim', 'rejectOrder'],
  READY_FOR_BUREAU: ['forwardToBureau', 'claim', 'rejectOrder'],
};
/** R-SM-12: another person than the one who approved. */
const SECOND: readonly Reviewed[] = ['PHOTO_REVIEW', 'READY_FOR_BUREAU'];

const take = async ({ orderId }: TestFiling, token: string, action: string): Promise<Said> =>
  api.ask(token, {
    method: 'POST',
    path: `/v1/orders/${orderId}/actions/${action}`,
    body: { data: ACTION_ROWS[action]?.data ?? {} },
  });
const reviewer = (id: string, account?: string) => api.token('reviewer', id, account);

describe.each(REVIEWED)('in %s', (state) => {
  let filing: TestFiling;
  beforeAll(async () => {
    filing = await filingIn(desk, state);
  });

  const refusedAll = async (token: string, actions: readonly string[] = JUDGING[state]) => {
    const codes: string[] = [];
    for (const action of actions) codes.push((await take(filing, token, action)).code);
    return [...new Set(codes)];
  };

  test('a reviewer of the order’s own account judges nothing, claimed or not', async () => {
    expect(await refusedAll(await reviewer('R8', filing.accountId))).toEqual(['OWN_ACCOUNT']);
  });

  if (SECOND.includes(state)) {
    test('the reviewer who approved does not do the second review', async () => {
      expect(await refusedAll(await reviewer('R1'))).toEqual(['SAME_PERSON']);
    });
  }

  test('while one reviewer holds the claim another one judges nothing, sees people masked, and cannot release it', async () => {
    const [holder, another] = [await reviewer('R3'), await reviewer('R4')];
    expect((await take(filing, holder, 'claim')).status).toBe(200);
    expect(await refusedAll(another)).toEqual(['CLAIMED_BY_ANOTHER']);
    expect((await take(filing, another, 'release')).code).toBe('NOT_CLAIMED');
    const path = `/v1/orders/${filing.orderId}`;
    const shown = async (token: string) =>
      JSON.parse((await api.ask(token, { method: 'GET', path: `${path}/form` })).text).shown;
    expect([await shown(holder), await shown(another)]).toEqual(['CLEAR', 'MASKED']);
    const scan = { method: 'GET', path: `${path}/documents/entity-certificate` };
    expect((await api.ask(holder, scan)).status).toBe(200);
    expect((await api.ask(another, scan)).code).toBe('READ_REASON_NEEDED');
    const stated = { ...scan, headers: { 'Beian-Read-Reason': 'COMPLAINT T-4711' } };
    expect((await api.ask(another, stated)).status).toBe(200);
    expect(await filing.stage()).toBe(state);
  });

  test('the holder of the claim judges the order, and releases it', async () => {
    const holder = await reviewer('R3');
    expect((await take(filing, holder, 'release')).status).toBe(200);
    expect((await take(filing, holder, 'claim')).status).toBe(200);
    const last = JUDGING[state].at(-1) ?? '';
    expect((await take(filing, holder, last)).status).toBe(200);
    expect(await filing.stage()).toBe('PRELIM_REJECTED');
  });
});
