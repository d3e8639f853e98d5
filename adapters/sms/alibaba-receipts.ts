/**
 * Delivery receipts of Alibaba Cloud SMS (SmsReport, HTTP批量推送), posted to the address set in its console, and again after 1, 5
 * and 10 minutes when the answer is not 200. Source: https://help.aliyun.com/zh/sms/developer-reference/smsreport-2 (read 2026-11-22).
 */
import { z } from 'zod';
import { beijingTime, carrierCode, createReceiptReader, type SmsReceipt } from './sms-receipts.ts';
import { present } from '../../domain/present.ts';

const text = z.string().optional().catch(undefined);

const entry = z
  .looseObject({
    biz_id: z.string().min(1).max(200).meta({ description: '`BizId` of the answer to `SendSms`.' }),
    success: z.union([z.boolean(), z.stringbool()]),
    report_time: text.meta({ description: 'When the carrier reported, in Beijing.', example: '2026-03-02 09:30:00' }),
    err_code: text.meta({ description: "The carrier's code, e.g. `DELIVERED`." }),
    out_id: text.meta({ description: '`OutId` of `SendSms`.' }),
  })
  .transform(({ biz_id: reference, success, report_time: time, err_code: errCode, out_id: outId }): SmsReceipt => {
    const at = beijingTime(time);
    const code = carrierCode(errCode);
    return {
      reference,
      outcome: success ? 'DELIVERED' : 'FAILED',
      ...(outId ? { key: outId } : {}),
      ...present({ at, code }),
    };
  });

export const alibabaReceipts = createReceiptReader({ entry, taken: { code: 0, msg: '接收成功' } });
