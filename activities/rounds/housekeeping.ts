import { log } from '@temporalio/activity';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { sealHeads } from '../../store/audit/audit-seals.ts';
import { pruneRequests } from '../../store/http/idempotency.ts';
import { pruneQuestions } from '../../store/records/record-lookups.ts';
import { pruneNonces } from '../../store/http/webhooks.ts';
import type { HousekeepingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const HOUR_MS = 3_600_000;
/** A request may be repeated for a day; a callback is refused when it is older than five minutes. */
const KEEP_ANSWERS_MS = 24 * HOUR_MS;
const KEEP_NONCES_MS = HOUR_MS;
/** A question without an answer for a month belongs to a draft that expires, or will be asked again. */
const KEEP_QUESTIONS_MS = 30 * 24 * HOUR_MS;

type HousekeepingDependencies = Pick<ActivityDependencies, 'database' | 'vault'>;

export function createHousekeeping({ database, vault }: HousekeepingDependencies): HousekeepingActivities {
  return {
    sealAuditHeads: async () => {
      const { number, heads, hash } = await sealHeads(database, vault.auditMac, now());
      // Where the log is kept, the seal is kept outside the database: audit-verify can be told to expect it.
      log.info('the audit chains are sealed', { seal: `${number}:${hash}`, heads });
      return { heads };
    },
    pruneKeptAnswers: async () => {
      const answers = await pruneRequests(database, instant(now() - KEEP_ANSWERS_MS));
      const nonces = await pruneNonces(database, instant(now() - KEEP_NONCES_MS));
      const questions = await pruneQuestions(database, instant(now() - KEEP_QUESTIONS_MS));
      return { removed: answers + nonces + questions };
    },
  };
}

const now = (): Instant => instant(Date.now());
