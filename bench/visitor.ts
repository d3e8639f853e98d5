/** A browser without a screen, for measurements of the console: it signs in, reads pages, sends forms and follows a stream. */
import { randomUUID } from 'node:crypto';

export class Visitor {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  /** Somebody new, who chooses the role at the sign-in of the sandbox. */
  static async signedIn(url: string, role: 'reviewer' | 'operator'): Promise<Visitor> {
    const body = new URLSearchParams({ id: `${role}-${randomUUID()}`, role, account: '', back: '/' });
    const answer = await fetch(`${url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (answer.status !== 303) throw new Error(`the sign-in answered ${answer.status}`);
    return new Visitor(url, cookies.join('; '));
  }

  async get(path: string): Promise<string> {
    const answer = await fetch(`${this.#url}${path}`, { headers: { Cookie: this.#cookie } });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  }

  /** Resolves when the deed is done; the page to which it leads is not read. */
  async send(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const body = new URLSearchParams(fields);
    const headers = { Cookie: this.#cookie };
    const answer = await fetch(`${this.#url}${path}`, { method: 'POST', headers, body, redirect: 'manual' });
    await answer.text();
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`);
  }

  /** Opens an event stream; resolves when it follows. */
  async follow(path: string): Promise<{ changed: () => Promise<void> }> {
    const over = new AbortController();
    const answer = await fetch(`${this.#url}${path}`, { headers: { Cookie: this.#cookie }, signal: over.signal });
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    const until = async (event: string): Promise<void> => {
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done) throw new Error(`the stream of ${path} ended`);
        if (decoder.decode(value).includes(`event: ${event}`)) return;
      }
    };
    await until('following');
    return { changed: () => until('changed').finally(() => over.abort()) };
  }
}
