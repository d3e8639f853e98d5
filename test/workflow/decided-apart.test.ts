/** A bureau that decides on each website of an order by itself (R-BUR-4, A-153): what is approved is on record at once, the rest comes back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listDuties } from '../../store/duties/duties.ts';
import { reservationsOf } from '../../store/assets/instance-reservations.ts';
import { enterprise } from '../support/orders/applicants.ts';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { applied, atBureau, atSms, everybodyVerifies, told } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { ticked } from '../support/desk/ticked.ts';
import type { TestFiling } from '../support/desk/test-filing.ts';
import { dutiesQuery, dutiesWorkflowId } from '../../workflows/messages/duties.ts';

let desk: Desk;
beforeAll(async () => {
  const apart = { key: 'bureau.decisionScope', scope: { province: 'SX' }, value: 'WEBSITE' };
  desk = await startDesk({ policies: [{ ...apart, validFrom: '2026-01-01', source: 'test' }] });
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const items = [{ path: 'websites.W2.name', code: 'NAME_MISMATCH', advice: 'Take the name of the company.' }];
const approved = (...websites: string[]) => ({ decision: 'APPROVED', issuedOn: '2026-04-29', websites });
const rejected = (...websites: string[]) => ({ decision: 'REJECTED', items, websites });

const says = (filing: TestFiling, data: object) => filing.party('bureauDecision', data, 'bureau');

/** MIIT's record of some websites of the order, as the API tells it. */
async function numbers(filing: TestFiling, entityNumber: string, ...ids: string[]): Promise<string> {
  const { form } = await filing.order();
  const websites = ids.map((websiteId) => ({
    websiteId,
    domain: form?.websites[websiteId]?.domain ?? '',
    number: `${entityNumber}-${websiteId.slice(1)}`,
  }));
  return filing.party('recordSynced', { entityNumber, websites, issuedOn: '2026-04-29' }, 'miit');
}

const dutiesOf = async ({ orderId }: TestFiling) =>
  (await listDuties(desk.database, { orderId })).map(({ websiteId, kind }) => `${websiteId} ${kind}`);

test.concurrent(
  'A-153 R-BUR-4 of two websites one is approved and one rejected: the first is on record, and only the second is corrected and goes on',
  async () => {
    const form = enterprise('SX');
    const [domain = '', other = ''] = Object.values(form.websites).map((website) => website.domain);
    const filing = await atBureau(desk, { form, at: OPENED });
    expect(await says(filing, approved('W1'))).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await told(filing, 'N-9')).not.toEqual([]);
    expect(await says(filing, rejected('W2'))).toBe('APPLIED');
    // Whether the rest is a first filing or a new website depends on the record, so it comes back when the first is there.
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
    expect(await told(filing, 'N-10')).toEqual([]);
    expect(await says(filing, rejected('W2'))).toBe('ALREADY_DONE');
    expect(await says(filing, rejected('W1'))).toBe('CONTRADICTS_DECISION');

    expect(await numbers(filing, '晋ICP备2026000301号', 'W1')).toBe('APPLIED');
    const back = await filing.order();
    expect(back).toMatchObject({ stage: 'BUREAU_REJECTED', type: 'NEW_SITE_HERE', progress: { items } });
    expect(Object.keys(back.form?.websites ?? {})).toEqual(['W2']);
    expect(Object.keys(back.form?.people ?? {}).toSorted()).toEqual(['P1', 'P3']);
    expect((await recordOfDomain(desk.database, desk.vault, domain))?.websites).toMatchObject([
      { domain, number: '晋ICP备2026000301号-1', status: 'ACTIVE', access: { type: 'FILED' } },
    ]);
    expect(await recordOfDomain(desk.database, desk.vault, other)).toBeUndefined();
    expect(
      (await reservationsOf(desk.database, filing.orderId)).map(({ websiteId, state }) => [websiteId, state]),
    ).toEqual([
      ['W1', 'CONSUMED'],
      ['W2', 'RESERVED'],
    ]);
    expect(await told(filing, 'N-11')).not.toEqual([]);
    expect(await told(filing, 'N-10')).not.toEqual([]);
    await filing.delivered();
    expect(await dutiesOf(filing)).toEqual(['W1 PSB', 'W1 FOOTER']);
    // Two parts of one word: what was said is not said again.
    expect(await says(filing, approved('W1'))).toBe('ALREADY_DONE');

    desk.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
    await applied(filing.act('submitForReview', { confirmed: true }));
    await applied(filing.act('approve', ticked, { by: 'R1' }));
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.reaches('SMS_PENDING');
    await everybodyVerifies(filing);
    const [, again] = desk.parties.bureau.handOvers.filter(({ orderId }) => orderId === filing.orderId);
    expect(again).toMatchObject({ handOver: 2, type: 'NEW_SITE_HERE' });
    expect(Object.keys(again?.form.websites ?? {})).toEqual(['W2']);
    expect(await says(filing, { decision: 'APPROVED', issuedOn: '2026-06-01' })).toBe('APPLIED');
    expect(await numbers(filing, '晋ICP备2026000301号', 'W2')).toBe('APPLIED');
    expect(await filing.stage()).toBe('COMPLETED');
    await filing.handle.result();
    expect((await dutiesOf(filing)).toSorted()).toEqual(['W1 FOOTER', 'W1 PSB', 'W2 FOOTER', 'W2 PSB']);
    // The process of the duties that ran already has taken over the new ones.
    const running = await desk.client.workflow.getHandle(dutiesWorkflowId(filing.orderId)).query(dutiesQuery);
    expect(running.obligations.map(({ websiteId }) => websiteId).toSorted()).toEqual(['W1', 'W1', 'W2', 'W2']);
    expect((await recordOfDomain(desk.database, desk.vault, other))?.websites).toMatchObject([
      { domain: other, number: '晋ICP备2026000301号-2', access: { type: 'FILED' } },
    ]);
  },
);

test.concurrent(
  'R-BUR-4 R-BUR-5 numbers that come before any decision put their website on record, and the last rejection sends the rest back',
  async () => {
    const filing = await atBureau(desk, { form: enterprise('SX'), at: OPENED });
    expect(await numbers(filing, '晋ICP备2026000302号', 'W1')).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await told(filing, 'N-9')).not.toEqual([]);
    expect(await numbers(filing, '晋ICP备2026000302号', 'W1')).toBe('ALREADY_DONE');
    expect(await says(filing, { decision: 'REJECTED', items })).toBe('APPLIED');
    const { stage, form } = await filing.order();
    expect([stage, Object.keys(form?.websites ?? {})]).toEqual(['BUREAU_REJECTED', ['W2']]);
  },
);

test.concurrent(
  'R-BUR-4 an order whose websites are approved one by one is completed with the last number',
  async () => {
    const filing = await atSms(desk, { form: enterprise('SX'), at: OPENED });
    // The decision shows that the SMS is passed (R-SMS-14).
    expect(await says(filing, approved('W2'))).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await numbers(filing, '晋ICP备2026000303号', 'W2')).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await says(filing, approved('W1'))).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
    expect(await numbers(filing, '晋ICP备2026000303号', 'W1')).toBe('APPLIED');
    expect(await filing.stage()).toBe('COMPLETED');
    await filing.handle.result();
    expect((await dutiesOf(filing)).toSorted()).toEqual(['W1 FOOTER', 'W1 PSB', 'W2 FOOTER', 'W2 PSB']);
  },
);

test.concurrent(
  'R-BUR-4 an order whose websites are all rejected goes back whole, with the reasons for each',
  async () => {
    const filing = await atBureau(desk, { form: enterprise('SX'), at: OPENED });
    const first = [{ path: 'websites.W1.homeUrl', code: 'URL_WRONG', advice: 'Write the home page.' }];
    expect(await says(filing, { decision: 'REJECTED', items: first, websites: ['W1'] })).toBe('APPLIED');
    expect(await says(filing, { decision: 'APPROVED', websites: ['W7'] })).toBe('UNKNOWN_WEBSITE');
    expect(await says(filing, rejected('W2'))).toBe('APPLIED');
    const { stage, type, form, progress } = await filing.order();
    expect([stage, type, Object.keys(form?.websites ?? {})]).toEqual(['BUREAU_REJECTED', 'FIRST', ['W1', 'W2']]);
    expect(progress?.items).toEqual([...first, ...items]);
  },
);

test.concurrent(
  'R-BUR-4 where the bureau decides on whole orders, a decision on one website is one on all of them',
  async () => {
    const filing = await atBureau(desk, { form: enterprise('SD'), at: OPENED });
    expect(await says(filing, approved('W1'))).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
  },
);
