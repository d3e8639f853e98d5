import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atBureau, atSms, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { stateQuery } from '../../workflows/messages/filing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';

test.concurrent('operators find a filing by state, awaited party, type, province, round and due instant', async () => {
  const filing = await atSms(desk, { form: smallEnterprise('SD'), at: OPENED });
  expect(await attributes(filing)).toEqual({
    FilingStage: 'SMS_PENDING',
    FilingType: 'FIRST',
    FilingProvince: 'SD',
    FilingWaitingOn: 'miit',
    FilingDueAt: '2026-04-14T02:05:00.000Z',
    FilingOverdue: false,
    FilingRound: 1,
  });
  const found = [
    "FilingStage = 'SMS_PENDING' AND FilingWaitingOn = 'miit'",
    "FilingType = 'FIRST' AND FilingProvince = 'SD' AND FilingRound = 1",
    "FilingDueAt < '2026-04-14T02:05:01Z' AND FilingDueAt > '2026-04-14T02:04:59Z'",
    'FilingOverdue = false',
  ];
  for (const query of found) await isFound(filing, query);
});

test.concurrent('a claim shows who holds the order, and its release takes the name away', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.act('claim', {}, { by: 'R2' }));
  expect(await attributes(filing)).toMatchObject({ FilingStage: 'READY_FOR_BUREAU', FilingAssignee: 'R2' });
  await isFound(filing, "FilingAssignee = 'R2'");
  await applied(filing.act('release', {}, { by: 'R2' }));
  expect(await attributes(filing)).not.toHaveProperty('FilingAssignee');
});

test.concurrent('an overdue filing is found as overdue until it moves on', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await filing.travelTo('2026-05-14 10:00');
  expect(await attributes(filing)).toMatchObject({ FilingOverdue: true, FilingWaitingOn: 'bureau' });
  await isFound(filing, 'FilingOverdue = true');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  expect(await attributes(filing)).toMatchObject({ FilingOverdue: false, FilingStage: 'BUREAU_APPROVED' });
});

test.concurrent(
  'the page of a filing says what is awaited, by when, what happened last and what to do when stuck',
  async () => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
    const details = await currentDetails(filing);
    expect(details).toContain("**SMS_PENDING** — Each required person enters MIIT's code within 24 hours.");
    expect(details).toContain('- order: FIRST in HB');
    expect(details).toContain('- who must act: miit');
    expect(details).toContain('- by when: 2026-04-14T10:05:00+08:00 (24 h, sms)');
    expect(details).toContain('- last: smsStarted by miit through webhook: APPLIED');
    expect(details).toContain('- stuck?');
    await applied(filing.party('smsReturned', {}, 'miit'));
    expect(await currentDetails(filing)).toContain('**RESUBMIT_WAIT**');
  },
);

test.concurrent('signals and queries say in Temporal UI what they are for', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const { definition } = await metadata(filing);
  const approve = definition.signalDefinitions.find(({ name }) => name === 'approve');
  expect(approve?.description).toContain('PRELIM_REVIEW');
  expect(definition.queryDefinitions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['state', 'outcome', 'allowedActions']),
  );
});

/** The search attributes that are set, instants as ISO texts. */
async function attributes(filing: TestFiling): Promise<Record<string, unknown>> {
  await filing.handle.query(stateQuery); // The query is answered after the steps under way.
  const { typedSearchAttributes } = await filing.handle.describe();
  const pairs = typedSearchAttributes
    .getAll()
    .map(({ key, value }) => [key.name, value instanceof Date ? value.toISOString() : value]);
  return Object.fromEntries(pairs.filter(([name]) => String(name).startsWith('Filing')));
}

/** Waits until Temporal's list of workflows shows the filing. */
async function isFound(filing: TestFiling, query: string): Promise<void> {
  const wanted = `WorkflowId = '${filing.orderId}' AND ${query}`;
  for (;;) {
    for await (const { workflowId } of filing.handle.client.list({ query: wanted })) {
      expect(workflowId).toBe(filing.orderId);
      return;
    }
  }
}

interface Metadata {
  currentDetails: string;
  definition: Record<'signalDefinitions' | 'queryDefinitions', { name: string; description: string }[]>;
}

const metadata = (filing: TestFiling): Promise<Metadata> => filing.handle.query('__temporal_workflow_metadata');
const currentDetails = async (filing: TestFiling): Promise<string> => (await metadata(filing)).currentDetails;
