/** A completed transfer adds this provider to a website on record, and changes nothing else there (R-TRF-1, R-POST-4). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listDuties } from '../../store/duties/duties.ts';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { enterprise, smallEnterprise } from '../support/orders/applicants.ts';
import { applied, everybodyVerifies, numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { confirmed, filingIn } from '../support/desk/journey.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { filedElsewhere, openTransfer } from '../support/desk/transfers.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const LATER = '2026-03-23 10:00';
const recordOf = (domain: string) => recordOfDomain(desk.database, desk.vault, domain);

/** From the confirmation to the bureau's approval. */
async function approvedByBureau(filing: TestFiling): Promise<void> {
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
}

test.concurrent(
  'A-094 a transfer adds an access for its website and leaves the others on record as they are',
  async () => {
    const form = enterprise('SD');
    const { accountId } = await filingIn(desk, 'COMPLETED', { form });
    const first = form.websites['W1']?.domain ?? '';
    const before = await recordOf(first);
    const number = before?.number ?? '';

    const domain = `elsewhere-${first}`;
    const further = { ...form, websites: { W1: { domain, headId: 'P2' } } };
    filedElsewhere(desk, further);
    desk.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
    const filing = await desk.open({ form: further, at: LATER, type: 'TRANSFER_MORE', accountId });
    await approvedByBureau(filing);
    const synced = { entityNumber: number, websites: [{ domain, number: `${number}-7` }] };
    await applied(filing.party('recordSynced', synced, 'miit'));

    const [website] = (await recordOf(domain))?.websites ?? [];
    expect(website).toMatchObject({ number: `${number}-7`, status: 'ACTIVE', access: { type: 'TRANSFERRED' } });
    const after = await recordOf(first);
    expect(after?.websites).toEqual(before?.websites);
    expect(after?.details).toEqual(before?.details);
    expect(desk.parties.bureau.handOvers.filter(({ orderId }) => orderId === filing.orderId)).toHaveLength(1);
  },
);

test.concurrent(
  'R-POST-4 a transferred website has its number checked, and is filed with the police where it is not yet',
  async () => {
    const form = enterprise('HB');
    const [W1 = '', W2 = ''] = Object.values(form.websites).map(({ domain }) => domain);
    const filing = await openTransfer(desk, { form, at: LATER });
    await filing.setType('TRANSFER_NEW', { W1: { psbNumber: '鄂公网安备42010602000001号' } });
    await approvedByBureau(filing);
    await filing.travelTo('2026-04-01 09:00');
    await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2021700001号'), 'miit'));
    await filing.happens('openObligations');
    const duties = await listDuties(desk.database, { orderId: filing.orderId });
    const said = duties.map(({ domain, kind, due }) => `${domain} ${kind} ${due ? reading(due.at).slice(0, 10) : '-'}`);
    // Thirty days after the completion, not after the issue of the number years ago.
    expect(said.toSorted()).toEqual([`${W1} FOOTER -`, `${W2} FOOTER -`, `${W2} PSB 2026-05-01`]);
  },
);

test.concurrent('numbers that do not belong to one entity do not complete a transfer', async () => {
  const filing = await openTransfer(desk, { form: smallEnterprise(), at: LATER });
  await approvedByBureau(filing);
  const [domain = ''] = Object.values((await filing.order()).form?.websites ?? {}).map((website) => website.domain);
  const wrong = { entityNumber: '鄂ICP备2021700002号', websites: [{ domain, number: '鄂ICP备2021700003号-1' }] };
  expect(await filing.party('recordSynced', wrong, 'miit')).toBe('RECORD_DOES_NOT_FIT');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
});
