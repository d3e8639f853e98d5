/**
 * The provider's network, which serves or blocks websites. It keeps a copy of what the access gate says: it is told of changes in
 * their order, and reads the list itself where it has missed some (`docs/integration.md`).
 *
 * - `POST {url}` with `{ type: 'access-gate.changed', timestamp, data: { after, upTo, domains } }`, signed by Standard Webhooks; any
 *   2xx means that the copy holds it. A repeat has the same `webhook-id`.
 */
import { createHash } from 'node:crypto';
import { PermanentError } from '../delivery-faults.ts';
import { callParty } from '../party-http.ts';
import { checkSecret } from '../signatures/secret.ts';
import { signStandard } from '../signatures/standard-webhooks.ts';

/** What changed, in the order of the changes. */
export interface GateNews {
  /** Where the reader of the list stood before these changes, and where he stands after them. */
  after: string;
  upTo: string;
  domains: readonly object[];
}

export interface NetworkGateway {
  /** Names it among several; the same after a restart. */
  name: string;
  /** Ends when the gateway has taken the changes. Throws when it has not, or may not have. */
  take(news: GateNews): Promise<void>;
}

const PARTY = 'network gateway';

/**
 * A gateway that is told over HTTP. Throws a RangeError when the secret is too short.
 *
 * @example
 * const gateway = createHttpNetworkGateway({ url: 'https://edge.provider.example/beian', secret });
 * await gateway.take({ after, upTo, domains });
 */
export function createHttpNetworkGateway(options: { url: string; secret: string; timeoutMs?: number }): NetworkGateway {
  const { url, secret, timeoutMs = 10_000 } = options;
  checkSecret(secret);
  return {
    name: url,
    async take({ after, upTo, domains }) {
      const now = Date.now();
      const timestamp = new Date(now).toISOString();
      const id = `gate_${createHash('sha256').update(`${after} ${upTo}`).digest('hex').slice(0, 32)}`;
      const body = JSON.stringify({ type: 'access-gate.changed', timestamp, data: { after, upTo, domains } });
      const headers = { 'content-type': 'application/json', ...signStandard({ secret, id, body, now }) };
      const { status } = await callParty({ party: PARTY, method: 'POST', url, headers, body, timeoutMs });
      if (status === 404) throw new PermanentError(`the ${PARTY} has nothing at its address`, 'NOT_FOUND');
    },
  };
}
