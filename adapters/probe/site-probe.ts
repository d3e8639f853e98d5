/** Measures from outside how a website can be reached: what its name resolves to, and what answers there (R-DIAG-1). */
import type { Measured } from '../../domain/diagnosis/measured.ts';

export interface SiteProbe {
  /** Never throws; what could not be measured says why. Bounded in time and in bytes. */
  look(host: string): Promise<Measured>;
}
