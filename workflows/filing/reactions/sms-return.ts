/**
 * MIIT returned the order (R-SMS-9): what happens next depends on what changed, on today's rules, and on how often MIIT
 * returned it.
 */
import type { Finding } from '../../../domain/finding.ts';
import { dueInHours, type Instant } from '../../../domain/time/instant.ts';
import type { Filing } from '../stage.ts';
import { goTo, type Applied } from '../outcome.ts';
import { isLostInstance } from './instance-loss.ts';

type Next = 'RESUBMIT_WAIT' | 'PRELIM_REJECTED' | 'SMS_RETURNED';

/** Unchanged and compliant → handed over again after 24 h; else back to the applicant with items (R-SMS-10, R-SMS-18). */
export async function returned(filing: Filing, at: Instant): Promise<Applied<Next>> {
  const { progress, settings } = filing;
  const { blocking } = await filing.check('RETURN');
  const items = [...progress.changeRequested.map(changed), ...progress.items.filter(isLostInstance), ...blocking];
  if (items.length > 0) return toCorrection(filing, items);
  switch (settings.smsResubmit) {
    case 'NONE':
      return toCorrection(filing, [timedOut]);
    case 'USER_IMMEDIATE':
      return goTo('SMS_RETURNED', { notices: [notice(filing, { variant: 'RESUBMIT_YOURSELF' })] });
    case 'AUTO_24H':
      if (progress.autoResubmits >= settings.smsMaxAutoResubmits) return toCorrection(filing, [exhausted]);
      return goTo('RESUBMIT_WAIT', {
        via: ['SMS_RETURNED'],
        notices: [notice(filing, { variant: 'RESUBMIT', due: dueInHours(at, settings.smsResubmitDelayHours) })],
        tasks: ['CALL_BEFORE_RESUBMISSION'],
      });
    default:
      return settings.smsResubmit satisfies never;
  }
}

/** The applicant corrects; everything is reviewed again and everybody verifies again (R-SMS-10). */
export function toCorrection(
  filing: Filing,
  items: Finding[],
  via: 'SMS_RETURNED'[] = ['SMS_RETURNED'],
): Applied<'PRELIM_REJECTED'> {
  return goTo('PRELIM_REJECTED', {
    via,
    change: { items },
    items,
    notices: [notice(filing, { variant: 'ITEMS', items })],
  });
}

/** N-7 goes to those who had to verify, and to the account. */
const notice = ({ progress }: Filing, facts: object) => ({
  code: 'N-7' as const,
  facts,
  persons: progress.sms?.groups.flat() ?? [],
});

export const changed = (path: string): Finding => ({
  path,
  code: 'CHANGED',
  advice: 'You said that this has changed: correct it and submit again.',
});
const timedOut: Finding = {
  path: 'sms',
  code: 'SMS_TIMEOUT',
  advice: 'The SMS was not verified in time. Submit again.',
};
const exhausted: Finding = {
  path: 'sms',
  code: 'SMS_ROUNDS_EXHAUSTED',
  advice: 'The SMS was not verified in any round. Check the mobile numbers, then submit again.',
};
