/** Authorization codes: a server of this account lent to a filing of another one (R-CODE-1 … R-CODE-8). */
import { z } from 'zod';
import type { AccountId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import type { AuthorizationCode } from '../../../store/assets/authorization-codes.ts';
import { codesOf, createCode, withdrawCode } from '../../../usecases/assets/authorization-codes.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier, instanceIdentifier } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { created, noContent, ok, route, type Route } from '../../http/route.ts';

const instancePath = z.object({ instanceId: instanceIdentifier });

const codeSchema = z
  .object({
    id: z.string(),
    code: z.string().optional().meta({
      description:
        'A credential: whoever has it may file with your server. It must not be sold (R-CODE-4). Absent when it cannot be opened any more; withdraw it then.',
    }),
    instanceId: z.string(),
    grantedTo: z.string().optional(),
    state: z.enum(['UNUSED', 'IN_USE', 'USED', 'VOID']),
    createdAt: z.iso.datetime({ offset: true }),
    voidReason: z.string().optional(),
  })
  .meta({ id: 'AuthorizationCode' });

const createSchema = z
  .strictObject({
    grantedTo: accountIdentifier.optional().meta({ description: 'The one account that may use it.' }),
  })
  .meta({ id: 'CreateCode' });

export function codeRoutes(api: Api): Route[] {
  return [
    route({
      id: 'createCode',
      tag: 'Authorization codes',
      method: 'post',
      path: '/v1/instances/{instanceId}/codes',
      cost: 2,
      permission: 'codes.write',
      summary: 'Generate an authorization code of an own server',
      description:
        'For a prepaid mainland server with a public address of its own, at most five codes each; which kinds of account may is policy (R-CODE-2, R-CODE-3).',
      params: instancePath,
      body: createSchema,
      example: { grantedTo: 'account-2' },
      answers: { 201: { description: 'The code.', schema: codeSchema } },
      problems: [409],
      handle: async ({ params, body, caller }) => {
        const grantedTo = body.grantedTo as AccountId | undefined;
        return created(codeView(await createCode(api, caller, params.instanceId, grantedTo)));
      },
    }),
    route({
      id: 'listCodes',
      tag: 'Authorization codes',
      method: 'get',
      path: '/v1/instances/{instanceId}/codes',
      cost: 2,
      permission: 'codes.read',
      summary: 'Codes of an own server',
      params: instancePath,
      query: z.strictObject(pageFields({ usual: 100, most: 100 })),
      answers: {
        200: {
          description: 'One page, oldest first.',
          schema: z.object({ codes: z.array(codeSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ params, query, caller }) => {
        const { rows, ...rest } = await codesOf(api, caller, params.instanceId, pageIn(query));
        return ok({ codes: rows.map(codeView), ...rest });
      },
    }),
    route({
      id: 'withdrawCode',
      tag: 'Authorization codes',
      method: 'delete',
      path: '/v1/instances/{instanceId}/codes/{codeId}',
      cost: 2,
      permission: 'codes.write',
      summary: 'Withdraw a code',
      description: 'An order in progress that stands on it is told (R-SRV-8). A used code stays used.',
      params: instancePath.extend({ codeId: z.uuid() }),
      answers: { 204: { description: 'The code is void.' } },
      handle: async ({ params: { instanceId, codeId }, caller }) => {
        await withdrawCode(api, caller, instanceId, codeId);
        return noContent;
      },
    }),
  ];
}

function codeView({ id, code, instanceId, grantedTo, state, createdAt, voidReason }: AuthorizationCode) {
  return {
    id,
    ...present({ code }),
    instanceId,
    ...present({ grantedTo }),
    state,
    createdAt: formatInstant(createdAt),
    ...present({ voidReason }),
  };
}
