import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createDataConverter, PAYLOAD_CONVERTER_PATH } from '../../codec/data-converter.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { TEST_KEYS } from '../support/desk/test-keys.ts';
import { recordedHistories } from '../support/histories/histories.ts';
import { testWorkflowBundle } from '../support/servers/servers.ts';
import { installTemporalRuntime } from '../support/servers/temporal-runtime.ts';

const dataConverter = createDataConverter(TEST_KEYS.payload);
const recorded = recordedHistories();
/** Histories of filings with one run from its beginning to its end. */
const filings = recorded.filter(
  ({ name }) => !/^(duties|redelivery|gone-on|set-back|begun-again|bureau|inspection)/.test(name),
);

beforeAll(() => {
  installTemporalRuntime();
});

test('the recorded histories have filings of every kind, one of them with all its runs', () => {
  expect(recorded.map(({ name }) => name).toSorted()).toEqual([
    'access-cancelled',
    'alarm-held',
    'any-subject',
    'asked-by-hand',
    'begun-again',
    'bureau-fetcher',
    'bureau-sender',
    'checklist-ticked',
    'decided-apart',
    'duties-after-approval',
    'enterprise-resubmitted',
    'entity-changed',
    'entity-removed',
    'first-step-held',
    'gone-on-1',
    'gone-on-2',
    'gone-on-3',
    'individual-completed',
    'inspection-put-right',
    'photo-and-mail-rejected',
    'redelivery',
    'set-back',
    'texts-refused',
    'transfer-access-over',
    'transfer-completed',
    'transfer-resubmitted',
    'warning-noted',
    'website-removed',
    'with-the-bureau',
  ]);
});

test.concurrent.each(recorded.map(({ name, history, workflowId }) => [name, history, workflowId] as const))(
  '%s: a filing begun under older code goes on under this one',
  async (_name, history, workflowId) => {
    const workflowBundle = { codePath: testWorkflowBundle() };
    await Worker.runReplayHistory({ workflowBundle, dataConverter }, history, workflowId);
  },
);

test('a change that old filings could not follow fails the replay of each of them', async () => {
  const workflowBundle = await incompatibleBundle();
  const histories = filings.map(({ name, history }) => ({ workflowId: name, history }));
  const errors: Record<string, unknown> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle, dataConverter }, histories)) {
    errors[workflowId] = error;
  }
  expect(Object.keys(errors)).toHaveLength(filings.length);
  for (const error of Object.values(errors)) expect(error).toBeInstanceOf(DeterminismViolationError);
});

test('recorded histories are encrypted and name nobody', () => {
  for (const { name, text } of recorded) {
    expect(text).toContain(Buffer.from('binary/encrypted').toString('base64'));
    const inClear = text.match(/1380013\d{4}|1390013\d{4}|example\.cn|李雷|测试人员|37010219\d+|44010619\d+/g);
    expect({ name, inClear }).toEqual({ name, inClear: null });
  }
});

async function incompatibleBundle(): Promise<WorkflowBundleOption> {
  return bundleWorkflowCode({
    workflowsPath: join(projectFolder, 'test', 'support', 'histories', 'incompatible-workflows.ts'),
    payloadConverterPath: PAYLOAD_CONVERTER_PATH,
    logger: new DefaultLogger('ERROR'),
  });
}
