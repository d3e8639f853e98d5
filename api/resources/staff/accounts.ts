/** Customer accounts as the provider's own systems know them: kind, verification, addresses. */
import { z } from 'zod';
import type { AccountId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { findAccount, writeAccount } from '../../../usecases/accounts/accounts.ts';
import { showOfAccount } from '../../../usecases/reads/show.ts';
import { asking } from '../../http/read-reason.ts';
import type { Api } from '../../dependencies.ts';
import { accountFacts, accountSchema, accountView } from '../../../usecases/shown/account-view.ts';
import { accountIdentifier } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';

const writeSchema = z.strictObject({ id: accountIdentifier, ...accountFacts }).meta({ id: 'AccountFacts' });
export function accountRoutes(api: Api): Route[] {
  return [
    route({
      id: 'saveAccount',
      tag: 'Accounts',
      method: 'post',
      path: '/v1/accounts',
      permission: 'accounts.write',
      summary: 'Write what is known of an account',
      description: 'Creates it or replaces what was known; what is not given is cleared.',
      body: writeSchema,
      example: {
        id: 'account-1',
        kind: 'INDIVIDUAL',
        verified: true,
        mobile: '13800138000',
        email: 'li.lei@example.cn',
      },
      answers: { 200: { description: 'The account; number and mailbox are masked.', schema: accountSchema } },
      handle: async ({ body: { id, kind, verified, mobile, email }, caller }) => {
        const account = { id: id as AccountId, verified, ...present({ kind, mobile, email }) };
        return ok(accountView(await writeAccount(api, caller, account), 'MASKED'));
      },
    }),
    route({
      id: 'readAccount',
      tag: 'Accounts',
      method: 'get',
      path: '/v1/accounts/{accountId}',
      permission: 'accounts.read',
      summary: 'Read an account',
      description:
        'In clear for its owner, and for reviewers who have claimed an order of it or state why they look. Every read is noted.',
      showsPeople: true,
      params: z.object({ accountId: accountIdentifier }),
      answers: {
        200: {
          description: 'The account; number and mailbox are masked for everybody else.',
          schema: accountSchema,
        },
      },
      handle: async ({ params, caller, req }) => {
        const account = await findAccount(api, caller, params.accountId as AccountId);
        const shown = await showOfAccount(api, asking(caller, req), account.id, [{ subject: 'ACCOUNT' }]);
        return ok(accountView(account, shown));
      },
    }),
  ];
}
