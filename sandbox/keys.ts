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
  /** Sign what each party sends to Beian. */
  webhookSecrets: { bureau: string; liveness: string; sms: string };
  /** Bearer token of the asset directory. */
  assetsToken: string;
}

export const SANDBOX_KEYS: SandboxKeys = {
  tencent: { secretId: 'sandbox-tencent-id', secretKey: 'sandbox-tencent-key' },
  alibaba: { accessKeyId: 'sandbox-alibaba-id', accessKeySecret: 'sandbox-alibaba-secret' },
  smtp: { user: 'sandbox', password: 'sandbox-smtp-password' },
  gatewaySecret: 'sandbox-secret-of-the-bureau-gateway',
  webhookSecrets: {
    bureau: 'sandbox-secret-of-the-bureau-webhook',
    liveness: 'sandbox-secret-of-the-liveness-webhook',
    sms: 'sandbox-secret-of-the-sms-webhook',
  },
  assetsToken: 'sandbox-assets-token',
};
