/**
 * The connection that hears of steps and changes of lists as they are committed (Postgres LISTEN). There is one connection at a time, and one
 * loop that opens it again when it is lost. It is probed every few seconds, because a connection whose other end vanished
 * gives no sign.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CHANGE_CHANNEL, STEP_CHANNEL } from './announcement.ts';
import { parseStep, type StepEvent } from './step-events.ts';

export interface StepListenerOptions {
  url: string;
  onStep: (event: StepEvent) => void;
  /** A row of an announced table was written. */
  onChange: (table: string) => void;
  /** The connection is open again; steps may have been missed. */
  onGap: () => void;
  /** Told of every lost connection and of every attempt that failed. */
  onError: (error: Error) => void;
  /** How often the connection is probed, in milliseconds. */
  probeEveryMs?: number;
  /** How long connecting and the answer to a probe may take. */
  answerWithinMs?: number;
}

export interface StepListener {
  /** False while the connection is lost. */
  isListening: () => boolean;
  close: () => Promise<void>;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/** Starts to listen; resolves when the first connection is open. */
export async function listenForSteps(options: StepListenerOptions): Promise<StepListener> {
  const { onError, onGap, probeEveryMs = 5_000 } = options;
  const closing = new AbortController();
  let connection: Connection | undefined = await connect(options);

  async function keepListening(): Promise<void> {
    while (connection !== undefined) {
      const present: Connection = connection;
      const reason = await lossOf(present, probeEveryMs);
      connection = undefined;
      await endQuietly(present);
      if (closing.signal.aborted) return;
      onError(reason);
      connection = await connectAgain();
      if (connection !== undefined) onGap();
    }
  }

  async function connectAgain(): Promise<Connection | undefined> {
    for (let delay = FIRST_RETRY_MS; !closing.signal.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      try {
        const made = await connect(options);
        if (!closing.signal.aborted) return made;
        await endQuietly(made);
      } catch (error) {
        onError(asError(error));
        await sleep(delay, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
    return undefined;
  }

  const ended = keepListening();
  return {
    isListening: () => connection !== undefined,
    async close() {
      closing.abort();
      connection?.lost.abort(new Error('nobody listens any more'));
      await ended;
    },
  };
}

interface Connection {
  client: pg.Client;
  /** Aborted, with the reason, when the connection is lost or given up. */
  lost: AbortController;
}

/** A connection that listens. A failed attempt leaves nothing behind. */
async function connect({ url, onStep, onChange, answerWithinMs = 5_000 }: StepListenerOptions): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'beian-waiter',
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  });
  const connection = { client, lost: new AbortController() };
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel === CHANGE_CHANNEL) return onChange(payload);
    const event = parseStep(payload);
    if (event !== undefined) onStep(event);
  });
  client.on('error', (error) => connection.lost.abort(error));
  client.on('end', () => connection.lost.abort(new Error('the connection that listens for steps ended')));
  try {
    await client.connect();
    await client.query(`listen ${STEP_CHANNEL}; listen ${CHANGE_CHANNEL}`);
  } catch (error) {
    await endQuietly(connection);
    throw error;
  }
  return connection;
}

/** Waits until a connection is lost; answers why. */
async function lossOf({ client, lost }: Connection, probeEveryMs: number): Promise<Error> {
  while (!lost.signal.aborted) {
    await sleep(probeEveryMs, undefined, { signal: lost.signal }).catch(() => {});
    if (!lost.signal.aborted) await client.query('select 1').catch((error: unknown) => lost.abort(error));
  }
  return asError(lost.signal.reason);
}

/** A broken connection cannot be closed in any better way. */
const endQuietly = ({ client }: Connection): Promise<void> => client.end().catch(() => {});

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('the connection that listens for steps was lost');
