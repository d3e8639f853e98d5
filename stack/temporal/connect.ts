/** A client connection to a Temporal server, with TLS and API key where the variables say so. */
import { readFileSync } from 'node:fs';
import { Connection } from '@temporalio/client';
import { readConfig } from '../../domain/configuration.ts';
import { temporalServerSchema } from '../../runtime/config.ts';
import { temporalConnectionOptions } from '../../runtime/temporal-connection.ts';

export function connectToTemporal(address: string): Promise<Connection> {
  return Connection.connect({ ...optionsFor(address), connectTimeout: 5_000 });
}

/** The server's version, or undefined when none answers. */
export async function serverVersion(address: string): Promise<string | undefined> {
  try {
    const connection = await Connection.connect({ ...optionsFor(address), connectTimeout: 1_000 });
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

function optionsFor(address: string) {
  return temporalConnectionOptions(
    readConfig(temporalServerSchema, { ...process.env, TEMPORAL_ADDRESS: address }, (path) =>
      readFileSync(path, 'utf8'),
    ),
  );
}
