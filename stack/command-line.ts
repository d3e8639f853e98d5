/** What stands behind a command: `npm run bench -- --rounds 3`. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { MISCONFIGURED } from '../domain/configuration.ts';

/**
 * Reads the options of a command. `--help` prints the usage and ends the process; a command line that cannot be read does the same
 * with the reason before it and status {@link MISCONFIGURED}.
 */
export function readCommandLine<const Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  if (process.argv.slice(2).includes('--help')) {
    console.log(`Usage: ${usage}`);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return misused(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`);
  }
}

/** Says what is wrong with the command line, and ends the process before anything was opened. */
export function misused(what: string): never {
  console.error(what);
  process.exit(MISCONFIGURED);
}

/** The whole number behind an option, or the one that holds without it; ends the process where it is none from `least` to `most`. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  { otherwise, least = 0, most }: { otherwise: number; least?: number; most: number },
): number {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return misused(`--${name} takes a whole number from ${least} to ${most}, not ${text}`);
}
