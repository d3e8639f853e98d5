import { describe, expect, test } from '@jest/globals';
import { shanghai } from '../../domain/time/instant.ts';
import { alibabaReceipts } from './alibaba-receipts.ts';
import { tencentReceipts } from './tencent-receipts.ts';

const KEY = 'beian-5b1c9a54-0d8e-4c1e-9d0a-0a9a5a7d6f10';

describe('receipts of Tencent Cloud SMS', () => {
  const arrived = {
    user_receive_time: '2026-03-02 09:31:07',
    nationcode: '86',
    mobile: '13800138000',
    report_status: 'SUCCESS',
    errmsg: 'DELIVRD',
    description: '用户短信送达成功',
    sid: '2433:1',
  };

  test('say what became of each SMS, when, and why not', () => {
    const failed = { ...arrived, report_status: 'FAIL', errmsg: 'UNDELIV', sid: '2433:2', ext: KEY };
    expect(tencentReceipts.read([arrived, failed])).toEqual({
      receipts: [
        { reference: '2433:1', outcome: 'DELIVERED', at: shanghai('2026-03-02 09:31:07'), code: 'DELIVRD' },
        { reference: '2433:2', outcome: 'FAILED', at: shanghai('2026-03-02 09:31:07'), code: 'UNDELIV', key: KEY },
      ],
      unreadable: 0,
    });
  });

  test('are read one by one, without malformed ones and without unknown fields', () => {
    const strange = [{ ...arrived, sid: '' }, { ...arrived, report_status: 'MAYBE' }, null, 'text'];
    const { receipts, unreadable } = tencentReceipts.read([strange[0], { ...arrived, more: [1] }, ...strange.slice(1)]);
    expect(receipts).toMatchObject([{ reference: '2433:1' }]);
    expect(unreadable).toBe(4);
  });

  test('may have no time or an impossible one, and text instead of a code', () => {
    const { receipts } = tencentReceipts.read([
      { ...arrived, user_receive_time: '', errmsg: '用户 13800138000 已停机' },
      { ...arrived, user_receive_time: '2026-13-45 09:31:07', errmsg: 7 },
    ]);
    expect(receipts).toEqual([
      { reference: '2433:1', outcome: 'DELIVERED' },
      { reference: '2433:1', outcome: 'DELIVERED' },
    ]);
  });

  test('are answered in the vendor’s form', () => expect(tencentReceipts.taken).toEqual({ result: 0, errmsg: 'OK' }));
});

describe('receipts of Alibaba Cloud SMS', () => {
  const arrived = {
    phone_number: '13800138000',
    send_time: '2026-03-02 09:31:00',
    report_time: '2026-03-02 09:31:07',
    success: true,
    err_code: 'DELIVERED',
    err_msg: '用户接收成功',
    sms_size: '1',
    biz_id: '900^0',
    out_id: KEY,
  };

  test('say what became of each SMS, when, and why not', () => {
    const failed = { ...arrived, success: false, err_code: 'MOBILE_NOT_ON_SERVICE', biz_id: '900^1', out_id: '' };
    expect(alibabaReceipts.read([arrived, failed])).toEqual({
      receipts: [
        { reference: '900^0', outcome: 'DELIVERED', at: shanghai('2026-03-02 09:31:07'), code: 'DELIVERED', key: KEY },
        { reference: '900^1', outcome: 'FAILED', at: shanghai('2026-03-02 09:31:07'), code: 'MOBILE_NOT_ON_SERVICE' },
      ],
      unreadable: 0,
    });
  });

  test('are read one by one, and a single one is read too', () => {
    expect(alibabaReceipts.read([{ ...arrived, biz_id: 900 }, arrived])).toMatchObject({
      receipts: [{ reference: '900^0' }],
      unreadable: 1,
    });
    expect(alibabaReceipts.read(arrived)).toMatchObject({ receipts: [{ reference: '900^0' }], unreadable: 0 });
    expect(alibabaReceipts.read({ ...arrived, success: 'false' }).receipts).toMatchObject([{ outcome: 'FAILED' }]);
  });

  test('are answered in the vendor’s form, with a numeric code', () =>
    expect(alibabaReceipts.taken).toEqual({ code: 0, msg: '接收成功' }));
});
