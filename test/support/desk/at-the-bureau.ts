/** Filings that have reached MIIT and the bureau, where many tests begin, and the messages sent about them. */
import type { NoticeCode } from '../../../domain/messages/notice.ts';
import type { Desk } from './desk.ts';
import type { OpenOptions } from './open-filing.ts';
import type { TestFiling } from './test-filing.ts';
import { ticked } from './ticked.ts';

/** An order that a first reviewer approved and that waits for the second one. */
export async function readyForBureau(desk: Desk, options: OpenOptions): Promise<TestFiling> {
  const filing = await desk.open(options);
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', ticked, { by: 'R1' }));
  return filing;
}

/** An order in `SMS_PENDING`; MIIT sends its SMS five minutes after it was opened, on the full second. */
export async function atSms(desk: Desk, options: OpenOptions): Promise<TestFiling> {
  const filing = await readyForBureau(desk, options);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, fiveMinutesAfter(options.at));
  return filing;
}

/** An order in `BUREAU_REVIEW`. */
export async function atBureau(desk: Desk, options: OpenOptions): Promise<TestFiling> {
  const filing = await atSms(desk, options);
  await everybodyVerifies(filing);
  return filing;
}

/** MIIT's SMS of the present round goes out; `2026-04-03 10:05`. */
export async function smsSent(filing: TestFiling, at: string): Promise<void> {
  await applied(filing.party('smsStarted', { sentAt: `${at.replace(' ', 'T')}:00+08:00` }, 'miit'));
}

export async function everybodyVerifies(filing: TestFiling): Promise<void> {
  const { progress } = await filing.order();
  for (const [personId] of progress?.sms?.groups ?? [])
    await applied(filing.party('smsVerified', { personId }, 'miit'));
}

/** Numbers in MIIT's form for the websites of an order, in the order of the websites. */
export async function numbersFor(filing: TestFiling, entityNumber: string) {
  const { form } = await filing.order();
  const websites = Object.values(form?.websites ?? {}).map(({ domain = '' }, index) => ({
    domain,
    number: `${entityNumber}-${index + 1}`,
  }));
  return { entityNumber, websites };
}

/** Who was told with one code, and how: `SMS P1`, `EMAIL account`; one entry for each message. */
export async function told(filing: TestFiling, code: NoticeCode): Promise<string[]> {
  const messages = (await filing.messages()).filter((message) => message.code === code);
  return messages.map(({ channel, personId, recipient }) => `${channel} ${personId ?? recipient}`).toSorted();
}

/** Throws unless the action was applied; for actions that only prepare a test. */
export async function applied(outcome: Promise<string>): Promise<void> {
  const reason = await outcome;
  if (reason !== 'APPLIED') throw new Error(`refused: ${reason}`);
}

/** The reading five minutes later; the minutes of `at` must be below 55. */
const fiveMinutesAfter = (at: string): string => {
  const [hours = '', minutes = ''] = at.split(':');
  return `${hours}:${String(Number(minutes) + 5).padStart(2, '0')}`;
};
