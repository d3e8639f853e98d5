/** Face check by Alibaba Cloud (阿里云金融级实人认证, H5, product `ID_PRO`), API version 2019-03-07, over its official SDK. */
import { createHash } from 'node:crypto';
import cloudauth, { DescribeFaceVerifyRequest, InitFaceVerifyRequest } from '@alicloud/cloudauth20190307';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@darabonba/typescript';
import { AskPersonError, PermanentError, RetryableError } from '../delivery.ts';
import { vendorCode } from '../error-code.ts';
import type { LivenessCheck, LivenessResult } from './liveness-check.ts';

export interface AlibabaLivenessOptions {
  accessKeyId: string;
  accessKeySecret: string;
  /** Scene (认证场景) from the console. */
  sceneId: number;
  /** Where the vendor calls back when a check is over; must be https in production. */
  callbackUrl?: string;
  endpoint?: string;
  /** `http` is for a stand-in on this machine only. */
  protocol?: 'https' | 'http';
  timeoutMs?: number;
}

/** Sent when the person's browser was not asked; the vendor may answer with a link for other devices, or none. */
const UNKNOWN_BROWSER = JSON.stringify({ zimVer: '3.0.0', appVersion: '1', bioMetaInfo: '4.1.0', deviceType: 'h5' });

/** Answers to a question for a check that is not over: not finished; no record yet (also when given up half-way). */
const NOT_OVER: readonly string[] = ['403', '424'];
/** Codes in which the person or the form is at fault; 418 is the daily limit of tries. */
const PERMANENT: readonly string[] = ['400', '401', '406', '414', '415', '416', '417', '418', '427'];
const RETRYABLE = /^(500|Throttling|ServiceUnavailable|InternalError|SignatureNonceUsed)/;

/** Source: https://help.aliyun.com/zh/id-verification/financial-grade-id-verification/code-collection (read 2026-11-22). */
const REASONS: Readonly<Record<string, string>> = {
  '201': '姓名和身份证不一致 name and document number do not belong together',
  '202': '查询不到身份信息 the document is not in the database',
  '203': '查询不到照片或照片不可用 the database has no usable photo',
  '204': '人脸比对不一致 the face is not that of the photo',
  '205': '活体检测存在风险 the check was not made with a live person',
  '206': '业务策略限制 limited by policy',
};

/**
 * Opens checks with `InitFaceVerify` and asks for results with `DescribeFaceVerify`. The vendor wants an order number of
 * 32 letters and digits of us: it is made from the idempotency key. The vendor does not say when a check took place.
 *
 * @example
 * const liveness = createAlibabaLiveness({ accessKeyId, accessKeySecret, sceneId: 1000000006 });
 * const { reference, url } = await liveness.start({ name, documentNumber, returnUrl, idempotencyKey, metaInfo });
 */
export function createAlibabaLiveness(options: AlibabaLivenessOptions): LivenessCheck {
  const { timeoutMs = 10_000 } = options;
  const client = new cloudauth.default(
    new $OpenApiUtil.Config({
      accessKeyId: options.accessKeyId,
      accessKeySecret: options.accessKeySecret,
      endpoint: options.endpoint ?? 'cloudauth.aliyuncs.com',
      protocol: options.protocol ?? 'https',
    }),
  );
  const runtime = new RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs, autoretry: false });

  return {
    async start({ name, documentNumber, returnUrl, idempotencyKey, metaInfo = UNKNOWN_BROWSER }) {
      const request = new InitFaceVerifyRequest({
        sceneId: options.sceneId,
        outerOrderNo: createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32),
        productCode: 'ID_PRO',
        certType: 'IDENTITY_CARD',
        certName: name,
        certNo: documentNumber,
        returnUrl,
        metaInfo,
        model: 'MULTI_ACTION',
        ...(options.callbackUrl === undefined ? {} : { callbackUrl: options.callbackUrl }),
      });
      const { body } = await client.initFaceVerifyWithOptions(request, runtime).catch((error: unknown) => {
        throw classify(vendorCode(error), error);
      });
      if (body?.code !== '200') throw classify(body?.code);
      const { certifyId, certifyUrl } = body.resultObject ?? {};
      if (certifyId === undefined || certifyUrl === undefined) {
        throw new PermanentError(
          'Alibaba Cloud gives no link for this browser: open the page on another device',
          'NO_CERTIFY_URL',
        );
      }
      return { reference: certifyId, url: certifyUrl };
    },

    async result(reference): Promise<LivenessResult> {
      const request = new DescribeFaceVerifyRequest({ sceneId: options.sceneId, certifyId: reference });
      const { body } = await client.describeFaceVerifyWithOptions(request, runtime).catch((error: unknown) => {
        throw classify(vendorCode(error), error);
      });
      if (body?.code !== undefined && NOT_OVER.includes(body.code)) return { status: 'PENDING' };
      if (body?.code !== '200') throw classify(body?.code);
      const { passed, subCode } = body.resultObject ?? {};
      if (passed === 'T') return { status: 'PASS' };
      if (passed !== 'F') return { status: 'PENDING' };
      return { status: 'FAIL', reason: `${subCode ?? ''} ${REASONS[subCode ?? ''] ?? ''}`.trim() || 'not passed' };
    },
  };
}

function classify(code: string | undefined, cause?: unknown): Error {
  if (code === undefined) return new RetryableError('Alibaba Cloud face verification could not be reached', { cause });
  if (RETRYABLE.test(code))
    return new RetryableError(`Alibaba Cloud face verification is not available now (${code})`, { cause });
  if (PERMANENT.includes(code))
    return new PermanentError(`Alibaba Cloud face verification refused the check (${code})`, code, { cause });
  return new AskPersonError(
    `Alibaba Cloud face verification is not set up as it should be (${code}): check keys, scene and account.`,
    code,
    { cause },
  );
}
