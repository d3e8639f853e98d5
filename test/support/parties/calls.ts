/** Every way to call an outside party at an address on this machine. */
import { createHttpAssets } from '../../../adapters/assets/http.ts';
import type { HandOver } from '../../../adapters/bureau/bureau.ts';
import { createBureauGateway } from '../../../adapters/bureau/gateway.ts';
import { createS3Documents } from '../../../adapters/documents/s3.ts';
import { createAlibabaLiveness } from '../../../adapters/liveness/alibaba.ts';
import { createTencentLiveness } from '../../../adapters/liveness/tencent.ts';
import { createAlibabaSms } from '../../../adapters/sms/alibaba.ts';
import { createTencentSms } from '../../../adapters/sms/tencent.ts';
import { individual } from '../orders/applicants.ts';

export interface Where {
  protocol: 'http' | 'https';
  port: number;
  /** How long an answer is waited for. */
  timeoutMs: number;
}

const secret = 'a-secret-of-more-than-32-characters';
const keys = { accessKeyId: 'key', accessKeySecret: 'secret', secretId: 'id', secretKey: 'key' };

/** Each way to call a party at an address, by its name. */
export const CALLS: Readonly<Record<string, (at: Where) => Promise<unknown>>> = {
  'the object store, to read': (at) => s3(at).get('BA1/x'),
  'the object store, to write': (at) => s3(at).put('BA1/x', new Uint8Array(100)),
  'the object store, to delete': (at) => s3(at).delete('BA1/x'),
  'the object store, to list': (at) => s3(at).list()[Symbol.asyncIterator]().next(),
  'Tencent SMS': (at) => createTencentSms({ ...tencent(at), sdkAppId: '1', ...texts('1') }).send(SMS),
  'Alibaba SMS': (at) => createAlibabaSms({ ...alibaba(at), ...texts({ code: '1', params: [] }) }).send(SMS),
  'Tencent face check, to start': (at) => createTencentLiveness({ ...tencent(at), ruleId: '1' }).start(PERSON),
  'Tencent face check, to ask': (at) => createTencentLiveness({ ...tencent(at), ruleId: '1' }).result('1'),
  'Alibaba face check, to start': (at) => createAlibabaLiveness({ ...alibaba(at), sceneId: 1 }).start(PERSON),
  'Alibaba face check, to ask': (at) => createAlibabaLiveness({ ...alibaba(at), sceneId: 1 }).result('1'),
  'the bureau, to hand over': (at) => gateway(at).handOver(ORDER),
  'the bureau, to have the SMS sent again': (at) =>
    gateway(at).resendSms({ orderId: 'BA1', handOver: 1, idempotencyKey: 'a-key' }),
  'the bureau, to look a record up': (at) =>
    gateway(at).lookUp({ certificateType: 'ID', certificateNumber: '1', domain: 'a.cn' }),
  'the asset directory, about a domain': (at) => assets(at).domain('a.cn', {}),
  'the asset directory, about a server': (at) => assets(at).instance('i-1'),
};

const addressOf = ({ protocol, port }: Where): string => `${protocol}://127.0.0.1:${port}`;
const http = (at: Where) => ({ baseUrl: addressOf(at), timeoutMs: at.timeoutMs });
const s3 = (at: Where) =>
  createS3Documents({
    bucket: 'beian',
    region: 'us-east-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    forcePathStyle: true,
    endpoint: addressOf(at),
    timeoutMs: at.timeoutMs,
  });
const vendor = (at: Where) => ({ ...keys, endpoint: `127.0.0.1:${at.port}`, protocol: at.protocol });
const tencent = (at: Where) => ({ ...vendor(at), timeoutSeconds: at.timeoutMs / 1000 });
const alibaba = (at: Where) => ({ ...vendor(at), timeoutMs: at.timeoutMs });
const texts = <Template>(template: Template) => ({ signName: '备案助手', templates: { 'N-1': template } });
const gateway = (at: Where) => createBureauGateway({ ...http(at), providerId: 'provider', secret });
const assets = (at: Where) => createHttpAssets({ ...http(at), token: 'token' });

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
  instances: {},
  personsToVerify: [],
  documents: [{ slot: 'entity-certificate', withImage: (use) => use(IMAGE) }],
};
export const EMAIL = { idempotencyKey: 'BA1/N-1/1', to: 'zhou.lan@example.com', subject: 'a subject', text: 'a text' };
