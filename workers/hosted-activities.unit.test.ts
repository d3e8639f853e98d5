/** Every activity that a worker hosts ends, waits with a reason that operators see, or opens a task; whatever fails below it. */
import { expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { AskPersonError, PermanentError, RetryableError } from '../adapters/delivery-faults.ts';
import type { Schema } from '../store/postgres/schema.ts';
import { SealError } from '../store/sealing/seal.ts';
import { openVault } from '../store/sealing/vault.ts';
import { TEST_KEYS } from '../test/support/desk/test-keys.ts';
import { createTestParties } from '../test/support/parties/parties.ts';
import { hostedActivities } from './hosted-activities.ts';

/** What an error of a library may quote, and nobody may see. */
const PERSONAL = '周岚 13800138000';

const FAULTS = {
  POSTGRES: Object.assign(new Error(`connect ECONNREFUSED for ${PERSONAL}`), { code: 'ECONNREFUSED' }),
  UNREADABLE: new SealError(PERSONAL),
  PROGRAM: new TypeError(`cannot read properties of ${PERSONAL}`),
  PARTY: new RetryableError('the bureau gateway could not be reached'),
  PARTY_REFUSES: new AskPersonError('The object store refuses us (AccessDenied): check bucket, keys and region.'),
  PARTY_REFUSES_FOR_GOOD: new PermanentError('the bureau gateway refused the request (422)', '422'),
};

/** One argument that every activity understands; they read different fields of it. */
const ARGUMENT = {
  orderId: 'BA20260209-23456789',
  messageId: '00000000-0000-4000-8000-000000000000',
  purpose: 'DRAFT',
  at: 0,
  until: 0,
  from: 0,
  days: 1,
  amount: 1,
  seq: 1,
  handOver: 1,
  clock: 0,
  verifiers: [],
  photoAllowedFor: [],
  notices: [],
  tasks: [],
  effects: [],
  changed: [],
};

/** The activities of a worker whose database, policies, parties and store all fail in one way. */
function activitiesWhere(fault: Error) {
  const fails = () => Promise.reject(fault);
  const driver = new DummyDriver();
  driver.acquireConnection = fails;
  const database = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const parties = createTestParties();
  return hostedActivities({
    ...parties,
    bureau: { handOver: fails, resendSms: fails, lookUp: fails },
    documents: { ...parties.documents, get: fails, put: fails, delete: fails },
    database,
    vault: openVault(TEST_KEYS.master, TEST_KEYS.index),
    rules: fails,
    deskEmail: 'desk@provider.example',
    clock: 'wall',
  });
}

const WAITS_WITH_A_REASON = { nonRetryable: false, message: expect.stringMatching(/^waiting /) };
/** A process that cannot begin from what is stored ends, and the comparison of Postgres with Temporal opens a task. */
const ENDS_ITS_PROCESS = { nonRetryable: true, message: expect.stringMatching(/cannot be read$/) };

/** A step waits no longer for what can never be worked out: its process refuses it and opens a task. */
const HOLDS_ITS_STEP = {
  nonRetryable: true,
  message: expect.stringMatching(/^what the step depends on cannot be worked out /),
};
const ANSWERS_FOR_A_STEP = ['checkOrder', 'draftIdleUntil', 'businessDeadline', 'openObligations'];

function expectedOf(name: string, fault: string): object {
  if (name.startsWith('stored') && fault === 'UNREADABLE') return ENDS_ITS_PROCESS;
  const isOfItsOwn = ['PROGRAM', 'PARTY_REFUSES_FOR_GOOD'].includes(fault);
  return ANSWERS_FOR_A_STEP.includes(name) && isOfItsOwn ? HOLDS_ITS_STEP : WAITS_WITH_A_REASON;
}

const names = Object.keys(activitiesWhere(FAULTS.PROGRAM).activities ?? {});

test('the activities are those of filings, duties, messages and rounds', () => {
  expect(names).toEqual(expect.arrayContaining(['record', 'handOver', 'deliverMessages', 'recordObligations']));
});

test.each(names.flatMap((name) => Object.entries(FAULTS).map(([fault, error]) => [name, fault, error] as const)))(
  '%s is done or waits with a reason in plain words, when everything fails by %s',
  async (name, fault, error) => {
    const { activities = {}, interceptors } = activitiesWhere(error);
    const activity: unknown = Reflect.get(activities, name);
    if (typeof activity !== 'function') throw new TypeError(`${name} is no activity`);
    const environment = new MockActivityEnvironment(
      { attempt: 5 },
      { interceptors: [...(interceptors?.activity ?? [])], logger: new DefaultLogger('ERROR') },
    );
    const failure: unknown = await environment
      .run(async () => activity(name.endsWith('Told') ? [ARGUMENT] : ARGUMENT))
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    if (failure === undefined) return;
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject(expectedOf(name, fault));
    expect(JSON.stringify(failure)).not.toContain(PERSONAL);
    expect(failure).not.toHaveProperty('cause', expect.anything());
  },
);
