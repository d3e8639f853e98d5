/** Filings with an incompatible change: they wait a minute before they begin. Every replay must fail. */
import { sleep } from '@temporalio/workflow';
import { filing as present } from '../../../workflows/index.ts';
import type { FilingInput } from '../../../workflows/messages/filing.ts';

export async function filing(input: FilingInput): Promise<{ stage: string }> {
  await sleep('1 minute');
  return present(input);
}
