/**
 * The keys that sandbox and Beian share when nothing else is said. They open nothing but a sandbox, and each party here
 * checks them as the real one would, so that a wrong set-up shows before it meets reality.
 */
export interface SandboxKeys {
  tencent: { secretId: string; secretKey: string };
  alibaba: { accessKeyId: string; accessKeySecret: string };
  /** A login is not needed, but a wrong one is refused. */
  smtp: { user: string; password: string };
  /** Signs what Beian sends to the bureau gateway; like all secrets of signatures of at least 32 characters. */
  gatewaySecret: string;
  /** Signs what the bureau sends to Beian. */
  webhookSecret: string;
  /** Stands in the address that delivery receipts of SMS are posted to. */
  smsReceiptToken: string;
  /** Bearer token of the asset directory. */
  assetsToken: string;
}

export const SANDBOX_KEYS: SandboxKeys = {
  tencent: { secretId: 'sandbox-tencent-id', secretKey: 'sandbox-tencent-key' },
  alibaba: { accessKeyId: 'sandbox-alibaba-id', accessKeySecret: 'sandbox-alibaba-secret' },
  smtp: { user: 'sandbox', password: 'sandbox-smtp-password' },
  gatewaySecret: 'sandbox-secret-of-the-bureau-gateway',
  webhookSecret: 'sandbox-secret-of-the-bureau-webhook',
  smsReceiptToken: 'sandbox-sms-receipts-are-posted-here',
  assetsToken: 'sandbox-assets-token',
};
