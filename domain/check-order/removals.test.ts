import { expect, test } from '@jest/globals';
import { formSchema } from '../order/form.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { completeOrder, enterpriseForm } from '../../test/support/orders/sample-orders.ts';
import { checkOrder } from './check-order.ts';
import type { RecordedWebsite } from './order.ts';

const site = (domain: string): RecordedWebsite => ({ domain, state: 'IN_USE' });
const form = (domain: string) => formSchema.parse({ ...enterpriseForm(), websites: { W1: { domain, headId: 'P2' } } });
const warnings = (type: OrderType, domain = 'example.cn', recordedWebsites: RecordedWebsite[] = [site(domain)]) => {
  const check = checkOrder(completeOrder(form(domain), { type, recordedWebsites, instances: {}, documents: [] }));
  expect(check.blocking).toEqual([]);
  return check.warnings.map(({ path, code }) => `${path} ${code}`);
};

test('A-111 R-DEREG-1 a removal of the entity warns that every website goes', () =>
  expect(warnings('DEREG_ENTITY')).toEqual(['record ALL_WEBSITES_GO']));

test('A-113 R-DEREG-2 a cancellation of the access warns to transfer soon', () =>
  expect(warnings('CANCEL_ACCESS')).toContain('record TRANSFER_SOON'));

test('A-103 R-TRF-4 the cancellation of the last access warns of the shell that is removed; while another is served here it does not', () => {
  const others = (state: RecordedWebsite['state']) => [site('example.cn'), { domain: 'other.cn', state }];
  expect(warnings('CANCEL_ACCESS')).toEqual(['record TRANSFER_SOON', 'record SHELL_LEFT_HERE']);
  expect(warnings('CANCEL_ACCESS', 'example.cn', others('UNUSED'))).toContain('record SHELL_LEFT_HERE');
  expect(warnings('CANCEL_ACCESS', 'example.cn', others('IN_USE'))).toEqual(['record TRANSFER_SOON']);
});

test('R-DEREG-8 the removal of the last website warns of the shell that is left, another one does not', () => {
  expect(warnings('DEREG_SITE')).toEqual(['record LAST_WEBSITE']);
  expect(warnings('DEREG_SITE', 'example.cn', [site('example.cn'), site('other.cn')])).toEqual([]);
});

test('R-DEREG-6 a website whose suffix can no longer be filed is named', () => {
  const others = [site('example.mobi.invalid'), site('other.cn')];
  expect(warnings('DEREG_SITE', 'example.tk', others)).toContain('websites.W1.domain NOT_FILEABLE_AGAIN');
});
