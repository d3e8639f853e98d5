/** What passes between the process that needs an image rewritten and the process that does it. */
import type { RewriteAnswer, RewriteRules } from './image-rewriter.ts';

export interface RewriteRequest {
  content: Uint8Array;
  rules: RewriteRules;
}

/** `READY`: the process has started. `FAILED`: it cannot do its work, for example because a library is missing. */
export type ImageMessage = RewriteAnswer | { status: 'READY' } | { status: 'FAILED'; reason: string };

/** How the process ends by itself when an image takes more memory than it may. */
export const OUT_OF_MEMORY = 77;
