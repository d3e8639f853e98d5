/** How every process reaches the Temporal server: plain, over TLS, with certificates of its own, or with an API key. */
import { readFileSync } from 'node:fs';
import { Connection, type TLSConfig } from '@temporalio/client';
import { present } from '../domain/present.ts';
import type { TemporalServerConfig } from './config.ts';

export interface TemporalConnectionOptions {
  address: string;
  tls: boolean | TLSConfig;
  apiKey?: string;
}

/** What `Connection.connect` of clients and `NativeConnection.connect` of workers take. Reads the certificate files; throws when one of them cannot be read. */
export function temporalConnectionOptions(config: TemporalServerConfig): TemporalConnectionOptions {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey } = config;
  const tls = tlsOptions(config);
  return apiKey === undefined ? { address, tls } : { address, tls: tls === false ? true : tls, apiKey };
}

/** A client's connection; rejects when nobody answers within ten seconds. */
export function connectClient(config: TemporalServerConfig): Promise<Connection> {
  return Connection.connect({ ...temporalConnectionOptions(config), connectTimeout: '10s' });
}

/** Any certificate or name implies TLS. */
function tlsOptions(config: TemporalServerConfig): boolean | TLSConfig {
  const { TEMPORAL_TLS_CA_FILE: ca, TEMPORAL_TLS_CERT_FILE: crt, TEMPORAL_TLS_KEY_FILE: key } = config;
  const own = {
    ...present({ serverNameOverride: config.TEMPORAL_TLS_SERVER_NAME }),
    ...(ca === undefined ? {} : { serverRootCACertificate: readFileSync(ca) }),
    ...(crt === undefined || key === undefined
      ? {}
      : { clientCertPair: { crt: readFileSync(crt), key: readFileSync(key) } }),
  };
  return Object.keys(own).length === 0 ? config.TEMPORAL_TLS : own;
}
