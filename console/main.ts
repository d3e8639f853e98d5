/** The console process: shows pages until it is told to stop, and finishes those under way before it exits. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Client } from '@temporalio/client';
import { signInOptionsOf } from '../adapters/identity-provider/oidc-config.ts';
import { providerSignIn } from '../adapters/identity-provider/sign-in.ts';
import { ConfigError, readConfig } from '../domain/configuration.ts';
import { consoleConfigSchema, type ConsoleConfig } from '../runtime/config.ts';
import { sandboxCertificateReader } from '../runtime/certificate-reader.ts';
import { openConnections } from '../runtime/connections.ts';
import { createLog, runProcess } from '../runtime/entry-point.ts';
import { createParties } from '../runtime/parties.ts';
import { closed, listening, untilAskedToEnd } from '../runtime/serving.ts';
import { rulesReader } from '../store/policy/rules.ts';
import { createConsole } from './app.ts';
import type { ConsoleOptions } from './dependencies.ts';
import { CALLBACK_PATH } from './sign-in/provider-sign-in.tsx';
import { storedSessions } from './sessions/sessions.ts';

const NAME = 'beian-console';
/** Vendors of face checks send the person's browser to the API, which knows the result. */
const FACE_CHECK_RETURN_PATH = '/v1/liveness/return';

runProcess(NAME, async () => {
  const config = readConfig(consoleConfigSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const log = createLog(NAME, config.LOG_LEVEL);
  const connections = await openConnections(NAME, config, log);
  const { database, vault, temporal, actionWaiter } = connections;
  const app = createConsole({
    ...createParties(config, { database, vault }),
    ...(await signingIn(config, temporal)),
    database,
    importDatabase: connections.importDatabase,
    vault,
    temporal,
    taskQueue: config.BEIAN_TASK_QUEUE,
    actionWaiter,
    rules: rulesReader(database),
    sessions: storedSessions({ database }),
    linkSecrets: config.BEIAN_LINK_SECRET,
    deskEmail: config.DESK_EMAIL,
    faceCheckReturnUrl: new URL(FACE_CHECK_RETURN_PATH, config.BEIAN_PUBLIC_URL).toString(),
    consoleUrl: config.BEIAN_CONSOLE_URL,
    publicUrl: config.BEIAN_PUBLIC_URL,
    trustedProxies: config.BEIAN_TRUSTED_PROXIES,
    limits: { outcomeWaitMs: config.BEIAN_ACTION_WAIT_MS },
    log,
    temporalUi: config.TEMPORAL_UI_URL && `${config.TEMPORAL_UI_URL}/namespaces/${config.TEMPORAL_NAMESPACE}`,
  });
  const server = await listening(createServer(app).listen(config.BEIAN_CONSOLE_PORT, config.BEIAN_CONSOLE_HOST));
  server.on('error', (error) => log.warn({ kind: error.name }, 'a connection could not be accepted'));
  log.info({ host: config.BEIAN_CONSOLE_HOST, port: config.BEIAN_CONSOLE_PORT }, 'the console answers');

  await untilAskedToEnd();
  const allClosed = closed(server);
  await actionWaiter.close(); // ends the event streams
  await allClosed;
  await connections.close();
  log.info('the console has ended');
});

/** People sign in at the OpenID provider; in sandbox mode they choose who to be, and the outside world is played. */
async function signingIn(
  config: ConsoleConfig,
  temporal: Client,
): Promise<Pick<ConsoleOptions, 'provider' | 'sandbox' | 'certificateReader'>> {
  if (config.BEIAN_MODE === 'sandbox') {
    if (config.SANDBOX_URL === undefined) throw new ConfigError('SANDBOX_URL says where the sandbox is; set it.');
    const { fastForward } = await import('../runtime/time-skipping.ts');
    const sandbox = { url: config.SANDBOX_URL, fastForward: (id: string, ms: number) => fastForward(temporal, id, ms) };
    return { sandbox, certificateReader: sandboxCertificateReader() };
  }
  const redirectUri = new URL(CALLBACK_PATH, config.BEIAN_CONSOLE_URL).href;
  return { provider: providerSignIn(signInOptionsOf(config, redirectUri)) };
}
