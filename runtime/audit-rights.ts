import type { Logger } from 'pino';
import type { Database } from '../store/postgres/database.ts';
import { mayRewriteAudit } from '../store/postgres/runtime-role.ts';

/**
 * Says in the log that this process signs in to Postgres as a role that could rewrite the audit trail. The process goes on: whoever runs
 * it may have one role only. Nothing is said while Postgres is away.
 */
export function warnIfAuditCanBeRewritten(
  database: Database,
  log: Logger,
  { BEIAN_MODE }: { BEIAN_MODE: 'production' | 'sandbox' },
): void {
  if (BEIAN_MODE === 'sandbox') return;
  mayRewriteAudit(database).then(
    (may) => {
      if (may) log.warn('the role in DATABASE_URL may rewrite the audit trail: use the one of BEIAN_RUNTIME_ROLE');
    },
    () => {},
  );
}
