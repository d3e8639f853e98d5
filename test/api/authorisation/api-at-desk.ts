/** The API over the filings of a desk, on a port, for tests that ask it many things at once. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createApps } from '../../../api/app.ts';
import { localTokens } from '../../../api/auth/tokens.ts';
import type { CallerRole } from '../../../domain/role.ts';
import { present } from '../../../domain/present.ts';
import { smsReceipts } from '../../../runtime/sms-receipts.ts';
import { fastForward } from '../../../runtime/time-skipping.ts';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { startActionWaiter } from '../../../store/steps/action-waiter.ts';
import type { Desk } from '../../support/desk/desk.ts';

export interface Said {
  status: number;
  code: string;
  detail: string;
  text: string;
}

export interface Asked {
  method: string;
  path: string;
  body?: object | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
}

export interface ApiAtDesk {
  token(role: CallerRole, id: string, account?: string): Promise<string>;
  /** Asks with a token, or with none; an event stream is left as soon as it begins. */
  ask(token: string | undefined, asked: Asked): Promise<Said>;
  close(): Promise<void>;
}

const MANY = 1_000_000;

export async function apiAtDesk(desk: Desk): Promise<ApiAtDesk> {
  const { database, vault, client: temporal, taskQueue } = desk;
  const tokens = localTokens(randomBytes(32).toString('hex'));
  const waiter = await startActionWaiter({ url: desk.databaseUrl, db: database, vault });
  const { app } = createApps({
    ...desk.parties,
    database,
    vault,
    temporal,
    taskQueue,
    actionWaiter: waiter,
    rules: rulesReader(database),
    tokens: tokens.verify,
    bureauSecrets: ['the-secret-of-the-bureau-in-these-tests'],
    linkSecrets: ['the-secret-of-face-check-links-in-tests'],
    smsReceiptTokens: ['the-address-that-vendors-post-receipts-to'],
    smsReceipts,
    publicUrl: 'https://beian.example',
    log: pino({ level: 'silent' }),
    limits: {
      requestsPerMinute: MANY,
      writesPerMinute: MANY,
      systemRequestsPerMinute: MANY,
      systemWritesPerMinute: MANY,
      failuresPerMinute: MANY,
    },
    sandbox: { issueToken: tokens.issue, fastForward: (id, ms) => fastForward(temporal, id, ms) },
  });
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${portOf(server.address())}`;

  return {
    token: (role, id, account) => tokens.issue({ sub: id, role, ...present({ account }) }),
    async ask(token, { method, path, body, headers }) {
      const stop = new AbortController();
      const response = await fetch(origin + path, {
        method,
        redirect: 'manual',
        signal: stop.signal,
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      const text = isStream ? '' : await response.text();
      if (isStream) stop.abort();
      const problem = response.headers.get('content-type')?.includes('problem+json') === true ? JSON.parse(text) : {};
      return { status: response.status, code: problem.code ?? '', detail: problem.detail ?? '', text };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await waiter.close();
    },
  };
}
