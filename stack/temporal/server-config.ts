/** The compiled server's configuration, written as JSON, which its YAML reader accepts. */
import { dynamicConfig } from './dynamic-config.ts';
import type { TemporalOptions, TemporalPersistence } from './options.ts';

/** Frontend membership, then port and membership of history, matching and worker. */
export const INTERNAL_PORTS = 7;

/** The server's databases in the given Postgres. */
export const TEMPORAL_DATABASES = { main: 'temporal', visibility: 'temporal_visibility' } as const;

export function serverConfig(
  { port, persistence, durability }: Pick<TemporalOptions, 'port' | 'persistence' | 'durability'>,
  internalPorts: readonly number[],
  dynamicConfigPath: string,
): object {
  const [frontend = 0, history = 0, historyMember = 0, matching = 0, matchingMember = 0, worker = 0, workerMember = 0] =
    internalPorts;
  const service = (grpcPort: number, membershipPort: number) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'main',
      visibilityStore: 'visibility',
      // Cannot be changed for data that exists.
      numHistoryShards: persistence.kind === 'postgres' ? 4 : 1,
      datastores: datastores(persistence, durability),
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(port, frontend),
      history: service(history, historyMember),
      matching: service(matching, matchingMember),
      worker: service(worker, workerMember),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `127.0.0.1:${port}` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicConfigPath, pollInterval: '10s' },
  };
}

/** Every key with its one value, in the form of the server's dynamic configuration file. */
export function dynamicConfigFile(): object {
  return Object.fromEntries(Object.entries(dynamicConfig).map(([key, value]) => [key, [{ value }]]));
}

function datastores(persistence: TemporalPersistence, durability: TemporalOptions['durability']): object {
  if (persistence.kind === 'postgres') {
    return {
      main: postgres(persistence.url, TEMPORAL_DATABASES.main, 40),
      visibility: postgres(persistence.url, TEMPORAL_DATABASES.visibility, 10),
    };
  }
  const store = sqlite(persistence, durability);
  return { main: store, visibility: store };
}

function sqlite(persistence: { kind: 'memory' } | { kind: 'file'; file: string }, durability: string): object {
  const place =
    persistence.kind === 'memory'
      ? { databaseName: 'default', connectAttributes: { mode: 'memory', cache: 'private' } }
      : {
          databaseName: persistence.file,
          connectAttributes: {
            cache: 'private',
            setup: 'true',
            journal_mode: 'wal',
            synchronous: durability === 'durable' ? '2' : '0',
          },
        };
  return {
    sql: {
      pluginName: 'sqlite',
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      maxConns: 1,
      maxIdleConns: 1,
      maxConnLifetime: '1h',
      ...place,
    },
  };
}

function postgres(url: string, databaseName: string, connections: number): object {
  const { hostname, port, username, password } = new URL(url);
  return {
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${hostname}:${port === '' ? '5432' : port}`,
      connectProtocol: 'tcp',
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  };
}
