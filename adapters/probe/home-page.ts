/**
 * Reads a home page, over TLS where the website has it. It connects to an address that it has checked, on the two ports of the web only;
 * a redirection is followed within the same registrable domain, and its host is resolved and checked again.
 */
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import { namesOf } from './names.ts';
import { partsOf } from './page-parts.ts';
import { isReachable, type AllowedRanges } from './reachable-address.ts';
import type { HomePage } from './site-probe.ts';

export interface HomePageOptions {
  nameServers: readonly string[] | undefined;
  ports: { http: number; https: number };
  allowed: AllowedRanges;
  /** For each address that is asked, in milliseconds. */
  timeoutMs: number;
}

const MOST_REDIRECTIONS = 4;
/** After so many times the time of one address no redirection is followed any more. */
const PATIENCE = 3;
const MOST_BYTES = 1_000_000;
const MOST_HEADER_BYTES = 16_384;

export async function readHome(host: string, options: HomePageOptions): Promise<HomePage> {
  const until = Date.now() + PATIENCE * options.timeoutMs;
  const first = await ask(new URL(`https://${host}/`), options);
  const answer = first.outcome === 'NO_ANSWER' ? await ask(new URL(`http://${host}/`), options) : first;
  return followed(answer, { domain: registrableDomain(host), until }, options);
}

type Answer = HomePage | { outcome: 'REDIRECTED'; to: URL };

interface Within {
  domain: string | undefined;
  /** Milliseconds of this machine's clock. */
  until: number;
}

async function followed(first: Answer, { domain, until }: Within, options: HomePageOptions): Promise<HomePage> {
  let answer = first;
  for (let left = MOST_REDIRECTIONS; answer.outcome === 'REDIRECTED'; left -= 1) {
    const { to } = answer;
    if (left === 0 || domain === undefined || registrableDomain(to.hostname) !== domain) return { outcome: 'LED_AWAY' };
    if (Date.now() > until) return { outcome: 'NO_ANSWER' };
    // Another port is no website that a visitor would find.
    if (!/^https?:$/.test(to.protocol) || to.port !== '') return { outcome: 'LED_AWAY' };
    answer = await ask(to, options);
  }
  return answer;
}

async function ask(url: URL, { nameServers, ports, allowed, timeoutMs }: HomePageOptions): Promise<Answer> {
  const { addresses } = await namesOf(url.hostname, { nameServers, timeoutMs });
  const [address] = addresses;
  if (address === undefined) return { outcome: 'NO_ADDRESS' };
  if (!isReachable(address, allowed)) return { outcome: 'INTERNAL' };
  const encrypted = url.protocol === 'https:';
  const asked: RequestOptions = {
    host: address,
    port: encrypted ? ports.https : ports.http,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.hostname,
      'user-agent': 'Beian-PageCheck',
      accept: 'text/html',
      'accept-encoding': 'identity',
    },
    maxHeaderSize: MOST_HEADER_BYTES,
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
  };
  return new Promise((resolve) => {
    const options = encrypted ? { ...asked, servername: url.hostname, rejectUnauthorized: false } : asked;
    const sent = (encrypted ? requestHttps : requestHttp)(options);
    sent.once('response', (response) => {
      answerOf(response, url).then(
        (answer) => {
          sent.destroy();
          resolve(answer);
        },
        () => resolve({ outcome: 'NO_ANSWER' }),
      );
    });
    sent.on('error', () => resolve({ outcome: 'NO_ANSWER' }));
    sent.end();
  });
}

async function answerOf(response: IncomingMessage, url: URL): Promise<Answer> {
  const { statusCode: status = 0, headers } = response;
  const { location } = headers;
  if (status >= 300 && status < 400 && location !== undefined && URL.canParse(location, url.href)) {
    return { outcome: 'REDIRECTED', to: new URL(location, url.href) };
  }
  const type = headers['content-type'] ?? '';
  if (status !== 200 || !/html/i.test(type)) return { outcome: 'REFUSED' };
  const body = await beginningOf(response);
  return { outcome: 'READ', page: partsOf(textOf(body, type)) };
}

/** Of a longer page only the beginning is read. */
async function beginningOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES);
}

const CHARSET = /charset\s*=\s*["']?([\w-]+)/i;

/** In the character set that the answer or the page names, which is GBK on many older pages; otherwise UTF-8. */
function textOf(body: Buffer, contentType: string): string {
  const [, label = 'utf-8'] =
    CHARSET.exec(contentType) ?? CHARSET.exec(body.subarray(0, 2048).toString('latin1')) ?? [];
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return new TextDecoder().decode(body); // a name that nobody knows
  }
}
