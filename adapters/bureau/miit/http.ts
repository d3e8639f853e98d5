/** HTTP to MIIT's server: bounded in time and size, without redirects, and honest about what may have happened there. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { boundedText } from '../../bounded-body.ts';
import { RetryableError } from '../../delivery-faults.ts';
import { errorCode } from '../../error-code.ts';
import { untrusted } from '../../untrusted.ts';

/** The request cannot have arrived: nothing was carried out, and it may be sent again. */
export const NOT_SENT = 'NOT_SENT';
/** The request may have been carried out: whoever sends it again must first ask what was. */
export const OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN';

/** A download holds one file of up to 50 MB, encrypted and in base64. */
const MOST_ANSWER_BYTES = 160 * 1024 * 1024;

/** There was never a connection. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const PARTY = "MIIT's server";

export interface MiitRequest {
  url: string;
  /** A SOAP envelope; without one the address is read. */
  envelope?: string;
  /** From the beginning of the request to the last byte of the answer. */
  timeoutMs: number;
}

/**
 * Sends a request and returns the text of its answer with its status. Throws a RetryableError with code {@link NOT_SENT} or
 * {@link OUTCOME_UNKNOWN}, and AskPersonError for an untrusted certificate.
 */
export async function askMiit({ url, envelope, timeoutMs }: MiitRequest): Promise<{ status: number; text: string }> {
  const response = await fetch(url, {
    method: envelope === undefined ? 'GET' : 'POST',
    ...present({ body: envelope }),
    ...(envelope === undefined ? {} : { headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' } }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw (
      untrusted(PARTY, cause) ?? new RetryableError(`${PARTY} could not be reached`, { cause, code: outcomeOf(cause) })
    );
  });
  const text = await boundedText(response, MOST_ANSWER_BYTES).catch((cause: unknown) => {
    throw new RetryableError(`${PARTY} did not answer completely`, { cause, code: OUTCOME_UNKNOWN });
  });
  return { status: response.status, text };
}

const withCause = z.object({ cause: z.unknown() });

function outcomeOf(thrown: unknown): string {
  const cause = withCause.safeParse(thrown).data?.cause;
  return NEVER_CONNECTED.has(errorCode(cause) ?? '') ? NOT_SENT : OUTCOME_UNKNOWN;
}
