/**
 * What the sandbox remembers, as named collections of values by key. With a file the sandbox goes on after an end of any kind,
 * `kill -9` included, where it was: each change is written before the caller is answered, as one line of JSON. The file holds
 * people's data as the outside parties have them; only its owner may read it.
 *
 * A line is `[collection, key, value]`, `[collection, key]` where a value was removed, or `[collection]` where all were.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface Memory {
  /** The values under this name; a collection is opened once. */
  collection<Value>(name: string): Collection<Value>;
  /** Closes the file; nothing is kept from then on. */
  close(): void;
}

export interface Collection<Value> {
  get(key: string): Value | undefined;
  /** Keeps a value that is new, or that was changed in place. */
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** In the order in which their keys were new. */
  values(): Value[];
  clear(): void;
}

type Line = [collection: string, key?: string, value?: unknown];

/** Without a file everything is forgotten with the process. */
export function openMemory(file?: string): Memory {
  const remembered = file === undefined ? new Map<string, Map<string, unknown>>() : read(file);
  const log = file === undefined ? undefined : rewrite(file, remembered);
  const note = (...line: Line) => {
    if (log !== undefined) writeSync(log, `${JSON.stringify(line)}\n`);
  };

  return {
    collection<Value>(name: string): Collection<Value> {
      // The file was written by this very module.
      const values = (remembered.get(name) ?? new Map<string, unknown>()) as Map<string, Value>;
      return {
        get: (key) => values.get(key),
        set(key, value) {
          values.set(key, value);
          note(name, key, value);
        },
        delete(key) {
          if (values.delete(key)) note(name, key);
        },
        values: () => [...values.values()],
        clear() {
          values.clear();
          note(name);
        },
      };
    },
    close() {
      if (log !== undefined) closeSync(log);
    },
  };
}

function read(file: string): Map<string, Map<string, unknown>> {
  const remembered = new Map<string, Map<string, unknown>>();
  for (const [collection, key, value] of linesOf(file)) {
    const values = remembered.get(collection) ?? new Map<string, unknown>();
    remembered.set(collection, values);
    if (key === undefined) values.clear();
    else if (value === undefined) values.delete(key);
    else values.set(key, value);
  }
  return remembered;
}

/** The last line may be a part only, when the process was killed while it wrote: nobody was answered then. */
function linesOf(file: string): Line[] {
  const whole = (existsSync(file) ? readFileSync(file, 'utf8') : '').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as Line);
}

/** Writes the file anew with the last value of each key, and opens it for what follows. */
function rewrite(file: string, remembered: ReadonlyMap<string, ReadonlyMap<string, unknown>>): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lines = [...remembered].flatMap(([collection, values]) =>
    [...values].map(([key, value]) => `${JSON.stringify([collection, key, value])}\n`),
  );
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return openSync(file, 'a', 0o600);
}
