/**
 * Asks the API for every cell of role × operation × ownership × state: one filing in each state, and every
 * operation and action asked by everybody. What must come out stands in the tables beside this file, typed in from the
 * specification. No cell moves an order: an action that is allowed is meant for a stay that never was.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CALLER_ROLES, type CallerRole } from '../../../domain/role.ts';
import { STAGES } from '../../../domain/lifecycle/stage.ts';
import { listOf } from '../../../store/messages/messages.ts';
import { filingIn, JOURNEY_POLICIES } from '../../support/desk/journey.ts';
import { startDesk, type Desk } from '../../support/desk/desk.ts';
import type { TestFiling } from '../../support/desk/test-filing.ts';
import { ACTION_ROWS, NOT_TAKEN } from './actions.ts';
import { apiAtDesk, type ApiAtDesk, type Said } from './api-at-desk.ts';
import { COLUMNS, OF_AN_ORDER, OF_OTHER_THINGS, openIn, wordFor, type Column, type Target } from './operations.ts';
import { PASSED_THROUGH, STATES, type State } from './states.ts';

jest.setTimeout(600_000);

let desk: Desk;
let api: ApiAtDesk;
const filings = new Map<State, TestFiling>();
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
  api = await apiAtDesk(desk);
  await Promise.all(STATES.map(async (state) => filings.set(state, await filingIn(desk, state))));
});
afterAll(async () => {
  await api.close();
  await desk.close();
});

function inState(state: State): TestFiling {
  const filing = filings.get(state);
  if (filing === undefined) throw new Error(`no filing was brought into ${state}`);
  return filing;
}

/** A token of everybody who may ask about something of one account. */
async function everybody(accountId: string): Promise<Record<Column, string | undefined>> {
  const staff = (role: CallerRole) => api.token(role, `${role}-9`);
  return {
    own: await api.token('applicant', 'somebody-of-the-account', accountId),
    other: await api.token('applicant', 'a-stranger', 'account-of-a-stranger'),
    reviewer: await staff('reviewer'),
    mailroom: await staff('mailroom'),
    operator: await staff('operator'),
    auditor: await staff('auditor'),
    system: await staff('system'),
    nobody: undefined,
  };
}

/** What the state of an order forbids, whoever asks. */
const OF_STATE: readonly string[] = ['NOT_EDITABLE', 'WRONG_STAGE', 'LOCKED_AT_BUREAU', 'CLOSED'];
/** Things of others do not exist, by whatever name they are asked for. */
const HIDDEN = /no such (account|message in your inbox)|no record of this number|This account has no such server/;

/** What an answer amounts to, in the words of the tables; `state`: refused for the state of the order. */
function fate({ status, code, detail, text }: Said): string {
  if (status >= 500 || status === 429) return `fault ${status}: ${text}`;
  if (status === 401) return '401';
  if (status === 403) return code === 'READ_REASON_NEEDED' ? 'yes' : 'no';
  if (OF_STATE.includes(code)) return 'state';
  if (status !== 404) return 'yes';
  return code === 'ORDER_NOT_FOUND' || HIDDEN.test(detail) ? 'hide' : 'yes';
}

/** What an answer to an action amounts to: `yes` when only the stay it was meant for is wrong. */
function fateOfAction(said: Said): string {
  if (said.code === 'STALE_VISIT') return 'yes';
  if (said.code === 'UNKNOWN_ACTION') return 'unknown';
  const other = fate(said);
  return said.status === 409 ? 'state' : other === 'yes' ? `${said.status} ${said.code}` : other;
}

/** Wrong cells, each as one line; none when the API does what the tables say. */
type Wrong = string[];

async function cellsOfOperations(state: State, target: Target): Promise<Wrong> {
  const tokens = await everybody(target.accountId);
  const wrong: Wrong = [];
  for (const [operation, row] of Object.entries(OF_AN_ORDER)) {
    // The applicant comes last, whose request may write something.
    for (const column of COLUMNS.toReversed()) {
      const word = wordFor(row, column);
      const expected = word === 'yes' && !openIn(row, state) ? 'state' : word;
      const found = fate(await api.ask(tokens[column], row.ask(target)));
      if (found !== expected) wrong.push(`${state} ${operation} ${column}: ${found} instead of ${expected}`);
    }
  }
  return wrong;
}

const LETTERS: Readonly<Record<Column, string>> = {
  own: 'U',
  other: 'U',
  reviewer: 'R',
  mailroom: 'M',
  operator: 'O',
  auditor: '-',
  system: '-',
  nobody: '-',
};

/** What a caller must hear who takes an action in a state. */
function expectedOf(action: string, column: Column, state: State): string {
  if (column === 'nobody') return '401';
  if (column === 'other') return 'hide';
  if (column === 'auditor' || column === 'system') return 'no';
  const { by = '', in: states = [] } = ACTION_ROWS[action] ?? {};
  if (NOT_TAKEN.includes(action)) return 'unknown';
  if (!by.includes(LETTERS[column])) return 'no';
  return states.includes(state) ? 'yes' : 'state';
}

async function cellsOfActions(state: State, { orderId, accountId }: Target): Promise<Wrong> {
  const tokens = await everybody(accountId);
  const wrong: Wrong = [];
  for (const action of [...Object.keys(ACTION_ROWS), ...NOT_TAKEN]) {
    const body = { visit: NEVER, data: ACTION_ROWS[action]?.data ?? {} };
    for (const column of COLUMNS) {
      const asked = { method: 'POST', path: `/v1/orders/${orderId}/actions/${action}`, body };
      const found = fateOfAction(await api.ask(tokens[column], asked));
      const expected = expectedOf(action, column, state);
      if (found !== expected) wrong.push(`${state} ${action} ${column}: ${found} instead of ${expected}`);
    }
  }
  return wrong;
}

/** A stay in a state that no order has had. */
const NEVER = 9999;

async function targetOf({ orderId, accountId }: TestFiling): Promise<Target> {
  const instanceId = `i-of-${accountId}`;
  desk.parties.assets.instances.set(instanceId, { ownerAccountId: accountId });
  const messageId =
    (await listOf(desk.database, desk.vault, orderId)).find(({ channel }) => channel === 'IN_APP')?.id ?? NO_MESSAGE;
  return { orderId, accountId, instanceId, messageId, recordNumber: '' };
}
const NO_MESSAGE = '00000000-0000-4000-8000-000000000000';

describe('the tables', () => {
  test('have a row for every operation and every action of the API, and a column for every role', async () => {
    const { text } = await api.ask(undefined, { method: 'GET', path: '/openapi.json' });
    const { paths, components }: ApiDocument = JSON.parse(text);
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const named = [...Object.keys(OF_AN_ORDER), ...Object.keys(OF_OTHER_THINGS), 'takeAction'];
    expect(operations.map(({ operationId }) => operationId).toSorted(inOrder)).toEqual(named.toSorted(inOrder));
    const actions = Object.keys(components.schemas.ActionData.properties);
    expect(actions.toSorted(inOrder)).toEqual([...Object.keys(ACTION_ROWS), ...NOT_TAKEN].toSorted(inOrder));
    expect(['applicant', ...COLUMNS.slice(2, -1)].toSorted(inOrder)).toEqual([...CALLER_ROLES].toSorted(inOrder));
  });

  test('have a filing for every state but those that are passed in no time', () => {
    expect([...STATES, ...PASSED_THROUGH].toSorted(inOrder)).toEqual([...STAGES].toSorted(inOrder));
  });
});

interface ApiDocument {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: { ActionData: { properties: object } } };
}
const inOrder = (one: string, other: string): number => one.localeCompare(other);

test('A-145 every action is let in or refused in every state as the specification says, for everybody', async () => {
  const wrong = await Promise.all(STATES.map(async (state) => cellsOfActions(state, await targetOf(inState(state)))));
  expect(wrong.flat()).toEqual([]);
});

test('A-145 every operation about an order is open in every state as the specification says, for everybody', async () => {
  const wrong = await Promise.all(
    STATES.map(async (state) => cellsOfOperations(state, await targetOf(inState(state)))),
  );
  expect(wrong.flat()).toEqual([]);
});

test('A-145 every other operation is let in, refused or hidden as the specification says, for everybody', async () => {
  const filing = inState('COMPLETED');
  const target = await targetOf(filing);
  const own = await api.token('applicant', 'somebody-of-the-account', target.accountId);
  const listed = await api.ask(own, { method: 'GET', path: '/v1/records' });
  const recordNumber: string = JSON.parse(listed.text).records[0].number;
  const tokens = await everybody(target.accountId);
  const wrong: Wrong = [];
  for (const [operation, row] of Object.entries(OF_OTHER_THINGS)) {
    for (const column of COLUMNS) {
      const said = await api.ask(tokens[column], row.ask({ ...target, recordNumber }));
      // What a secret in the address opens does not exist for who guesses it.
      const isGuessed = said.status === 404 && wordFor(row, 'nobody') === 'hide';
      const found = isGuessed ? 'hide' : fate(said);
      const expected = wordFor(row, column);
      if (found !== expected)
        wrong.push(
          `${operation} ${column}: ${found} instead of ${expected} (${said.status} ${said.code} ${said.detail})`,
        );
    }
  }
  expect(wrong).toEqual([]);
});

test('lists show an applicant nothing of another account', async () => {
  const { accountId, orderId } = inState('COMPLETED');
  const stranger = await api.token('applicant', 'a-stranger', 'account-of-a-stranger');
  for (const path of [
    '/v1/orders',
    `/v1/orders?accountId=${accountId}`,
    '/v1/inbox',
    '/v1/records',
    `/v1/records?accountId=${accountId}`,
    '/v1/records?number=1',
  ]) {
    const { status, text } = await api.ask(stranger, { method: 'GET', path });
    expect({ path, status, shows: text.includes(orderId) || text.includes(accountId) }).toEqual({
      path,
      status: 200,
      shows: false,
    });
  }
});
