/**
 * The environment of Beian's processes on one machine: every outside party is the sandbox; keys are made once and kept
 * with the stack's state. Nothing here is for production; `docs/operations.md` says what to set there.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SMS_TEMPLATES } from '../domain/messages/texts/sms-templates.ts';
import { present } from '../domain/present.ts';
import { SANDBOX_KEYS } from '../sandbox/keys.ts';
import { bureauInSandbox, type BureauWay } from './bureau-in-sandbox.ts';
import type { Infrastructure } from './infrastructure.ts';

export interface Addresses {
  api: { port: number; url: string };
  /** Readiness and metrics of the API. */
  operations: { port: number; url: string };
  console: { port: number; url: string };
  codec: { port: number; url: string };
  sandbox: { port: number; smtpPort: number; url: string; sites?: SitePorts };
  worker: { port: number; sdkMetrics: number; url: string };
}

/** Ports of the sandbox's name server and of its websites. */
interface SitePorts {
  dns: number;
  http: number;
  https: number;
}

const keysSchema = z.object({
  BEIAN_MASTER_KEYS: z.string(),
  BEIAN_INDEX_KEY: z.string(),
  BEIAN_PAYLOAD_KEYS: z.string(),
  BEIAN_DEMO_TOKEN_SECRET: z.string(),
  /**
   * The keys file of an earlier version lacks this key. Its stack then gets a new key at every start, and links that it
   * made before are refused.
   */
  BEIAN_LINK_SECRET: z.string().default(() => randomBytes(32).toString('hex')),
});
type Keys = z.infer<typeof keysSchema>;

/** The environment of the worker, API and codec processes. */
export async function sandboxEnvironment(
  folder: string,
  infrastructure: Pick<Infrastructure, 'postgresUrl' | 'temporalAddress' | 'temporalNamespace' | 'uiUrl'>,
  addresses: Addresses,
  bureau: BureauWay,
): Promise<Record<string, string>> {
  return {
    ...(await keptKeys(folder)),
    ...partiesInSandbox(addresses),
    ...bureauInSandbox(bureau, addresses.sandbox.url),
    BEIAN_MODE: 'sandbox',
    LOG_LEVEL: 'info',
    DATABASE_URL: infrastructure.postgresUrl,
    TEMPORAL_ADDRESS: infrastructure.temporalAddress,
    TEMPORAL_NAMESPACE: infrastructure.temporalNamespace,
    BEIAN_HOST: '127.0.0.1',
    BEIAN_PORT: String(addresses.api.port),
    BEIAN_OPERATIONS_PORT: String(addresses.operations.port),
    BEIAN_PUBLIC_URL: addresses.api.url,
    BEIAN_CONSOLE_PORT: String(addresses.console.port),
    BEIAN_CONSOLE_URL: addresses.console.url,
    SANDBOX_URL: addresses.sandbox.url,
    BEIAN_CODEC_PORT: String(addresses.codec.port),
    BEIAN_WORKER_PORT: String(addresses.worker.port),
    BEIAN_SDK_METRICS_PORT: String(addresses.worker.sdkMetrics),
    ...present({
      BEIAN_CODEC_UI_ORIGINS: infrastructure.uiUrl,
      TEMPORAL_UI_URL: infrastructure.uiUrl,
      BEIAN_RESTORED_AT: process.env['BEIAN_RESTORED_AT'],
      BEIAN_AUDIT_SEALS_FILE: process.env['BEIAN_AUDIT_SEALS_FILE'],
    }),
    BUREAU_WEBHOOK_SECRET: SANDBOX_KEYS.webhookSecret,
    BEIAN_SMS_RECEIPT_TOKENS: SANDBOX_KEYS.smsReceiptToken,
    DOCUMENTS: 'folder',
    DOCUMENTS_FOLDER: join(folder, 'documents'),
    BEIAN_UPLOAD_FOLDER: join(folder, 'uploads'),
  };
}

/** Tencent Cloud carries SMS and face checks in the sandbox; the Alibaba Cloud adapters run in their tests. */
function partiesInSandbox({ sandbox }: Addresses): Record<string, string> {
  const endpoint = new URL(sandbox.url).host;
  return {
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(sandbox.smtpPort),
    SMTP_TLS: 'none',
    SMTP_FROM: 'Beian <beian@provider.example>',
    DESK_EMAIL: 'desk@provider.example',
    TENCENT_SECRET_ID: SANDBOX_KEYS.tencent.secretId,
    TENCENT_SECRET_KEY: SANDBOX_KEYS.tencent.secretKey,
    SMS_VENDOR: 'tencent',
    SMS_APP_ID: '1400000000',
    SMS_SIGN_NAME: '备案服务',
    SMS_ENDPOINT: endpoint,
    SMS_PROTOCOL: 'http',
    SMS_TEMPLATES: JSON.stringify(sandboxTemplates()),
    LIVENESS_VENDOR: 'tencent',
    LIVENESS_RULE_ID: '1',
    LIVENESS_ENDPOINT: endpoint,
    LIVENESS_PROTOCOL: 'http',
    ASSETS_URL: `${sandbox.url}/assets`,
    ASSETS_TOKEN: SANDBOX_KEYS.assetsToken,
    NETWORK_GATEWAYS: `${sandbox.url}/network/v1/gate-changes`,
    NETWORK_SECRET: SANDBOX_KEYS.networkSecret,
    ...(sandbox.sites === undefined ? {} : probeInSandbox(sandbox.sites)),
  };
}

/** What a diagnosis measures does not depend on the machine's own name servers, nor on websites of others. */
const probeInSandbox = ({ dns, http, https }: SitePorts): Record<string, string> => ({
  PROBE_NAME_SERVERS: `127.0.0.1:${dns}`,
  PROBE_HTTP_PORT: String(http),
  PROBE_HTTPS_PORT: String(https),
  PROBE_INTERNAL_RANGES: '127.0.0.0/8',
});

/** Template IDs under which the sandbox knows our texts: the notification code itself. */
const sandboxTemplates = (): Record<string, string> =>
  Object.fromEntries(Object.keys(SMS_TEMPLATES).map((code) => [code, code]));

/** The texts the sandbox fills in for these templates, so that its inbox shows what people would read. */
export const sandboxTemplateTexts = (): Record<string, string> =>
  Object.fromEntries(Object.entries(SMS_TEMPLATES).map(([code, { text }]) => [code, text]));

/** Keys of this stack, made at its first start. Without them the stored data cannot be read. */
async function keptKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json');
  if (existsSync(file)) return keysSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const keys: Keys = {
    BEIAN_MASTER_KEYS: `stack:${randomBytes(32).toString('base64')}`,
    BEIAN_INDEX_KEY: randomBytes(32).toString('hex'),
    BEIAN_PAYLOAD_KEYS: `stack:${randomBytes(32).toString('base64')}`,
    BEIAN_DEMO_TOKEN_SECRET: randomBytes(32).toString('hex'),
    BEIAN_LINK_SECRET: randomBytes(32).toString('hex'),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(keys, undefined, 2), { mode: 0o600 });
  return keys;
}
