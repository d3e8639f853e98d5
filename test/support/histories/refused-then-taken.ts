/** Recordings of filings in which a patched rule has its say: refused in one form, or taken in one that older code refused. */
import { applied, atBureau, numbersFor } from '../desk/at-the-bureau.ts';
import type { Desk } from '../desk/desk.ts';
import { confirmed } from '../desk/journey.ts';
import type { TestFiling } from '../desk/test-filing.ts';
import { smallEnterprise } from '../orders/applicants.ts';

const OPENED = '2026-04-13 10:00';

/** A name with a doubtful word is approved only with a note. */
export async function warningNoted(desk: Desk): Promise<TestFiling> {
  const form = smallEnterprise();
  const W1 = { ...form.websites['W1'], name: '其中国际物流' };
  const filing = await desk.open({ form: { ...form, websites: { W1 } }, at: OPENED });
  await applied(filing.act('submitForReview', confirmed));
  await refused('WARNING_NEEDS_NOTE', filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('approve', { note: '国际 is a word of its own here.' }, { by: 'R1' }));
  await applied(filing.act('abandon'));
  return filing;
}

/** The reviewer who takes the order has a name with spaces and letters beyond ASCII at the identity provider. */
export async function anySubject(desk: Desk): Promise<TestFiling> {
  const filing = await desk.open({ form: smallEnterprise(), at: OPENED });
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('claim', {}, { as: 'reviewer', by: '审核员 (第一组)' }));
  await applied(filing.act('approve', {}, { as: 'reviewer', by: '审核员 (第一组)' }));
  await applied(filing.act('abandon'));
  return filing;
}

/** Numbers with a NUL or half a character in a domain are refused; right ones complete the order. */
export async function textsRefused(desk: Desk): Promise<TestFiling> {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-13' }, 'bureau'));
  const right = await numbersFor(filing, '粤ICP备2026000506号');
  for (const domain of ['a\u0000b.cn', 'a\ud800.cn']) {
    const websites = [{ domain, number: `${right.entityNumber}-1` }];
    await refused('MALFORMED', filing.party('recordSynced', { ...right, websites }, 'miit'));
  }
  await applied(filing.party('recordSynced', right, 'miit'));
  return filing;
}

/** Throws unless the action was refused for this reason. */
async function refused(reason: string, outcome: Promise<string>): Promise<void> {
  const told = await outcome;
  if (told !== reason) throw new Error(`not refused with ${reason}: ${told}`);
}
