/**
 * From the bureau's approval on a customer may have the website scanned for weak points and content (R-POST-3). It is voluntary: no
 * action, due date, reminder or duty comes from it, and nothing waits for it.
 */
import type { Stage } from '../lifecycle/stage.ts';
import { say } from '../messages/texts/wording.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { rowOf } from '../order-types/table.ts';

/** What an order removes is not scanned. */
export const offersScan = (stage: Stage, type: OrderType | undefined): boolean =>
  (stage === 'BUREAU_APPROVED' || stage === 'COMPLETED') && type !== undefined && rowOf(type).family !== 'REMOVAL';

export const SCAN_OFFER = say(
  '可自愿为网站做漏洞和内容安全扫描；不做不影响备案。',
  'You may have the website scanned for weak points and content; it is voluntary, and the filing does not wait for it.',
);
