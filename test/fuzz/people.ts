/** Who sends requests: one of each role, and somebody without a token; and what they can name in a path. */
import { z } from 'zod';
import { CALLER_ROLES } from '../../domain/role.ts';
import { demoToken, insisting, jsonCalls } from '../../stack/demo/clients.ts';
import { individual } from '../support/orders/applicants.ts';

export interface Sender {
  role: string;
  token: string | undefined;
}

export interface People {
  senders: readonly Sender[];
  /** Path parameters that lead to something. */
  known: Readonly<Record<string, string>>;
}

const ACCOUNT = 'fuzz-account';
const opened = z.object({ id: z.string() });

/** Creates an account with an order whose form is filled in. */
export async function introduce(apiUrl: string): Promise<People> {
  const tokens = await Promise.all(
    CALLER_ROLES.map(async (role) => {
      const account = role === 'applicant' ? { accountId: ACCOUNT } : {};
      return { role, token: await demoToken(apiUrl, { id: `fuzz-${role}`, role, ...account }) };
    }),
  );
  const as = (wanted: string) => {
    const token = tokens.find(({ role }) => role === wanted)?.token ?? '';
    return insisting(jsonCalls(apiUrl, { Authorization: `Bearer ${token}` }));
  };
  const account = {
    id: ACCOUNT,
    kind: 'INDIVIDUAL',
    verified: true,
    mobile: '13800138000',
    email: 'li.lei@example.cn',
  };
  await as('operator')('POST', '/v1/accounts', account);
  const order = await as('applicant')('POST', '/v1/orders', { rulesConfirmed: true, form: individual() });
  const { id: orderId } = opened.parse(order.body);
  return {
    senders: [{ role: 'nobody', token: undefined }, ...tokens],
    known: {
      orderId,
      accountId: ACCOUNT,
      personId: 'P1',
      websiteId: 'W1',
      slot: 'entity-certificate',
      instanceId: 'i-0001',
    },
  };
}
