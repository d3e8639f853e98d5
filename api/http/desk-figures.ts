/** Figures for Prometheus of what waits for the filing desk, and of what the provider must be able to prove. */
import { Gauge, type Registry } from 'prom-client';
import { MESSAGE_CHANNELS } from '../../domain/messages/notice.ts';
import { TASK_KINDS } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { sealedLast } from '../../store/audit/audit-seals.ts';
import { countUndelivered, type UndeliveredState } from '../../store/messages/undelivered.ts';
import type { Database } from '../../store/postgres/database.ts';
import { countOpenTasks } from '../../store/tasks/open-tasks.ts';

/** In capitals in Postgres and in small letters here. What was given up counts until somebody has it sent. */
const STATES = ['HELD', 'FAILED', 'LEFT', 'KEPT_BACK'] as const satisfies readonly UndeliveredState[];

const secondsSince = (at: Instant): number => Math.max(0, (Date.now() - at) / 1000);

/** Adds the figures to a registry. The function brings them up to date. */
export function deskFigures(registry: Registry, database: Database): () => Promise<void> {
  const registers = [registry];
  const tasks = new Gauge({
    name: 'beian_open_tasks',
    help: 'Open tasks of operators, by kind.',
    labelNames: ['kind'] as const,
    registers,
  });
  const oldestTask = new Gauge({
    name: 'beian_oldest_open_task_seconds',
    help: 'For how long the oldest open task of a kind has been open; 0 without any.',
    labelNames: ['kind'] as const,
    registers,
  });
  const undelivered = new Gauge({
    name: 'beian_undelivered_messages',
    help: 'Messages that were not sent, by channel and state: held for a person, given up, left behind, or kept back by a rule.',
    labelNames: ['channel', 'state'] as const,
    registers,
  });
  const sealAge = new Gauge({
    name: 'beian_audit_seal_age_seconds',
    help: 'How old the newest seal of the audit trail is; absent before the first one.',
    registers,
  });

  return async () => {
    const open = new Map((await countOpenTasks(database)).map((row) => [row.kind, row]));
    for (const kind of TASK_KINDS) {
      const row = open.get(kind);
      tasks.set({ kind }, row?.count ?? 0);
      oldestTask.set({ kind }, row === undefined ? 0 : secondsSince(row.since));
    }
    const counts = await countUndelivered(database);
    for (const channel of MESSAGE_CHANNELS) {
      for (const state of STATES) {
        const messages = counts.filter((row) => row.channel === channel && row.state === state);
        const labels = { channel, state: state.toLowerCase() };
        undelivered.set(
          labels,
          messages.reduce((sum, row) => sum + row.messages, 0),
        );
      }
    }
    const sealed = await sealedLast(database);
    // 0 would say that the trail was sealed just now.
    if (sealed === undefined) sealAge.remove();
    else sealAge.set(secondsSince(sealed));
  };
}
