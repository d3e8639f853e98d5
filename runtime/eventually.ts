import { isGrpcServiceError } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';

const KNOWN_WITHIN_MS = 30_000;

/**
 * Asks a Temporal server again until a change is visible: the server needs some seconds for new namespaces, attributes and
 * workers, and answers until then that they do not exist.
 */
export async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isGrpcServiceError(error) || Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}
