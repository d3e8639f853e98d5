/**
 * Addresses and free text that people and outside parties type with an action. They stay in Postgres; the signal carries a reference, so
 * neither the signal nor the history of the process ever holds the text.
 */
import type { InspectionAction } from '../inspection/inspection-actions.ts';
import type { Action } from './action.ts';

/** Fields of an action's data that hold such a text; `items[].advice` is the advice of each item. */
export const TYPED_TEXTS: Partial<Record<Action | InspectionAction, readonly string[]>> = {
  abandon: ['reason'],
  operatorCancel: ['reason'],
  annotate: ['note'],
  approve: ['note'],
  forwardToBureau: ['note'],
  reject: ['items[].advice'],
  rejectOrder: ['items[].advice'],
  requestMaterial: ['note'],
  callOutcome: ['note', 'items[].advice'],
  livenessResult: ['reason'],
  requestBackdrop: ['address'],
  mailRegistered: ['courier'],
  forwardFailed: ['reason'],
  smsReturned: ['reason'],
  bureauDecision: ['note', 'items[].advice'],
  operatorRecordDecision: ['note', 'items[].advice'],
  deadlineOverride: ['reason'],
  itemInspected: ['note'],
  callLogged: ['note'],
  videoNoted: ['note'],
  explained: ['text'],
  accessLeft: ['reason'],
  accessCancelled: ['note'],
  rectified: ['note'],
};

/** A reference as it stands in place of a text. It has the form of a text that each of these fields takes. */
export const TEXT_REFERENCE = /text:[0-9a-f]{32}/g;
