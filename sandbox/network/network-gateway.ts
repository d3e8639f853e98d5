/**
 * The provider's network: it keeps a copy of what the access gate says, and serves or blocks by it. It is told of changes, and reads
 * the list from where it stands when it finds that it has missed some.
 */
import { Router } from 'express';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { FilingProblem } from '../bureau/filing-problem.ts';
import { bodyOf } from '../clouds/tencent-cloud.ts';
import type { Switches } from '../control/switches.ts';
import type { Memory } from '../state/memory.ts';

const domainSchema = z.looseObject({
  domain: z.string(),
  serve: z.boolean(),
  reason: z.string(),
  seq: z.int(),
  since: z.string(),
});
const newsSchema = z.looseObject({
  type: z.literal('access-gate.changed'),
  data: z.looseObject({ after: z.string(), upTo: z.string(), domains: z.array(domainSchema) }),
});
const pageSchema = z.looseObject({ domains: z.array(domainSchema), cursor: z.string().optional(), upTo: z.string() });

export type CopiedDomain = z.infer<typeof domainSchema>;

export interface NetworkCopy {
  domains: CopiedDomain[];
  /** Up to where it is complete; absent before the first change. */
  upTo?: string;
  /** It was told of changes that do not follow on what it has, so it has to read the list. */
  missed: boolean;
}

export interface Network {
  copy(): NetworkCopy;
  /** Whether the network serves the domain now; what it does not know, it blocks. */
  serves(domain: string): boolean;
  take(news: z.infer<typeof newsSchema>): void;
  /** Reads Beian's list from where it stands, with a token of the provider's systems. */
  catchUp(beian: string, token: string): Promise<NetworkCopy>;
  reset(): void;
}

export function createNetwork(memory: Memory): Network {
  const domains = memory.collection<CopiedDomain>('network');
  const place = memory.collection<{ upTo: string; missed: boolean }>('network-place');
  const keep = (changes: readonly CopiedDomain[]) => {
    // A change that comes late or twice must not undo a later one.
    for (const change of changes)
      if ((domains.get(change.domain)?.seq ?? 0) < change.seq) domains.set(change.domain, change);
  };
  const copy = (): NetworkCopy => {
    const { upTo, missed = false } = place.get('place') ?? {};
    return { domains: domains.values(), ...(upTo === undefined ? {} : { upTo }), missed };
  };
  return {
    copy,
    serves: (domain) => domains.get(domain)?.serve === true,
    take({ data: { after, upTo, domains: changes } }) {
      keep(changes);
      const stands = place.get('place');
      const follows = stands === undefined ? after === FIRST : stands.upTo === after && !stands.missed;
      if (follows) place.set('place', { upTo, missed: false });
      else if (stands?.upTo !== upTo) place.set('place', { upTo: stands?.upTo ?? FIRST, missed: true });
    },
    async catchUp(beian, token) {
      let cursor = place.get('place')?.upTo;
      for (let more = true; more;) {
        const url = new URL('/v1/access-gate/domains', beian);
        if (cursor !== undefined) url.searchParams.set('cursor', cursor);
        const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
        if (!answer.ok)
          throw new FilingProblem(502, 'LIST_REFUSED', `Beian answered ${answer.status} to the question for the list.`);
        const page = pageSchema.parse(await answer.json());
        keep(page.domains);
        cursor = page.upTo;
        more = page.cursor !== undefined;
      }
      if (cursor !== undefined) place.set('place', { upTo: cursor, missed: false });
      return copy();
    },
    reset() {
      domains.clear();
      place.clear();
    },
  };
}

/** The cursor before the first change. */
const FIRST = Buffer.from('[0]').toString('base64url');

/** Takes what Beian tells, signed by Standard Webhooks. */
export function networkGateway({
  secret,
  network,
  switches,
}: {
  secret: string;
  network: Network;
  switches: Switches;
}): Router {
  const router = Router();
  router.post('/gate-changes', (req, res) => {
    switch (switches.next('network')) {
      case 'down':
        req.socket.destroy();
        return;
      case 'busy':
        throw new FilingProblem(503, 'BUSY', 'The network gateway takes nothing now.');
      case 'reject':
        throw new FilingProblem(422, 'REFUSED', 'The network gateway refuses this.');
      case 'up':
    }
    const body = bodyOf(req);
    const headers = {
      'webhook-id': req.get('webhook-id') ?? '',
      'webhook-timestamp': req.get('webhook-timestamp') ?? '',
      'webhook-signature': req.get('webhook-signature') ?? '',
    };
    try {
      new Webhook(secret, secret.startsWith('whsec_') ? {} : { format: 'raw' }).verify(body, headers, {
        jsonParse: false,
      });
    } catch {
      throw new FilingProblem(401, 'WRONG_SIGNATURE', 'The request is not signed with the network’s secret.');
    }
    const news = newsSchema.safeParse(JSON.parse(body.toString('utf8')));
    if (!news.success) throw new FilingProblem(422, 'MALFORMED', 'The changes are not of the documented form.');
    network.take(news.data);
    res.status(204).end();
  });
  return router;
}
