/** Duties follow the record: they come with every order that brings some, and end when their website leaves it (R-POST-4). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asciiHost } from '../../domain/identity/domain-name.ts';
import { instant } from '../../domain/time/instant.ts';
import { listDuties } from '../../store/duties/duties.ts';
import { applyPlainChange } from '../../store/records/plain-change.ts';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { handlers } from '../../usecases/owed/handlers.ts';
import { workOff } from '../../usecases/owed/work-off.ts';
import type { ActionWaiter } from '../../store/steps/action-waiter.ts';
import { rulesReader } from '../../store/policy/rules.ts';
import { applied, everybodyVerifies, numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { confirmed, filingIn } from '../support/desk/journey.ts';
import { settleDependencies } from '../support/desk/mending.ts';
import type { TestFiling } from '../support/desk/test-filing.ts';
import { filedElsewhere } from '../support/desk/transfers.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { waitPatiently } from '../support/servers/database.ts';

let desk: Desk;
let actionWaiter: ActionWaiter;
beforeAll(async () => {
  desk = await startDesk();
  actionWaiter = await waitPatiently(desk.databaseUrl, desk.database, desk.vault);
});
afterAll(async () => {
  await actionWaiter.close();
  await desk.close();
});

const LATER = '2026-03-23 10:00';

/** Does what is owed, as the API does every few seconds, until the duties have heard of it. */
async function hearing(filing: TestFiling): Promise<void> {
  const deps = { ...settleDependencies(desk), actionWaiter, rules: rulesReader(desk.database) };
  await workOff(deps, handlers(deps), 10_000);
  await filing.happens('websiteRemoved');
}

const duties = async ({ orderId }: TestFiling): Promise<string[]> =>
  (await listDuties(desk.database, { orderId }))
    .map(({ websiteId, kind, state }) => `${websiteId} ${kind} ${state}`)
    .toSorted();

async function completed(form = smallEnterprise()) {
  const filing = await filingIn(desk, 'COMPLETED', { form });
  await filing.happens('openObligations');
  expect(await duties(filing)).toEqual(['W1 FOOTER OPEN', 'W1 PSB OPEN']);
  const domain = asciiHost(form.websites['W1']?.domain ?? '') ?? '';
  const record = await recordOfDomain(desk.database, desk.vault, domain);
  return { filing, form, number: record?.number ?? '', website: record?.websites[0]?.number ?? '' };
}

const ENDED = ['W1 FOOTER REMOVED', 'W1 PSB REMOVED'];

test.concurrent.each([
  ['the website', (website: string) => ({ change: 'WEBSITE_REMOVED', website }) as const],
  ['its access here', (website: string) => ({ change: 'ACCESS_CLOSED', website }) as const],
  ['the entity', (_website: string, number: string) => ({ change: 'ENTITY_REMOVED', number }) as const],
])('A-166 duties end when MIIT says that %s is gone', async (_what, change) => {
  const { filing, number, website } = await completed();
  await applyPlainChange(desk.database, instant(Date.now()), change(website, number));
  await hearing(filing);
  expect(await duties(filing)).toEqual(ENDED);
});

test.concurrent.each([
  ['CANCEL_ACCESS', 'the cancellation of an access'],
  ['DEREG_SITE', 'the removal of a website'],
  ['DEREG_ENTITY', 'the removal of an entity'],
] as const)('A-166 %s: %s ends the duties of the filing before it, and brings none', async (type, _what) => {
  const { filing, form } = await completed();
  const removal = await desk.open({ form, at: LATER, type, accountId: filing.accountId });
  await applied(removal.act('submitForReview', confirmed));
  if ((await removal.stage()) === 'PRELIM_REVIEW') {
    await applied(removal.act('approve', {}, { by: 'R1' }));
    await applied(removal.act('forwardToBureau', {}, { by: 'R2' }));
    await removal.reaches('SMS_PENDING');
    await everybodyVerifies(removal);
  }
  await removal.reaches('BUREAU_REVIEW');
  expect(await duties(filing)).toEqual(['W1 FOOTER OPEN', 'W1 PSB OPEN']);
  await applied(removal.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  await applied(removal.party('recordSynced', { removed: true }, 'miit'));
  await hearing(filing);
  expect(await duties(filing)).toEqual(ENDED);
  expect(await duties(removal)).toEqual([]);
});

/** A website that was filed here, lost its access and comes back by a transfer. */
async function transferredAgain(before: (website: string) => Promise<void> = async () => {}): Promise<TestFiling> {
  const { filing: first, form, number, website } = await completed();
  await applyPlainChange(desk.database, instant(Date.now()), { change: 'ACCESS_CLOSED', website });
  await before(website);
  filedElsewhere(desk, form);
  const filing = await desk.open({ form, at: LATER, type: 'TRANSFER_NEW', accountId: first.accountId });
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, number), 'miit'));
  await filing.happens('openObligations');
  return filing;
}

test.concurrent('A-166 a second order about a website on record has duties of its own', async () => {
  expect(await duties(await transferredAgain())).toEqual(['W1 FOOTER OPEN', 'W1 PSB OPEN']);
});

test.concurrent('A-166 a transfer has no PSB filing where the record knows a PSB number', async () => {
  const filing = await transferredAgain(async (website) => {
    await desk.database
      .updateTable('record_websites')
      .set({ psb_number: '粤公网安备44030002000001号' })
      .where('number', '=', website)
      .execute();
  });
  expect(await duties(filing)).toEqual(['W1 FOOTER OPEN']);
});
