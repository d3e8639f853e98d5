/** What people are told about the state in which an order is. */
import { offersScan, SCAN_OFFER } from '../../domain/duties/scan-offer.ts';
import type { Order } from '../../store/orders/orders.ts';

export function hintsFor({
  stage,
  type,
  progress,
}: Pick<Order, 'stage' | 'type' | 'progress'>): { code: string; text: string }[] {
  const hints: { code: string; text: string }[] = [];
  if (stage === 'BUREAU_APPROVED') {
    hints.push({
      code: 'TOLD_EARLIER',
      text: 'The bureau tells the person itself, usually earlier than it is seen here; the number shows up within 1–2 business days (R-BUR-2).',
    });
  }
  if (offersScan(stage, type)) hints.push({ code: 'SCAN_OFFERED', text: SCAN_OFFER.en });
  if (stage === 'BUREAU_REVIEW') {
    hints.push({
      code: 'NO_PUSHING',
      text: 'The bureau cannot be hurried; the order is locked until it decides (R-BUR-3, R-SM-4).',
    });
  }
  if (stage === 'SMS_PENDING') {
    hints.push({
      code: 'SMS_HELP',
      text: 'No code? Look into the spam box, put the SIM card into another phone and ask for it again; unsupported numbers must be replaced (R-SMS-11).',
    });
  }
  if (stage === 'BUREAU_REVIEW' && (progress?.changeRequested.length ?? 0) > 0) {
    hints.push({
      code: 'CHANGE_ADVISED',
      text: 'You said that something has changed: open a change order when this one is completed (R-SMS-20).',
    });
  }
  return hints;
}
