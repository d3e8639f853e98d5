/**
 * `MAIL_PENDING`, `MAIL_REVIEW`: the applicant posts paper originals where the bureau or a reviewer demands them. Naming
 * courier and number restarts the 45 days and stops the reminders; a parcel ten days under way is an operator's task
 * (R-MAIL-2). Refused papers are posted again.
 */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInCalendarDays, instant, type Instant } from '../../../domain/time/instant.ts';
import { withDue } from '../../../domain/lifecycle/entering.ts';
import { nextOn, pathOf } from '../../../domain/order-types/path.ts';
import { goTo, stay } from '../outcome.ts';
import { unfit } from '../reactions/checked.ts';
import { claimLapses, claims, mayReview } from '../reactions/claims.ts';
import { always, deadlineOverride, overdue } from '../reactions/due-dates.ts';
import { abandon, cancellable, expire } from '../reactions/ending.ts';
import { instanceSendsBack } from '../reactions/instance-loss.ts';
import { reminder } from '../reactions/reminders.ts';
import { rejectOrder } from '../reactions/reject-order.ts';
import { stage, type Filing, type Taken } from '../stage.ts';

/** The 45 days begin again; time an operator granted beyond them stays granted (R-MAIL-2, R-SM-19). */
const mailRegistered = (filing: Filing, { data }: Taken<ActionData<'mailRegistered'>>) => {
  const { progress, settings } = filing;
  const from = filing.now();
  const granted = progress.dues.find(({ kind }) => kind === 'step')?.notBefore;
  const step = instant(Math.max(dueInCalendarDays(from, settings.stepExpiryDays), granted ?? 0));
  const transit = dueInCalendarDays(from, settings.mailTransitDays);
  return stay({
    change: {
      parcel: { ...data, registeredAt: from },
      overdue: false,
      dues: [
        {
          kind: 'step',
          at: step,
          unit: 'CD',
          amount: settings.stepExpiryDays,
          from,
          ...(granted ? { notBefore: granted } : {}),
        },
        { kind: 'transit', at: transit, unit: 'CD', amount: settings.mailTransitDays, from },
      ],
    },
    detail: `${data.courier} ${data.trackingNumber}`,
  });
};

const mailReceived = () => goTo('MAIL_REVIEW');

const notReceived = ({ progress }: Filing, dueAt: Instant) => {
  const due = progress.dues.find(({ kind }) => kind === 'transit');
  return stay({
    change: due ? { dues: withDue(progress.dues, { ...due, overdue: true }), overdue: true } : {},
    tasks: ['PARCEL_NOT_RECEIVED'],
    notices: [{ code: 'N-3', facts: { variant: 'PARCEL_LOST', due: dueAt } }],
  });
};

export const mailPending = stage('MAIL_PENDING', {
  on: { mailRegistered, mailReceived, ...instanceSendsBack, abandon, ...cancellable, deadlineOverride, ...always },
  at: { step: expire, transit: notReceived, reminder },
});

const approve = async (filing: Filing, { actor }: Taken<unknown>) => {
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  const answer = await filing.check('APPROVAL');
  const incomplete = unfit(answer);
  if (incomplete) return incomplete;
  return goTo(nextOn(pathOf(filing.progress), 'MAIL', {}), {
    notices: [{ code: 'N-2', facts: { variant: 'MAIL_APPROVED' } }],
  });
};

const reject = (filing: Filing, { actor, data }: Taken<ActionData<'reject'>>) => {
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  return goTo('MAIL_PENDING', {
    change: { items: data.items },
    items: data.items,
    notices: [
      { code: 'N-2', facts: { variant: 'MAIL_ITEMS', items: data.items } },
      { code: 'N-3', facts: { variant: 'MAIL' } },
    ],
  });
};

export const mailReview = stage('MAIL_REVIEW', {
  on: { ...claims, approve, reject, rejectOrder, ...instanceSendsBack, ...cancellable, deadlineOverride, ...always },
  at: { review: overdue('review', 'REVIEW_OVERDUE'), claim: claimLapses },
});
