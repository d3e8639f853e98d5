/**
 * The probe that asks real name servers and connects to real servers. It connects to the address that it has checked, never to a
 * name, so no second resolution can lead it elsewhere; it follows no redirection; each part ends after its time.
 */
import { request } from 'node:http';
import { connect } from 'node:net';
import { checkServerIdentity, connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { Measured } from '../../domain/diagnosis/measured.ts';
import { present } from '../../domain/present.ts';
import { errorCode } from '../error-code.ts';
import { readHome } from './home-page.ts';
import { namesOf } from './names.ts';
import { isReachable, type AllowedRanges } from './reachable-address.ts';
import type { SiteProbe } from './site-probe.ts';

export interface NetworkProbeOptions {
  /** `203.0.113.53` or `203.0.113.53:5353`; without them those of this machine are asked. */
  nameServers?: readonly string[];
  /** 80 and 443 but in a sandbox. */
  ports?: { http: number; https: number };
  /** Ranges that are no public addresses and are taken all the same; for a sandbox only. */
  allowed?: AllowedRanges;
  /** For each part of the look, in milliseconds. */
  timeoutMs?: number;
}

const MOST_HEADER_BYTES = 16_384;

/**
 * @example
 * const measured = await createNetworkProbe().look('www.example.cn');
 */
export function createNetworkProbe(options: NetworkProbeOptions = {}): SiteProbe {
  const { nameServers, ports = { http: 80, https: 443 }, allowed = [], timeoutMs = 4_000 } = options;
  return {
    async look(host) {
      const names = await namesOf(host, { nameServers, timeoutMs });
      const [address] = names.addresses;
      if (address === undefined) return { host, names };
      if (!isReachable(address, allowed)) return { host, names, connection: { address, outcome: 'INTERNAL' } };
      const [plain, encrypted] = await Promise.all([
        connects(address, ports.http, timeoutMs),
        connects(address, ports.https, timeoutMs),
      ]);
      const connection = { address, outcome: better(plain, encrypted) };
      const [http, certificate] = await Promise.all([
        plain === 'OPEN' ? askedOverHttp({ host, address, port: ports.http, timeoutMs }) : undefined,
        encrypted === 'OPEN' ? certificateOf({ host, address, port: ports.https, timeoutMs }) : undefined,
      ]);
      return { host, names, connection, ...present({ http, certificate }) };
    },
    read: (host) => readHome(host, { nameServers, ports, allowed, timeoutMs }),
  };
}

type Connects = 'OPEN' | 'REFUSED' | 'NO_ANSWER';

/** A server that refuses answers all the same, as to a ping. */
const better = (one: Connects, other: Connects): Connects =>
  (['OPEN', 'REFUSED'] as const).find((outcome) => one === outcome || other === outcome) ?? 'NO_ANSWER';

function connects(address: string, port: number, timeoutMs: number): Promise<Connects> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (outcome: Connects) => {
      clearTimeout(late);
      socket.destroy();
      resolve(outcome);
    };
    const late = setTimeout(() => end('NO_ANSWER'), timeoutMs);
    socket.once('connect', () => end('OPEN'));
    socket.on('error', (error) => end(errorCode(error) === 'ECONNREFUSED' ? 'REFUSED' : 'NO_ANSWER'));
  });
}

interface Site {
  host: string;
  address: string;
  port: number;
  timeoutMs: number;
}

/** Reads the head of the answer only. */
function askedOverHttp({ host, address, port, timeoutMs }: Site): Promise<NonNullable<Measured['http']>> {
  return new Promise((resolve) => {
    const asked = request({
      host: address,
      port,
      path: '/',
      headers: { host, 'user-agent': 'Beian-Diagnosis', accept: '*/*' },
      maxHeaderSize: MOST_HEADER_BYTES,
      agent: false,
    });
    const end = (http: NonNullable<Measured['http']>) => {
      clearTimeout(late);
      asked.destroy();
      resolve(http);
    };
    const late = setTimeout(() => end({ outcome: 'NO_ANSWER' }), timeoutMs);
    asked.once('response', ({ statusCode: status, headers: { location } }) =>
      end({ outcome: 'ANSWERED', ...present({ status, location: location?.slice(0, 500) }) }),
    );
    asked.on('error', () => end({ outcome: 'BROKEN' }));
    asked.end();
  });
}

/** Looks at the certificate whatever it is; nothing is sent over the connection. */
function certificateOf({ host, address, port, timeoutMs }: Site): Promise<NonNullable<Measured['certificate']>> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connectTls({ host: address, port, servername: host, rejectUnauthorized: false });
    const end = (certificate: NonNullable<Measured['certificate']>) => {
      clearTimeout(late);
      socket.destroy();
      resolve(certificate);
    };
    const late = setTimeout(() => end({ outcome: 'NONE' }), timeoutMs);
    socket.once('secureConnect', () => end(shown(host, socket.getPeerCertificate())));
    socket.on('error', () => end({ outcome: 'NONE' }));
  });
}

function shown(host: string, certificate: PeerCertificate): NonNullable<Measured['certificate']> {
  if (certificate.valid_to === undefined) return { outcome: 'NONE' };
  return {
    outcome: 'SHOWN',
    coversHost: checkServerIdentity(host, certificate) === undefined,
    validFrom: new Date(certificate.valid_from).toISOString(),
    validUntil: new Date(certificate.valid_to).toISOString(),
  };
}
