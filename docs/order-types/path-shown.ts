/** The states an order of a type may stand in, who is awaited in each, and for how long. */
import { policyScope } from '../../domain/order/order-scope.ts';
import type { Province } from '../../domain/order/form.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { passes, type Stop } from '../../domain/order-types/path.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Due } from '../../domain/lifecycle/due.ts';
import { STAGES, type Stage } from '../../domain/lifecycle/stage.ts';
import { lifecycleTable, STAY } from '../../domain/lifecycle/table.ts';
import { termsOf } from '../../domain/lifecycle/terms.ts';
import { STAGE_NAMES } from '../../domain/messages/texts/names.ts';
import { atTimeOfDay, type TimeOfDay } from '../../domain/time/instant.ts';
import { byProvince, CALENDAR, POLICIES, SHOWN_ON, valueOf } from './rules-shown.ts';

/** To which stop of the path a state belongs. States that are only passed, and the ends, are not shown. */
const STOP_OF: Readonly<Record<Stage, Stop | 'DRAFTING' | 'NOT_SHOWN'>> = {
  DRAFT: 'DRAFTING',
  TYPE_DETERMINED: 'DRAFTING',
  INSTANCE_VERIFIED: 'DRAFTING',
  INFO_FILLED: 'DRAFTING',
  MATERIALS_PENDING: 'DRAFTING',
  AUTHENTICITY_PENDING: 'DRAFTING',
  CONFIRMATION: 'DRAFTING',
  PRELIM_REVIEW: 'REVIEW',
  PRELIM_APPROVED: 'NOT_SHOWN',
  PRELIM_REJECTED: 'HAND_OVER',
  PHOTO_PENDING: 'PHOTO',
  BACKDROP_SHIPPING: 'PHOTO',
  PHOTO_REVIEW: 'PHOTO',
  PHOTO_REJECTED: 'PHOTO',
  MAIL_PENDING: 'MAIL',
  MAIL_REVIEW: 'MAIL',
  READY_FOR_BUREAU: 'HAND_OVER',
  SMS_PENDING: 'SMS',
  SMS_RETURNED: 'SMS',
  RESUBMIT_WAIT: 'SMS',
  BUREAU_REVIEW: 'BUREAU',
  BUREAU_REJECTED: 'BUREAU',
  BUREAU_APPROVED: 'BUREAU',
  COMPLETED: 'NOT_SHOWN',
  ABANDONED: 'NOT_SHOWN',
  EXPIRED: 'NOT_SHOWN',
  RETURNED_FOR_TYPE: 'NOT_SHOWN',
};

/** Stops that only some orders of a type make. */
const ONLY_SOME: Readonly<Partial<Record<Stop, string>>> = {
  PHOTO: 'Only where somebody proves the identity after the review, such as with a photo instead of the face check.',
  MAIL: 'Only where bureau or reviewer want paper originals.',
};

export function pathTable(type: OrderType): string {
  const rows = STAGES.filter((stage) => isShown(type, stage)).map((stage) => {
    const { zh, en } = STAGE_NAMES[stage];
    const cells = [`[\`${stage}\`](../stages.md#${stage.toLowerCase()})`, `${zh} (${en})`, ...awaited(type, stage)];
    return `| ${[...cells, dues(type, stage)].join(' | ')} |`;
  });
  return ['| state | name | waits for | what is awaited | due |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function isShown(type: OrderType, stage: Stage): boolean {
  const stop = STOP_OF[stage];
  if (stop === 'NOT_SHOWN') return false;
  const isOnPath = stop === 'DRAFTING' || passes(rowOf(type).path, stop);
  return isOnPath && (ONLY_WHERE[stage]?.(type) ?? true);
}

/** States of a stop that not every type has which makes the stop. */
const ONLY_WHERE: Readonly<Partial<Record<Stage, (type: OrderType) => boolean>>> = {
  DRAFT: (type) => rowOf(type).opens === 'BY_TYPE_CHECK',
  TYPE_DETERMINED: (type) => rowOf(type).instance !== 'NONE',
  INFO_FILLED: (type) => rowOf(type).slots.length > 0,
  MATERIALS_PENDING: (type) => rowOf(type).slots.length > 0,
  AUTHENTICITY_PENDING: (type) => valueOf('authenticity.persons', policyScope({ type })).length > 0,
  SMS_RETURNED: (type) => valueOf('sms.resubmit', policyScope({ type })) === 'USER_IMMEDIATE',
  RESUBMIT_WAIT: (type) => valueOf('sms.resubmit', policyScope({ type })) === 'AUTO_24H',
};

/** Who is awaited, and for what. */
function awaited(type: OrderType, stage: Stage): [who: string, what: string] {
  const { path } = rowOf(type);
  const { waitingOn, awaits } = lifecycleTable[stage];
  if (stage === 'READY_FOR_BUREAU' && path.handedOverBy === 'SYSTEM')
    return ['system', 'The system hands the order over at its submission.'];
  const stop = STOP_OF[stage];
  const some = stop === 'DRAFTING' || stop === 'NOT_SHOWN' ? undefined : ONLY_SOME[stop];
  return [waitingOn, [awaits, ...(some === undefined ? [] : [some]), ...persons(type, stage)].join(' ')];
}

function persons(type: OrderType, stage: Stage): string[] {
  const scope = policyScope({ type });
  const asked = (key: 'sms.persons' | 'authenticity.persons') => [`Asked: ${headsIn(valueOf(key, scope))}.`];
  if (stage === 'SMS_PENDING') return asked('sms.persons');
  if (stage === 'AUTHENTICITY_PENDING') return asked('authenticity.persons');
  return [];
}

const HEADS = { ENTITY_HEAD: 'the entity head', SITE_HEADS: 'each site head' } as const;
const headsIn = (roles: readonly (keyof typeof HEADS)[]): string => roles.map((role) => HEADS[role]).join(' and ');

const dues = (type: OrderType, stage: Stage): string => byProvince((province) => duesIn(type, stage, province));

/** The terms as the state gets them when it is entered. */
function duesIn(type: OrderType, stage: Stage, province: Province | undefined): string {
  const from = atTimeOfDay(SHOWN_ON, '10:00' as TimeOfDay);
  const rules = { policies: POLICIES, calendar: CALENDAR };
  const told = termsOf(stage, { type, province, from, editedAt: from }, rules).dues.map((due) => dueSaid(stage, due));
  return told.length === 0 ? '–' : told.join(', ');
}

function dueSaid(stage: Stage, { kind, unit, amount, expectedBd }: Due): string {
  const targets = lifecycleTable[stage].timers[kind] ?? [];
  const term = expectedBd === undefined ? `${amount} ${unit}` : expected(expectedBd, amount);
  if (targets.every((to) => to === STAY)) return term;
  return `${term} → ${targets.map((to) => (to === STAY ? 'stays' : `\`${to}\``)).join(' or ')}`;
}

function expected({ earliest, latest }: NonNullable<Due['expectedBd']>, limit: number): string {
  const range = earliest === latest ? `${latest} BD` : `${earliest} to ${latest} BD`;
  return limit === latest ? range : `${range}, at the latest ${limit} BD`;
}
