/** Where a number that only rises is kept outside the database, beside the seals of the audit trail. */
export interface MarkKeeper {
  /** The number that was kept last; undefined when none ever was. Throws when that cannot be known now. */
  read(): Promise<number | undefined>;
  /** Throws when it is not known to be kept. */
  keep(number: number): Promise<void>;
}

/** Reads what {@link MarkKeeper.keep} wrote. Throws on anything else: a mark that cannot be read is no mark of nought. */
export function parseMark(text: string): number {
  const [, digits] = /^(\d{1,15})\n?$/.exec(text) ?? [];
  if (digits === undefined) throw new Error('the kept high-water mark is no number');
  return Number(digits);
}
