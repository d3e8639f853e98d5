/** Who reads the delivery receipts of SMS vendors. Apart from `parties.ts`, which loads the libraries of every vendor. */
import { alibabaReceipts } from '../adapters/sms/alibaba-receipts.ts';
import type { SmsReceiptReader, SmsVendorName } from '../adapters/sms/sms-receipts.ts';
import { tencentReceipts } from '../adapters/sms/tencent-receipts.ts';

/** Of every vendor, because receipts of a former vendor may still come. */
export const smsReceipts: Readonly<Record<SmsVendorName, SmsReceiptReader>> = {
  tencent: tencentReceipts,
  alibaba: alibabaReceipts,
};
