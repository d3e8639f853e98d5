/**
 * Modules loaded once per worker thread and shared by all its workflows. Otherwise each workflow evaluates every module
 * again, which takes ten milliseconds and most of a megabyte. The SDK freezes the exports, so no workflow can leave anything
 * behind for another; nothing in these modules may remember a filing, and schemas are made with `lazily`.
 */
import { z } from 'zod';

// zod chooses language and memoizer when the first schema is made, and cannot do so later.
z.strictObject({ text: z.string() }).safeParse({});

export * from './index.ts';
