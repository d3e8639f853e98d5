import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, everybodyVerifies, numbersFor, readyForBureau, smsSent } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { runsOf } from '../support/desk/runs.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const EVENTS = 20_000;
const SIGNALS = 4_200;
/** Callers who each wait for an answer before they send the next signal. */
const CALLERS = 3;
/** Ends a test that hangs. It measures nothing. */
const TEN_MINUTES = 600_000;
const LATEST = '2027-01-01T00:00:00.000Z';

/** An operator grants a little more time, which moves a due instant, a timer and what operators are shown. */
const until = (said: number): string => new Date(Date.parse(LATEST) - (SIGNALS - said) * 1_000).toISOString();

test(
  'a filing of 20,000 events answers every signal, has no run longer than 6,000 events, and gets its number',
  async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: '2026-04-13 10:00' });
    const caller = async (number: number): Promise<void> => {
      for (let said = number; said <= SIGNALS; said += CALLERS) {
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
    expect(answered).toHaveLength(SIGNALS);
    expect(new Set(answered.map(({ actionId }) => actionId)).size).toBe(SIGNALS);
    const lengths = (await runsOf(desk.client, filing.orderId)).map(({ history }) => history.events?.length ?? 0);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6_000);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(EVENTS);
  },
  TEN_MINUTES,
);
