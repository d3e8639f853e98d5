/** Whom the bureaus refuse (黑名单). What stands here is a fingerprint, so that the list tells nothing about anybody. */
import type { Instant } from '../../domain/time/instant.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** An entity by the number of its certificate, a domain, or the name of a website. */
type Listed = { certificateNumber: string } | { domain: string } | { websiteName: string };

/** Puts somebody on the list, or takes him off it. */
export async function list(
  trx: Database,
  vault: Vault,
  entry: Listed,
  how: { listed: boolean; sourceFile: string; at: Instant },
): Promise<void> {
  const row = rowOf(vault, entry);
  if (!how.listed) {
    await trx
      .deleteFrom('bureau_blacklist')
      .where('kind', '=', row.kind)
      .where('fingerprint', '=', row.fingerprint)
      .execute();
    return;
  }
  await trx
    .insertInto('bureau_blacklist')
    .values({ ...row, listed_at: toDate(how.at), source_file: how.sourceFile })
    .onConflict((known) => known.columns(['kind', 'fingerprint']).doNothing())
    .execute();
}

/** Whether the bureaus refuse the entity of this certificate, or this domain. */
export async function isBlacklisted(
  db: Database,
  vault: Vault,
  { certificateNumber, domain }: { certificateNumber: string; domain: string },
): Promise<boolean> {
  for (const { kind, fingerprint } of [rowOf(vault, { certificateNumber }), rowOf(vault, { domain })]) {
    const row = await db
      .selectFrom('bureau_blacklist')
      .select('kind')
      .where('kind', '=', kind)
      .where('fingerprint', '=', fingerprint)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

/** The websites, by their ids in the order, whose names the bureaus refuse (R-ACC-9). */
export async function blacklistedNames(
  db: Database,
  vault: Vault,
  names: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const asked = Object.entries(names).flatMap(([id, websiteName]) =>
    websiteName === undefined ? [] : [{ id, ...rowOf(vault, { websiteName }) }],
  );
  if (asked.length === 0) return [];
  const rows = await db
    .selectFrom('bureau_blacklist')
    .select('fingerprint')
    .where('kind', '=', 'WEBSITE_NAME')
    .where(
      'fingerprint',
      'in',
      asked.map(({ fingerprint }) => fingerprint),
    )
    .execute();
  return asked.filter((one) => rows.some((row) => row.fingerprint.equals(one.fingerprint))).map(({ id }) => id);
}

function rowOf(vault: Vault, entry: Listed) {
  if ('domain' in entry)
    return { kind: 'DOMAIN' as const, fingerprint: vault.blindIndex('blacklisted domain', entry.domain.toLowerCase()) };
  if ('websiteName' in entry)
    return {
      kind: 'WEBSITE_NAME' as const,
      fingerprint: vault.blindIndex('blacklisted website name', oneSpelling(entry.websiteName)),
    };
  return { kind: 'ENTITY' as const, fingerprint: certificateIndex(vault, entry.certificateNumber) };
}

const oneSpelling = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
