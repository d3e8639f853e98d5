/** Authorization codes: a server of this account lent to a filing of another one (R-CODE-1 … R-CODE-8). */
import { z } from 'zod';
import { checkInstanceForCode } from '../../../domain/check-order/instances.ts';
import type { InstanceFacts } from '../../../domain/assets/asset-facts.ts';
import type { Finding } from '../../../domain/finding.ts';
import type { AccountId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { civilDate, formatInstant, instant } from '../../../domain/time/instant.ts';
import { readAccount } from '../../../store/accounts/accounts.ts';
import {
  codePage,
  codesOfInstance,
  generateCode,
  voidCodes,
  type AuthorizationCode,
} from '../../../store/assets/authorization-codes.ts';
import { ownAccount, type Caller, systemActor } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier, instanceIdentifier } from '../../http/identifiers.ts';
import { changeInstance } from '../../../usecases/processes/instance-changes.ts';
import { errorOf, Problem, problem } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { created, noContent, ok, route, type Route } from '../../http/route.ts';

const instancePath = z.object({ instanceId: instanceIdentifier });

const codeSchema = z
  .object({
    id: z.string(),
    code: z
      .string()
      .meta({ description: 'A credential: whoever has it may file with your server. It must not be sold (R-CODE-4).' }),
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
      handle: async ({ params, body, caller }) =>
        created(codeView(await create(api, caller, params.instanceId, body.grantedTo))),
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
        const { instanceId } = await ownInstance(api, caller, params.instanceId);
        const { rows, ...rest } = await codePage(api.database, api.vault, instanceId, pageIn(query));
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
        await ownInstance(api, caller, instanceId);
        const known = (await codesOfInstance(api.database, api.vault, instanceId)).some(({ id }) => id === codeId);
        if (!known) throw problem('NOT_FOUND', { detail: 'This server has no such code.' });
        const reason = { at: instant(api.now()), reason: 'WITHDRAWN' };
        await changeInstance(api, {
          action: 'codeRevoked',
          actor: systemActor(caller),
          event: codeId,
          change: (trx) => voidCodes(trx, { codeId }, reason),
        });
        return noContent;
      },
    }),
  ];
}

/** For the caller, servers of other accounts do not exist. */
async function ownInstance({ assets }: Api, caller: Caller, instanceId: string): Promise<InstanceFacts> {
  const facts = await assets.instance(instanceId);
  if (facts === undefined || facts.ownerAccountId !== ownAccount(caller)) {
    throw problem('NOT_FOUND', { detail: 'This account has no such server.' });
  }
  return facts;
}

async function create(
  api: Api,
  caller: Caller,
  instanceId: string,
  grantedTo: string | undefined,
): Promise<AuthorizationCode> {
  const facts = await ownInstance(api, caller, instanceId);
  const accountId = ownAccount(caller);
  const at = instant(api.now());
  const { policies } = await api.rules();
  const on = civilDate(at);
  const kinds = policies.resolve('code.accountKind', {}, on);
  const account = await readAccount(api.database, api.vault, accountId);
  if (kinds === 'ENTERPRISE' && (account?.verified !== true || account.kind !== 'ENTERPRISE')) throw wrongAccount();
  const findings = checkInstanceForCode(facts, policies, on);
  if (findings.length > 0) throw unfit(findings);
  const max = policies.resolve('code.maxPerServer', { product: facts.product }, on);
  const result = await generateCode(api.database, api.vault, {
    instanceId,
    accountId,
    max,
    at,
    ...(grantedTo === undefined ? {} : { grantedTo: grantedTo as AccountId }),
  });
  if (result.created) return result.code;
  throw new Problem(409, 'CODE_TOO_MANY', `A server may have ${max} codes; this one has them already.`);
}

const wrongAccount = () =>
  new Problem(409, 'CODE_ACCOUNT_KIND', 'Only an account verified as an enterprise may generate codes (R-CODE-2).');

function unfit(findings: readonly Finding[]): Problem {
  const [first] = findings;
  return new Problem(409, first?.code ?? 'INSTANCE_UNFIT', first?.advice ?? 'The server cannot back a filing.', {
    errors: findings.map(errorOf),
  });
}

function codeView({ id, code, instanceId, grantedTo, state, createdAt, voidReason }: AuthorizationCode) {
  return {
    id,
    code,
    instanceId,
    ...present({ grantedTo }),
    state,
    createdAt: formatInstant(createdAt),
    ...present({ voidReason }),
  };
}
