/** Looks at a website from outside: how it can be reached, and what its home page shows. */
import type { Measured } from '../../domain/diagnosis/measured.ts';
import type { PageSeen } from '../../domain/duties/page-seen.ts';

/**
 * `NO_ADDRESS`: the name leads nowhere. `INTERNAL`: to an address that only the provider's inside can reach. `REFUSED`: the server
 * answered with something else than a page. `LED_AWAY`: to another site.
 */
export type HomePage =
  { outcome: 'READ'; page: PageSeen } | { outcome: 'NO_ADDRESS' | 'INTERNAL' | 'NO_ANSWER' | 'REFUSED' | 'LED_AWAY' };

export interface SiteProbe {
  /** What its name resolves to, and what answers there (R-DIAG-1). Never throws; what could not be measured says why. Bounded in time and in bytes. */
  look(host: string): Promise<Measured>;
  /** What stands on its home page. Never throws, and is bounded in the same way. */
  read(host: string): Promise<HomePage>;
}
