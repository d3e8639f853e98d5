/** The provider's own systems over HTTP. Questions about entities go into a body, so that no URL contains personal data. */
import {
  type DomainFacts,
  domainFactsSchema,
  type InstanceFacts,
  instanceFactsSchema,
} from '../../domain/assets/asset-facts.ts';
import { callParty, parseAnswer } from '../party-http.ts';
import { PermanentError } from '../delivery-faults.ts';
import { pathSegment } from '../path-segment.ts';
import type { AssetDirectory } from './asset-directory.ts';

export interface HttpAssetsOptions {
  /** Without a trailing slash, e.g. `https://assets.provider.example/beian`. */
  baseUrl: string;
  /** Bearer token. */
  token: string;
  timeoutMs?: number;
}

const PARTY = 'asset directory';

/**
 * What the provider's system must offer (JSON, bearer token):
 *
 * - `POST {baseUrl}/v1/domain-facts` with `{ domain, entity: { certificateNumber?, name? } }` → 200 `DomainFacts`; an
 *   unknown domain is `{ domain, registered: false }`.
 * - `GET {baseUrl}/v1/instances/{instanceId}` → 200 `InstanceFacts`, or 404 when there is none.
 * - `GET {baseUrl}/v1/servers?address=203.0.113.10` → 200 `InstanceFacts` of the server that has this public address now, or 404 when none
 *   has it. A system without this question answers 404 as well: then people find the owner of a server by hand.
 *
 * @example
 * const assets = createHttpAssets({ baseUrl: 'https://assets.provider.example/beian', token });
 * const server = await assets.instance('ins-2026a');
 */
export function createHttpAssets({ baseUrl, token, timeoutMs = 10_000 }: HttpAssetsOptions): AssetDirectory {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return {
    async domain(domain, entity): Promise<DomainFacts> {
      const answer = await callParty({
        party: PARTY,
        method: 'POST',
        url: `${baseUrl}/v1/domain-facts`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ domain, entity }),
        timeoutMs,
      });
      if (answer.status === 404)
        throw new PermanentError('the asset directory has no domain look-up at its address', 'NOT_FOUND');
      return parseAnswer(PARTY, domainFactsSchema, answer);
    },

    async instance(instanceId): Promise<InstanceFacts | undefined> {
      const segment = pathSegment(instanceId);
      if (segment === undefined) return undefined; // no server can have such a name
      const url = `${baseUrl}/v1/instances/${segment}`;
      const answer = await callParty({ party: PARTY, method: 'GET', url, headers, timeoutMs });
      return answer.status === 404 ? undefined : parseAnswer(PARTY, instanceFactsSchema, answer);
    },

    async serverAt(address): Promise<InstanceFacts | undefined> {
      const url = `${baseUrl}/v1/servers?address=${encodeURIComponent(address)}`;
      const answer = await callParty({ party: PARTY, method: 'GET', url, headers, timeoutMs });
      return answer.status === 404 ? undefined : parseAnswer(PARTY, instanceFactsSchema, answer);
    },
  };
}
