import { z } from 'zod';
import { provinceSchema } from '../../domain/order/form.ts';
import { orderTypeSchema } from '../../domain/order-types/order-type.ts';
import type { NoticeFacts } from '../../domain/messages/notice.ts';
import type { StoredMessage } from './message-row.ts';

const paramsSchema = z.object({
  facts: z.custom<NoticeFacts>((facts) => typeof facts === 'object' && facts !== null),
  type: orderTypeSchema.optional(),
  province: provinceSchema.optional(),
});

/** What a stored message says, for the renderer. */
export function noticeOf(message: StoredMessage) {
  const { facts, type, province } = paramsSchema.parse(message.params);
  return { notice: { code: message.code, facts }, orderId: message.caseId, type, province };
}
