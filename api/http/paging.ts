/** How lists are asked for page by page: `limit`, and `cursor` of the page before. */
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import type { PageRequest } from '../../store/postgres/page.ts';

/** The fields of a list's query. `usual` is the size of a page that nobody names; at most `most` come at a time. */
export const pageFields = ({ usual, most }: { usual: number; most: number }) => ({
  limit: z.coerce.number().int().min(1).max(most).default(usual),
  cursor: z.string().max(400).optional().meta({ description: '`cursor` of the page before.' }),
});

/** In the answer, where there is more. */
export const nextCursor = z
  .string()
  .optional()
  .meta({ description: 'Leads to the next page; absent on the last one.' });

export const pageIn = ({ limit, cursor }: { limit: number; cursor?: string | undefined }): PageRequest => ({
  limit,
  ...present({ cursor }),
});
