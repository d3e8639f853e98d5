/**
 * Marks payloads that Beian's own processes did not seal: those that came in the clear, and those the codec server sealed
 * for somebody who typed them. Only whoever holds the key can make a sealed payload without the mark.
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
