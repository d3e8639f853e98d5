/** Every SMS and email that Beian or MIIT sent, as the reader would see it. It is never logged. */
import { EventEmitter } from 'node:events';
import type { Memory } from '../state/memory.ts';
import type { SmsVendor } from './sms-receipts.ts';

export interface Message {
  id: string;
  channel: 'sms' | 'email';
  from: string;
  to: string;
  subject?: string;
  text: string;
  /** The vendor that sent the SMS; absent for MIIT's SMS. */
  vendor?: SmsVendor;
  /** The vendor's template and the values filled into it. */
  template?: string;
  params?: readonly string[];
  /** Of an email, as they came: each name with its value. */
  headers?: readonly (readonly [string, string])[];
  /** The sender's name for the message: Message-ID, SessionContext or OutId. */
  key?: string;
  /** The vendor's id of the message, which a delivery receipt names. */
  reference?: string;
  /** Set when the sender knows the order; otherwise its number in the text is used. */
  orderId?: string;
  receivedAt: string;
}

export interface MessageQuery {
  channel?: 'sms' | 'email';
  to?: string;
  /** An order number; only messages about this order. */
  order?: string;
}

export interface Mailbox {
  deliver(message: Omit<Message, 'id' | 'receivedAt'>): Message;
  /** Oldest first. */
  find(query: MessageQuery): Message[];
  /** Like `find`, but waits until there are `count` messages, or until the time-out. */
  waitFor(query: MessageQuery, count: number, timeoutMs: number): Promise<Message[]>;
  reset(): void;
}

export function createMailbox(memory: Memory): Mailbox {
  const messages = memory.collection<Message>('messages');
  const changes = new EventEmitter().setMaxListeners(0);
  let lastId = Number(messages.values().at(-1)?.id ?? 0);
  const find = (query: MessageQuery) => messages.values().filter((message) => matches(message, query));

  return {
    deliver(content) {
      lastId += 1;
      const message = { ...content, id: String(lastId), receivedAt: new Date().toISOString() };
      messages.set(message.id, message);
      changes.emit('delivered');
      return message;
    },
    find,
    async waitFor(query, count, timeoutMs) {
      if (find(query).length >= count) return find(query);
      const { promise, resolve } = withResolvers();
      const check = () => {
        if (find(query).length >= count) resolve();
      };
      const timer = setTimeout(resolve, timeoutMs);
      changes.on('delivered', check);
      await promise;
      clearTimeout(timer);
      changes.off('delivered', check);
      return find(query);
    },
    reset() {
      messages.clear();
    },
  };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function matches(message: Message, { channel, to, order }: MessageQuery): boolean {
  if (channel !== undefined && message.channel !== channel) return false;
  if (to !== undefined && message.to !== to) return false;
  if (order === undefined) return true;
  if (message.orderId !== undefined) return message.orderId === order;
  return [message.subject, message.text, message.key].some((part) => part?.includes(order) === true);
}
