/** Websites of the sandbox, one server for all: each answers with its status, and shows its certificate. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { portOf } from '../clouds/smtp-sink.ts';
import type { Memory } from '../state/memory.ts';

export const siteSchema = z.strictObject({
  host: z.string().toLowerCase().max(253),
  /** 200 unless said otherwise. */
  status: z.int().min(200).max(599).default(200),
  location: z.string().max(500).optional(),
  /** HTML of every page; none answers with an empty body. */
  page: z.string().max(50_000).optional(),
  certificate: z.enum(['VALID', 'EXPIRED', 'OF_ANOTHER']).default('VALID'),
});
export type Site = z.infer<typeof siteSchema>;

export interface WebServer {
  ports: { http: number; https: number };
  put(site: Site): void;
  all(): Site[];
  reset(): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

export async function startWebServer(
  memory: Memory,
  { host, ports }: { host: string; ports: WebServer['ports'] },
): Promise<WebServer> {
  const sites = memory.collection<Site>('sites');
  const answer = createServer((req, res) => {
    const { status = 404, location, page } = sites.get(nameIn(req.headers.host)) ?? {};
    if (location !== undefined) res.setHeader('location', location);
    if (page !== undefined) res.setHeader('content-type', 'text/html; charset=utf-8');
    res.writeHead(status).end(page);
  });
  const encrypted = createTlsServer(
    {
      SNICallback: (name, done) => {
        contextFor(name, sites.get(name)?.certificate ?? 'VALID').then(
          (context) => done(null, context),
          (error: unknown) => done(error instanceof Error ? error : new Error('no certificate')),
        );
      },
    },
    (req, res) => answer.emit('request', req, res),
  );
  const servers = [answer, encrypted];
  for (const [server, port] of [[answer, ports.http] as const, [encrypted, ports.https] as const]) {
    server.on('clientError', (_error, socket) => socket.destroy());
    server.listen(port, host);
    await once(server, 'listening');
  }
  encrypted.on('tlsClientError', () => {}); // a probe that has seen enough
  return {
    ports: { http: portOf(answer.address()), https: portOf(encrypted.address()) },
    put: (site) => sites.set(site.host, site),
    all: () => sites.values(),
    reset: () => sites.clear(),
    async stop() {
      const closed = servers.map((server) => once(server, 'close'));
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await Promise.all(closed);
    },
  };
}

const nameIn = (host = ''): string => host.replace(/:\d+$/, '').toLowerCase();

async function contextFor(name: string, certificate: Site['certificate']): Promise<SecureContext> {
  const named = certificate === 'OF_ANOTHER' ? 'another.example' : name;
  const from = Date.now() - 90 * DAY_MS;
  const until = certificate === 'EXPIRED' ? Date.now() - DAY_MS : Date.now() + 90 * DAY_MS;
  const { cert, private: key } = await generate([{ name: 'commonName', value: named }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(from),
    notAfterDate: new Date(until),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: named }] }],
  });
  return createSecureContext({ cert, key });
}
