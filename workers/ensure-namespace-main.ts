/** Prepares the Temporal server for filings: namespace, retention and search attributes. Doing it again changes nothing. */
import { readFileSync } from 'node:fs';
import { readConfig } from '../domain/configuration.ts';
import { namespaceConfigSchema } from '../runtime/config.ts';
import { createLog, runProcess } from '../runtime/entry-point.ts';
import { ensureNamespace } from '../runtime/namespace.ts';
import { connectClient } from '../runtime/temporal-connection.ts';

runProcess('beian-namespace', async () => {
  const config = readConfig(namespaceConfigSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const { TEMPORAL_NAMESPACE: namespace, TEMPORAL_RETENTION_DAYS: retentionDays } = config;
  const connection = await connectClient(config);
  try {
    await ensureNamespace(connection, { namespace, retentionDays });
    createLog('beian-namespace', config.LOG_LEVEL).info({ namespace, retentionDays }, 'the namespace is ready');
  } finally {
    await connection.close();
  }
});
