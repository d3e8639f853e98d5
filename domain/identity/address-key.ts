/** The key under which addresses are equal, so that people who share a number or a mailbox get one message (R-MSG-1). */
import type { MessageChannel } from '../messages/notice.ts';
import { mailbox } from './mailbox.ts';
import { comparableMobile } from './mobile.ts';

/** An address in its one spelling: `+86 138 0013 8000` is `13800138000`, the form that SMS vendors ask for. */
export function addressKey(channel: MessageChannel, address: string): string {
  switch (channel) {
    case 'SMS':
      return comparableMobile(address) ?? address.trim();
    case 'EMAIL':
      return (mailbox(address) ?? address.trim()).toLowerCase();
    case 'IN_APP':
      return address;
    default:
      return channel satisfies never;
  }
}
