/** Who a notice goes to, at which addresses (domain-spec §5.8, R-MSG-1, R-MSG-2). */
import { addressKey } from '../../domain/identity/address-key.ts';
import {
  channelsOf,
  NOTICE_ROUTES,
  type MessageChannel,
  type Notice,
  type Recipient,
} from '../../domain/messages/notice.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { entityHead, siteHeads } from '../../domain/order/heads.ts';
import { DESK_INBOX, type NewMessage } from '../../store/messages/messages.ts';

/** Where the people of an order can be reached. */
export interface AddressBook {
  form: OrderForm;
  account: { id: string; mobile?: string | undefined; email?: string | undefined };
  deskEmail: string;
}

type Addressed = Omit<NewMessage, 'code' | 'channel' | 'params'>;

/** The messages of one notice; people who share a number or mailbox get one (R-MSG-1). */
export function messagesOf(notice: Notice, params: Record<string, unknown>, book: AddressBook): NewMessage[] {
  return channelsOf(notice).flatMap((channel) => {
    const seen = new Set<string>();
    return NOTICE_ROUTES[notice.code].to
      .flatMap((recipient) => addressesOf(recipient, channel, notice, book))
      .filter(({ address }) => {
        const key = addressKey(channel, address);
        return seen.has(key) ? false : seen.add(key);
      })
      .map((addressed) => ({ code: notice.code, channel, params, ...addressed }));
  });
}

function addressesOf(recipient: Recipient, channel: MessageChannel, notice: Notice, book: AddressBook): Addressed[] {
  if (channel === 'IN_APP') return inApp(recipient, book);
  switch (recipient) {
    case 'operator':
      return channel === 'EMAIL' ? [{ recipient, address: book.deskEmail }] : [];
    case 'account': {
      const address = channel === 'SMS' ? book.account.mobile : book.account.email;
      return address === undefined ? [] : [{ recipient, address }];
    }
    case 'entityHead':
      return people(recipient, channel, [entityHead(book.form)], book.form);
    case 'siteHeads': {
      const heads = siteHeads(book.form);
      return people(recipient, channel, heads.length > 0 ? heads : [entityHead(book.form)], book.form);
    }
    case 'verifiers':
      return people(recipient, channel, notice.persons ?? [], book.form);
    default:
      return recipient satisfies never;
  }
}

/** In-app messages go to the account, those for operators to the desk. */
const inApp = (recipient: Recipient, book: AddressBook): Addressed[] =>
  recipient === 'operator'
    ? [{ recipient, address: DESK_INBOX }]
    : [{ recipient: 'account', address: book.account.id }];

function people(
  recipient: Recipient,
  channel: 'SMS' | 'EMAIL',
  persons: readonly (string | undefined)[],
  form: OrderForm,
): Addressed[] {
  return persons.flatMap((personId) => {
    const person = personId === undefined ? undefined : form.people[personId];
    const address = channel === 'SMS' ? person?.mobile : person?.email;
    return personId === undefined || address === undefined ? [] : [{ recipient, personId, address }];
  });
}
