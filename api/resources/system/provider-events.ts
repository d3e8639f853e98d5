/** What the provider's own systems report: a server expired or was renewed, a reviewer is absent. */
import { z } from 'zod';
import { instant } from '../../../domain/time/instant.ts';
import { voidCodes } from '../../../store/assets/authorization-codes.ts';
import { openReservationsOn } from '../../../store/assets/instance-reservations.ts';
import type { Database } from '../../../store/postgres/database.ts';
import type { Api } from '../../dependencies.ts';
import { instanceIdentifier, staffIdentifier } from '../../http/identifiers.ts';
import { changeInstance } from '../../../usecases/processes/instance-changes.ts';
import { reviewerIsAbsent } from '../../../usecases/processes/reviewer-absence.ts';
import { toldFields } from '../../views/told-view.ts';
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

const toldSchema = z.object(toldFields);

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
        const action = event === 'EXPIRED' ? 'instanceExpired' : 'instanceRenewed';
        const change = async (trx: Database) => {
          const websites = await openReservationsOn(trx, instanceId);
          const at = instant(api.now());
          if (event === 'EXPIRED') await voidCodes(trx, { instanceId }, { at, reason: 'SERVER_EXPIRED' });
          return websites;
        };
        return ok(await changeInstance(api, { action, actor: systemActor(caller), event: eventId, change }));
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
        return ok(await reviewerIsAbsent(api, systemActor(caller), { reviewerId, eventId }));
      },
    }),
  ];
}
