/** Makes rows of lines that are right by themselves: new ones sealed, known ones compared with the record here. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { readPrinted } from '../../../domain/record/icp-number.ts';
import type { ImportFinding } from '../../../domain/record/import/import-finding.ts';
import type { ImportedWebsite, ImportLine } from '../../../domain/record/import/import-line.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { certificateIndex } from '../../orders/certificate-index.ts';
import { toDate, type Database } from '../../postgres/database.ts';
import { ifReadable, openIfReadable, seal, type DataKey } from '../../sealing/seal.ts';
import type { Vault } from '../../sealing/vault.ts';
import { ENTITY, WEBSITE } from '../record-details.ts';
import { headIndex } from '../recorded-facts.ts';
import type { StagedLines } from './staging.ts';

export interface NumberedLine {
  line: number;
  record: ImportLine;
}

interface KnownEntity {
  id: string;
  number: string;
  details: Buffer | null;
  wrapped_key: Buffer | null;
  issued_on: string;
  websites: Map<string, KnownWebsite>;
}

interface KnownWebsite {
  id: string;
  details: Buffer | null;
}

export async function stageLines(
  connection: Database,
  vault: Vault,
  lines: readonly NumberedLine[],
  at: Instant,
): Promise<StagedLines> {
  const known = await knownEntities(connection, lines);
  const staged: StagedLines = { entities: [], websites: [], accesses: [], findings: [] };
  for (const line of lines) stageLine(staged, vault, line, known.get(line.record.number), at);
  return staged;
}

async function knownEntities(connection: Database, lines: readonly NumberedLine[]): Promise<Map<string, KnownEntity>> {
  const numbers = lines.map(({ record }) => record.number);
  const entities = await connection
    .selectFrom('record_entities')
    .select(['id', 'number', 'details', 'wrapped_key', 'issued_on'])
    .where(sql<boolean>`number = any(${sql.val(numbers)})`)
    .execute();
  if (entities.length === 0) return new Map();
  const websites = await connection
    .selectFrom('record_websites')
    .select(['id', 'entity_id', 'number', 'details'])
    .where(sql<boolean>`entity_id = any(${sql.val(entities.map(({ id }) => id))}::uuid[])`)
    .execute();
  const known = new Map(
    entities.map((entity) => [entity.id, { ...entity, websites: new Map<string, KnownWebsite>() }]),
  );
  for (const { entity_id: id, number, ...website } of websites) known.get(id)?.websites.set(number, website);
  return new Map([...known.values()].map((entity) => [entity.number, entity]));
}

function stageLine(
  staged: StagedLines,
  vault: Vault,
  { line, record }: NumberedLine,
  known: KnownEntity | undefined,
  at: Instant,
): void {
  const { number, entity, head, websites } = record;
  const parsed = readPrinted(number);
  if (parsed?.kind !== 'ENTITY') throw new Error('only judged lines are staged');
  const { key, wrapped } = keyOf(vault, number, known);
  const id = known?.id ?? randomUUID();
  const say = (path: string, code: ImportFinding['code']) => staged.findings.push({ line, path, code });
  if (known !== undefined) {
    const details = openIfReadable(key, ENTITY, known.details);
    for (const path of differing('entity', details?.entity, entity)) say(path, 'DIFFERS');
    for (const path of differing('head', details?.head, head)) say(path, 'DIFFERS');
    if (known.issued_on !== record.issuedOn) say('issuedOn', 'DIFFERS');
  }
  const isNew = known === undefined && key !== undefined;
  staged.entities.push({
    line,
    id,
    known: known !== undefined,
    number,
    province: parsed.province,
    serial: parsed.serial,
    kind: entity.kind,
    account_id: record.accountId ?? null,
    certificate_index: certificateIndex(vault, entity.certificateNumber),
    details: isNew ? seal(key, ENTITY, { entity: { ...entity, province: parsed.province }, head }) : null,
    wrapped_key: known === undefined ? wrapped : null,
    status: websites.length === 0 ? 'SHELL' : 'ACTIVE',
    issued_on: record.issuedOn,
    miit_id: record.miitId ?? null,
  });
  const owner = { line, id, key, issuedOn: record.issuedOn };
  for (const [place, website] of websites.entries()) {
    stageWebsite(staged, vault, { owner, place, website, known: known?.websites.get(website.number) }, at);
  }
}

/** The key of a record that is here, or a new one. */
function keyOf(
  vault: Vault,
  number: string,
  known: KnownEntity | undefined,
): { key: DataKey | undefined; wrapped: Buffer | null } {
  if (known === undefined) return vault.newKey(number);
  const { wrapped_key: wrapped } = known;
  return { key: wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped)), wrapped };
}

interface WebsiteToStage {
  owner: { line: number; id: string; key: DataKey | undefined; issuedOn: string };
  place: number;
  website: ImportedWebsite;
  known: KnownWebsite | undefined;
}

function stageWebsite(
  staged: StagedLines,
  vault: Vault,
  { owner: { line, id: entityId, key, issuedOn }, place, website, known }: WebsiteToStage,
  at: Instant,
): void {
  const { number, domain, head, accesses } = website;
  const parsed = readPrinted(number);
  const id = known?.id ?? randomUUID();
  const data = { ...website.website, domain };
  if (known !== undefined) {
    const details = openIfReadable(key, WEBSITE, known.details);
    const path = `websites.${place}`;
    for (const field of [
      ...differing(`${path}.website`, details?.website, website.website),
      ...differing(`${path}.head`, details?.head, head),
    ]) {
      staged.findings.push({ line, path: field, code: 'DIFFERS' });
    }
  }
  staged.websites.push({
    line,
    place,
    entity_id: entityId,
    id,
    known: known !== undefined,
    number,
    suffix: parsed !== undefined && 'suffix' in parsed ? parsed.suffix : 0,
    domain,
    details: known === undefined && key !== undefined ? seal(key, WEBSITE, { website: data, head }) : null,
    head_index: headIndex(vault, head) ?? null,
    status: accesses.length === 0 ? 'SHELL' : 'ACTIVE',
    issued_on: website.issuedOn ?? issuedOn,
    miit_id: website.miitId ?? null,
    domain_miit_id: website.domainId ?? null,
    psb_number: website.psbNumber ?? null,
  });
  for (const { provider, type, instanceId, miitId, openedAt } of accesses) {
    staged.accesses.push({
      website_id: id,
      provider_code: provider === 'OURS' ? null : (provider.code ?? null),
      provider_name: provider === 'OURS' ? null : (provider.name ?? null),
      type: provider === 'OURS' ? type : null,
      instance_id: provider === 'OURS' ? (instanceId ?? null) : null,
      miit_id: miitId ?? null,
      opened_at: openedAt ?? toDate(at).toISOString(),
    });
  }
}

/** Paths of the fields that the file gives and the record here has otherwise. */
function differing(path: string, here: object | undefined, told: object | undefined): string[] {
  const known = new Map(Object.entries(here ?? {}));
  return Object.entries(told ?? {})
    .filter(([field, value]) => !isDeepStrictEqual(known.get(field), value))
    .map(([field]) => `${path}.${field}`);
}
