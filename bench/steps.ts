/** Listens for every committed step of either side, through the notification that Beian sends anyway. */
import pg from 'pg';
import { STEP_CHANNEL } from '../store/steps/announcement.ts';

export interface Steps {
  /** Resolves when the step has been written; call this before you cause the step. */
  written(id: string, seq: number): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 180_000;

export async function listenForSteps(url: string): Promise<Steps> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  const waiting = new Map<string, () => void>();
  client.on('error', () => {}); // the server stops last; a pending wait then times out
  client.on('notification', ({ payload = '' }) => {
    const [id = '', seq = ''] = payload.split(' ');
    waiting.get(`${id} ${seq}`)?.();
  });
  await client.connect();
  await client.query(`listen ${STEP_CHANNEL}`);
  return {
    written: (id, seq) =>
      new Promise((resolve, reject) => {
        const name = `${id} ${seq}`;
        const patience = setTimeout(() => {
          waiting.delete(name);
          reject(new Error(`step ${seq} of ${id} was not written within ${PATIENCE_MS / 1000} s`));
        }, PATIENCE_MS);
        waiting.set(name, () => {
          clearTimeout(patience);
          waiting.delete(name);
          resolve();
        });
      }),
    stop: () => client.end(),
  };
}
