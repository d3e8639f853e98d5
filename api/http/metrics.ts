/** Figures for Prometheus. Labels name operations and states, never orders or people. */
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SmsVendorName } from '../../adapters/sms/sms-receipts.ts';
import { READ_SUBJECTS } from '../../domain/reads/read.ts';
import { civilDate, instant } from '../../domain/time/instant.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import type { Database } from '../../store/postgres/database.ts';
import { accountsInList } from '../../store/bureau/exchange-list.ts';
import { countLeft } from '../../store/messages/left.ts';
import { countByStage } from '../../store/orders/order-list.ts';
import { countOwedWork } from '../../store/owed/owed-work.ts';
import { clearReadsOn, countAlarms } from '../../store/reads/read-alarms.ts';
import { ageOfDifferences } from '../../store/processes/differences.ts';
import { Tally } from '../../usecases/reconciliation/tally.ts';
import { deskFigures } from './desk-figures.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { pathOfRequest } from './request-context.ts';

export interface Metrics {
  contentType: string;
  text: () => Promise<string>;
  observe: RequestHandler;
  countSmsReceipts: (vendor: SmsVendorName, result: ReceiptResult, count: number) => void;
}

/**
 * What a delivery receipt said. `unknown`: it belongs to no message of ours; `unreadable`: it is not in the vendor's form;
 * `not_noted`: it could not be written down for a reason of its own, which the log names.
 */
type ReceiptResult = 'delivered' | 'failed' | 'unknown' | 'unreadable' | 'not_noted';

/** @param tally of the differences between Postgres and Temporal, in the process that looks for them */
export function createMetrics(database: Database, tally: Tally = new Tally()): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'beian_http_request_seconds',
    help: 'Duration of requests by operation and status.',
    labelNames: ['method', 'path', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers: [registry],
  });
  const smsReceipts = new Counter({
    name: 'beian_sms_receipts_total',
    help: 'Delivery receipts of the SMS vendors by what they said.',
    labelNames: ['vendor', 'result'] as const,
    registers: [registry],
  });
  const orders = new Gauge({
    name: 'beian_orders',
    help: 'Orders by state.',
    labelNames: ['stage'] as const,
    registers: [registry],
  });
  const overdue = new Gauge({
    name: 'beian_orders_overdue',
    help: 'Orders whose due date has passed, by state.',
    labelNames: ['stage'] as const,
    registers: [registry],
  });
  const owed = new Gauge({
    name: 'beian_owed_work',
    help: 'Work that is stored and still owed to filings, by kind; `set_aside` waits for a person.',
    labelNames: ['kind', 'state'] as const,
    registers: [registry],
  });

  async function countOwed(): Promise<void> {
    owed.reset();
    for (const { kind, setAside, count } of await countOwedWork(database))
      owed.set({ kind, state: setAside ? 'set_aside' : 'due' }, count);
  }

  const suspicions = new Counter({
    name: 'beian_process_suspicions_total',
    help: 'Processes that were looked into because Temporal may have them otherwise than Postgres, by what was found.',
    labelNames: ['found'] as const,
    registers: [registry],
  });
  const differing = new Gauge({
    name: 'beian_processes_differing',
    help: 'Processes that Temporal has otherwise than Postgres.',
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'beian_process_oldest_difference_seconds',
    help: 'For how long the oldest of these differences has been known; 0 without any.',
    registers: [registry],
  });

  async function countDifferences(): Promise<void> {
    suspicions.reset();
    for (const [found, count] of tally.counts) suspicions.inc({ found }, count);
    const { count, oldestSeconds } = await ageOfDifferences(database);
    differing.set(count);
    oldest.set(oldestSeconds);
  }

  const left = new Gauge({
    name: 'beian_messages_left',
    help: 'Messages that are due and that no delivery has tried for longer than one pauses.',
    registers: [registry],
  });

  const clearReads = new Gauge({
    name: 'beian_clear_reads_today',
    help: 'How often staff were shown data of people in clear since midnight in China, by what it was.',
    labelNames: ['subject'] as const,
    registers: [registry],
  });
  const readAlarms = new Gauge({
    name: 'beian_read_alarms_today',
    help: 'Members of staff who read more in clear today than is usual.',
    registers: [registry],
  });

  async function countReads(): Promise<void> {
    const today = civilDate(instant(Date.now()));
    const reads = await clearReadsOn(database, today);
    for (const subject of READ_SUBJECTS) clearReads.set({ subject }, reads.get(subject) ?? 0);
    readAlarms.set(await countAlarms(database, today));
  }

  const bureauUploads = new Gauge({
    name: 'beian_bureau_waiting_uploads',
    help: 'Uploads that a bureau does not have yet, by the account at the bureau.',
    labelNames: ['account'] as const,
    registers: [registry],
  });
  const bureauUploadAge = new Gauge({
    name: 'beian_bureau_oldest_upload_seconds',
    help: 'For how long the oldest of them has waited; 0 without any.',
    labelNames: ['account'] as const,
    registers: [registry],
  });
  const bureauFiles = new Gauge({
    name: 'beian_bureau_open_files',
    help: 'Files of a bureau that are not acknowledged, or have facts that nothing followed from.',
    labelNames: ['account'] as const,
    registers: [registry],
  });

  async function countAtBureaus(): Promise<void> {
    for (const one of await accountsInList(database)) {
      const { name: account, waitingUploads, waitingSince, unacknowledgedFiles, unappliedFiles } = one;
      bureauUploads.set({ account }, waitingUploads);
      bureauUploadAge.set({ account }, waitingSince === undefined ? 0 : (Date.now() - waitingSince) / 1000);
      bureauFiles.set({ account }, unacknowledgedFiles + unappliedFiles);
    }
  }

  const countAtDesk = deskFigures(registry, database);

  async function countOrders(): Promise<void> {
    const counts = new Map((await countByStage(database)).map((row) => [row.stage, row]));
    for (const stage of STAGES) {
      orders.set({ stage }, counts.get(stage)?.count ?? 0);
      overdue.set({ stage }, counts.get(stage)?.overdue ?? 0);
    }
  }

  return {
    contentType: registry.contentType,
    text: oneAtATime(async () => {
      await countOrders();
      await countOwed();
      await countDifferences();
      left.set(await countLeft(database));
      await countReads();
      await countAtBureaus();
      await countAtDesk();
      return registry.metrics();
    }),
    observe: (req, res, next) => {
      const end = duration.startTimer();
      res.once('finish', () => end({ method: req.method, path: pathOfRequest(req), status: String(res.statusCode) }));
      next();
    },
    countSmsReceipts: (vendor, result, count) => smsReceipts.inc({ vendor, result }, count),
  };
}
