/** MIIT's code tables, to choose places, contents and languages from (R-HO-3, R-HO-4). */
import { z } from 'zod';
import { CODE_TABLES, type CodeRow } from '../../../domain/bureau-codes/code-row.ts';
import { englishName } from '../../../domain/bureau-codes/english-names.ts';
import { placesWithin } from '../../../domain/bureau-codes/place-codes.ts';
import { present } from '../../../domain/present.ts';
import { codesReader } from '../../../store/bureau-codes/bureau-codes.ts';
import type { Api } from '../../dependencies.ts';
import { ok, route, type Route } from '../../http/route.ts';

/** More rows than a table has, or than there are places within another one. */
const MOST_ROWS = 2000;

const rowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    nameInEnglish: z.string().optional(),
    belongsTo: z.string().optional().meta({ description: 'Of a certificate, the nature of those who have it.' }),
    source: z.string(),
    asOf: z.iso.date(),
  })
  .meta({ id: 'CodeRow' });

const querySchema = z.strictObject({
  within: z
    .string()
    .regex(/^\d{6}$/, 'write the six digits of a province or city')
    .optional()
    .meta({ description: 'Of `AREA`: the province whose cities, or the city whose districts, are asked for.' }),
});

export function codeTableRoutes({ database }: Pick<Api, 'database'>): Route[] {
  const codes = codesReader(database);
  return [
    route({
      id: 'listCodeTable',
      tag: 'Before an order',
      method: 'get',
      path: '/v1/code-tables/{table}',
      permission: 'need-check.ask',
      summary: "The rows in force of one of MIIT's code tables",
      description: 'Of the places, `AREA`, the provinces, or what lies within a province or city.',
      params: z.object({ table: z.enum(CODE_TABLES) }),
      query: querySchema,
      answers: {
        200: {
          description: 'In the order of their ids.',
          schema: z.object({ version: z.string(), rows: z.array(rowSchema).max(MOST_ROWS) }),
        },
      },
      handle: async ({ params: { table }, query: { within } }) => {
        const inForce = await codes();
        const rows = table === 'AREA' ? placesWithin(inForce, within) : inForce.rows(table);
        return ok({ version: inForce.version, rows: rows.slice(0, MOST_ROWS).map(rowView) });
      },
    }),
  ];
}

const rowView = (row: CodeRow): z.infer<typeof rowSchema> => ({
  id: row.id,
  name: row.name,
  source: row.source,
  asOf: row.asOf,
  ...present({ nameInEnglish: englishName(row), belongsTo: row.belongsTo }),
});
