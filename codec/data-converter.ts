/** The one data converter of everything that speaks to Temporal: clients, workers, replay and the codec server. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { parseCodecKeys } from './codec-keys.ts';
import { createPayloadCodec } from './payload-codec.ts';

/** Give it to `bundleWorkflowCode`: inside workflows, what cannot be decoded becomes a marker instead of an error. */
export const PAYLOAD_CONVERTER_PATH = fileURLToPath(
  new URL(`./payload-converter${import.meta.url.slice(-3)}`, import.meta.url),
);

/** The converter from `BEIAN_PAYLOAD_KEYS`. */
export const createDataConverter = (codecKeys: string): DataConverter => ({
  payloadCodecs: [createPayloadCodec(parseCodecKeys(codecKeys))],
  payloadConverterPath: PAYLOAD_CONVERTER_PATH,
});
