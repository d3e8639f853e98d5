/** A filing that hears very many signals: it goes through many runs, answers every signal, and ends as any other. */
import { expect } from '@jest/globals';
import type { Thresholds } from '../../../workflows/messages/process-input.ts';
import { smallEnterprise } from '../orders/applicants.ts';
import { applied, everybodyVerifies, numbersFor, readyForBureau, smsSent } from './at-the-bureau.ts';
import type { Desk } from './desk.ts';
import { runsOf } from './runs.ts';

export interface LongFiling {
  signals: number;
  /** Events that all runs have together at least, and those that a single run has at most. */
  events: number;
  longestRun: number;
  /** As in production when left out. */
  goesOnAfter?: Thresholds;
}

/** Callers who each wait for an answer before they send the next signal. */
const CALLERS = 3;
const LATEST = '2027-01-01T00:00:00.000Z';

/** Sends that many signals to a new filing, files it to its end, and looks at all its runs. */
export async function goesOnForLong(
  desk: Desk,
  { signals, events, longestRun, ...thresholds }: LongFiling,
): Promise<void> {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: '2026-04-13 10:00', ...thresholds });
  // An operator grants a little more time, which moves a due instant, a timer and what operators are shown.
  const until = (said: number) => new Date(Date.parse(LATEST) - (signals - said) * 1_000).toISOString();
  const caller = async (number: number): Promise<void> => {
    for (let said = number; said <= signals; said += CALLERS) {
      const data = { due: 'forward', until: until(said), reason: 'the bureau is away' };
      await filing.act('deadlineOverride', data, { by: 'O1', anyVisit: true, actionId: `later-${said}` });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, number) => caller(number + 1)));
  expect((await filing.order()).progress?.dues).toMatchObject([{ kind: 'forward', at: Date.parse(LATEST) }]);

  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, '2026-04-13 10:20');
  await everybodyVerifies(filing);
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-13' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, '粤ICP备2026000501号'), 'miit'));
  expect(await filing.handle.result()).toEqual({ stage: 'COMPLETED' });

  const answered = (await filing.history()).filter(({ actionId }) => actionId?.startsWith('later-'));
  expect(answered).toHaveLength(signals);
  expect(new Set(answered.map(({ actionId }) => actionId)).size).toBe(signals);
  const lengths = (await runsOf(desk.client, filing.orderId)).map(({ history }) => history.events?.length ?? 0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(longestRun);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(events);
}
