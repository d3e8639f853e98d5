/**
 * Whoever reaches Temporal can send any signal, start any workflow and write any name into either. None of it is believed: it only
 * asks, and a person confirms through the API. What the processes believe stands in Postgres before the signal is sent.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { ACTIONS } from '../../domain/lifecycle/action.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { signalOf } from '../../workflows/messages/filing.ts';
import { recipientOf } from '../../workflows/messages/envelope.ts';
import { applied, atBureau, numbersFor, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { noteAsked } from '../support/desk/asked.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { handOverUnderWay } from '../support/desk/doing.ts';
import type { TestFiling } from '../support/desk/test-filing.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';

/** The same Temporal, reached without Beian's keys. */
const stranger = () => {
  const { connection, options } = desk.client;
  return new Client({ connection, namespace: options.namespace });
};

interface Pretended {
  id?: string;
  role?: string;
  door?: string;
}

async function byHand(
  filing: TestFiling,
  action: string,
  data: object,
  { id = 'O1', role = 'operator', door = 'temporal' }: Pretended = {},
): Promise<string> {
  const actionId = randomUUID();
  await stranger().workflow.getHandle(filing.orderId).signal(action, { actionId, actor: { id, role, door }, data });
  return filing.outcome(actionId);
}

describe('what is sent by hand', () => {
  test.concurrent('two signals with two names cancel no order', async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    const before = (await filing.order()).progress;
    expect(await byHand(filing, 'operatorCancel', { reason: 'spam' }, { id: 'O1' })).toBe('ASKED_BY_HAND');
    expect(await byHand(filing, 'consentToCancel', {}, { id: 'O2' })).toBe('ASKED_BY_HAND');
    expect((await filing.order()).progress).toEqual(before);
    expect(await filing.tasks()).toEqual(['ASKED_BY_HAND']);
    expect(await filing.told('N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
  });

  test.concurrent('one signal with an invented number completes no order', async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const numbers = { handOver: 1, ...(await numbersFor(filing, '鄂ICP备2026000911号')) };
    expect(await byHand(filing, 'recordSynced', numbers)).toBe('ASKED_BY_HAND');
    expect(await byHand(filing, 'recordSynced', numbers, { id: 'miit', role: 'miit' })).toBe('NOT_BY_HAND');
    expect(await byHand(filing, 'recordSynced', numbers, { door: 'api' })).toBe('NOT_BY_HAND');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
  });

  test.concurrent('no action whatever changes anything', async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    const before = (await filing.order()).progress;
    for (const action of ACTIONS) expect([action, await byHand(filing, action, {})]).toEqual([action, 'ASKED_BY_HAND']);
    expect((await filing.order()).progress).toEqual(before);
    await applied(filing.act('claim', {}, { by: 'R2' }));
  });

  test.concurrent('a workflow that is started by hand fails at once and changes nothing', async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    const { taskQueue } = desk;
    const before = await filing.steps();
    const inputs = {
      ending: { orderId: filing.orderId, actionId: 'by-hand', by: 'O2' },
      filing: { orderId: filing.orderId, accountId: 'A1', clockOffset: 9e12, beginsAgain: true },
      obligations: { orderId: filing.orderId, accountId: 'A1', startedAt: 0, issuedOn: '2026-04-01' },
      redelivery: { messageId: randomUUID(), by: 'O2' },
    };
    for (const [type, input] of Object.entries(inputs)) {
      const workflowId = `by-hand-${randomUUID()}`;
      const started = stranger().workflow.execute(type, { workflowId, taskQueue, args: [input] });
      await expect(started).rejects.toMatchObject({ cause: { type: 'NOT_STARTED_BY_BEIAN' } });
    }
    expect(await filing.steps()).toEqual(before);
  });
});

describe('a signal that was sealed by Beian’s keys', () => {
  const sealed = (filing: TestFiling, action: 'claim' | 'release', by: string, actionId: string) => {
    const actor = { id: by, role: 'reviewer', door: 'api' } as const;
    return filing.handle.signal(signalOf(action), {
      actionId,
      actor,
      data: {},
      for: recipientOf(filing.orderId, action),
    });
  };

  test.concurrent('is not believed when Postgres knows nothing of it', async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    await sealed(filing, 'claim', 'R2', 'api:R2:forged');
    expect(await filing.outcome('api:R2:forged')).toBe('NOT_ASKED_FOR');
    expect((await filing.order()).assignee).toBeUndefined();
    expect(await filing.tasks()).toEqual(['NOT_ASKED_FOR']);
  });

  test.concurrent('is not believed when somebody else asked for it, or for something else', async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    const asked = { actor: { id: 'R2', role: 'reviewer', door: 'api' }, data: {} } as const;
    for (const actionId of ['api:R2:1', 'api:R2:2'] as ActionId[])
      await noteAsked(desk, filing.orderId, { to: 'filing', action: 'claim', actionId, ...asked });
    await sealed(filing, 'claim', 'R9', 'api:R2:1');
    expect(await filing.outcome('api:R2:1')).toBe('NOT_ASKED_FOR');
    await applied(filing.act('claim', {}, { by: 'R2' }));
    await sealed(filing, 'release', 'R2', 'api:R2:2');
    expect(await filing.outcome('api:R2:2')).toBe('NOT_ASKED_FOR');
    expect((await filing.order()).assignee).toBe('R2');
  });

  test.concurrent('does not bring about the acceptance that a forged report would imply', async () => {
    const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
    await applied(handOverUnderWay(desk, filing, 'forwardToBureau'));
    const actor = { id: 'bureau', role: 'bureau', door: 'webhook' } as const;
    const data = { decision: 'APPROVED', handOver: 1 };
    await filing.handle.signal(signalOf('bureauDecision'), { actionId: 'forged-decision', actor, data });
    expect(await filing.outcome('forged-decision')).not.toBe('APPLIED');
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  });
});

describe('numbers that are entered by hand', () => {
  test.concurrent('complete the order only when a second operator enters the same', async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const numbers = { handOver: 1, ...(await numbersFor(filing, '鄂ICP备2026000912号')) };
    const others = { handOver: 1, ...(await numbersFor(filing, '鄂ICP备2026000913号')) };
    await applied(filing.act('recordSynced', numbers, { by: 'O1' }));
    expect([await filing.stage(), await filing.tasks()]).toEqual(['BUREAU_REVIEW', ['NUMBERS_ENTERED']]);
    expect(await filing.act('recordSynced', numbers, { by: 'O1' })).toBe('SAME_PERSON');
    await applied(filing.act('recordSynced', others, { by: 'O2' }));
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await filing.act('recordSynced', others, { by: 'O2' })).toBe('SAME_PERSON');
    await applied(filing.act('recordSynced', numbers, { by: 'O2' }));
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    await applied(filing.act('recordSynced', numbers, { by: 'O1' }));
    expect([await filing.stage(), await filing.tasks()]).toEqual(['COMPLETED', []]);
  });

  test.concurrent('give way to what MIIT itself reports', async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const invented = { handOver: 1, ...(await numbersFor(filing, '鄂ICP备2026000914号')) };
    await applied(filing.act('recordSynced', invented, { by: 'O1' }));
    await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2026000915号'), 'miit'));
    expect(await filing.stage()).toBe('COMPLETED');
  });
});
