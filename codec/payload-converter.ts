/**
 * Turns payloads into values inside workflows. A signal sent by hand may carry anything. The SDK decodes a signal's arguments
 * before any handler runs, and an exception there fails the workflow task without end. So a payload that cannot be decoded becomes
 * a marker, which the handler refuses as malformed. A payload sent by hand arrives in a wrapper.
 *
 * This file is bundled into the workflow code: it may import only `@temporalio/common` and other pure modules.
 */
import {
  defaultPayloadConverter,
  type ConverterHint,
  type Payload,
  type PayloadConverter,
  type SerializationContext,
} from '@temporalio/common';
import { byHand } from '../domain/lifecycle/by-hand.ts';
import { isMarkedByHand } from './origin.ts';

/** Stands for a payload that could not be decoded. */
export const UNDECODABLE: { readonly undecodable: true } = Object.freeze({ undecodable: true });

export const isUndecodable = (value: unknown): value is typeof UNDECODABLE =>
  typeof value === 'object' && value !== null && 'undecodable' in value && value.undecodable === true;

/** Read by Temporal under this name; see `PAYLOAD_CONVERTER_PATH`. */
export const payloadConverter: PayloadConverter = {
  toPayload: (value, context, hint) => defaultPayloadConverter.toPayload(value, context, hint),
  fromPayload: <T>(payload: Payload, context?: SerializationContext, hint?: ConverterHint<T>): T => {
    const value = decoded(payload, context, hint);
    // The caller may get the wrapper or the marker instead of a T, and must check.
    return (isMarkedByHand(payload) && value !== UNDECODABLE ? byHand(value) : value) as T;
  },
};

function decoded(payload: Payload, context?: SerializationContext, hint?: ConverterHint): unknown {
  try {
    return defaultPayloadConverter.fromPayload(payload, context, hint);
  } catch {
    return UNDECODABLE;
  }
}
