/**
 * What the holder can still do once the access was cancelled (R-INSP-6, R-INSP-7): which way there is depends on what MIIT has of the
 * record today, on who serves the website now, and on whether the phone on record can be reached.
 */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { InspectionProgress } from './inspection.ts';

/** How the record stands today, as far as it is known here. */
export interface RecordToday {
  /** MIIT still has the website that was inspected. */
  hasWebsite: boolean;
  /** What it has of the entity besides: nothing, the entity alone, or other websites of it. */
  entity: 'NONE' | 'ALONE' | 'WITH_WEBSITES';
  /** Another provider serves the website. */
  servedElsewhere: boolean;
}

export const WAYS_ON = [
  'CALL_THE_PHONE',
  'CHANGE_THERE',
  'AS_THE_BUREAU_SAYS',
  'DEREGISTER_SHELL_AND_FILE',
  'FILE_ANEW',
  'ADD_WEBSITE_TO_ENTITY',
] as const;
export type WayOn = (typeof WAYS_ON)[number];

/** Whether the phone on record can be reached; undefined while nobody has called and nobody has answered a code. */
export function phoneAlive({ calls, phonesProved }: InspectionProgress): boolean | undefined {
  if (phonesProved.length > 0) return true;
  return calls.at(-1)?.reached;
}

export function wayOn({ hasWebsite, entity, servedElsewhere }: RecordToday, alive: boolean | undefined): WayOn {
  if (!hasWebsite) return WITHOUT_WEBSITE[entity];
  if (alive === undefined) return 'CALL_THE_PHONE';
  if (alive) return 'AS_THE_BUREAU_SAYS';
  return servedElsewhere ? 'CHANGE_THERE' : 'DEREGISTER_SHELL_AND_FILE';
}

const WITHOUT_WEBSITE: Readonly<Record<RecordToday['entity'], WayOn>> = {
  NONE: 'FILE_ANEW',
  ALONE: 'DEREGISTER_SHELL_AND_FILE',
  WITH_WEBSITES: 'ADD_WEBSITE_TO_ENTITY',
};

export const WAY_ON_TEXTS: Readonly<Record<WayOn, Bilingual>> = {
  CALL_THE_PHONE: say(
    '工信部仍有该备案：请先确认备案登记的手机能否接通，再决定办理方式。',
    'MIIT still has the record: find out whether the phone on record can be reached; the way depends on it.',
  ),
  CHANGE_THERE: say(
    '备案登记的手机已无法接通，网站另有接入商：请在该接入商处办理变更。',
    'The phone on record is dead and another provider serves the website: change the record there.',
  ),
  AS_THE_BUREAU_SAYS: say(
    '备案登记的手机可以接通：按管局要求办理，先接入再变更，或先变更再接入。',
    'The phone on record can be reached: follow the bureau, which wants the transfer or the change to come before the other.',
  ),
  DEREGISTER_SHELL_AND_FILE: say(
    '请先向管局申请注销空壳主体，再办理首次备案。部分域名注销后无法再次备案。',
    'Have the bureau deregister the empty filing, then file for the first time. Some domains cannot be filed again.',
  ),
  FILE_ANEW: say(
    '工信部已无该主体的备案：请办理首次备案。',
    'MIIT has nothing of the entity: file for the first time.',
  ),
  ADD_WEBSITE_TO_ENTITY: say(
    '主体另有已备案网站：请办理新增网站。',
    'The entity has other websites on record: file this one as a further website.',
  ),
};
