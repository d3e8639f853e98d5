/**
 * The environment of a test file: the realm of jest's process itself, which ends when its parent ends. Otherwise a killed jest
 * would leave processes behind whose Temporal workers poll without end.
 *
 * Jest makes a realm for each file. Packages would have to be loaded in each of them, and V8 asks a proxy of jest's whenever a
 * name such as `Object` or `Buffer` is read. What a file changes of the process's own is put back after it.
 */
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

type Options = ConstructorParameters<typeof ModernFakeTimers>[0]['config'];

/** What the runner keeps under these names belongs to one file; it adds to what it finds there. */
const OF_A_FILE = [
  'EVENT_HANDLERS',
  'RETRY_TIMES_SETTER',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
  'TEST_TIMEOUT_SYMBOL',
];

let watching = false;

export default class TestFileEnvironment {
  readonly global = globalThis;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly #console = console;
  readonly #variables = { ...process.env };
  readonly #exit = Object.getOwnPropertyDescriptor(process, 'exit');

  constructor({ projectConfig }: { projectConfig: Options }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup(): Promise<void> {
    if (watching || process.send === undefined) return;
    watching = true;
    // A listener of process.on('disconnect') would keep a finished process alive.
    setInterval(() => {
      if (!process.connected) process.exit(1);
    }, 500).unref();
  }

  async teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    if (this.#exit !== undefined) Object.defineProperty(process, 'exit', this.#exit);
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
    globalThis.console = this.#console;
    for (const name of OF_A_FILE) Reflect.deleteProperty(globalThis, Symbol.for(name));
  }

  exportConditions = (): string[] => ['node', 'node-addons'];

  /** Jest asks for a context; the runtime that belongs to this environment uses that of the process. */
  getVmContext = (): object => globalThis;
}
