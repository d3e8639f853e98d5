/** A client connection to a Temporal server, with TLS and API key where `TEMPORAL_TLS` and `TEMPORAL_API_KEY` say so. */
import { Connection, type ConnectionOptions } from '@temporalio/client';

export function temporalConnectionOptions(address: string, env: NodeJS.ProcessEnv = process.env): ConnectionOptions {
  const apiKey = env['TEMPORAL_API_KEY'];
  if (apiKey !== undefined && apiKey !== '') return { address, tls: true, apiKey };
  return { address, tls: env['TEMPORAL_TLS'] === 'true' };
}

export function connectToTemporal(address: string): Promise<Connection> {
  return Connection.connect({ ...temporalConnectionOptions(address), connectTimeout: 5_000 });
}

/** The server's version when one answers there. */
export async function serverVersion(address: string): Promise<string | undefined> {
  try {
    const connection = await Connection.connect({ ...temporalConnectionOptions(address), connectTimeout: 1_000 });
    try {
      const { serverVersion: version } = await connection.workflowService.getSystemInfo({});
      return version;
    } finally {
      await connection.close();
    }
  } catch {
    return undefined; // Nobody there, or not ready yet.
  }
}
