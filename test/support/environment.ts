/**
 * The environment of a test file: jest's environment for Node with a global object that is as fast as that of a program, in a
 * process that ends when its parent ends. Otherwise a killed jest would leave processes behind whose Temporal workers poll
 * without end.
 *
 * Jest puts a proxy behind the global object, and V8 asks it whenever a name such as `Object` or `Buffer` is read: 4 µs each time,
 * forty times as long as in a program. Most of the time of a test went there.
 */
import { constants, createContext, runInContext } from 'node:vm';
import { ModernFakeTimers } from '@jest/fake-timers';
import { TestEnvironment } from 'jest-environment-node';

type Options = ConstructorParameters<typeof TestEnvironment>;

/** What the language itself has is not taken over from jest's global object, except for what must be the same in Node and in a test. */
const SAME_AS_IN_NODE: readonly PropertyKey[] = ['Buffer', 'ArrayBuffer', 'Uint8Array'];

let watching = false;

export default class TestFileEnvironment extends TestEnvironment {
  constructor(...options: Options) {
    super(...options);
    const ofJest = this.global;
    this.context = createContext(constants.DONT_CONTEXTIFY);
    const own: typeof this.global = runInContext('globalThis', this.context);
    for (const name of Reflect.ownKeys(ofJest)) {
      if (Object.hasOwn(own, name) && !SAME_AS_IN_NODE.includes(name)) continue;
      const property = Object.getOwnPropertyDescriptor(ofJest, name);
      if (property !== undefined) Object.defineProperty(own, name, takenOver(ofJest, own, name, property));
    }
    own.global = own;
    own.Error.stackTraceLimit = ofJest.Error.stackTraceLimit;
    this.global = own;
    this.fakeTimersModern = new ModernFakeTimers({ config: options[0].projectConfig, global: own });
  }

  override async setup(): Promise<void> {
    await super.setup();
    if (watching || process.send === undefined) return;
    watching = true;
    // A listener of process.on('disconnect') would keep a finished process alive.
    setInterval(() => {
      if (!process.connected) process.exit(1);
    }, 500).unref();
  }
}

/** Node makes some of its globals when they are read first; that stays so. */
function takenOver(ofJest: object, own: object, name: PropertyKey, property: PropertyDescriptor): PropertyDescriptor {
  const { configurable = false, enumerable = false } = property;
  if (!('get' in property) || !configurable) return property;
  const settle = (value: unknown) =>
    Object.defineProperty(own, name, { configurable, enumerable, writable: true, value });
  return {
    configurable,
    enumerable,
    get() {
      const value: unknown = Reflect.get(ofJest, name);
      settle(value);
      return value;
    },
    set: settle,
  };
}
