/** One of the ways to get a browser for the tests, and what came of trying it. */
import type { Browser } from 'playwright-core';

export interface BrowserWay {
  readonly name: string;
  /** What a person does to make this way work. */
  readonly howTo: string;
  readonly attempt: () => Promise<BrowserAttempt>;
}

export type BrowserAttempt =
  | { readonly kind: 'running'; readonly browser: Browser }
  /** The way does not exist here, or what it found does not start. */
  | { readonly kind: 'unusable'; readonly why: string };
