import { describe, expect, test } from '@jest/globals';
import type { Notice } from '../../domain/messages/notice.ts';
import { messagesOf, type AddressBook } from './addressing.ts';

const person = (mobile: string, email: string) => ({ mobile, email });
const book = (account: { mobile?: string; email?: string } = {}): AddressBook => ({
  form: {
    entity: { kind: 'ENTERPRISE', headId: 'P1' },
    people: {
      P1: person('13800138001', 'zhou.lan@example.cn'),
      P2: person('+86 138 0013 8001', 'Zhou.Lan@example.cn'),
      P3: person('13900139000', 'li.lei@example.cn'),
    },
    websites: { W1: { headId: 'P2' }, W2: { headId: 'P3' } },
  },
  account: { id: 'account-1', ...account },
  deskEmail: 'desk@provider.example',
});

const told = (notice: Notice, addresses: AddressBook): string[] =>
  messagesOf(notice, {}, addresses).map(({ channel, personId, recipient }) => `${channel} ${personId ?? recipient}`);

describe('R-MSG-1 A-165: people who share a number or a mailbox', () => {
  test('get one message, in whatever way each of them has written the number or mailbox', () => {
    expect(told({ code: 'N-10', facts: {} }, book())).toEqual([
      'SMS P1',
      'SMS P3',
      'EMAIL P1',
      'EMAIL P3',
      'IN_APP account',
    ]);
  });

  test('get one message together with the account that has the same number and mailbox', () => {
    const account = { mobile: '0086 13900139000', email: 'LI.LEI@example.cn' };
    expect(told({ code: 'N-1', facts: {} }, book(account))).toEqual([
      'SMS P2',
      'SMS P3',
      'EMAIL P2',
      'EMAIL P3',
      'IN_APP account',
    ]);
  });
});
