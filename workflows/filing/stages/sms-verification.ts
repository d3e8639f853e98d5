/**
 * `SMS_PENDING`: MIIT has sent a code to every person who must verify; all have 24 hours from MIIT's sending instant
 * (R-SMS-16). The order is locked. The last pass leads to the bureau's review; the time-out, a failure or MIIT's own return
 * sends the order back to the provider. Callbacks of a finished round are written without effect (R-SMS-21).
 */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { present } from '../../../domain/present.ts';
import { dueInHours, parseInstant, type Instant } from '../../../domain/time/instant.ts';
import type { SmsRound } from '../../../domain/lifecycle/progress.ts';
import { withDue } from '../../../domain/lifecycle/entering.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import { always } from '../reactions/due-dates.ts';
import { instanceLostAtBureau } from '../reactions/instance-loss.ts';
import { bureauSpeaksBeforeSms } from '../reactions/bureau-decision.ts';
import { stage, type Filing, type Taken } from '../stage.ts';
import { returned } from '../reactions/sms-return.ts';

const roundOf = ({ progress }: Filing, handOver: number): SmsRound | undefined =>
  handOver === progress.handOver ? progress.sms : undefined;

/** MIIT's sending instant opens the window; repeats and resends do not extend it (R-SMS-16). */
const smsStarted = (filing: Filing, { data }: Taken<ActionData<'smsStarted'>>) => {
  const { progress, settings } = filing;
  const sms = roundOf(filing, data.handOver);
  if (!sms) return refuse('STALE_HAND_OVER');
  if (sms.startedAt !== undefined) return refuse('ALREADY_DONE');
  const from = parseInstant(data.sentAt);
  const amount = settings.smsTimeoutHours;
  const due = { kind: 'sms', at: dueInHours(from, amount), unit: 'h', amount, from } as const;
  return stay({ change: { sms: { ...sms, startedAt: from }, dues: withDue(progress.dues, due) } });
};

/**
 * Everybody verifies on their own; people who share a mobile have one code, so one pass counts for all of them (R-SMS-5).
 */
const smsVerified = (filing: Filing, { data }: Taken<ActionData<'smsVerified'>>) => {
  const sms = roundOf(filing, data.handOver);
  if (!sms) return refuse('STALE_HAND_OVER');
  const group = sms.groups.find((people) => people.includes(data.personId));
  if (!group) return refuse('UNKNOWN_PERSON');
  if (sms.verified.includes(data.personId)) return refuse('ALREADY_DONE');
  const verified = [...sms.verified, ...group];
  const change = { sms: { ...sms, verified } };
  if (verified.length < sms.groups.flat().length) return stay({ change });
  const advised = filing.progress.changeRequested.length > 0;
  return goTo('BUREAU_REVIEW', {
    change,
    notices: [{ code: 'N-8', facts: advised ? { variant: 'CHANGE_ADVISED' } : {} }],
  });
};

/**
 * Five wrong entries have no consequence, the sixth returns the order (R-SMS-7). A lower count that arrives late changes
 * nothing.
 */
const smsFailed = async (filing: Filing, { data }: Taken<ActionData<'smsFailed'>>) => {
  const sms = roundOf(filing, data.handOver);
  if (!sms) return refuse('STALE_HAND_OVER');
  if (data.wrongEntries > filing.settings.smsMaxWrongEntries) return returned(filing, filing.now());
  return stay({ change: { sms: { ...sms, wrongEntries: Math.max(sms.wrongEntries, data.wrongEntries) } } });
};

const smsReturned = (filing: Filing, { data }: Taken<ActionData<'smsReturned'>>) =>
  roundOf(filing, data.handOver) ? returned(filing, filing.now()) : refuse('STALE_HAND_OVER');

const smsResendRequested = (
  { progress: { handOver } }: Filing,
  { actionId, data: { personId } }: Taken<ActionData<'smsResendRequested'>>,
) => stay({ work: [{ kind: 'resendSms', handOver, actionId, ...present({ personId }) }] });

/** The order is locked: the change is noted, and counts when the order comes back (R-SMS-20). */
const changeRequested = ({ progress }: Filing, { data }: Taken<ActionData<'changeRequested'>>) =>
  stay({ change: { changeRequested: [...new Set([...progress.changeRequested, ...data.fields])] } });

/** N-6 at +12 h and +20 h to people who have not verified yet. */
const smsReminder = ({ progress }: Filing) => {
  const { sms } = progress;
  if (!sms) return stay();
  const open = sms.groups.flat().filter((person) => !sms.verified.includes(person));
  const due = progress.dues.find(({ kind }) => kind === 'sms');
  return stay({
    change: { sms: { ...sms, remindersSent: sms.remindersSent + 1 } },
    notices: [{ code: 'N-6', facts: due ? { due: due.at } : {}, persons: open }],
  });
};

const timeOut = (filing: Filing, dueAt: Instant) => returned(filing, dueAt);

export const smsPending = stage('SMS_PENDING', {
  on: {
    smsStarted,
    smsVerified,
    smsFailed,
    smsReturned,
    smsResendRequested,
    changeRequested,
    ...bureauSpeaksBeforeSms,
    ...instanceLostAtBureau,
    ...always,
  },
  at: { sms: timeOut, smsReminder },
});
