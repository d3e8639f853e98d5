/**
 * Loaded once per worker thread and shared by all workflows in it, which otherwise evaluate every module anew: ten
 * milliseconds and most of a megabyte for each. The SDK freezes what is exported, so no workflow can leave anything
 * behind for another; nothing in these modules may remember a filing, and schemas are made with `lazily`.
 */
import { z } from 'zod';

// zod chooses language and memoizer when the first schema is made, and could not any more afterwards.
z.strictObject({ text: z.string() }).safeParse({});

export * from './index.ts';
