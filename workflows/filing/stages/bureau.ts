/**
 * `BUREAU_REVIEW`: the bureau decides, usually within 3 to 20 business days; nobody can speed it up (R-BUR-3) and nothing
 * can be changed (R-SM-4). `BUREAU_APPROVED`: approved, but MIIT's record is not visible here yet. Operators are told once
 * of a due instant that passes; a late decision is still applied (R-BUR-6).
 */
import { always, overdue } from '../reactions/due-dates.ts';
import { bureauSpeaks, recordFollows } from '../reactions/bureau-decision.ts';
import { instanceLostAtBureau, instanceNoted } from '../reactions/instance-loss.ts';
import { stage } from '../stage.ts';

export const bureauReview = stage('BUREAU_REVIEW', {
  on: { ...bureauSpeaks, ...instanceLostAtBureau, ...always },
  at: { bureau: overdue('bureau', 'BUREAU_OVERDUE') },
});

export const bureauApproved = stage('BUREAU_APPROVED', {
  on: { recordSynced: recordFollows, ...instanceNoted, ...always },
  at: { sync: overdue('sync', 'SYNC_OVERDUE') },
});
