/**
 * HTTP to a party that speaks Beian's own protocol (bureau gateway, asset directory): limits of time and size, and the meaning of
 * each status.
 */
import { z } from 'zod';
import { strangeIn } from '../domain/text/strange-text.ts';
import { utf8 } from '../domain/text/utf-8.ts';
import { boundedBytes } from './bounded-body.ts';
import { SMALL_ANSWER_BYTES } from './bounded-call.ts';
import { AskPersonError, PermanentError, RetryableError } from './delivery-faults.ts';
import { untrusted } from './untrusted.ts';
import { present } from '../domain/present.ts';

export interface PartyRequest {
  /** The party's name for operators, e.g. `bureau gateway`. */
  party: string;
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** From the beginning of the request to the last byte of the answer. */
  timeoutMs: number;
}

export interface PartyAnswer {
  status: number;
  /** The JSON body; undefined when there was none. */
  json: unknown;
}

const problemSchema = z.object({ code: z.string().max(100) });

/** Statuses after which the same request may succeed later. */
const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Sends a request and returns every 2xx and 404 answer. Throws RetryableError for a broken connection, a time-out, an
 * answer that is too long, 408, 425, 429 and 5xx. Throws AskPersonError for an untrusted certificate, 401 and 403 (our keys) and
 * 409 (the party knows the key with other content). Throws PermanentError with the party's `code` for every other status.
 */
export async function callParty(request: PartyRequest): Promise<PartyAnswer> {
  const { party } = request;
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...present({ body: request.body }),
    redirect: 'error',
    signal: AbortSignal.timeout(request.timeoutMs),
  }).catch((cause: unknown) => {
    throw untrusted(`The ${party}`, cause) ?? new RetryableError(`the ${party} could not be reached`, { cause });
  });
  const json = await readJson(response, party);
  const { status } = response;
  if (response.ok || status === 404) return { status, json };

  const code = problemSchema.safeParse(json).data?.code ?? String(status);
  if (status >= 500 || RETRYABLE_STATUS.has(status))
    throw new RetryableError(`the ${party} is not available now (${code})`);
  if (status === 401 || status === 403)
    throw new AskPersonError(`The ${party} refuses our keys (${code}): check them and both clocks.`);
  if (status === 409)
    throw new AskPersonError(`The ${party} knows this request with other content (${code}): compare both sides.`);
  throw new PermanentError(`the ${party} refused the request (${code})`, code);
}

/** Parses a party's answer; a malformed answer needs a person, because both sides disagree about the interface. */
export function parseAnswer<Schema extends z.ZodType>(
  party: string,
  schema: Schema,
  answer: PartyAnswer,
): z.infer<Schema> {
  const parsed = schema.safeParse(answer.json);
  const strange = strangeIn(answer.json).map(({ path, code }) => `${path}: ${code}`);
  if (parsed.success && strange.length === 0) return parsed.data;
  const malformed = parsed.error?.issues.map((issue) => issue.path.join('.')) ?? [];
  const where = [...malformed, ...strange].join(', ');
  throw new AskPersonError(
    `The ${party} answered ${answer.status} in an unknown form (${where}): compare the versions of the interface.`,
  );
}

async function readJson(response: Response, party: string): Promise<unknown> {
  const body = await boundedBytes(response, SMALL_ANSWER_BYTES).catch((cause: unknown) => {
    throw new RetryableError(`the ${party} did not answer completely`, { cause });
  });
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(utf8(body));
  } catch {
    return undefined; // probably a proxy's error page; the status says enough
  }
}
