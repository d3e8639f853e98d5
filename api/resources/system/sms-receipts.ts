/**
 * Delivery receipts of the SMS vendors, each in the vendor's own form. Vendors cannot sign, so the address contains a secret
 * and is given only to the vendor's console. A receipt for an unknown message is answered like any other, since the vendor
 * could do nothing about it, and is counted.
 */
import { z } from 'zod';
import type { SmsReceipt, SmsVendorName } from '../../../adapters/sms/sms-receipts.ts';
import { instant } from '../../../domain/time/instant.ts';
import { markReceipt } from '../../../store/messages/receipts.ts';
import { knownTokens } from '../../auth/address-tokens.ts';
import type { Api } from '../../dependencies.ts';
import type { Metrics } from '../../http/metrics.ts';
import { problem } from '../../http/problems.ts';
import { isTooDeep, ofBoundedDepth } from '../../http/json-depth.ts';
import { parsedJson } from '../../http/raw-body.ts';
import { ok, publicRoute, type Route } from '../../http/route.ts';
import { isUnavailable } from '../../../usecases/processes/unreachable.ts';

const VENDORS = [
  ['tencent', 'Tencent Cloud SMS'],
  ['alibaba', 'Alibaba Cloud SMS'],
] as const satisfies readonly (readonly [SmsVendorName, string])[];

export function smsReceiptRoutes(api: Api, metrics: Pick<Metrics, 'countSmsReceipts'>): Route[] {
  const isKnown = knownTokens(api.smsReceiptTokens);
  return VENDORS.map(([vendor, name]) => {
    const { entry, taken, read } = api.smsReceipts[vendor];
    return publicRoute({
      id: `${vendor}SmsReceipts`,
      tag: 'Webhooks',
      method: 'post',
      path: `/v1/webhooks/sms/${vendor}/{token}`,
      summary: `Delivery receipts of ${name}`,
      description: 'In the form in which the vendor pushes them; `token` is one of `BEIAN_SMS_RECEIPT_TOKENS`.',
      params: z.object({ token: z.string() }),
      bodyKind: 'raw',
      body: z.unknown(),
      documentedBody: z.array(entry),
      answers: { 200: { description: 'Taken note of, in the words the vendor expects.', schema: z.looseObject({}) } },
      problems: [404, 503],
      admit: async ({ params }) => {
        if (!isKnown(params.token)) throw problem('NOT_FOUND');
        return undefined;
      },
      handle: async ({ req }) => {
        const { entries, tooDeep } = entriesIn(parsedJson(req));
        const { receipts, unreadable } = read(entries);
        metrics.countSmsReceipts(vendor, 'unreadable', unreadable + tooDeep);
        // one after the other, because a vendor pushes up to a hundred at once
        for (const receipt of receipts) metrics.countSmsReceipts(vendor, await noted(api, receipt), 1);
        return ok(taken);
      },
    });
  });
}

/** What a vendor pushed, entry by entry: one that is nested too deep to be read does not hide the others. */
function entriesIn(body: unknown): { entries: unknown[]; tooDeep: number } {
  if (!Array.isArray(body)) return { entries: [ofBoundedDepth(body)], tooDeep: 0 };
  const entries = body.filter((entry) => !isTooDeep(entry));
  return { entries, tooDeep: body.length - entries.length };
}

/**
 * One receipt on its own: a vendor repeats the whole push when it is refused, so a receipt that cannot be written down must
 * not keep out the others for ever. While Postgres is unavailable the push is refused, and comes again.
 */
async function noted(api: Api, receipt: SmsReceipt): Promise<'delivered' | 'failed' | 'unknown' | 'not_noted'> {
  try {
    if (!(await note(api, receipt))) return 'unknown';
    return receipt.outcome === 'DELIVERED' ? 'delivered' : 'failed';
  } catch (error) {
    if (isUnavailable(error)) throw error;
    api.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'a delivery receipt could not be noted');
    return 'not_noted';
  }
}

/** False when the receipt belongs to no message. */
async function note({ database, now }: Api, { code, at, ...receipt }: SmsReceipt): Promise<boolean> {
  const errorCode = receipt.outcome === 'FAILED' ? { errorCode: code ?? 'UNDELIVERED' } : {};
  const message = await markReceipt(database, { ...receipt, at: at ?? instant(now()), ...errorCode });
  return message !== undefined;
}
