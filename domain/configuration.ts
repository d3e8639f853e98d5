/**
 * Configuration from variables: read and checked as a whole, before a process opens anything. Whoever starts a process is told
 * the name of every variable that is missing or wrong and what to write there, and never sees a value, which may be a secret.
 */
import { z } from 'zod';
import { withSecretFiles } from './secret-variables.ts';

/** The message names each variable and what to do. A process that gets it prints the message and ends with status 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The status of a process whose configuration or command line is wrong. */
export const MISCONFIGURED = 2;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration; an empty variable counts as not set. Throws {@link ConfigError}.
 *
 * @param readFile reads the files in which secrets stand (`secret-variables.ts`)
 */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  variables: Variables,
  readFile: (path: string) => string = noFiles,
): z.output<Schema> {
  const secrets = withSecretFiles(variables, readFile);
  const given = Object.fromEntries(Object.entries(secrets.variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given, { error: whatToWrite });
  if (parsed.success && secrets.faults.length === 0) return parsed.data;
  const issues = (parsed.error?.issues ?? []).map(({ path, message }) => ({ name: path.join('.'), message }));
  // Where a file cannot be read, that the variable itself is not set says nothing new.
  const unread = new Set(secrets.faults.map(({ name }) => name.replace(/_FILE$/, '')));
  const faults = [...secrets.faults, ...issues.filter(({ name }) => !unread.has(name))];
  const wrong = new Set(faults.map(({ name, message }) => `  ${name}: ${message}`));
  throw new ConfigError(
    `The configuration is not complete, so nothing was started:\n${[...wrong].join('\n')}\n` +
      'Set these variables and start again; .env.example says what each of them means.',
  );
}

function noFiles(): never {
  throw new Error('this process reads no files');
}

/** A text that `parse` can read. What `parse` throws is the message, so it must not quote the text. */
export const readBy = (parse: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      parse(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : 'cannot be read';
      context.addIssue({ code: 'custom', message });
    }
  });

const FORMATS: Readonly<Record<string, string>> = {
  url: 'write a complete address, such as https://provider.example.cn',
  email: 'write an email address',
};

/** Plain words for what a schema finds; undefined where the schema has words of its own. */
function whatToWrite(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is not set';
  switch (issue.code) {
    case 'invalid_format':
      return FORMATS[issue.format];
    case 'invalid_value':
      return `write one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'write one of the values that .env.example names';
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? 'write a whole number' : undefined;
    case 'too_small':
      return issue.origin === 'string'
        ? `write ${issue.minimum} characters or more`
        : `write a number of ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string'
        ? `write at most ${issue.maximum} characters`
        : `write a number of at most ${issue.maximum}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return undefined; // the schema's own words
    default:
      return issue satisfies never;
  }
}
