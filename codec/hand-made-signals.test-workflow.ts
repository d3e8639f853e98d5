import { condition, setDefaultSignalHandler } from '@temporalio/workflow';
import { isByHand } from '../domain/lifecycle/by-hand.ts';
import { isUndecodable } from './payload-converter.ts';

/** Collects the data of its signals until one of them ends it. */
export async function collectSignals(): Promise<string[]> {
  const seen: string[] = [];
  setDefaultSignalHandler((name, ...args) => {
    seen.push(`${name}: ${args.map(wordsFor).join(', ')}`);
  });
  await condition(() => seen.some((each) => each.startsWith('enough')));
  return seen;
}

function wordsFor(arg: unknown): string {
  if (isUndecodable(arg)) return 'unreadable';
  return `${isByHand(arg) ? 'by hand ' : ''}${JSON.stringify(arg)}`;
}
