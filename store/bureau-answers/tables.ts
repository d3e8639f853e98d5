/** Tables of what the bureaus told. */
import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import type { NullableJson, Optional } from '../postgres/columns.ts';

/** MIIT's ids of what is on record, by the public number. */
export interface BureauToldIdsTable {
  kind: 'ENTITY' | 'WEBSITE' | 'ACCESS';
  miit_id: string;
  /** Of the entity or the website; of an access, that of its website. */
  number: string;
  /** False for an access through another provider. */
  ours: boolean;
  /** Of an access of this provider, as MIIT has them. */
  addresses: NullableJson<readonly AddressRange[]>;
  told_at: Date;
  removed_at: Optional<Date>;
}

/** Whom the bureaus refuse. Neither certificates, nor domains, nor names of websites stand here, only what finds them again. */
export interface BureauBlacklistTable {
  kind: 'ENTITY' | 'DOMAIN' | 'WEBSITE_NAME';
  fingerprint: Buffer;
  listed_at: Date;
  source_file: string;
}
