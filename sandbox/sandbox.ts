/**
 * One process that stands in for every outside party, each in its real wire format: mail server, SMS and face check of Tencent Cloud
 * and Alibaba Cloud, bureaus by MIIT's own interface, bureau and MIIT behind the gateway, the provider's asset directory. README.md says
 * how to make them act. What they were told and have told is kept in a file where one is named; nothing about people is logged.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import type { ErrorRequestHandler } from 'express';
import { alibabaCloud } from './clouds/alibaba-cloud.ts';
import { assetDirectory } from './registers/asset-directory.ts';
import { type AssetRegister, createAssetRegister } from './registers/asset-register.ts';
import { bureauGateway } from './bureau/bureau-gateway.ts';
import { type ControlDeps, controlApi } from './control/control-api.ts';
import { faceCheckPage } from './pages/face-check-page.ts';
import { createFaceChecks, type FaceChecks } from './clouds/face-checks.ts';
import { FilingProblem } from './bureau/filing-problem.ts';
import { createFilings, type Filings } from './bureau/filings.ts';
import { inboxPage } from './pages/inbox-page.ts';
import { SANDBOX_KEYS, type SandboxKeys } from './keys.ts';
import { createMailbox, type Mailbox } from './clouds/mailbox.ts';
import { miitPage } from './pages/miit-page.ts';
import { overviewPage } from './pages/overview-page.ts';
import { createRecordRegister, type RecordRegister } from './registers/record-register.ts';
import { createSmsCentre, type SmsCentre } from './clouds/sms-centre.ts';
import { portOf, startSmtpSink } from './clouds/smtp-sink.ts';
import { createSwitches, type Switches } from './control/switches.ts';
import { createNetwork, networkGateway, type Network } from './network/network-gateway.ts';
import { startNameServer, type NameServer } from './network/name-server.ts';
import { startWebServer, type WebServer } from './network/web-server.ts';
import { openMemory } from './state/memory.ts';
import { tencentCloud } from './clouds/tencent-cloud.ts';
import { createWebhooks, type Webhooks } from './bureau/webhooks.ts';
import { bureauServers } from './bureau/miit/server.ts';
import { createMiitStore, type MiitStore } from './bureau/miit/store.ts';
import { tellInFile } from './bureau/miit/telling.ts';

export interface SandboxOptions {
  /** Loopback by default; anybody who reaches the sandbox can read every message. */
  host?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  smtpPort?: number;
  /** Of the name server; UDP. */
  dnsPort?: number;
  /** Of the websites, without and with TLS. */
  sitePorts?: WebServer['ports'];
  keys?: Partial<SandboxKeys>;
  /** Beian's address for callbacks, e.g. `http://127.0.0.1:8080`; it may be set later by `webhooks.setTarget`. */
  webhookTarget?: string;
  /** Wait before a callback is tried again, in milliseconds; it doubles each time. */
  webhookRetryMs?: number;
  /** Vendor template → text with `{1}` or `${name}`; while there are no templates, every one is accepted. */
  smsTemplates?: Readonly<Record<string, string>>;
  /** Where everything is kept, so that the sandbox goes on where it was after it has ended in any way. */
  stateFile?: string;
}

export interface Sandbox {
  /** E.g. `http://127.0.0.1:40123`: pages, control API (`/sandbox/v1`), gateway (`/gateway`), assets (`/assets`). */
  url: string;
  /** Host and port for SDKs that take an endpoint without a scheme. */
  endpoint: string;
  smtpPort: number;
  keys: SandboxKeys;
  mailbox: Mailbox;
  filings: Filings;
  checks: FaceChecks;
  register: RecordRegister;
  assets: AssetRegister;
  switches: Switches;
  webhooks: Webhooks;
  sms: SmsCentre;
  network: Network;
  names: NameServer;
  sites: WebServer;
  bureaus: MiitStore;
  /** Deletes orders, messages, checks, records, assets and switches; keeps keys, templates and Beian's address. */
  reset(): void;
  stop(): Promise<void>;
}

const BODY_LIMIT = '60mb';

/**
 * Starts the sandbox.
 *
 * @example
 * const sandbox = await createSandbox({ webhookTarget: 'http://127.0.0.1:8080' });
 * const email = createSmtpEmail({ host: '127.0.0.1', port: sandbox.smtpPort, tls: 'none', from: 'Beian <beian@provider.example>' });
 * await sandbox.stop();
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, smtpPort = 0, dnsPort = 0, sitePorts = { http: 0, https: 0 } } = options;
  const keys = { ...SANDBOX_KEYS, ...options.keys };
  let url = '';
  const memory = openMemory(options.stateFile);
  const switches = createSwitches(memory);
  const mailbox = createMailbox(memory);
  const register = createRecordRegister(memory);
  const assets = createAssetRegister(memory);
  const webhooks = createWebhooks({
    memory,
    secret: keys.webhookSecret,
    smsReceiptToken: keys.smsReceiptToken,
    ...(options.webhookTarget === undefined ? {} : { target: options.webhookTarget }),
    ...(options.webhookRetryMs === undefined ? {} : { retryMs: options.webhookRetryMs }),
  });
  const checks = createFaceChecks(
    memory,
    options.webhookRetryMs === undefined ? {} : { retryMs: options.webhookRetryMs },
  );
  const sms = createSmsCentre({ memory, mailbox, webhooks, templates: options.smsTemplates ?? {} });
  const bureaus = createMiitStore(memory);
  const filings = createFilings({
    memory,
    webhooks,
    inFile: (...told) => tellInFile({ store: bureaus, register }, ...told),
    mailbox,
    register,
    pageUrl: () => `${url}/miit`,
  });
  const network = createNetwork(memory);
  const names = await startNameServer(memory, { host, port: dnsPort });
  const sites = await startWebServer(memory, { host, ports: sitePorts });
  const parcels: ControlDeps['parcels'] = memory.collection('parcels');
  const working = new Set<Promise<void>>();
  const inBackground = (work: () => Promise<void>) => {
    // An order that was removed meanwhile needs nothing more.
    const task = work()
      .catch(() => {})
      .finally(() => working.delete(task));
    working.add(task);
  };
  const reset = () => {
    for (const part of [switches, mailbox, register, assets, webhooks, checks, filings, bureaus, network, names, sites])
      part.reset();
    parcels.clear();
  };

  const parts = {
    mailbox,
    filings,
    checks,
    register,
    assets,
    switches,
    webhooks,
    sms,
    network,
    names,
    sites,
    bureaus,
    reset,
  };

  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.use('/sandbox/v1', controlApi({ ...parts, parcels }));
  app.use('/assets', assetDirectory({ token: keys.assetsToken, assets, switches }));
  app.use('/network/v1', raw(), networkGateway({ secret: keys.networkSecret, network, switches }));
  app.use(
    '/gateway/v1',
    raw(),
    bureauGateway({ memory, secret: keys.gatewaySecret, filings, register, switches, inBackground }),
  );
  app.use(
    '/bureaus',
    bureauServers({
      store: bureaus,
      register,
      receive(content) {
        const handOver = filings.receive(content);
        inBackground(() => filings.goOnByItself(handOver));
        return handOver;
      },
    }),
  );
  app.use(overviewPage(), inboxPage(mailbox), faceCheckPage(checks), miitPage(filings));
  const vendor = { sms, checks, switches, baseUrl: () => url };
  app.post(
    '/',
    raw(),
    tencentCloud({ ...vendor, keys: keys.tencent }),
    alibabaCloud({ ...vendor, keys: keys.alibaba }),
  );
  app.use(answerProblem);

  const smtp = await startSmtpSink({ host, port: smtpPort, login: keys.smtp, mailbox, switches });
  const server = createServer(app);
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.on('error', () => {}); // a connection that could not be accepted: whoever made it sees the error
  } catch (error) {
    await Promise.all([smtp.stop(), names.stop(), sites.stop()]);
    throw error;
  }
  const endpoint = `${host}:${portOf(server.address())}`;
  url = `http://${endpoint}`;
  for (const handOver of filings.unfinished()) inBackground(() => filings.goOnByItself(handOver));

  return {
    url,
    endpoint,
    smtpPort: smtp.port,
    keys,
    ...parts,
    async stop() {
      webhooks.stop();
      await Promise.all(working);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, smtp.stop(), names.stop(), sites.stop()]);
      memory.close();
    },
  };
}

/** The body exactly as received, because every party here checks a signature over it. */
const raw = () => express.raw({ type: () => true, limit: BODY_LIMIT });

const answerProblem: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const { status, code } = problemOf(error);
  const detail = error instanceof Error ? error.message : 'unknown';
  res.status(status).type('application/problem+json').json({ status, code, detail });
};

/** Express's own errors (a body that is not JSON or too large) carry their status. */
function problemOf(error: unknown): { status: number; code: string } {
  if (error instanceof FilingProblem) return error;
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    return { status: error.status, code: 'MALFORMED' };
  }
  return { status: 500, code: 'BROKEN' };
}
