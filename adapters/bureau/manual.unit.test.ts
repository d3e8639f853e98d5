import { describe, expect, test } from '@jest/globals';
import { formSchema } from '../../domain/order/form.ts';
import { AskPersonError } from '../delivery-faults.ts';
import { createManualBureau } from './manual.ts';

const query = {
  certificateType: 'BUSINESS_LICENCE',
  certificateNumber: '91350100M000100Y43',
  domain: 'xinghe.example',
};
const known = {
  entityFiled: true,
  entityHere: true,
  domainFiled: false,
  domainOfEntity: false,
  domainHere: false,
  shellEntity: false,
  blacklisted: false,
};

describe('a bureau served by staff', () => {
  test('takes a hand-over and waits until staff enter the acceptance', async () => {
    const order = {
      orderId: 'BA20260209-23456789',
      handOver: 1,
      type: 'FIRST' as const,
      form: formSchema.parse({}),
      documents: [],
      instances: {},
      personsToVerify: [],
    };
    expect(await createManualBureau().handOver(order)).toEqual({ status: 'RECEIVED', byHand: true });
  });

  test('asks a person to have the SMS repeated', async () => {
    const request = { orderId: 'BA20260209-23456789', handOver: 2, idempotencyKey: 'resend-1' };
    await expect(createManualBureau().resendSms(request)).rejects.toThrow('order BA20260209-23456789 (hand-over 2)');
  });

  test('looks a record up in its source, and otherwise asks a person', async () => {
    const bureau = createManualBureau({ records: async ({ domain }) => (domain === query.domain ? known : undefined) });
    expect(await bureau.lookUp(query)).toEqual(known);
    await expect(bureau.lookUp({ ...query, domain: 'other.example' })).rejects.toBeInstanceOf(AskPersonError);
    await expect(createManualBureau().lookUp(query)).rejects.toThrow('https://beian.miit.gov.cn/');
  });

  test('asks without repeating the certificate number', async () => {
    await expect(createManualBureau().lookUp(query)).rejects.not.toThrow(query.certificateNumber);
  });
});
