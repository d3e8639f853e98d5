/**
 * The environment of a test file: that of Node, which in addition ends with its parent. Without it a jest that was killed
 * leaves processes behind whose Temporal workers poll for ever.
 */
import { TestEnvironment } from 'jest-environment-node';

let watching = false;

export default class EnvironmentThatEndsWithItsParent extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    if (watching || process.send === undefined) return;
    watching = true;
    // Not process.on('disconnect'): listening to it keeps a process alive that is done.
    setInterval(() => {
      if (!process.connected) process.exit(1);
    }, 500).unref();
  }
}
