/** The data converter of every process that speaks to Temporal: clients, workers, replay and the codec server. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { parseCodecKeys } from './codec-keys.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** For `bundleWorkflowCode`: inside workflows a payload that cannot be decoded becomes a marker instead of an error. */
export const PAYLOAD_CONVERTER_PATH = fileURLToPath(
  new URL(`./payload-converter${import.meta.url.slice(-3)}`, import.meta.url),
);

/** The converter from `BEIAN_PAYLOAD_KEYS`. */
export const createDataConverter = (codecKeys: string): DataConverter => ({
  payloadCodecs: [createPayloadCodec(parseCodecKeys(codecKeys))],
  payloadConverterPath: PAYLOAD_CONVERTER_PATH,
});
