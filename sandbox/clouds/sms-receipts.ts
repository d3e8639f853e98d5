/** Delivery receipts as an SMS vendor pushes them. Tencent Cloud returns SessionContext where it was switched on, as here. */

export type SmsVendor = 'tencent' | 'alibaba';

export interface ReceiptOf {
  vendor: SmsVendor;
  to: string;
  /** SessionContext or OutId. */
  key: string;
  reference: string;
}

/** The carrier's report, with the carrier's own code, e.g. `UNDELIV`. */
export interface CarrierWord {
  status: 'DELIVERED' | 'FAILED';
  code?: string | undefined;
}

/** One push with one receipt; the real vendors put up to a hundred receipts into a push. */
export function receiptPush({ vendor, to, key, reference }: ReceiptOf, { status, code }: CarrierWord): object {
  const at = new Date(Date.now() + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
  const delivered = status === 'DELIVERED';
  switch (vendor) {
    case 'tencent':
      return [
        {
          user_receive_time: at,
          nationcode: '86',
          mobile: to,
          report_status: delivered ? 'SUCCESS' : 'FAIL',
          errmsg: code ?? (delivered ? 'DELIVRD' : 'UNDELIV'),
          description: delivered ? '用户短信送达成功' : '用户短信送达失败',
          sid: reference,
          ext: key,
        },
      ];
    case 'alibaba':
      return [
        {
          phone_number: to,
          send_time: at,
          report_time: at,
          success: delivered,
          err_code: code ?? (delivered ? 'DELIVERED' : 'MOBILE_NOT_ON_SERVICE'),
          err_msg: delivered ? '用户接收成功' : '手机停机、空号或关机',
          sms_size: '1',
          biz_id: reference,
          out_id: key,
        },
      ];
    default:
      return vendor satisfies never;
  }
}

const BEIJING_OFFSET_MS = 8 * 3_600_000;
