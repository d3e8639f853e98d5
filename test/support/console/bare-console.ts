/**
 * The console without any server behind it: pages that ask nothing of the store, sign-in, sessions, CSRF and headers are tested
 * with it. Whatever a page takes from the store must be given.
 */
import request, { type Response, type Test } from 'supertest';
import { pino } from 'pino';
import { createConsole } from '../../../console/app.ts';
import type { ConsoleOptions } from '../../../console/dependencies.ts';
import { memorySessions } from './memory-sessions.ts';
import type { ConsoleRoute } from '../../../console/http/route.ts';
import type { AccountId } from '../../../domain/identifiers.ts';
import type { CallerRole } from '../../../domain/role.ts';

const NOW = Date.parse('2026-03-02T09:30:00+08:00');

export interface BareConsole {
  readonly app: ReturnType<typeof createConsole>;
  readonly as: (role: CallerRole, id?: string) => Promise<Browser>;
  /** Of somebody who has signed in, for requests that no browser of ours makes. */
  readonly cookieOf: (role: CallerRole, id?: string) => Promise<string>;
}

/** @param routes pages of the test's own, beside those of the desks */
export function bareConsole(given: Partial<ConsoleOptions> = {}, routes: readonly ConsoleRoute[] = []): BareConsole {
  const sessions = memorySessions();
  const common = {
    log: pino({ level: 'silent' }),
    sessions,
    consoleUrl: 'http://127.0.0.1',
    publicUrl: 'http://127.0.0.1',
  };
  // A page that asks for something that was not given fails, and so does its test.
  const app = createConsole({ ...common, now: () => NOW, ...given } as ConsoleOptions, routes);
  async function cookieOf(role: CallerRole, id = `${role}-1`): Promise<string> {
    const accountId = role === 'applicant' ? (`account-${id}` as AccountId) : undefined;
    return `beian-session=${await sessions.begin({ caller: { id, role, accountId } }, undefined)}`;
  }
  return { app, cookieOf, as: async (role, id) => new Browser(app, await cookieOf(role, id)) };
}

/** A browser that keeps cookies and follows nothing by itself. */
export class Browser {
  readonly #app: ReturnType<typeof createConsole>;
  #cookies: Map<string, string>;

  constructor(app: ReturnType<typeof createConsole>, cookie = '') {
    this.#app = app;
    this.#cookies = new Map(cookie === '' ? [] : [[cookie.split('=')[0] ?? '', cookie]]);
  }

  /** The same browser at another console. */
  at(app: ReturnType<typeof createConsole>): Browser {
    const other = new Browser(app);
    other.#cookies = this.#cookies;
    return other;
  }

  async get(path: string): Promise<Response> {
    return this.#kept(await request(this.#app).get(path).set('Cookie', this.#header()));
  }

  /** Sends a form as it stands on a page: with the page's proof, unless another is given. */
  async post(path: string, fields: Readonly<Record<string, string>>, from = '/'): Promise<Response> {
    const csrf = /name="csrf" value="([^"]+)"/.exec((await this.get(from)).text)?.[1] ?? '';
    return this.send(path, { csrf, ...fields });
  }

  async send(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const call: Test = request(this.#app).post(path).type('form').set('Cookie', this.#header());
    return this.#kept(await call.send(fields));
  }

  /** Sends a form with a file. */
  async upload(
    path: string,
    file: Buffer,
    from: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const csrf = /name="csrf" value="([^"]+)"/.exec((await this.get(from)).text)?.[1] ?? '';
    const call = request(this.#app)
      .post(path)
      .set('Cookie', this.#header())
      .field({ csrf, ...fields });
    return this.#kept(await call.attach('file', file, { filename: 'scan.png', contentType: 'image/png' }));
  }

  #header = (): string => [...this.#cookies.values()].join('; ');

  #kept(response: Response): Response {
    const set: unknown = response.headers['set-cookie'];
    for (const line of Array.isArray(set) ? set.map(String) : []) {
      const cookie = line.split(';')[0] ?? '';
      const name = cookie.split('=')[0] ?? '';
      if (cookie === `${name}=`) this.#cookies.delete(name);
      else this.#cookies.set(name, cookie);
    }
    return response;
  }
}
