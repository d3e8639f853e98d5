/**
 * `PHOTO_PENDING`, `BACKDROP_SHIPPING`, `PHOTO_REJECTED`: the person in charge is photographed at a photo point or before a
 * backdrop that is sent free of charge — where the province asks for it after the review, or where a reviewer allowed it
 * because the face check failed. Where the province has the face check after the review (`authenticity.phase`), the face
 * check replaces the photo, and a photo counts only for people to whom a reviewer allowed it. `PHOTO_REVIEW` is the second
 * review, by another person (R-SM-12).
 */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInCalendarDays, type Instant } from '../../../domain/time/instant.ts';
import { withDue } from '../../../domain/lifecycle/entering.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import { allowPhoto, noteLiveness, peopleNow } from '../reactions/authenticity.ts';
import { unfit } from '../reactions/checked.ts';
import { claimLapses, claims, maySecond } from '../reactions/claims.ts';
import { always, deadlineOverride, overdue } from '../reactions/due-dates.ts';
import { abandon, cancellable, expire } from '../reactions/ending.ts';
import { instanceSendsBack } from '../reactions/instance-loss.ts';
import { afterPhoto } from '../reactions/onward.ts';
import { reminder } from '../reactions/reminders.ts';
import { rejectOrder } from '../reactions/reject-order.ts';
import { stage, type Filing, type Taken } from '../stage.ts';

const requestBackdrop = (_filing: Filing, { data }: Taken<ActionData<'requestBackdrop'>>) =>
  goTo('BACKDROP_SHIPPING', { change: { backdropAddress: data.address } });

/** Only faults that concern this step count; the review that follows finds the others and can send the order back. */
const photoUploaded = async (filing: Filing) => {
  const { blocking } = await filing.check('PHOTO');
  return blocking.length > 0 ? refuse('PHOTO_MISSING', { items: blocking }) : goTo('PHOTO_REVIEW');
};

/** Where the face check comes after the review, the last pass moves the order on as a photo does. */
const livenessResult = async (filing: Filing, { data }: Taken<ActionData<'livenessResult'>>) => {
  if (data.result === 'FAIL') return stay(noteLiveness(filing, data, await peopleNow(filing)));
  const { blocking } = await filing.check('PHOTO');
  const noted = noteLiveness(filing, data, undefined);
  return blocking.length > 0 ? stay(noted) : goTo('PHOTO_REVIEW', noted);
};

const waiting = { ...instanceSendsBack, abandon, ...cancellable, deadlineOverride, ...always } as const;

export const photoPending = stage('PHOTO_PENDING', {
  on: { requestBackdrop, photoUploaded, livenessResult, allowPhoto, ...waiting },
  at: { step: expire, reminder },
});

export const photoRejected = stage('PHOTO_REJECTED', {
  on: { photoUploaded, requestBackdrop, livenessResult, allowPhoto, ...waiting },
  at: { step: expire, reminder },
});

const backdropShipped = (_filing: Filing, { data }: Taken<ActionData<'backdropShipped'>>) =>
  stay({
    change: { backdropTracking: data.trackingNumber },
    detail: data.trackingNumber,
    notices: [{ code: 'N-17', facts: { trackingNumber: data.trackingNumber } }],
  });

const backdropReceived = () => goTo('PHOTO_PENDING');

/** Another backdrop is on its way; the customer's own 45 days run on (R-SM-1). */
const requestedAgain = ({ progress, settings, now }: Filing, { data }: Taken<ActionData<'requestBackdrop'>>) => {
  const from = now();
  const amount = settings.backdropShipDays;
  const due = { kind: 'shipping', at: dueInCalendarDays(from, amount), unit: 'CD', amount, from } as const;
  const to = data.address === undefined ? {} : { backdropAddress: data.address };
  return stay({ change: { ...to, backdropTracking: undefined, dues: withDue(progress.dues, due), overdue: false } });
};

/** A parcel that does not arrive is an operator's task; the customer is not reminded of what the courier owes. */
const notDelivered = ({ progress }: Filing, _dueAt: Instant) => {
  const due = progress.dues.find(({ kind }) => kind === 'shipping');
  return stay({
    change: due ? { dues: withDue(progress.dues, { ...due, overdue: true }), overdue: true } : {},
    tasks: ['BACKDROP_NOT_DELIVERED'],
  });
};

export const backdropShipping = stage('BACKDROP_SHIPPING', {
  on: { backdropShipped, backdropReceived, photoUploaded, requestBackdrop: requestedAgain, ...waiting },
  at: { step: expire, shipping: notDelivered },
});

const approve = async (filing: Filing, { actor }: Taken<unknown>) => {
  const refused = maySecond(filing, actor);
  if (refused) return refused;
  const answer = await filing.check('APPROVAL');
  const incomplete = unfit(answer);
  if (incomplete) return incomplete;
  const to = afterPhoto(filing, answer);
  return goTo(to, {
    notices: [
      { code: 'N-2', facts: { variant: 'PHOTO_APPROVED' } },
      ...(to === 'MAIL_PENDING' ? [{ code: 'N-3' as const, facts: { variant: 'MAIL' } }] : []),
    ],
  });
};

const reject = (filing: Filing, { actor, data }: Taken<ActionData<'reject'>>) => {
  const refused = maySecond(filing, actor);
  if (refused) return refused;
  const persons = data.items.flatMap(({ path }) => PERSON_IN_PATH.exec(path)?.[1] ?? []);
  return goTo('PHOTO_REJECTED', {
    change: { items: data.items, proofRefused: { at: filing.now(), persons } },
    items: data.items,
    notices: [{ code: 'N-2', facts: { variant: 'PHOTO_ITEMS', items: data.items } }],
  });
};

/** `documents.backdrop-photo:P2` and `people.P2.liveness` are about P2; other items are about everybody. */
const PERSON_IN_PATH = /^(?:documents\.backdrop-photo:|people\.)(P\d+)/;

export const photoReview = stage('PHOTO_REVIEW', {
  on: { ...claims, approve, reject, rejectOrder, ...instanceSendsBack, ...cancellable, deadlineOverride, ...always },
  at: { review: overdue('review', 'REVIEW_OVERDUE'), claim: claimLapses },
});
