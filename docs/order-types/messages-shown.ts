/** The messages that an order of a type brings: when, to whom, by which channels, and what they say of the type. */
import {
  NOTICE_CODES,
  NOTICE_ROUTES,
  type MessageChannel,
  type NoticeCode,
  type Recipient,
} from '../../domain/messages/notice.ts';
import { renderNotice } from '../../domain/messages/texts/index.ts';
import { policyScope } from '../../domain/order/order-scope.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { passes, type Stop } from '../../domain/order-types/path.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { valueOf } from './rules-shown.ts';

interface Occasion {
  when: string;
  /** Whether orders of the type have it. */
  has: (type: OrderType) => boolean;
}
const every = (): boolean => true;
const atStop =
  (...stops: Stop[]) =>
  (type: OrderType): boolean =>
    stops.some((stop) => passes(rowOf(type).path, stop));

const OCCASIONS: Readonly<Record<NoticeCode, Occasion | 'NOT_SENT'>> = {
  'I-1': { when: 'The draft has its type.', has: every },
  'I-2': {
    when: 'A face check failed, or a photo may replace it.',
    has: (type) => valueOf('authenticity.persons', policyScope({ type })).length > 0,
  },
  'P-1': {
    when: 'Before the first message to a number, where `message.numberProof` asks for a proof.',
    has: every,
  },
  'P-2': {
    when: 'The customer asks for the code of the holder.',
    has: (type) => rowOf(type).confirmedBy === 'CUSTOMER_WITH_CODE',
  },
  'N-1': { when: 'The order was submitted and is being reviewed.', has: atStop('REVIEW') },
  'N-2': { when: 'The provider approved the order or a part of it, or sent it back.', has: every },
  'N-3': { when: 'A photo, originals or further material are needed.', has: atStop('REVIEW', 'PHOTO', 'MAIL') },
  'N-4': { when: 'The order has been waiting for the customer.', has: every },
  'N-5': { when: "The order was handed over, and MIIT's SMS is on its way.", has: atStop('SMS') },
  'N-6': { when: 'Somebody has not verified yet, and the 24 hours end soon.', has: atStop('SMS') },
  'N-7': { when: 'The verification ran out or failed.', has: atStop('SMS') },
  'N-8': { when: 'The bureau reviews the order.', has: every },
  'N-9': { when: 'The bureau approved the order.', has: every },
  'N-10': { when: 'The bureau rejected the order.', has: every },
  'N-11': { when: 'The order is completed.', has: every },
  'N-12': {
    when: 'Provisional access opens, is about to end, or has ended.',
    has: (type) => rowOf(type).access === 'PROVISIONAL',
  },
  'N-13': 'NOT_SENT',
  'N-14': {
    when: 'Server or code was lost while the order is with the bureau.',
    has: (type) => rowOf(type).instance !== 'NONE',
  },
  'N-15': { when: 'The order ended without a filing.', has: every },
  'N-16': { when: 'Somebody at the provider has to look at the order.', has: every },
  'N-19': 'NOT_SENT',
  'N-17': { when: 'The backdrop is on its way.', has: atStop('PHOTO') },
  'N-18': { when: 'A duty after the approval is due soon.', has: (type) => rowOf(type).duties.length > 0 },
};

const RECIPIENTS: Readonly<Record<Recipient, string>> = {
  siteHeads: 'site heads',
  entityHead: 'entity head',
  verifiers: 'who has to verify',
  account: 'account',
  operator: 'operators',
};
const CHANNELS: Readonly<Record<MessageChannel, string>> = { SMS: 'SMS', EMAIL: 'email', IN_APP: 'in the app' };

export function messages(type: OrderType): string {
  const rows = sent(type).map(({ code, when }) => {
    const { to, channels } = NOTICE_ROUTES[code];
    const who = to.map((each) => RECIPIENTS[each]).join(', ');
    return `| ${code} | ${when} | ${who} | ${channels.map((each) => CHANNELS[each]).join(', ')} |`;
  });
  const table = ['| code | when | to | by |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [table, ...sent(type).flatMap(({ code }) => ofThisType(code, type))].join('\n\n');
}

const sent = (type: OrderType): { code: NoticeCode; when: string }[] =>
  NOTICE_CODES.flatMap((code) => {
    const occasion = OCCASIONS[code];
    return occasion !== 'NOT_SENT' && occasion.has(type) ? [{ code, when: occasion.when }] : [];
  });

/** The text, where it depends on the type. Lines about the single order are left out. */
function ofThisType(code: NoticeCode, type: OrderType): string[] {
  const notice = { code, facts: {} };
  const { text } = renderNotice({ notice, orderId: '', type });
  if (text === renderNotice({ notice, orderId: '' }).text) return [];
  const languages = text.trim().split('\n\n');
  const quoted = languages.map((lines) => lines.split('\n').slice(1).join('\n> '));
  return [`What ${code} says:`, quoted.map((lines) => `> ${lines}`).join('\n>\n')];
}
