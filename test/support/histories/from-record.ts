/** Recordings of orders that begin with a record: what they remove, whose access they cancel, what they change. */
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { applied, everybodyVerifies } from '../desk/at-the-bureau.ts';
import type { Desk } from '../desk/desk.ts';
import { confirmed } from '../desk/journey.ts';
import type { OpenOptions } from '../desk/open-filing.ts';
import type { TestFiling } from '../desk/test-filing.ts';
import { enterprise, smallEnterprise } from '../orders/applicants.ts';

const OPENED = '2026-04-13 10:00';
const REMOVED = { removed: true };

/** Number and all websites go. */
export async function entityRemoved(desk: Desk): Promise<TestFiling> {
  return removed(await reviewed(desk, 'DEREG_ENTITY', { form: enterprise('SD') }));
}

/** One of two websites goes, after MIIT returned the first hand-over because nobody gave the code. */
export async function websiteRemoved(desk: Desk): Promise<TestFiling> {
  const form = enterprise('SD');
  const filing = await desk.open({
    form,
    at: OPENED,
    type: 'DEREG_SITE',
    websites: [form.websites['W2']?.domain ?? ''],
  });
  await applied(filing.act('submitForReview', confirmed));
  await handedOver(filing);
  await filing.travelTo('2026-04-14 10:30');
  await filing.reaches('PRELIM_REJECTED');
  await applied(filing.act('submitForReview', confirmed));
  await handedOver(filing);
  await everybodyVerifies(filing);
  return removed(filing);
}

/** Confirmed by the holder's code and handed over without a review; rejected once, approved the second time. */
export async function accessCancelled(desk: Desk): Promise<TestFiling> {
  const filing = await desk.open({ form: smallEnterprise(), at: OPENED, type: 'CANCEL_ACCESS' });
  const items = [{ path: 'websites.W1.domain', code: 'NOT_HERE', advice: 'Look again.' }];
  await applied(filing.act('submitForReview', confirmed));
  await filing.reaches('BUREAU_REVIEW');
  await applied(filing.party('bureauDecision', { decision: 'REJECTED', items }, 'bureau'));
  await applied(filing.act('submitForReview', confirmed));
  await filing.reaches('BUREAU_REVIEW');
  return removed(filing);
}

/** A new number of the head, which the head verifies before it is on record. */
export async function entityChanged(desk: Desk): Promise<TestFiling> {
  const changes = { people: { P1: { mobile: '13980013998' } } };
  const filing = await reviewed(desk, 'CHANGE_ENTITY', { form: smallEnterprise(), changes });
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  const { content } = await filing.order();
  if (content?.kind !== 'CHANGES') throw new Error('the order changes nothing');
  const { entityNumber } = content.record;
  await applied(filing.party('recordSynced', { entityNumber, websites: [] }, 'miit'));
  return filing;
}

/** An order in `BUREAU_REVIEW`. */
async function reviewed(
  desk: Desk,
  type: OrderType,
  given: Pick<OpenOptions, 'form' | 'changes'>,
): Promise<TestFiling> {
  const filing = await desk.open({ ...given, at: OPENED, type });
  await applied(filing.act('submitForReview', confirmed));
  await handedOver(filing);
  await everybodyVerifies(filing);
  await filing.reaches('BUREAU_REVIEW');
  return filing;
}

async function handedOver(filing: TestFiling): Promise<void> {
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
}

async function removed(filing: TestFiling): Promise<TestFiling> {
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  await applied(filing.party('recordSynced', REMOVED, 'miit'));
  return filing;
}
