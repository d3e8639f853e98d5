/** Figures for Prometheus of a worker itself; the Temporal SDK has its own. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { SentNotes } from '../activities/messages/sent-notes.ts';

export function workerFigures(sentNotes: Pick<SentNotes, 'waiting'>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const waiting: Gauge = new Gauge({
    name: 'beian_sent_messages_to_note',
    help: 'Messages that a carrier took and that could not be written down yet',
    registers: [registry],
    collect: (): void => waiting.set(sentNotes.waiting),
  });
  return registry;
}
