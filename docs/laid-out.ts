import { format, resolveConfig } from 'prettier';

/** A text as `npm run format` leaves it. */
export const laidOut = async (text: string, file: string): Promise<string> =>
  format(text, { ...(await resolveConfig(file)), filepath: file });

/** A text with what stands between two markers renewed; throws when they are not there. */
export function renewed(text: string, file: string, markers: readonly [string, string], between: string): string {
  const [begins, ends] = markers;
  const from = text.indexOf(begins);
  const to = text.indexOf(ends);
  if (from === -1 || to < from) throw new Error(`${file} has no place for what is made here: ${begins} … ${ends}`);
  return text.slice(0, from) + [begins, between, ends].join('\n\n') + text.slice(to + ends.length);
}
