/**
 * Runs the sandbox alone: `tsx sandbox/main.ts`. Environment: `SANDBOX_HOST` (127.0.0.1), `SANDBOX_PORT` (4010),
 * `SANDBOX_SMTP_PORT` (4025), `SANDBOX_DNS_PORT`, `SANDBOX_SITES_PORT` and `SANDBOX_SECURE_SITES_PORT` (free ones), `SANDBOX_WEBHOOK_TARGET` (Beian's address, e.g. http://127.0.0.1:8080),
 * `SANDBOX_STATE_FILE` (where everything is kept), `SANDBOX_WEBHOOK_SECRET`, `SANDBOX_GATEWAY_SECRET`, `SANDBOX_SMS_RECEIPT_TOKEN`,
 * `SANDBOX_ASSETS_TOKEN`.
 */
import { z } from 'zod';
import { SANDBOX_KEYS } from './keys.ts';
import { createSandbox } from './sandbox.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z.string().min(32);
const { webhookSecret, gatewaySecret, smsReceiptToken, assetsToken } = SANDBOX_KEYS;
const environmentSchema = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port.default(4010),
  SANDBOX_SMTP_PORT: port.default(4025),
  SANDBOX_DNS_PORT: port.default(0),
  SANDBOX_SITES_PORT: port.default(0),
  SANDBOX_SECURE_SITES_PORT: port.default(0),
  SANDBOX_WEBHOOK_TARGET: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_STATE_FILE: z.string().min(1).optional(),
  SANDBOX_WEBHOOK_SECRET: secret.default(webhookSecret),
  SANDBOX_GATEWAY_SECRET: secret.default(gatewaySecret),
  SANDBOX_SMS_RECEIPT_TOKEN: secret.default(smsReceiptToken),
  SANDBOX_ASSETS_TOKEN: z.string().min(8).default(assetsToken),
});

const environment = environmentSchema.safeParse(process.env);
if (!environment.success) {
  process.stderr.write(
    `The sandbox cannot start; sandbox/README.md has its variables:\n${z.prettifyError(environment.error)}\n`,
  );
  process.exit(2);
}
const { data } = environment;

const sandbox = await createSandbox({
  host: data.SANDBOX_HOST,
  port: data.SANDBOX_PORT,
  smtpPort: data.SANDBOX_SMTP_PORT,
  dnsPort: data.SANDBOX_DNS_PORT,
  sitePorts: { http: data.SANDBOX_SITES_PORT, https: data.SANDBOX_SECURE_SITES_PORT },
  ...(data.SANDBOX_WEBHOOK_TARGET === undefined ? {} : { webhookTarget: data.SANDBOX_WEBHOOK_TARGET }),
  ...(data.SANDBOX_STATE_FILE === undefined ? {} : { stateFile: data.SANDBOX_STATE_FILE }),
  keys: {
    webhookSecret: data.SANDBOX_WEBHOOK_SECRET,
    gatewaySecret: data.SANDBOX_GATEWAY_SECRET,
    smsReceiptToken: data.SANDBOX_SMS_RECEIPT_TOKEN,
    assetsToken: data.SANDBOX_ASSETS_TOKEN,
  },
});
process.stdout.write(
  `Sandbox: ${sandbox.url}/inbox (messages), ${sandbox.url}/miit (SMS verification), SMTP port ${sandbox.smtpPort}\n`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
}
