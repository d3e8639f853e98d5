/** An order as lists show it: where it stands, who must act, and by when. */
import { z } from 'zod';
import { CLOCK_KINDS, type Clock } from '../../domain/lifecycle/clocks.ts';
import { type Due, DUE_KINDS } from '../../domain/lifecycle/due.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import { provinceSchema } from '../../domain/order/form.ts';
import { orderTypeSchema } from '../../domain/order-types/order-type.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { formatInstant, type Instant } from '../../domain/time/instant.ts';
import type { OrderSummary } from '../../store/orders/order-summary.ts';
import type { Caller } from '../access/caller.ts';

/** An instant as the API writes it. */
export const at = z.iso.datetime({ offset: true }).meta({ example: '2026-02-13T18:00:00+08:00' });

export const dueSchema = z
  .object({
    kind: z.enum([...DUE_KINDS, ...CLOCK_KINDS]),
    at,
    unit: z.enum(['h', 'CD', 'BD']).meta({ description: 'Hours, calendar days or business days.' }),
    amount: z.number(),
    from: at,
    earliest: at.optional(),
    provisional: z.boolean().meta({
      description:
        'The term reaches into a year without published holidays; it is worked out anew when they are known.',
    }),
    overdue: z.boolean(),
  })
  .meta({ id: 'Due' });

export const orderSummarySchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    type: orderTypeSchema.optional(),
    province: provinceSchema.optional(),
    stage: z.enum(STAGES),
    visit: z.int().meta({
      description:
        'Counts every entry into a state. Send it with an action: the filing refuses one meant for an earlier stay.',
    }),
    round: z.int(),
    waitingOn: z.enum(['applicant', 'reviewer', 'courier', 'miit', 'bureau', 'system', 'nobody']),
    since: at,
    openedAt: at,
    editedAt: at,
    assignee: z.string().optional(),
    overdue: z.boolean(),
    nextDue: dueSchema.optional(),
    submitted: z.boolean(),
    erasedAt: at.optional(),
  })
  .meta({ id: 'OrderSummary' });

/** A due date may pass without a step being written, so lateness is worked out when the order is shown. */
export function dueView(shown: Due | Clock, now: Instant): z.infer<typeof dueSchema> {
  const due: Omit<Due, 'kind'> = shown;
  const { unit, amount, from, earliest, provisional } = due;
  return {
    kind: shown.kind,
    at: formatInstant(due.at),
    unit,
    amount,
    from: formatInstant(from),
    ...present({ earliest: ifKnown(earliest, formatInstant) }),
    provisional: provisional === true,
    overdue: due.overdue === true || due.at < now,
  };
}

export function summaryView(order: OrderSummary, caller: Caller, now: Instant): z.infer<typeof orderSummarySchema> {
  const { id, accountId, type, province, stage, visit, round, waitingOn, overdue, nextDue, submitted, assignee } =
    order;
  const shownDue = nextDue?.kind === 'draft' ? undefined : nextDue;
  return {
    id,
    accountId,
    ...present({ type, province }),
    stage,
    visit,
    round,
    waitingOn,
    since: formatInstant(order.enteredAt),
    openedAt: formatInstant(order.openedAt),
    editedAt: formatInstant(order.editedAt),
    ...(assignee === undefined || caller.role === 'applicant' ? {} : { assignee }),
    overdue,
    ...(shownDue === undefined ? {} : { nextDue: dueView(shownDue, now) }),
    submitted,
    ...present({ erasedAt: ifKnown(order.erasedAt, formatInstant) }),
  };
}
