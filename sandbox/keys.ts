/**
 * The keys that sandbox and Beian share by default. They are valid for a sandbox only. Each party here checks them as the real one
 * would, so that a wrong set-up shows before production.
 */
export interface SandboxKeys {
  tencent: { secretId: string; secretKey: string };
  alibaba: { accessKeyId: string; accessKeySecret: string };
  /** A login is not needed, but a wrong one is refused. */
  smtp: { user: string; password: string };
  /** Signs Beian's requests to the bureau gateway; like every secret of signatures it has at least 32 characters. */
  gatewaySecret: string;
  /** Signs the bureau's callbacks to Beian. */
  webhookSecret: string;
  /** Secret in the address that delivery receipts of SMS are posted to. */
  smsReceiptToken: string;
  /** Bearer token of the asset directory. */
  assetsToken: string;
  /** Signs what Beian tells the network. */
  networkSecret: string;
}

export const SANDBOX_KEYS: SandboxKeys = {
  tencent: { secretId: 'sandbox-tencent-id', secretKey: 'sandbox-tencent-key' },
  alibaba: { accessKeyId: 'sandbox-alibaba-id', accessKeySecret: 'sandbox-alibaba-secret' },
  smtp: { user: 'sandbox', password: 'sandbox-smtp-password' },
  gatewaySecret: 'sandbox-secret-of-the-bureau-gateway',
  webhookSecret: 'sandbox-secret-of-the-bureau-webhook',
  smsReceiptToken: 'sandbox-sms-receipts-are-posted-here',
  assetsToken: 'sandbox-assets-token',
  networkSecret: 'sandbox-secret-of-the-network-gateway',
};
