import { format, resolveConfig } from 'prettier';

/** The text as `npm run format` would format it. */
export const laidOut = async (text: string, file: string): Promise<string> =>
  format(text, { ...(await resolveConfig(file)), filepath: file });

/** The text with everything between two markers replaced; throws when a marker is missing. */
export function renewed(text: string, file: string, markers: readonly [string, string], between: string): string {
  const [begins, ends] = markers;
  const from = text.indexOf(begins);
  const to = text.indexOf(ends);
  if (from === -1 || to < from) throw new Error(`${file} lacks the markers of a generated part: ${begins} … ${ends}`);
  return text.slice(0, from) + [begins, between, ends].join('\n\n') + text.slice(to + ends.length);
}
