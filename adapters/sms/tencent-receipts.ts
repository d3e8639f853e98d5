/**
 * Delivery receipts of Tencent Cloud SMS (短信下发状态通知), posted to the address set in its console, at most 100 at once, and
 * again twice when the answer is not 200. Source: https://cloud.tencent.com/document/api/382/59178 (read 2026-11-22).
 */
import { z } from 'zod';
import { beijingTime, carrierCode, createReceiptReader, type SmsReceipt } from './sms-receipts.ts';
import { present } from '../../domain/present.ts';

const text = z.string().optional().catch(undefined);

const entry = z
  .looseObject({
    sid: z.string().min(1).max(200).meta({ description: '`SerialNo` of the answer to `SendSms`.' }),
    report_status: z.enum(['SUCCESS', 'FAIL']),
    user_receive_time: text.meta({ description: 'When it arrived, in Beijing.', example: '2026-03-02 09:30:00' }),
    errmsg: text.meta({ description: "The carrier's code, e.g. `DELIVRD`." }),
    ext: text.meta({ description: '`SessionContext` of `SendSms`; only where the vendor has switched it on.' }),
  })
  .transform(({ sid, report_status: status, user_receive_time: time, errmsg, ext }): SmsReceipt => {
    const at = beijingTime(time);
    const code = carrierCode(errmsg);
    return {
      reference: sid,
      outcome: status === 'SUCCESS' ? 'DELIVERED' : 'FAILED',
      ...(ext ? { key: ext } : {}),
      ...present({ at, code }),
    };
  });

export const tencentReceipts = createReceiptReader({ entry, taken: { result: 0, errmsg: 'OK' } });
