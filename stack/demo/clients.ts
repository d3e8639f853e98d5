/** Beian's API and the sandbox's control API, as a script of an integrator would call them. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

export interface Reply {
  status: number;
  body: unknown;
}

export class UnexpectedReply extends Error {
  override readonly name = 'UnexpectedReply';
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Reply>;

/**
 * A connection that both sides kept may be closed by the server in the moment in which it is used again. What only reads is then asked
 * once more, on a new connection (RFC 9112, 9.3.1).
 */
async function asked(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (request.method !== 'GET' || !wasClosed(error)) throw error;
    return fetch(url, request);
  }
}

const wasClosed = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  (error.cause.code === 'UND_ERR_SOCKET' || error.cause.code === 'ECONNRESET');

/** Calls JSON over HTTP and returns every status but 429: then it waits as long as the answer says and calls again. */
export const jsonCalls =
  (baseUrl: string, headers: Record<string, string> = {}): Call =>
  async (method, path, body) => {
    const response = await asked(`${baseUrl}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.status === 429) {
      await pause(Number(response.headers.get('Retry-After') ?? 1) * 1000);
      return jsonCalls(baseUrl, headers)(method, path, body);
    }
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

/** Like the call above, but throws unless the status is a success; the error shows the problem document. */
export const insisting =
  (call: Call): Call =>
  async (method, path, body) => {
    const reply = await call(method, path, body);
    if (reply.status >= 300) {
      throw new UnexpectedReply(`${method} ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    }
    return reply;
  };

const tokenSchema = z.object({ token: z.string() });

/** A bearer token of a role, issued by Beian in sandbox mode. */
export async function demoToken(
  apiUrl: string,
  claims: { id: string; role: string; accountId?: string },
): Promise<string> {
  const { body } = await insisting(jsonCalls(apiUrl))('POST', '/v1/demo-tokens', claims);
  return tokenSchema.parse(body).token;
}

/** Imports a file of records. One import runs at a time: while another one does, waits and sends the file again. */
export async function importFile(apiUrl: string, token: string, file: string, tries = 150): Promise<Reply> {
  const form = new FormData();
  form.set('file', new Blob([file]), 'records.jsonl');
  const response = await fetch(`${apiUrl}/v1/record-imports`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
  const body: unknown = await response.json();
  if (!IMPORT_LATER.has(response.status) || tries === 1) return { status: response.status, body };
  await pause(IMPORT_AGAIN_MS);
  return importFile(apiUrl, token, file, tries - 1);
}

/** Another file is being imported: by this process of the API, or by another one. */
const IMPORT_LATER: ReadonlySet<number> = new Set([503, 409]);
const IMPORT_AGAIN_MS = 200;

/** Puts an image into a document slot. */
export async function uploadImage(
  apiUrl: string,
  token: string,
  orderId: string,
  slot: string,
  image: Uint8Array,
): Promise<Reply> {
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(image)], { type: 'image/png' }), `${slot.replace(':', '-')}.png`);
  const response = await fetch(`${apiUrl}/v1/orders/${orderId}/documents/${encodeURIComponent(slot)}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
