/**
 * Runs the sandbox by itself: `tsx sandbox/main.ts`. Environment: `SANDBOX_HOST` (127.0.0.1), `SANDBOX_PORT` (4010),
 * `SANDBOX_SMTP_PORT` (4025), `SANDBOX_WEBHOOK_TARGET` (Beian's address, e.g. http://127.0.0.1:8080),
 * `SANDBOX_WEBHOOK_SECRET`, `SANDBOX_GATEWAY_SECRET`, `SANDBOX_SMS_RECEIPT_TOKEN`, `SANDBOX_ASSETS_TOKEN`.
 */
import { z } from 'zod';
import { createSandbox } from './sandbox.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const environmentSchema = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_PORT: port.default(4010),
  SANDBOX_SMTP_PORT: port.default(4025),
  SANDBOX_WEBHOOK_TARGET: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_WEBHOOK_SECRET: z.string().min(8).optional(),
  SANDBOX_GATEWAY_SECRET: z.string().min(8).optional(),
  SANDBOX_SMS_RECEIPT_TOKEN: z.string().min(32).optional(),
  SANDBOX_ASSETS_TOKEN: z.string().min(8).optional(),
});

const environment = environmentSchema.safeParse(process.env);
if (!environment.success) {
  process.stderr.write(`The sandbox cannot start:\n${z.prettifyError(environment.error)}\n`);
  process.exit(2);
}
const { data } = environment;

const sandbox = await createSandbox({
  host: data.SANDBOX_HOST,
  port: data.SANDBOX_PORT,
  smtpPort: data.SANDBOX_SMTP_PORT,
  ...(data.SANDBOX_WEBHOOK_TARGET === undefined ? {} : { webhookTarget: data.SANDBOX_WEBHOOK_TARGET }),
  keys: {
    ...(data.SANDBOX_WEBHOOK_SECRET === undefined ? {} : { webhookSecret: data.SANDBOX_WEBHOOK_SECRET }),
    ...(data.SANDBOX_GATEWAY_SECRET === undefined ? {} : { gatewaySecret: data.SANDBOX_GATEWAY_SECRET }),
    ...(data.SANDBOX_SMS_RECEIPT_TOKEN === undefined ? {} : { smsReceiptToken: data.SANDBOX_SMS_RECEIPT_TOKEN }),
    ...(data.SANDBOX_ASSETS_TOKEN === undefined ? {} : { assetsToken: data.SANDBOX_ASSETS_TOKEN }),
  },
});
process.stdout.write(
  `Sandbox: ${sandbox.url}/inbox (messages), ${sandbox.url}/miit (SMS verification), SMTP port ${sandbox.smtpPort}\n`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
}
