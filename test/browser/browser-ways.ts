/** The four ways to get a browser, best first. None of them downloads anything. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type LaunchOptions } from 'playwright-core';
import type { BrowserAttempt, BrowserWay } from './browser-way.ts';

/** Names the browser of the tests; only this one is tried then. */
export const BROWSER_VARIABLE = 'BEIAN_BROWSER';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC_PROGRAMS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const START_WITHIN_MS = 60_000;

export const namedBrowser: BrowserWay = {
  name: `the program that ${BROWSER_VARIABLE} names`,
  howTo: `set ${BROWSER_VARIABLE} to the path of a Chromium or Chrome, such as ${BROWSER_VARIABLE}=/usr/bin/chromium`,
  attempt: async () => {
    const path = process.env[BROWSER_VARIABLE];
    if (!path) return { kind: 'unusable', why: `${BROWSER_VARIABLE} is not set` };
    if (!existsSync(path)) return { kind: 'unusable', why: `there is no file ${path}` };
    return launch({ executablePath: path });
  },
};

const systemBrowser: BrowserWay = {
  name: "the system's Chromium or Chrome",
  howTo: 'install one, on Debian and Ubuntu with: apt-get install chromium fonts-noto-cjk',
  attempt: async () => {
    const path = programOf(process.env['PATH'] ?? '', existsSync);
    return path === undefined
      ? { kind: 'unusable', why: `none of ${PROGRAMS.join(', ')} is on the PATH` }
      : launch({ executablePath: path });
  },
};

const playwrightsOwn: BrowserWay = {
  name: "Playwright's own download",
  howTo: 'download it once: npx playwright-core install --with-deps --only-shell chromium',
  attempt: () => launch({}),
};

const packagedBrowser: BrowserWay = {
  name: 'the Chromium in the package @sparticuz/chromium',
  howTo: 'run npm install on Linux for x64; the package has no browser for other platforms',
  attempt: async () => {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      return { kind: 'unusable', why: `it is made for linux-x64, and this is ${process.platform}-${process.arch}` };
    }
    return launch(await unpacked());
  },
};

/**
 * Unpacks the package's browser into the temporary folder, with the libraries that a bare Linux lacks. The package does so where
 * it believes to run at a cloud provider, and sets variables of this process, which are the browser's alone.
 */
async function unpacked(): Promise<LaunchOptions> {
  const before = { ...process.env };
  try {
    process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x';
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    const libraries = join(tmpdir(), 'al2023', 'lib');
    const fonts = existsSync('/etc/fonts') ? {} : { FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
    return { executablePath, args: ['--no-zygote'], env: { ...before, ...fonts, LD_LIBRARY_PATH: libraries } };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

export const BROWSER_WAYS: readonly BrowserWay[] = [namedBrowser, systemBrowser, playwrightsOwn, packagedBrowser];

/** The first of the known programs that a PATH leads to, or one of macOS. */
export function programOf(path: string, exists: (file: string) => boolean): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const onPath = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
  return [...onPath, ...MAC_PROGRAMS].find((file) => exists(file));
}

async function launch(options: LaunchOptions): Promise<BrowserAttempt> {
  const browser = await chromium.launch({ ...options, headless: true, timeout: START_WITHIN_MS });
  return { kind: 'running', browser };
}
