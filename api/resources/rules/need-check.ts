/** Before an order: is a filing needed at all, and what should be ready (domain-spec §1)? */
import { z } from 'zod';
import { inquire } from '../../../facts/inquiry.ts';
import { isKnown, type InstanceFacts, type NotKnown } from '../../../domain/assets/asset-facts.ts';
import { checkNeed, NEED_ANSWERS, needQuestionSchema } from '../../../domain/before/need-check.ts';
import { registrableDomain } from '../../../domain/identity/domain-name.ts';
import { civilDate, instant } from '../../../domain/time/instant.ts';
import {
  PREPARATION_ITEMS,
  PREPARATION_STATES,
  preparationList,
  type Preparation,
} from '../../../domain/before/preparation.ts';
import { readAccount } from '../../../store/accounts/accounts.ts';
import { ownAccount, type Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { instanceIdentifier } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';

const itemSchema = z.object({
  item: z.enum(PREPARATION_ITEMS),
  state: z.enum(PREPARATION_STATES),
  text: z.string(),
});

const preparationQuery = z.strictObject({
  domain: z.string().trim().max(253).optional(),
  instanceId: instanceIdentifier.optional(),
});

export function needCheckRoutes(api: Api): Route[] {
  return [
    route({
      id: 'checkNeed',
      tag: 'Before an order',
      method: 'post',
      effect: 'READS',
      path: '/v1/need-check',
      permission: 'need-check.ask',
      summary: 'Is a filing needed?',
      body: needQuestionSchema,
      example: { target: 'MAINLAND', server: 'HERE', filed: 'NO' },
      answers: {
        200: {
          description: 'What follows, with the rule it follows from.',
          schema: z.object({ answer: z.enum(NEED_ANSWERS), rule: z.string(), reason: z.string() }),
        },
      },
      handle: async ({ body }) => ok(checkNeed(body)),
    }),
    route({
      id: 'readPreparation',
      tag: 'Before an order',
      method: 'get',
      path: '/v1/preparation',
      cost: 3,
      permission: 'orders.open',
      summary: 'What should be ready before an order is opened',
      description:
        'Five items with their state (R-NEED-15, A-043). A domain whose owner is not verified yet is a warning only.',
      query: preparationQuery,
      answers: {
        200: {
          description: 'The list.',
          schema: z.object({ items: z.array(itemSchema).max(PREPARATION_ITEMS.length) }),
        },
      },
      handle: async ({ query, caller }) => {
        const { policies } = await api.rules();
        const given = await preparationOf(api, caller, query);
        return ok({ items: preparationList(given, policies, civilDate(instant(api.now()))) });
      },
    }),
  ];
}

async function preparationOf(
  { database, vault, ...parties }: Api,
  caller: Caller,
  { domain: host, instanceId }: z.infer<typeof preparationQuery>,
): Promise<Preparation> {
  const ask = inquire(parties);
  const domain = host === undefined ? undefined : registrableDomain(host);
  const [account, domainFacts, instance] = await Promise.all([
    readAccount(database, vault, ownAccount(caller)),
    domain === undefined ? undefined : ask.domain(domain, {}),
    instanceId === undefined ? undefined : ask.instance(instanceId),
  ]);
  return {
    accountVerified: account?.verified === true,
    domain: host === undefined ? 'NOT_NAMED' : domainFacts,
    instance: instanceId === undefined ? 'NOT_NAMED' : ownedBy(caller, instance),
  };
}

/** Nobody learns whether another account's server exists. */
const ownedBy = (caller: Caller, instance: InstanceFacts | NotKnown | undefined) =>
  isKnown(instance) && instance.ownerAccountId !== caller.accountId ? undefined : instance;
