/** Before an order: is a filing needed at all, and what should be ready (domain-spec §1)? */
import { z } from 'zod';
import { checkNeed, NEED_ANSWERS, needQuestionSchema } from '../../domain/need-check.ts';
import { checkInstance } from '../../domain/check-order/instances.ts';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import { civilDate, instant } from '../../domain/instant.ts';
import { readAccount } from '../../store/accounts.ts';
import { ownAccount, type Caller } from '../caller.ts';
import type { Api } from '../dependencies.ts';
import { instanceIdentifier } from '../identifiers.ts';
import { ok, route, type Route } from '../route.ts';

const itemSchema = z.object({
  item: z.enum(['ACCOUNT', 'DOMAIN', 'INSTANCE', 'PRE_APPROVAL', 'RULES']),
  state: z.enum(['READY', 'WARNING', 'MISSING', 'UNKNOWN']),
  text: z.string(),
});
type Item = z.infer<typeof itemSchema>;

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
      permission: 'orders.open',
      summary: 'What should be ready before an order is opened',
      description:
        'Five items with their state (R-NEED-15, A-043). A domain whose owner is not verified yet is a warning only.',
      query: preparationQuery,
      answers: { 200: { description: 'The list.', schema: z.object({ items: z.array(itemSchema) }) } },
      handle: async ({ query: { domain, instanceId }, caller }) =>
        ok({
          items: [
            await accountItem(api, caller),
            await domainItem(api, domain),
            await instanceItem(api, caller, instanceId),
            {
              item: 'PRE_APPROVAL',
              state: 'UNKNOWN',
              text: 'News, medicine, education, games and other listed sectors need a prior approval; have its number and scan at hand.',
            },
            {
              item: 'RULES',
              state: 'MISSING',
              text: "Read the bureau's rules (POST /v1/order-types shows them) and confirm them when you open the order.",
            },
          ],
        }),
    }),
  ];
}

async function accountItem({ database, vault }: Api, caller: Caller): Promise<Item> {
  const account = await readAccount(database, vault, ownAccount(caller));
  if (account?.verified === true)
    return { item: 'ACCOUNT', state: 'READY', text: 'The account is registered and verified.' };
  return {
    item: 'ACCOUNT',
    state: 'MISSING',
    text: 'Have the account verified; it is also needed to maintain the filing later.',
  };
}

async function domainItem({ assets }: Api, host: string | undefined): Promise<Item> {
  if (host === undefined) {
    return {
      item: 'DOMAIN',
      state: 'UNKNOWN',
      text: 'Register a domain and have its owner verified; name it to have it looked up.',
    };
  }
  const domain = registrableDomain(host);
  const facts = domain === undefined ? undefined : await assets.domain(domain, {});
  if (facts?.registered !== true) return { item: 'DOMAIN', state: 'MISSING', text: 'The domain is not registered.' };
  if (facts.realNameVerifiedOn === undefined) {
    return {
      item: 'DOMAIN',
      state: 'WARNING',
      text: "The owner's identity is not verified yet; it must be before the provider approves.",
    };
  }
  return { item: 'DOMAIN', state: 'READY', text: 'The domain is registered and its owner verified.' };
}

async function instanceItem(
  { assets, rules, now }: Api,
  caller: Caller,
  instanceId: string | undefined,
): Promise<Item> {
  const unknown = 'Have a mainland server here, or an authorization code of one; name it to have it looked up.';
  if (instanceId === undefined) return { item: 'INSTANCE', state: 'UNKNOWN', text: unknown };
  const facts = await assets.instance(instanceId);
  if (facts === undefined || facts.ownerAccountId !== caller.accountId) {
    return { item: 'INSTANCE', state: 'MISSING', text: 'This account has no such server.' };
  }
  const { policies } = await rules();
  const [finding] = checkInstance(facts, policies, civilDate(instant(now())));
  if (finding !== undefined) return { item: 'INSTANCE', state: 'MISSING', text: finding.advice };
  return { item: 'INSTANCE', state: 'READY', text: 'The server can back a filing.' };
}
