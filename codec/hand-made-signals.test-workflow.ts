import { condition, setDefaultSignalHandler } from '@temporalio/workflow';
import { isUndecodable } from './payload-converter.ts';

/** Collects what its signals carry until one of them says that it is enough. */
export async function collectSignals(): Promise<string[]> {
  const seen: string[] = [];
  setDefaultSignalHandler((name, ...args) => {
    seen.push(`${name}: ${args.map((arg) => (isUndecodable(arg) ? 'unreadable' : JSON.stringify(arg))).join(', ')}`);
  });
  await condition(() => seen.some((each) => each.startsWith('enough')));
  return seen;
}
