/** Where seals of the audit trail are kept, out of reach of whoever can write the database. */
export interface KeptSeal {
  number: number;
  /** Fixes this seal and all before it, in hex. */
  hash: string;
  sealedAt: Date;
}

export interface SealKeeper {
  /** Keeps the seal for good; a repeat does no harm. Throws when it is not known to be kept. */
  keep(seal: KeptSeal): Promise<void>;
}

/** One line: what `audit-verify` takes, and when the seal was made. */
export const lineOf = ({ number, hash, sealedAt }: KeptSeal): string => `${number}:${hash} ${sealedAt.toISOString()}\n`;
