/** What is done once a day about days on which something of a record ends: its account is reminded (R-INSP-8, N-14). */
import { heartbeat } from '@temporalio/activity';
import { nextReminder } from '../../domain/record/expiry-watch.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import { civilDate, daysFrom, endOfDay, instant, type CivilDate, type Instant } from '../../domain/time/instant.ts';
import { WATCH_SOURCE } from '../../store/messages/messages.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import { dueWatches, noteReminded, readNewVersions, type DueWatch } from '../../store/record-watches/watches.ts';
import type { WatchActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { tellAccount } from '../messages/tell-account.ts';

type WatchDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules'>;

const RECORDS_PER_TURN = 200;
const REMINDERS_PER_TURN = 200;

/** @param now the time of the round; a test gives another */
export function createWatchActivities(deps: WatchDependencies, now: () => number = Date.now): WatchActivities {
  const { database, vault, rules } = deps;
  return {
    readRecordDays: async () => {
      const { policies } = await rules();
      const today = civilDate(instant(now()));
      let read = 0;
      for (;;) {
        const records = await readNewVersions(
          database,
          vault,
          ({ endsOn }, province) => nextReminder(endsOn, daysBefore(policies, province, today), dayBefore(today)),
          RECORDS_PER_TURN,
        );
        read += records;
        heartbeat({ read });
        if (records < RECORDS_PER_TURN) return { read };
      }
    },
    remindOfRecordDays: async () => {
      const { policies } = await rules();
      const at = instant(now());
      let reminded = 0;
      for (;;) {
        const watches = await dueWatches(database, civilDate(at), REMINDERS_PER_TURN);
        for (const watch of watches) reminded += await remind(deps, policies, watch, at);
        heartbeat({ reminded });
        if (watches.length < REMINDERS_PER_TURN) return { reminded };
      }
    },
  };
}

const daysBefore = (policies: Policies, province: Province, today: CivilDate) =>
  policies.resolve('watch.daysBefore', { province, subject: 'DOCUMENT' }, today);

const DAY_MS = 86_400_000;
const dayBefore = (day: CivilDate): CivilDate => civilDate(instant(endOfDay(day) - DAY_MS));

/** Once for each reminder, however often the round is repeated. A record that no account has taken over reminds nobody. */
async function remind(
  { database, vault }: WatchDependencies,
  policies: Policies,
  watch: DueWatch,
  at: Instant,
): Promise<number> {
  const today = civilDate(at);
  const { accountId, province, number, subject, endsOn, entityId } = watch;
  return inTransaction(database, async (trx) => {
    const next = nextReminder(endsOn, daysBefore(policies, province, today), today);
    if (!(await noteReminded(trx, watch, next)) || accountId === undefined) return 0;
    const facts = {
      variant: subject,
      reference: number,
      due: endOfDay(endsOn),
      days: Math.max(0, daysFrom(today, endsOn)),
    };
    const source = `${WATCH_SOURCE}${entityId}/${number}/${subject}`;
    await tellAccount(trx, vault, accountId, { code: 'N-14', source, facts, at });
    return 1;
  });
}
