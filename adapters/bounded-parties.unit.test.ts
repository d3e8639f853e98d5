/** Every call to every outside party ends, whatever the other side does: in time, with its connection broken off. */
import { describe, expect, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { jwksTokens } from '../api/auth/tokens.ts';
import { individual } from '../test/support/orders/applicants.ts';
import { hostileServer, HTTP, MISDEEDS, SMTP, type Misdeed } from '../test/support/parties/hostile-server.ts';
import { createHttpAssets } from './assets/http.ts';
import type { HandOver } from './bureau/bureau.ts';
import { createBureauGateway } from './bureau/gateway.ts';
import { createS3Documents } from './documents/s3.ts';
import { createSmtpEmail } from './email/smtp.ts';
import { createAlibabaLiveness } from './liveness/alibaba.ts';
import { createTencentLiveness } from './liveness/tencent.ts';
import { createAlibabaSms } from './sms/alibaba.ts';
import { createTencentSms } from './sms/tencent.ts';

const timeoutMs = 300;
const secret = 'a-secret-of-more-than-32-characters';
const keys = { accessKeyId: 'key', accessKeySecret: 'secret', secretId: 'id', secretKey: 'key' };

/** Each way to call a party at an address, by its name. */
const CALLS: Readonly<Record<string, (port: number) => Promise<unknown>>> = {
  'the object store, to read': (port) => s3(port).get('BA1/x'),
  'the object store, to write': (port) => s3(port).put('BA1/x', new Uint8Array(100)),
  'the object store, to delete': (port) => s3(port).delete('BA1/x'),
  'the object store, to list': (port) => s3(port).list()[Symbol.asyncIterator]().next(),
  'Tencent SMS': (port) => createTencentSms({ ...tencent(port), sdkAppId: '1', ...texts('1') }).send(SMS),
  'Alibaba SMS': (port) => createAlibabaSms({ ...alibaba(port), ...texts({ code: '1', params: [] }) }).send(SMS),
  'Tencent face check, to start': (port) => createTencentLiveness({ ...tencent(port), ruleId: '1' }).start(PERSON),
  'Tencent face check, to ask': (port) => createTencentLiveness({ ...tencent(port), ruleId: '1' }).result('1'),
  'Alibaba face check, to start': (port) => createAlibabaLiveness({ ...alibaba(port), sceneId: 1 }).start(PERSON),
  'Alibaba face check, to ask': (port) => createAlibabaLiveness({ ...alibaba(port), sceneId: 1 }).result('1'),
  'the bureau, to hand over': (port) => gateway(port).handOver(ORDER),
  'the bureau, to have the SMS sent again': (port) =>
    gateway(port).resendSms({ orderId: 'BA1', handOver: 1, idempotencyKey: 'a-key' }),
  'the bureau, to look a record up': (port) =>
    gateway(port).lookUp({ certificateType: 'ID', certificateNumber: '1', domain: 'a.cn' }),
  'the asset directory, about a domain': (port) => assets(port).domain('a.cn', {}),
  'the asset directory, about a server': (port) => assets(port).instance('i-1'),
};

const http = (port: number) => ({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs });
const s3 = (port: number) =>
  createS3Documents({
    bucket: 'beian',
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    forcePathStyle: true,
    endpoint: `http://127.0.0.1:${port}`,
    timeoutMs,
  });
const vendor = (port: number) => ({ ...keys, endpoint: `127.0.0.1:${port}`, protocol: 'http' }) as const;
const tencent = (port: number) => ({ ...vendor(port), timeoutSeconds: timeoutMs / 1000 });
const alibaba = (port: number) => ({ ...vendor(port), timeoutMs });
const texts = <Template>(template: Template) => ({ signName: '备案助手', templates: { 'N-1': template } });
const gateway = (port: number) => createBureauGateway({ ...http(port), providerId: 'provider', secret });
const assets = (port: number) => createHttpAssets({ ...http(port), token: 'token' });

const SMS = { idempotencyKey: 'BA1/N-1/1', to: '13800138000', template: 'N-1', params: [] };
const PERSON = {
  name: '测试',
  documentNumber: '11010119900101001X',
  returnUrl: 'https://beian.example/',
  idempotencyKey: 'a-key',
  metaInfo: '{}',
};
const IMAGE = { sha256: 'a'.repeat(64), mediaType: 'image/png', content: new Uint8Array(9) };
const ORDER: HandOver = {
  orderId: 'BA1',
  handOver: 1,
  type: 'FIRST',
  form: individual(),
  personsToVerify: [],
  documents: [{ slot: 'entity-certificate', withImage: (use) => use(IMAGE) }],
};
const EMAIL = { idempotencyKey: 'BA1/N-1/1', to: 'zhou.lan@example.com', subject: 'a subject', text: 'a text' };

/** More than any limit of an answer, and what a machine sends while somebody looks away. */
const MUCH = 512 * 1024 * 1024;

describe.each(MISDEEDS)('where the other side %s', (misdeed) => {
  test.concurrent.each(Object.entries(CALLS))('a call to %s may be tried again later', async (_name, call) => {
    await withServer(misdeed, HTTP, async (port) => {
      await expect(call(port)).rejects.toMatchObject({ name: 'RetryableError' });
    });
  });

  test.concurrent('an email may be sent again later', async () => {
    await withServer(misdeed, SMTP, async (port) => {
      const options = { host: '127.0.0.1', port, tls: 'none', from: 'beian@provider.example' } as const;
      const email = createSmtpEmail({ ...options, timeoutMs, withinMs: timeoutMs });
      await expect(email.send(EMAIL)).rejects.toMatchObject({ name: 'RetryableError' });
    });
  });

  test.concurrent("a token cannot be checked while the identity provider's keys are not known", async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ sub: 'a' }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey);
    await withServer(misdeed, HTTP, async (port) => {
      const jwksUrl = `http://127.0.0.1:${port}/keys`;
      const verify = jwksTokens({ jwksUrl, issuer: 'https://id.example', audience: 'beian', timeoutMs });
      await expect(verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    });
  });
});

/** Calls the server, and sees that no connection stays and that not much was taken in. */
async function withServer(
  misdeed: Misdeed,
  protocol: typeof HTTP,
  call: (port: number) => Promise<void>,
): Promise<void> {
  const server = await hostileServer(misdeed, protocol);
  try {
    await call(server.port);
    await server.left();
    expect(server.sent()).toBeLessThan(MUCH);
  } finally {
    await server.close();
  }
}
