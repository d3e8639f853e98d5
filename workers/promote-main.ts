/** Makes this build the one that hosts filings, once a worker of it runs. Run after every change of version. */
import { readFileSync } from 'node:fs';
import { readConfig } from '../domain/configuration.ts';
import { promotionConfigSchema } from '../runtime/config.ts';
import { createLog, runProcess } from '../runtime/entry-point.ts';
import { makeCurrent } from './promotion.ts';
import { connectClient } from '../runtime/temporal-connection.ts';

runProcess('beian-promote', async () => {
  const config = readConfig(promotionConfigSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const build = {
    namespace: config.TEMPORAL_NAMESPACE,
    deploymentName: config.BEIAN_DEPLOYMENT,
    buildId: config.BEIAN_BUILD_ID,
  };
  const connection = await connectClient(config);
  try {
    await makeCurrent(connection, build);
    createLog('beian-promote', config.LOG_LEVEL).info(build, 'this build hosts filings now');
  } finally {
    await connection.close();
  }
});
