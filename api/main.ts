/** The API process: answers requests until it is told to stop, and finishes the requests under way before it exits. */
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { identityProviderOf } from '../adapters/identity-provider/oidc-config.ts';
import { readConfig } from '../domain/configuration.ts';
import { rulesReader } from '../store/policy/rules.ts';
import { apiConfigSchema, type ApiConfig } from '../runtime/config.ts';
import { openConnections } from '../runtime/connections.ts';
import { createLog, runProcess } from '../runtime/entry-point.ts';
import { warnIfAuditCanBeRewritten } from '../runtime/audit-rights.ts';
import { createParties } from '../runtime/parties.ts';
import { closed, listening, untilAskedToEnd } from '../runtime/serving.ts';
import { smsReceipts } from '../runtime/sms-receipts.ts';
import { createApps } from './app.ts';
import { withDefaults, type ApiDependencies } from './dependencies.ts';
import { createUploadFolder, removeAbandonedUploads } from './http/upload-folder.ts';
import { createApiServer } from './server.ts';
import { startGateRounds } from '../usecases/record/gate-rounds.ts';
import { startReadWatch } from '../usecases/reads/watch-reads.ts';
import { startSweeper } from '../usecases/owed/sweeper.ts';
import { startReconciler } from '../usecases/reconciliation/reconciler.ts';
import { Tally } from '../usecases/reconciliation/tally.ts';
import { jwksTokens, localTokens } from './auth/tokens.ts';

const NAME = 'beian-api';

/** Demos and scripts play weeks in seconds. */
const SANDBOX_LIMITS = { requestsPerMinute: 60_000, writesPerMinute: 12_000 };

runProcess(NAME, async () => {
  const config = readConfig(apiConfigSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const log = createLog(NAME, config.LOG_LEVEL);
  const connections = await openConnections(NAME, config, log);
  const { database, vault, temporal, actionWaiter } = connections;
  warnIfAuditCanBeRewritten(database, log, config);
  const differences = new Tally();
  await removeAbandonedUploads(config.BEIAN_UPLOAD_FOLDER);
  const uploadFolder = createUploadFolder(config.BEIAN_UPLOAD_FOLDER, log);
  const { networkGateways, ...parties } = createParties(config, { database, vault });
  const deps: ApiDependencies = {
    ...parties,
    ...(await signingIn(config, temporal)),
    database,
    importDatabase: connections.importDatabase,
    vault,
    temporal,
    taskQueue: config.BEIAN_TASK_QUEUE,
    actionWaiter,
    rules: rulesReader(database),
    bureauSecrets: config.BUREAU_WEBHOOK_SECRET,
    linkSecrets: config.BEIAN_LINK_SECRET,
    smsReceiptTokens: config.BEIAN_SMS_RECEIPT_TOKENS.split(','),
    smsReceipts,
    publicUrl: config.BEIAN_PUBLIC_URL,
    trustedProxies: config.BEIAN_TRUSTED_PROXIES,
    faceCheckReturnPage: config.LIVENESS_RETURN_PAGE,
    deskEmail: config.DESK_EMAIL,
    faceCheckCallbackToken: config.LIVENESS_VENDOR === 'alibaba' ? config.LIVENESS_CALLBACK_TOKEN : undefined,
    log,
    uploadFolder,
    differences,
    limits: { outcomeWaitMs: config.BEIAN_ACTION_WAIT_MS, ...(config.BEIAN_MODE === 'sandbox' ? SANDBOX_LIMITS : {}) },
  };
  const api = withDefaults(deps);
  const sweeper = startSweeper(api);
  const gateRounds = startGateRounds({ ...api, networkGateways });
  const reconciler = startReconciler(api, { onSettled: differences.count });
  const readWatch = startReadWatch(api);
  const { app, operations } = createApps(deps);
  const opened = [
    createApiServer(app, api.limits).listen(config.BEIAN_PORT, config.BEIAN_HOST),
    createApiServer(operations, api.limits).listen(config.BEIAN_OPERATIONS_PORT, config.BEIAN_OPERATIONS_HOST),
  ];
  const servers = await Promise.all(opened.map(listening));
  for (const server of servers)
    server.on('error', (error) => log.warn({ kind: error.name }, 'a connection could not be accepted'));
  log.info({ host: config.BEIAN_HOST, port: config.BEIAN_PORT, mode: config.BEIAN_MODE }, 'the API answers');

  await untilAskedToEnd();
  sweeper.stop();
  readWatch.stop();
  const compared = reconciler.stop();
  const allClosed = Promise.all(servers.map(closed));
  await actionWaiter.close(); // ends the event streams
  await allClosed;
  await compared;
  await gateRounds.stop();
  await uploadFolder.remove();
  await connections.close();
  log.info('the API has ended');
});

/** Verifies tokens of the identity provider; in sandbox mode issues its own, and can move a filing's clock. */
async function signingIn(config: ApiConfig, temporal: Client): Promise<Pick<ApiDependencies, 'tokens' | 'sandbox'>> {
  if (config.BEIAN_MODE === 'sandbox') {
    const { verify, issue } = localTokens(config.BEIAN_DEMO_TOKEN_SECRET ?? randomBytes(32).toString('hex'));
    const { fastForward } = await import('../runtime/time-skipping.ts');
    const sandbox = { issueToken: issue, fastForward: (id: string, ms: number) => fastForward(temporal, id, ms) };
    return { tokens: verify, sandbox };
  }
  return { tokens: jwksTokens(identityProviderOf(config)) };
}
