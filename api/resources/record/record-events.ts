/** News of a record from MIIT without an order here, told by the provider's systems or entered by operators. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../../domain/digest.ts';
import { printedNumber } from '../../../domain/record/icp-number.ts';
import { syncEventSchema, type SyncEvent } from '../../../domain/record/sync-event.ts';
import { instant } from '../../../domain/time/instant.ts';
import { enterEvent } from '../../../store/records/entered-events.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { takeSync, type SyncTaken } from '../../../usecases/record/take-sync.ts';
import { refusal } from '../../../usecases/refusal.ts';
import type { Api } from '../../dependencies.ts';
import { ok, route, type Route } from '../../http/route.ts';

const takenSchema = z
  .object({
    status: z.enum(['CHANGED', 'UNCHANGED', 'NOT_ON_RECORD', 'SECOND_PERSON_NEEDED']).meta({
      description:
        '`CHANGED`: the record follows, or an inspection is opened. `UNCHANGED`: it was so already, or something newer is on record. `NOT_ON_RECORD`: no such record stands here. `SECOND_PERSON_NEEDED`: another operator has to enter the same.',
    }),
    number: z.string().optional().meta({ description: 'The number of the entity.' }),
    orders: z
      .array(z.string())
      .max(100)
      .meta({ description: 'Orders in progress that contradict it; operators have a task about each.' }),
  })
  .meta({ id: 'RecordEventTaken' });

const bodySchema = z
  .strictObject({
    eventId: z
      .string()
      .regex(/^[\w:.-]{8,100}$/)
      .optional()
      .meta({ description: 'Names the event; the same event changes nothing. Left out: the content names it.' }),
    event: syncEventSchema,
  })
  .meta({ id: 'RecordEvent' });

export function recordEventRoutes(api: Api): Route[] {
  return [
    route({
      id: 'reportRecordEvent',
      tag: 'Records',
      method: 'post',
      path: '/v1/record-events',
      cost: 5,
      permission: 'records.report',
      summary: 'Say what MIIT changed of a record without an order here',
      description:
        'A removal, a move to another provider, other data: the record follows with a version, the duties of what is served here no more end, and the access closes. What must be put right opens an inspection. From operators it is carried out when a second one enters the same.',
      body: bodySchema,
      example: { event: { change: 'WEBSITE_REMOVED', website: '粤ICP备12345678号-1' } },
      answers: { 200: { description: 'What became of it.', schema: takenSchema } },
      problems: [409],
      handle: async ({ body, caller }) => {
        const event = spelled(body.event);
        if (caller.role === 'operator') {
          const entered = await enterEvent(api.database, api.vault, { event, by: caller.id, at: instant(api.now()) });
          if (entered === 'SAME_PERSON') throw refusal('SAME_PERSON');
          if (entered === 'NOTED') return ok({ status: 'SECOND_PERSON_NEEDED', orders: [] });
        }
        const eventId = body.eventId ?? `said:${createHash('sha256').update(canonicalJson(event)).digest('hex')}`;
        return ok(takenView(await takeSync(api, { event, eventId, actor: actorOf(caller) })));
      },
    }),
  ];
}

/** Two operators may spell a number differently. */
const spelled = (event: SyncEvent): SyncEvent =>
  'number' in event
    ? { ...event, number: printedNumber(event.number) }
    : { ...event, website: printedNumber(event.website) };

/** Refuses what contradicts something else on record. */
export function takenView(taken: SyncTaken): z.infer<typeof takenSchema> {
  switch (taken.outcome) {
    case 'CONTRADICTS':
      throw refusal('RECORD_DOES_NOT_FIT', { findings: taken.findings });
    case 'NOT_ON_RECORD':
      return { status: taken.outcome, orders: [] };
    case 'CHANGED':
    case 'UNCHANGED':
      return { status: taken.outcome, number: taken.number, orders: taken.orders };
    default:
      return taken satisfies never;
  }
}
