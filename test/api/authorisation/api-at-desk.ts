/** The API over the filings of a desk, on a port, for tests that ask it many things at once. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createApps } from '../../../api/app.ts';
import type { CallerRole } from '../../../domain/role.ts';
import { present } from '../../../domain/present.ts';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import type { Desk } from '../../support/desk/desk.ts';
import { apiDependencies, issueToken } from '../../support/servers/api-dependencies.ts';
import { waitPatiently } from '../../support/servers/database.ts';

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

export async function apiAtDesk(desk: Desk): Promise<ApiAtDesk> {
  const { database, vault, client: temporal, taskQueue, parties } = desk;
  const waiter = await waitPatiently(desk.databaseUrl, database, vault);
  const { app } = createApps(
    apiDependencies({
      ...parties,
      database,
      vault,
      rules: rulesReader(database),
      temporal,
      taskQueue,
      actionWaiter: waiter,
    }),
  );
  const server = createServer({ keepAliveTimeout: 0 }, app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${portOf(server.address())}`;

  return {
    token: (role, id, account) => issueToken({ sub: id, role, ...present({ account }) }),
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
