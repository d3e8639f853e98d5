/**
 * Puts records of an example where they stand before it begins: into MIIT's register in the sandbox, and by an operator's import into Beian,
 * under the account of the example.
 */
import { z } from 'zod';
import { importLineSchema, type ImportLine } from '../../domain/record/import/import-line.ts';
import { OWN_BUREAU, type BureauWay } from '../bureau-in-sandbox.ts';
import { importFile, insisting, type Call } from './clients.ts';

export interface Places {
  sandbox: Call;
  bureau: BureauWay;
  accountId: string;
  apiUrl: string;
  /** Of an operator. */
  token: string;
}

/** Throws an `UnexpectedReply` that says which line of the import is wrong. */
export async function putOnRecord(records: readonly unknown[], places: Places): Promise<void> {
  const lines = records.map((record) => importLineSchema.parse(record));
  for (const line of lines) await intoRegister(places.sandbox, line);
  const known =
    places.bureau === 'miit' ? await Promise.all(lines.map((line) => withIds(places.sandbox, line))) : lines;
  await intoBeian(
    known.map((line) => ({ ...line, accountId: places.accountId })),
    places,
  );
}

type Website = ImportLine['websites'][number];

const isOurs = ({ accesses }: Website): boolean => accesses.some(({ provider }) => provider === 'OURS');
const isElsewhere = ({ accesses }: Website): boolean => accesses.some(({ provider }) => provider !== 'OURS');

const idsSchema = z.object({
  id: z.string(),
  websites: z.array(
    z.object({
      number: z.string(),
      id: z.string(),
      domains: z.array(z.object({ domain: z.string(), id: z.string() })),
      accesses: z.array(z.object({ id: z.string(), ours: z.boolean() })),
    }),
  ),
});

/** The line with MIIT's ids, as a provider's own system exports it: changes and removals name a record by them. */
async function withIds(sandbox: Call, line: ImportLine): Promise<ImportLine> {
  const path = `/bureaus/${OWN_BUREAU.province}/records/${encodeURIComponent(line.number)}`;
  const { id: miitId, websites } = idsSchema.parse((await sandbox('GET', path)).body);
  return {
    ...line,
    miitId,
    websites: line.websites.map((website) => {
      const known = websites.find(({ number }) => number === website.number);
      const domainId = known?.domains.find(({ domain }) => domain === website.domain)?.id;
      const ours = known?.accesses.find((access) => access.ours)?.id;
      return {
        ...website,
        miitId: known?.id,
        domainId,
        accesses: website.accesses.map((access) => (access.provider === 'OURS' ? { ...access, miitId: ours } : access)),
      };
    }),
  };
}

async function intoRegister(sandbox: Call, { number, entity, websites }: ImportLine): Promise<void> {
  const { certificateNumber } = entity;
  const here = websites.some(isOurs);
  await sandbox('POST', '/records/entities', { certificateNumber, number, websites: websites.length, here });
  for (const website of websites) {
    const { domain, number: filed } = website;
    await sandbox('POST', '/records/domains', {
      domain,
      owner: certificateNumber,
      number: filed,
      here: isOurs(website),
      elsewhere: isElsewhere(website),
    });
  }
}

async function intoBeian(lines: readonly ImportLine[], { apiUrl, token }: Places): Promise<void> {
  const header = { format: 'beian-records', version: 1, records: lines.length };
  const file = [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
  await insisting(() => importFile(apiUrl, token, file))('POST', '/v1/record-imports');
}
