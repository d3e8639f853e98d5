/** Filings as a careless change would make them: they think for a minute before they begin. Must fail every replay. */
import { sleep } from '@temporalio/workflow';
import { filing as present } from '../../../workflows/index.ts';
import type { FilingInput } from '../../../workflows/messages/filing.ts';

export async function filing(input: FilingInput): Promise<{ stage: string }> {
  await sleep('1 minute');
  return present(input);
}
