/** Who or what changed a record, when, and which fields; what the fields hold is shown by the record itself. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { versionPage, type RecordVersion } from '../../../store/records/read-versions.ts';
import { readRecord } from '../../../store/records/records.ts';
import { reaches } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { filingNumber } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

const versionSchema = z
  .object({
    version: z.int(),
    changedAt: z.iso.datetime({ offset: true }),
    cause: z.enum(['ORDER', 'IMPORT', 'SYNC']),
    orderId: z.string().optional(),
    importId: z.string().optional(),
    eventId: z.string().optional(),
    changedBy: z.string().optional().meta({ description: 'Who imported or told, by an opaque identifier.' }),
    parts: z
      .array(
        z.object({
          website: z.string().optional().meta({ description: 'Its number; absent for the entity.' }),
          changed: z.array(z.string()).max(200).meta({ description: 'Names of fields; empty where the part is new.' }),
        }),
      )
      .max(5000),
  })
  .meta({ id: 'RecordVersion' });

export function recordVersionRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listRecordVersions',
      tag: 'Records',
      method: 'get',
      path: '/v1/records/{number}/versions',
      cost: 2,
      permission: 'records.read',
      summary: 'Who changed a record, when, and which fields',
      description: 'Newest first. Names of fields only; what they hold is shown by the record.',
      params: z.object({ number: filingNumber }),
      query: z.strictObject(pageFields({ usual: 20, most: 50 })),
      answers: {
        200: {
          description: 'One page of versions.',
          schema: z.object({ versions: z.array(versionSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ params: { number }, query, caller }) => {
        const record = await readRecord(api.database, api.vault, number, { limit: 1 });
        if (record === undefined || !reaches(caller, 'records.read', record.accountId)) {
          throw problem('NOT_FOUND', { detail: 'There is no record of this number.' });
        }
        const { rows, ...rest } = await versionPage(api.database, api.vault, number, pageIn(query));
        return ok({ versions: rows.map(versionView), ...rest });
      },
    }),
  ];
}

const versionView = ({ changedAt, parts, ...version }: RecordVersion): z.infer<typeof versionSchema> => ({
  version: version.version,
  cause: version.cause,
  changedAt: formatInstant(changedAt),
  ...present({
    orderId: version.orderId,
    importId: version.importId,
    eventId: version.eventId,
    changedBy: version.changedBy,
  }),
  parts: parts.map((part) => ({
    changed: part.changed,
    ...(part.part === 'WEBSITE' ? { website: part.number } : {}),
  })),
});
