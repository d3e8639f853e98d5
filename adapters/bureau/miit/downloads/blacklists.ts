/** Whom the bureau refuses, and which websites have no filing (HMDLB, FFJRHMD, WBAWZLB; V3.0 §3.5, §3.6). */
import { present } from '../../../../domain/present.ts';
import { RecordError, type Reader } from './reader.ts';

const LISTED = ['ADDED', 'CHANGED', 'REMOVED'] as const;
export type Listed = (typeof LISTED)[number];

export type Blacklisted =
  | {
      blacklisted: 'ENTITY';
      listed: Listed;
      name: string;
      certificate: { type: number; number: string };
      nature?: number;
    }
  | { blacklisted: 'WEBSITE'; listed: Listed; name: string; domains: readonly string[]; homeUrl?: string };

/** An entry about an entity; undefined for one that names nobody, which the schema allows. */
export function blacklistedEntity(row: Reader): Blacklisted | undefined {
  const listed = listedAs(row);
  const entity = row.optionalChild('Zt_xx');
  if (entity === undefined) return undefined;
  const certificate = entity.child('Zj');
  return {
    blacklisted: 'ENTITY',
    listed,
    name: entity.text('Dwmc'),
    certificate: { type: certificate.code('Zjlx'), number: certificate.text('Zjhm') },
    ...present({ nature: entity.optionalCode('Dwxz') }),
  };
}

export function blacklistedWebsite(row: Reader): Blacklisted {
  const website = row.child('Wz_xx');
  return {
    blacklisted: 'WEBSITE',
    listed: listedAs(row),
    name: website.text('Wzmc'),
    domains: website.some('Ym_xx').map((one) => one.text('Ym')),
    ...present({ homeUrl: website.optionalText('Syurl') }),
  };
}

function listedAs(row: Reader): Listed {
  row.optionalText('Bz');
  const code = row.code('Czlx');
  const listed = LISTED[code];
  if (listed === undefined) throw new RecordError(`Czlx ${code} in ${row.name} is not of this version`);
  return listed;
}

/** A website that was connected against the rules. */
export interface IllegalAccess {
  id: string;
  domain: string;
  address: string;
  /** The provider that connects it. */
  provider: string;
  province: string;
  detectedAt: string;
}

export function illegalAccess(row: Reader): IllegalAccess {
  row.optionalText('Bz');
  return {
    id: row.id('Id'),
    domain: row.text('Ym'),
    address: row.address('Ip'),
    provider: row.id('Zjjrz'),
    province: row.id('Szs'),
    detectedAt: row.text('Dqjcsj'),
  };
}

/** A website without a filing. It is answered by domain and address. */
export interface Unfiled {
  id: string;
  domain: string;
  address: string;
  carrier: string;
  provider?: string;
  province?: string;
  languages: readonly number[];
  firstDetectedAt?: string;
  detectedAt?: string;
}

export function unfiled(row: Reader): Unfiled {
  for (const name of ['Bz', 'Jccs']) row.optionalText(name);
  return {
    id: row.id('Id'),
    domain: row.text('Wzym_mc'),
    address: row.address('IP'),
    carrier: row.id('Yys'),
    languages: row.optionalChild('Yylb')?.codes('Yylb_id') ?? [],
    ...present({
      provider: row.optionalId('Jrs'),
      province: row.optionalId('Sssh'),
      firstDetectedAt: row.optionalText('Scjcsj'),
      detectedAt: row.optionalText('Dqjcsj'),
    }),
  };
}
