/**
 * The environment of a test file: jest's environment for Node, in a process that ends when its parent ends. Otherwise a
 * killed jest would leave processes behind whose Temporal workers poll without end.
 */
import { TestEnvironment } from 'jest-environment-node';

let watching = false;

export default class EnvironmentThatEndsWithItsParent extends TestEnvironment {
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
