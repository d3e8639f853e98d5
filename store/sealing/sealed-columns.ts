/**
 * What protects each binary column of the schema, and so what the change of the master key does with it. The compiler asks
 * for an entry of every column that holds bytes, and a test compares the entries with the tables as they are.
 */
import type { Selectable } from 'kysely';
import type { Schema } from '../postgres/schema.ts';

export type Protection<Table> =
  /** A data key wrapped by a master key: wrapped anew. `owner` is the column that names whose key it is. */
  | { by: 'MASTER_KEY'; owner: keyof Table & string }
  /** Sealed with a key of its own, which stands wrapped before it (`Vault.sealPassing`): the key is wrapped anew. */
  | { by: 'OWN_KEY' }
  /** With a key of its own where there was no data key any more, else sealed under the data key. */
  | { by: 'OWN_KEY_OR_DATA_KEY' }
  /** Sealed under the data key of a case, an account or a record: stays as it is. */
  | { by: 'DATA_KEY' }
  /** A keyed digest: stays as it is. */
  | { by: 'INDEX_KEY' };

type BinaryColumn<Table> = {
  [Column in keyof Selectable<Table>]: NonNullable<Selectable<Table>[Column]> extends Buffer ? Column : never;
}[keyof Selectable<Table>];

type Protections = {
  [Table in keyof Schema as [BinaryColumn<Schema[Table]>] extends [never] ? never : Table]: {
    [Column in BinaryColumn<Schema[Table]>]: Protection<Schema[Table]>;
  };
};

const OWN_KEY = { by: 'OWN_KEY' } as const;
const OWN_KEY_OR_DATA_KEY = { by: 'OWN_KEY_OR_DATA_KEY' } as const;
const DATA_KEY = { by: 'DATA_KEY' } as const;
const INDEX_KEY = { by: 'INDEX_KEY' } as const;

export const SEALED_COLUMNS: Protections = {
  cases: { wrapped_key: { by: 'MASTER_KEY', owner: 'id' } },
  orders: { form: DATA_KEY, progress: DATA_KEY, certificate_index: INDEX_KEY, claimed_certificate: INDEX_KEY },
  order_site_heads: { head_index: INDEX_KEY },
  submitted_forms: { content: DATA_KEY },
  steps: { digest: INDEX_KEY },
  processes: { ending_reason: DATA_KEY },
  audit: { detail: DATA_KEY, items: DATA_KEY },
  messages: { address: OWN_KEY_OR_DATA_KEY, params: OWN_KEY_OR_DATA_KEY, address_digest: INDEX_KEY },
  address_counts: { address_digest: INDEX_KEY },
  liveness_sessions: { person_fingerprint: DATA_KEY, url: DATA_KEY, return_to: DATA_KEY, sealed_reason: DATA_KEY },
  filing_passwords: { password: DATA_KEY },
  number_codes: { address_digest: INDEX_KEY },
  number_proofs: { address_digest: INDEX_KEY },
  photo_permissions: { person_fingerprint: DATA_KEY },
  authorization_codes: { code: OWN_KEY, code_index: INDEX_KEY },
  accounts: { wrapped_key: { by: 'MASTER_KEY', owner: 'id' }, mobile: DATA_KEY, email: DATA_KEY },
  record_entities: {
    wrapped_key: { by: 'MASTER_KEY', owner: 'number' },
    details: DATA_KEY,
    certificate_index: INDEX_KEY,
  },
  record_websites: { details: DATA_KEY, head_index: INDEX_KEY },
  record_versions: { details: DATA_KEY },
  record_entries: { said: INDEX_KEY },
  type_checks: { certificate_index: INDEX_KEY },
  record_lookups: { question: OWN_KEY, certificate_index: INDEX_KEY },
  erasures: { reason: OWN_KEY },
  typed_texts: { text: DATA_KEY },
  action_requests: { unsent: DATA_KEY, arrived: DATA_KEY, digest: INDEX_KEY },
  idempotency: { response: OWN_KEY },
  webhook_events: { digest: INDEX_KEY },
  bureau_uploads: { content: DATA_KEY },
  bureau_downloads: { content: OWN_KEY },
  bureau_addresses: { content: OWN_KEY },
  bureau_blacklist: { fingerprint: INDEX_KEY },
};

export interface SealedColumn {
  table: string;
  column: string;
  protection: { by: Protection<never>['by']; owner?: string };
}

/** The columns in which master keys are named. */
export const underMasterKeys = (): SealedColumn[] =>
  everyColumn().filter(({ protection: { by } }) => by !== 'DATA_KEY' && by !== 'INDEX_KEY');

export const everyColumn = (): SealedColumn[] =>
  Object.entries(SEALED_COLUMNS).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, protection]) => ({ table, column, protection })),
  );
