/** The ids that MIIT gave to what is on record here, by which uploads name it. */
import { present } from '../../domain/present.ts';
import type { Database } from '../postgres/database.ts';

export interface MiitIds {
  entity: string | undefined;
  /** By the numbers of the websites. */
  websites: ReadonlyMap<string, { id?: string; domainId?: string; accessId?: string }>;
}

/** Ids that MIIT has not told yet are absent. */
export async function miitIdsOf(
  db: Database,
  entityNumber: string | undefined,
  websites: readonly string[],
): Promise<MiitIds> {
  const entity =
    entityNumber === undefined
      ? undefined
      : await db.selectFrom('record_entities').select('miit_id').where('number', '=', entityNumber).executeTakeFirst();
  const rows =
    websites.length === 0
      ? []
      : await db
          .selectFrom('record_websites')
          .leftJoin('record_accesses', (join) =>
            join
              .onRef('record_accesses.website_id', '=', 'record_websites.id')
              .on('record_accesses.closed_at', 'is', null),
          )
          .select(['number', 'record_websites.miit_id as id', 'domain_miit_id', 'record_accesses.miit_id as access_id'])
          .where('number', 'in', websites)
          .execute();
  return {
    entity: entity?.miit_id ?? undefined,
    websites: new Map(
      rows.map(({ number, id, domain_miit_id: domainId, access_id: accessId }) => [
        number,
        present({ id: id ?? undefined, domainId: domainId ?? undefined, accessId: accessId ?? undefined }),
      ]),
    ),
  };
}
