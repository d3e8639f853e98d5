/** Tokens for trying Beian out. Exists in sandbox mode only; production uses those of an identity provider. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { CALLER_ROLES } from '../../../domain/role.ts';
import type { Sandbox } from '../../dependencies.ts';
import { accountIdentifier, staffIdentifier } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { created, publicRoute, type Route } from '../../http/route.ts';

const tokenRequest = z
  .strictObject({
    id: staffIdentifier,
    role: z.enum(CALLER_ROLES),
    accountId: accountIdentifier.optional().meta({ description: 'Applicants always have one.' }),
  })
  .meta({ id: 'DemoTokenRequest' });

export function demoTokenRoutes({ issueToken }: Sandbox): Route[] {
  return [
    publicRoute({
      id: 'issueDemoToken',
      tag: 'Sandbox',
      method: 'post',
      path: '/v1/demo-tokens',
      summary: 'Get a token for any role',
      body: tokenRequest,
      example: { id: 'li-lei', role: 'applicant', accountId: 'account-1' },
      answers: {
        201: {
          description: 'Good for twelve hours.',
          schema: z.object({ token: z.string(), tokenType: z.literal('Bearer') }),
        },
      },
      handle: async ({ body: { id, role, accountId } }) => {
        if (role === 'applicant' && accountId === undefined) {
          const message = 'An applicant belongs to an account.';
          throw problem('INVALID', { errors: [{ path: 'accountId', code: 'MISSING', message }] });
        }
        const token = await issueToken({ sub: id, role, ...present({ account: accountId }) });
        return created({ token, tokenType: 'Bearer' });
      },
    }),
  ];
}
