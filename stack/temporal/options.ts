/** The options of a Temporal server on this machine, and the server once it runs. */
import type { Supervised } from '../processes/supervision.ts';
import type { Progress } from '../progress.ts';

export interface TemporalOptions {
  /** Configuration, logs and port numbers lie here. */
  readonly folder: string;
  /** Port of the frontend, where clients and workers connect. */
  readonly port: number;
  readonly persistence: TemporalPersistence;
  /** Without it there is no Temporal UI. */
  readonly ui?: TemporalUiOptions;
  /** Default `default`. */
  readonly namespace?: string;
  /** How long a closed workflow's history is kept; default 30 days. */
  readonly retentionDays?: number;
  /** `throwaway` servers are killed rather than stopped, which saves seconds. */
  readonly durability: 'durable' | 'throwaway';
  readonly progress: Progress;
}

export interface TemporalUiOptions {
  readonly port: number;
  /** Where the browser finds the codec server that makes encrypted payloads readable. */
  readonly codecEndpoint?: string;
}

/** Postgres is for measurements and needs the compiled server; the other ways know SQLite only. */
export type TemporalPersistence =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

export interface RunningTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
  /** Which way brought the server, for the start messages. */
  readonly way: string;
  /** Server and UI; none when they run elsewhere. */
  readonly processes: readonly Supervised[];
  readonly stop: () => Promise<void>;
}

/** One of the four ways to get a Temporal server. */
export interface TemporalWay {
  readonly name: string;
  /** What a person does to make this way work. */
  readonly howTo: string;
  readonly attempt: (options: TemporalOptions) => Promise<TemporalAttempt>;
}

export type TemporalAttempt =
  | { readonly kind: 'running'; readonly server: Omit<RunningTemporal, 'namespace' | 'way'> }
  /** The way does not exist here; no line is printed while others are tried. */
  | { readonly kind: 'absent'; readonly why: string }
  /** The way exists here but cannot be used. */
  | { readonly kind: 'unsuitable'; readonly why: string };

/** The first server that can skip time for one workflow. */
export const OLDEST_SERVER = '1.32.0';

/** Compares dotted version numbers. */
export function isAtLeast(version: string, oldest: string): boolean {
  const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [have, want] = [numbers(version), numbers(oldest)];
  for (const [position, wanted] of want.entries()) {
    const difference = (have[position] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
