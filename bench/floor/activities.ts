/** The floor's activities: a plain write per state, the same adapters for messages, the same stand-in for the bureau. */
import type pg from 'pg';
import type { EmailSender } from '../../adapters/email/email-sender.ts';
import type { SmsSender } from '../../adapters/sms/sms-sender.ts';
import { STEP_CHANNEL } from '../../store/steps/announcement.ts';
import type { FloorActivities } from './contract.ts';

/** Tables of the floor, made once per run in Beian's database. */
export const FLOOR_TABLES = `
  create table if not exists floor_orders (id text primary key, state text not null, changed_at timestamptz not null);
  create table if not exists floor_events (
    id text not null, seq int not null, action text not null, state text not null, at timestamptz not null default now(),
    primary key (id, seq)
  )`;

/**
 * One round trip: new state, event, and a notification for whoever waits, as in Beian. Without the notification nobody could answer
 * the person who acted.
 */
const WRITE_STATE = {
  name: 'floor-write-state',
  text: `
    with changed as (update floor_orders set state = $4, changed_at = now() where id = $1),
    added as (insert into floor_events (id, seq, action, state) values ($1, $2, $3, $4) on conflict do nothing)
    select pg_notify('${STEP_CHANNEL}', $1 || ' ' || $2)`,
};

export function createFloorActivities(deps: {
  pool: pg.Pool;
  email: EmailSender;
  sms: SmsSender;
  handOver: (orderId: string) => Promise<unknown>;
}): FloorActivities {
  return {
    async writeState({ id, seq, action, state }) {
      await deps.pool.query(WRITE_STATE, [id, seq, action, state]);
    },
    async sendMessage({ key, orderId, code, channel, address }) {
      if (channel === 'SMS') {
        await deps.sms.send({ idempotencyKey: key, to: address, template: code, params: [orderId] });
        return;
      }
      const text = `您的备案订单 ${orderId} 有新的进展。\nThere is news about your filing ${orderId}.\n`;
      await deps.email.send({ idempotencyKey: key, to: address, subject: `备案通知 ${orderId}`, text });
    },
    async handOver({ id }) {
      await deps.handOver(id);
    },
  };
}
