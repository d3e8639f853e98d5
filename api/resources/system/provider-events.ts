/** What the provider's own systems report: a server expired or was renewed, a reviewer is absent. */
import { z } from 'zod';
import type { ActionId } from '../../../domain/identifiers.ts';
import { instant } from '../../../domain/time/instant.ts';
import { voidCodes } from '../../../store/assets/authorization-codes.ts';
import { openReservationsOn } from '../../../store/assets/instance-reservations.ts';
import { listOrders } from '../../../store/orders/order-list.ts';
import type { Api } from '../../dependencies.ts';
import { signalFiling } from '../../../usecases/processes/process-client.ts';
import { instanceIdentifier, staffIdentifier } from '../../http/identifiers.ts';
import { tellOfInstances } from '../../../usecases/processes/instance-changes.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { systemActor } from '../../../usecases/access/caller.ts';

const eventSchema = z
  .strictObject({
    event: z.enum(['EXPIRED', 'RENEWED']),
    eventId: z
      .string()
      .regex(/^[\w.-]{4,80}$/)
      .meta({ description: 'The same event reported again changes nothing.' }),
  })
  .meta({ id: 'InstanceEvent' });

const absenceSchema = z
  .strictObject({
    eventId: z
      .string()
      .regex(/^[\w.-]{4,80}$/)
      .meta({ description: 'Names this absence.' }),
  })
  .meta({ id: 'ReviewerAbsence' });

const toldSchema = z.object({ filingsTold: z.int() });

/** A reviewer holds only a few orders, and claims lapse after some hours anyway. */
const CLAIMED_AT_MOST = 1000;

export function providerEventRoutes(api: Api): Route[] {
  return [
    route({
      id: 'reportInstanceEvent',
      tag: 'Provider systems',
      method: 'post',
      path: '/v1/instances/{instanceId}/events',
      permission: 'instances.report',
      summary: 'Report that a server expired or was renewed',
      description:
        'Every open order with a website on it is told; what follows depends on where the order is (R-SRV-8). Codes of an expired server become void.',
      params: z.object({ instanceId: instanceIdentifier }),
      body: eventSchema,
      example: { event: 'EXPIRED', eventId: 'expiry-2026-03-01' },
      answers: { 200: { description: 'Told.', schema: toldSchema } },
      handle: async ({ params: { instanceId }, body: { event, eventId }, caller }) => {
        const websites = await openReservationsOn(api.database, instanceId);
        if (event === 'EXPIRED') {
          await voidCodes(api.database, { instanceId }, { at: instant(api.now()), reason: 'SERVER_EXPIRED' });
        }
        const action = event === 'EXPIRED' ? 'instanceExpired' : 'instanceRenewed';
        const filingsTold = await tellOfInstances(api, systemActor(caller), action, websites, eventId);
        return ok({ filingsTold });
      },
    }),
    route({
      id: 'reportAbsence',
      tag: 'Provider systems',
      method: 'post',
      path: '/v1/reviewers/{reviewerId}/absence',
      permission: 'reviewers.absence',
      summary: 'Report that a reviewer is absent',
      description: 'The orders they have claimed are free again (R-SM-15).',
      params: z.object({ reviewerId: staffIdentifier }),
      body: absenceSchema,
      example: { eventId: 'leave-2026-03-02' },
      answers: { 200: { description: 'Told.', schema: toldSchema } },
      handle: async ({ params: { reviewerId }, body: { eventId }, caller }) => {
        const { orders } = await listOrders(
          api.database,
          { assignee: reviewerId, inProgress: true },
          { limit: CLAIMED_AT_MOST },
        );
        const actionId = `absent:${reviewerId}:${eventId}` as ActionId;
        const message = { actionId, actor: systemActor(caller), data: { reviewerId } };
        for (const { id } of orders) await signalFiling(api, id, 'reviewerAbsent', message);
        return ok({ filingsTold: orders.length });
      },
    }),
  ];
}
