/** Face check by Alibaba Cloud (阿里云金融级实人认证, H5, product `ID_PRO`), API version 2019-03-07, over its official SDK. */
import { createHash } from 'node:crypto';
import cloudauth, { DescribeFaceVerifyRequest, InitFaceVerifyRequest } from '@alicloud/cloudauth20190307';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@darabonba/typescript';
import type { FaceCheckResult } from '../../domain/proofs/face-check.ts';
import { readResidentId } from '../../domain/identity/resident-id.ts';
import { boundedCall, SMALL_ANSWER_BYTES } from '../bounded-call.ts';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import { vendorCode } from '../error-code.ts';
import { untrusted } from '../untrusted.ts';
import { ENDINGS, notPassed, REFUSALS, RETRYABLE, UNFINISHED } from './alibaba-codes.ts';
import type { FaceCheckRequest, FaceCheckStart, LivenessCheck } from './liveness-check.ts';
import { present } from '../../domain/present.ts';

export interface AlibabaLivenessOptions {
  accessKeyId: string;
  accessKeySecret: string;
  /** Scene (认证场景) of product ID_PRO for H5 from the console. */
  sceneId: number;
  /**
   * The address that the vendor calls when a check is over, and the token that it sends. The address must be public and https, and
   * answer 200 to a request without parameters: the vendor tries it before it opens a check.
   */
  callback?: { url: string; token: string };
  endpoint?: string;
  /** `http` is for a stand-in on this machine only. */
  protocol?: 'https' | 'http';
  timeoutMs?: number;
}

/** A link is valid for half an hour; the result may come after the person's return. */
const TERMS = { linkMinutes: 30, graceMinutes: 60 };
const BROWSER_SCRIPT = 'https://o.alicdn.com/yd-cloudauth/cloudauth-cdn/jsvm_all.js';

/**
 * Opens checks with `InitFaceVerify` and asks for results with `DescribeFaceVerify`. The vendor requires an order number of 32
 * letters and digits; it is made from the idempotency key. The vendor does not say when a check took place.
 *
 * @example
 * const liveness = createAlibabaLiveness({ accessKeyId, accessKeySecret, sceneId: 1000000006 });
 * const started = await liveness.start({ name, documentNumber, returnUrl, idempotencyKey, metaInfo });
 */
export function createAlibabaLiveness(options: AlibabaLivenessOptions): LivenessCheck {
  const { timeoutMs = 10_000, endpoint = 'cloudauth.aliyuncs.com', protocol = 'https', callback } = options;
  const client = new cloudauth.default(
    new $OpenApiUtil.Config({
      accessKeyId: options.accessKeyId,
      accessKeySecret: options.accessKeySecret,
      endpoint,
      protocol,
    }),
  );
  const bounded = <T>(make: () => Promise<T>): Promise<T> =>
    boundedCall({ withinMs: timeoutMs, atMostBytes: SMALL_ANSWER_BYTES }, make).catch((error: unknown) => {
      throw classify(vendorCode(error), error);
    });
  const runtime = new RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs, autoretry: false });

  return {
    terms: TERMS,
    browserScript: protocol === 'https' ? BROWSER_SCRIPT : `http://${endpoint}/jsvm_all.js`,

    async start(person): Promise<FaceCheckStart> {
      const { name, documentNumber, returnUrl, idempotencyKey, metaInfo } = person;
      if (metaInfo === undefined) return { status: 'REFUSED', why: 'DEVICE', code: 'NO_META_INFO' };
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
        ...present({ callbackUrl: callback?.url, callbackToken: callback?.token }),
      });
      const { body } = await bounded(() => client.initFaceVerifyWithOptions(request, runtime));
      if (body?.code !== '200') return refusal(person, body?.code);
      const { certifyId, certifyUrl } = body.resultObject ?? {};
      if (certifyId === undefined || certifyUrl === undefined || certifyUrl === '') {
        return { status: 'REFUSED', why: 'DEVICE', code: 'NO_CERTIFY_URL' };
      }
      return { status: 'OPEN', reference: certifyId, url: certifyUrl };
    },

    async result(reference): Promise<FaceCheckResult> {
      const request = new DescribeFaceVerifyRequest({ sceneId: options.sceneId, certifyId: reference });
      const { body } = await bounded(() => client.describeFaceVerifyWithOptions(request, runtime));
      const { code } = body ?? {};
      if (code !== undefined && UNFINISHED.includes(code)) return { status: 'PENDING' };
      const ending = ENDINGS[code ?? ''];
      if (ending !== undefined) return ending;
      if (code !== '200') throw classify(code);
      const { passed, subCode } = body?.resultObject ?? {};
      if (passed === 'T') return { status: 'PASS' };
      return passed === 'F' ? notPassed(subCode) : { status: 'PENDING' };
    },
  };
}

/** A refusal whose cause is the person, the form or the device; any other error is thrown. */
function refusal({ name, documentNumber }: FaceCheckRequest, code: string | undefined): FaceCheckStart {
  if (code === undefined) throw classify(code);
  const why = REFUSALS[code];
  if (why !== undefined) return { status: 'REFUSED', why, code };
  const isAboutValues = code === '400' || code === '401';
  if (isAboutValues && !areAsOnTheCard(name, documentNumber)) return { status: 'REFUSED', why: 'IDENTITY', code };
  throw classify(code);
}

/** Whether name and number have the form of the national standards, which the vendor requires: no letters or special characters. */
const areAsOnTheCard = (name: string, documentNumber: string): boolean =>
  /^\p{Script=Han}[\p{Script=Han}·•]*$/u.test(name) && readResidentId(documentNumber).ok;

const NAME = 'Alibaba Cloud face verification';

function classify(code: string | undefined, cause?: unknown): Error {
  if (code === undefined)
    return untrusted(NAME, cause) ?? new RetryableError(`${NAME} could not be reached`, { cause });
  if (RETRYABLE.test(code))
    return new RetryableError(`Alibaba Cloud face verification is not available now (${code})`, { cause });
  return new AskPersonError(
    `Alibaba Cloud face verification is not set up as it should be (${code}): check keys, scene, OSS and account.`,
    code,
    { cause },
  );
}
