/** A browser for the tests: the first way that works, as for the Temporal server. */
import type { Browser } from 'playwright-core';
import type { BrowserAttempt, BrowserWay } from './browser-way.ts';
import { BROWSER_VARIABLE, BROWSER_WAYS, namedBrowser } from './browser-ways.ts';

export class NoBrowser extends Error {
  override readonly name = 'NoBrowser';
}

/**
 * Starts a browser. Throws {@link NoBrowser}, whose message lists every way and what it lacks here: tests that need a browser fail
 * without one, they are not passed over.
 */
export const startBrowser = (): Promise<Browser> => firstThatWorks(waysToTry(process.env[BROWSER_VARIABLE]));

/** When the variable names a browser, only that one is used: starting another would hide a mistake. */
export const waysToTry = (named: string | undefined): readonly BrowserWay[] => (named ? [namedBrowser] : BROWSER_WAYS);

/** The browser of the first way that works. */
export async function firstThatWorks(ways: readonly BrowserWay[]): Promise<Browser> {
  const failures: string[] = [];
  for (const way of ways) {
    const attempt = await attemptWith(way);
    if (attempt.kind === 'running') return attempt.browser;
    failures.push(`  - ${way.name}: ${attempt.why}.\n    To use it: ${way.howTo}.`);
  }
  throw new NoBrowser(`No browser could be started. Any one of these is enough:\n${failures.join('\n')}`);
}

async function attemptWith(way: BrowserWay): Promise<BrowserAttempt> {
  try {
    return await way.attempt();
  } catch (error) {
    const [why = 'it did not start'] = String(error instanceof Error ? error.message : error).split('\n');
    return { kind: 'unusable', why: why.replace(/\.$/, '') };
  }
}
