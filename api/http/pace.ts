/** How fast something goes over a connection, so that who makes no progress gives way to who waits. */

/** After this time without progress, or at less than the slowest pace, it gives way. */
const DAWDLING_MS = 3_000;
const SLOWEST_BYTES_PER_S = 8 * 1024;

export interface Pace {
  /** Notes whether something has gone since the last look. */
  look: () => void;
  /** Milliseconds since the last byte, as far as looks were taken; takes one. */
  stalledFor: () => number;
  /** Milliseconds since the beginning. */
  lasted: () => number;
  dawdles: () => boolean;
}

/** Measured from now on; `soFar` says how many bytes have gone in all. */
export function paceOf(soFar: () => number): Pace {
  const begun = Date.now();
  const first = soFar();
  let [bytes, since] = [first, begun];
  const look = () => {
    if (soFar() !== bytes) [bytes, since] = [soFar(), Date.now()];
  };
  const stalledFor = () => {
    look();
    return Date.now() - since;
  };
  const lasted = () => Date.now() - begun;
  const dawdles = () =>
    stalledFor() > DAWDLING_MS || (lasted() > DAWDLING_MS && ((bytes - first) * 1000) / lasted() < SLOWEST_BYTES_PER_S);
  return { look, stalledFor, lasted, dawdles };
}
