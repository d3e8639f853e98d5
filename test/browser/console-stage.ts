/** The console on the bench of the API, a browser, and people who sign in in windows of their own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createConsole } from '../../console/app.ts';
import { storedSessions } from '../../console/sessions/sessions.ts';
import { fastForward } from '../../runtime/time-skipping.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';
import { startBrowser } from './find-browser.ts';

export interface ConsoleStage {
  bench: ApiBench;
  /** A window in which this person is signed in. */
  windowOf: (who: Pick<Caller, 'id' | 'role'> & Partial<Caller>, options?: BrowserContextOptions) => Promise<Page>;
  /** A window of somebody who has not signed in. */
  strangersWindow: (options?: BrowserContextOptions) => Promise<Page>;
  /** What went wrong in any window: a script, or an answer that is ours to mend. */
  faults: string[];
  /** The console's host goes away with every connection, and comes back at its address. */
  breakOff: () => Promise<void>;
  comeBack: () => Promise<void>;
  /** Ends the session of a window, as an hour without use does. */
  endSession: (page: Page) => Promise<void>;
  /** While it is set, connections break off in the middle of a form that carries a file. */
  breakUploads: (broken: boolean) => void;
  /** What the content security policy stopped in any window. */
  stopped: string[];
  stop: () => Promise<void>;
}

export async function startConsoleStage(): Promise<ConsoleStage> {
  const [bench, browser] = await Promise.all([startApiBench(), startBrowser()]);
  const sessions = storedSessions({ database: bench.database });
  let isBroken = false;
  const server = createServer();
  const consoleUrl = await listening(server);
  const { limits: _limits, now: _now, sandbox: _sandbox, ...deps } = bench.deps;
  const app = createConsole({
    ...deps,
    sessions,
    // Plays type faster than people.
    limits: { deedsPerMinute: 10_000, requestsPerMinute: 10_000 },
    consoleUrl,
    faceCheckReturnUrl: consoleUrl,
    sandbox: { url: consoleUrl, fastForward: (id, ms) => fastForward(bench.temporal, id, ms) },
  });
  server.on('request', (req, res) => {
    const hasFile = req.headers['content-type']?.startsWith('multipart/form-data') === true;
    if (isBroken && hasFile) req.once('data', () => req.socket.destroy());
    else app(req, res);
  });
  const faults: string[] = [];
  const stopped: string[] = [];
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: consoleUrl, locale: 'zh-CN', ...options });
    const page = await context.newPage();
    page.on('pageerror', ({ name, message }) => faults.push(`a script failed: ${name} ${message}`));
    page.on('console', (message) => {
      if (/Content[ -]Security[ -]Policy/i.test(message.text())) stopped.push(message.type());
    });
    page.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
    return page;
  };
  return {
    bench,
    faults,
    stopped,
    windowOf: async (who, options = {}) => {
      const page = await open(options);
      const token = await sessions.begin({ caller: { accountId: undefined, ...who } }, undefined);
      await page.context().addCookies([{ name: 'beian-session', value: token, url: consoleUrl }]);
      return page;
    },
    endSession: async (page) => {
      const cookies = await page.context().cookies();
      await sessions.end(cookies.find(({ name }) => name === 'beian-session')?.value ?? '');
    },
    breakUploads: (now) => {
      isBroken = now;
    },
    breakOff: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    comeBack: () =>
      new Promise((resolve) => {
        server.listen(Number(new URL(consoleUrl).port), '127.0.0.1', resolve);
      }),
    strangersWindow: open,
    stop: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await bench.close();
    },
  };
}

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
