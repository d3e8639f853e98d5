/**
 * Marks payloads that Beian's own processes did not seal: payloads that came in the clear, and payloads that the codec server
 * sealed for a person. Only a process that has the key can make a sealed payload without the mark.
 *
 * Bundled into the workflow code: imports nothing but types.
 */
import type { Payload } from '@temporalio/common';

const ORIGIN = 'beian-origin';
const BY_HAND = new TextEncoder().encode('by-hand');

export const markByHand = (payload: Payload): Payload => ({
  ...payload,
  metadata: { ...payload.metadata, [ORIGIN]: BY_HAND },
});

export const isMarkedByHand = ({ metadata }: Payload): boolean => metadata?.[ORIGIN] !== undefined;
