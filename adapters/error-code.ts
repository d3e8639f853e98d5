/**
 * Why a call failed, as far as the thrown value shows it. It reads properties instead of testing classes, because errors may come
 * from another realm (a worker, a test's sandbox).
 */
import { z } from 'zod';

const text = z.string().min(1).optional().catch(undefined);
const facetsSchema = z.object({ code: text, originalCode: text, message: text, cause: z.unknown().optional() });
const facetsOf = (thrown: unknown): Partial<z.infer<typeof facetsSchema>> => facetsSchema.safeParse(thrown).data ?? {};

/** The `code` of a thrown value, as Node.js and every vendor's SDK set it; undefined when there is none. */
export const errorCode = (thrown: unknown): string | undefined => facetsOf(thrown).code;

/** Codes of sockets (`ECONNREFUSED`), name resolution (`EAI_AGAIN`), TLS and HTTP. No vendor's codes look like these. */
const OF_THE_CONNECTION = /^(E[A-Z0-9_]+|UND_ERR_\w+|HPE_\w+)$/;

/** Reasons why a certificate is not trusted, or TLS could not be negotiated (https://nodejs.org/api/tls.html). */
const OF_A_CERTIFICATE =
  /^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_|ERROR_IN_C|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|ERR_TLS_CERT_|ERR_SSL_)/;
const MENTIONS_A_CERTIFICATE = /certificate|self[- ]signed|altnames|SSL routines/i;

/** TLS was broken off by a party that is in trouble itself; this may pass. */
const PASSES = /alert[_ ](internal[_ ]error|user[_ ]cancell?ed|close[_ ]notify)/i;

/** The code that Alibaba's SDK gives to an answer without a code. */
const NO_CODE = 'undefined';

/** The vendor's own code; undefined when there was no answer, or not one of the vendor's API. */
export function vendorCode(thrown: unknown): string | undefined {
  const code = errorCode(thrown);
  if (code === undefined || code === NO_CODE) return undefined;
  return OF_THE_CONNECTION.test(code) || OF_A_CERTIFICATE.test(code) ? undefined : code;
}

/**
 * Why the other side cannot be trusted, e.g. `CERT_HAS_EXPIRED`; undefined for every other fault. This does not pass by itself:
 * somebody has to correct a certificate, an address or this machine's clock. Some SDKs keep only the message of the fault.
 */
export function certificateFault(thrown: unknown): string | undefined {
  const { code, originalCode, message = '', cause } = facetsOf(thrown);
  if (PASSES.test(`${code} ${originalCode} ${message}`)) return undefined;
  const named = [code, originalCode].find((one) => one !== undefined && OF_A_CERTIFICATE.test(one));
  if (named !== undefined) return named;
  // Node.js names with EPROTO only what goes wrong in TLS.
  if (code === 'EPROTO' || originalCode === 'EPROTO') return 'EPROTO';
  if ((code === undefined || code === NO_CODE) && MENTIONS_A_CERTIFICATE.test(message)) return 'CERTIFICATE';
  return cause === undefined ? undefined : certificateFault(cause);
}
