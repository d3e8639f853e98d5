/** A browser without script for sites of this machine: it keeps cookies, follows redirects and sends forms. */

export interface Visited {
  readonly status: number;
  /** Where it ended up. */
  readonly url: string;
  readonly text: string;
}

const MOST_REDIRECTS = 20;

export class WebBrowser {
  readonly #cookies = new Map<string, string>();

  get = (url: string): Promise<Visited> => this.#go(url, { method: 'GET' });

  /** The first answer only, with its cookies. */
  ask = (url: string): Promise<Visited> => this.#go(url, { method: 'GET' }, 'STAYS');

  /** Sends the form whose action is given, with its hidden fields and what is typed. */
  send = (url: string, fields: Readonly<Record<string, string>>): Promise<Visited> =>
    this.#go(url, { method: 'POST', body: new URLSearchParams(fields) });

  async #go(url: string, how: RequestInit, redirects: 'FOLLOWS' | 'STAYS' = 'FOLLOWS'): Promise<Visited> {
    let at = url;
    let request = how;
    for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
      const headers = { Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      const response = await fetch(at, { ...request, headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) this.#keep(line);
      const location = response.headers.get('location');
      if (location === null || redirects === 'STAYS')
        return { status: response.status, url: at, text: await response.text() };
      at = new URL(location, at).href;
      request = { method: 'GET' };
    }
    throw new Error(`no end of redirects at ${new URL(at).pathname}`);
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    const isOver = attributes.some((each) => /^\s*expires=Thu, 01 Jan 1970/i.test(each));
    if (isOver || value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
