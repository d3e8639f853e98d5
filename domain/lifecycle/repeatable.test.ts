import { expect, test } from '@jest/globals';
import type { Action } from './action.ts';
import type { Role } from '../role.ts';
import { isRepeatable } from './repeatable.ts';

test.each<[Role, Action[]]>([
  ['applicant', ['submitForReview', 'withdraw', 'edited', 'requestBackdrop', 'backdropReceived', 'mailRegistered']],
  ['applicant', ['smsResendRequested', 'changeRequested']],
  ['reviewer', ['claim', 'release', 'annotate', 'requestMaterial', 'requestMail', 'callOutcome', 'allowPhoto']],
  [
    'operator',
    ['operatorCancel', 'deadlineOverride', 'annotate', 'smsResendRequested', 'forwardFailed', 'recordSynced'],
  ],
  ['system', ['instanceExpired', 'instanceRenewed', 'calendarChanged']],
  ['miit', ['smsStarted', 'smsVerified', 'smsFailed']],
])('the %s can repeat by itself: %j', (role, actions) => {
  expect(actions.filter((action) => !isRepeatable(action, role))).toEqual([]);
});

test.each<[Role, Action[]]>([
  ['applicant', ['abandon', 'reactivate', 'photoUploaded']],
  ['reviewer', ['approve', 'reject', 'rejectOrder', 'consentToCancel']],
  ['operator', ['consentToCancel']],
  ['bureau', ['bureauDecision']],
  ['miit', ['smsReturned']],
])('the %s cannot repeat without somebody else: %j', (role, actions) => {
  expect(actions.filter((action) => isRepeatable(action, role))).toEqual([]);
});
