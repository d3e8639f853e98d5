/** The answer to an action: applied, refused with a reason, or not known yet. */
import { z } from 'zod';
import { findingSchema, MOST_FINDINGS } from '../../domain/finding.ts';
import { present } from '../../domain/present.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import { refusals, type RefusalCode } from '../../domain/refusal.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import { REPLAY_HEADER } from '../http/idempotency.ts';
import { errorOf, Problem, statusOf } from '../http/problems.ts';
import { answer, ok, type Answer } from '../http/route.ts';

export const outcomeSchema = z
  .object({
    actionId: z.string(),
    action: z.string(),
    outcome: z.enum(['APPLIED', 'REFUSED', 'PENDING']).meta({
      description: '`PENDING`: the action is stored and will be answered; ask again.',
    }),
    reason: z.string().optional().meta({ description: 'Why it was refused, for programs.' }),
    title: z.string().optional().meta({ description: 'Why it was refused, and what to do.' }),
    items: z.array(findingSchema()).max(MOST_FINDINGS).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
    from: z.enum(STAGES).optional(),
    to: z.enum(STAGES).optional(),
    visit: z.int().optional(),
  })
  .meta({ id: 'ActionOutcome' });

export function outcomeView(outcome: ActionOutcome, actionId: string): z.infer<typeof outcomeSchema> {
  const { action, outcome: result, reason, items, at, from, to, visit } = outcome;
  return {
    actionId,
    action,
    outcome: result,
    ...(reason === undefined ? {} : { reason, title: refusals[reason] }),
    ...present({ items }),
    at: formatInstant(at),
    from,
    to,
    visit,
  };
}

/** 200 when applied; a problem when refused; 202 with the address to ask at when the outcome is not known yet. */
export function answerWith(
  outcome: ActionOutcome | undefined,
  { orderId, action, actionId }: { orderId: string; action: string; actionId: string },
  summary: object,
  headers: NonNullable<Answer['headers']> = {},
): Answer {
  if (outcome === undefined) {
    const location = `/v1/orders/${encodeURIComponent(orderId)}/actions/${encodeURIComponent(actionId)}`;
    return answer(202, { actionId, action, outcome: 'PENDING' }, { Location: location, 'Retry-After': '2' });
  }
  if (outcome.outcome === 'REFUSED') throw refusalOf(outcome, headers);
  return ok({ ...outcomeView(outcome, actionId), order: summary }, headers);
}

/** The headers of 202. */
export const WHERE_TO_ASK = { Location: 'Where to ask.', 'Retry-After': 'After how many seconds to ask.' } as const;

/** Marks the answer as the first one repeated, so that nobody takes an old refusal for a new one. */
export const REPEATED = { [REPLAY_HEADER]: 'true' } as const;

function refusalOf({ reason, detail, items }: ActionOutcome, headers: NonNullable<Answer['headers']>) {
  const code: RefusalCode = reason ?? 'MALFORMED';
  return new Problem(statusOf(code), code, refusals[code], { detail, errors: items?.map(errorOf), headers });
}
