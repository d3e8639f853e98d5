/** Recordings of filings in which a patched rule has its say: refused in one form, or taken in one that older code refused. */
import { applied, atBureau, numbersFor } from '../desk/at-the-bureau.ts';
import type { Desk } from '../desk/desk.ts';
import { confirmed, ITEM } from '../desk/journey.ts';
import type { TestFiling } from '../desk/test-filing.ts';
import { refuseToWrite } from '../desk/unwritable.ts';
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

/** A sector that needs an approval is let through only when the reviewer has ticked that it was seen. */
export async function checklistTicked(desk: Desk): Promise<TestFiling> {
  const form = smallEnterprise();
  const W1 = { ...form.websites['W1'], preApprovals: [{ sector: 'NEWS' as const, number: '示例许可 1' }] };
  const filing = await desk.open({ form: { ...form, websites: { W1 } }, at: OPENED });
  await applied(filing.act('submitForReview', confirmed));
  await refused('CHECKLIST_INCOMPLETE', filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('approve', { ticks: ['permit-seen-news:W1'] }, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
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

/** A reminder that cannot be written holds nothing up, and is written an hour later. */
export async function alarmHeld(desk: Desk): Promise<TestFiling> {
  const filing = await desk.open({ form: smallEnterprise(), at: OPENED });
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('reject', { items: [ITEM] }, { by: 'R1' }));
  const mend = await refuseToWrite(desk.database, { orderId: filing.orderId, action: 'reminder' });
  await filing.travelTo('2026-04-20 10:30');
  await applied(filing.act('annotate', { note: 'Somebody looks at it.' }, { by: 'O1' }));
  await mend();
  await filing.travelTo('2026-04-20 12:00');
  await applied(filing.act('abandon'));
  return filing;
}

/** The first step cannot be written for an hour; what arrives meanwhile is refused, and the filing begins by itself. */
export async function firstStepHeld(desk: Desk): Promise<TestFiling> {
  let mend = async (): Promise<unknown> => undefined;
  const filing = await desk.open({
    form: smallEnterprise(),
    at: OPENED,
    async beforeStart(orderId) {
      mend = await refuseToWrite(desk.database, { orderId, action: 'opened' });
    },
  });
  await refused('NOT_WRITABLE', filing.act('annotate', { note: 'Somebody looks at it.' }, { by: 'O1' }));
  await mend();
  await filing.travelTo('2026-04-13 11:30');
  await applied(filing.act('edited', {}, { as: 'applicant', anyVisit: true }));
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('abandon'));
  return filing;
}

/** Throws unless the action was refused for this reason. */
async function refused(reason: string, outcome: Promise<string>): Promise<void> {
  const told = await outcome;
  if (told !== reason) throw new Error(`not refused with ${reason}: ${told}`);
}
