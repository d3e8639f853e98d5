/** Recorded histories as files: readable, and without the name of the machine that recorded them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { projectFolder } from '../../../stack/state/folders.ts';

type History = Parameters<typeof historyToJSON>[0];

/** How the SDK names workers and their sticky queues. */
const PROCESS_ON_MACHINE = /^\d+@/;

const folder = join(projectFolder, 'test', 'histories');

export function historyToText(history: History): string {
  const anonymous = (_key: string, value: unknown) =>
    typeof value === 'string' && PROCESS_ON_MACHINE.test(value) ? 'recorder' : value;
  return `${JSON.stringify(JSON.parse(historyToJSON(history)), anonymous, 1)}\n`;
}

export interface RecordedHistory {
  name: string;
  text: string;
  history: unknown;
  /** Signals name the workflow they are meant for. */
  workflowId: string | undefined;
}

/** Every history in `test/histories`. */
export const recordedHistories = (): RecordedHistory[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const workflowId = /"workflowId": "([^"]+)"/.exec(text)?.[1];
      return { name: file.replace('.json', ''), text, history: JSON.parse(text) as unknown, workflowId };
    });
