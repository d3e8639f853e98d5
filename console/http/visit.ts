/** One visit of a page: who looks, in which language, and what the page may use. */
import type { Caller } from '../../usecases/access/caller.ts';
import type { ConsoleDependencies } from '../dependencies.ts';
import type { Language, Say, Text } from '../texts/texts.ts';

export interface Visit {
  readonly caller: Caller;
  readonly language: Language;
  /** Says a text in the visitor's language. */
  readonly say: Say;
  /** Every form that does something carries it (`CsrfField`). */
  readonly csrf: string;
  /** Wall clock in milliseconds, the same for the whole page. */
  readonly now: number;
  readonly console: ConsoleDependencies;
  /** The path that is visited, for navigation and for coming back. */
  readonly path: string;
  /** What the deed before has to say, once. */
  readonly notice?: Text | undefined;
}
