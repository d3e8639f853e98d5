/** Face check by Tencent Cloud Face ID (腾讯云慧眼人脸核身, H5), API version 2018-03-01, over its official common client. */
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { z } from 'zod';
import { instant } from '../../domain/instant.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery.ts';
import { vendorCode } from '../error-code.ts';
import type { LivenessCheck, LivenessResult } from './liveness-check.ts';

export interface TencentLivenessOptions {
  secretId: string;
  secretKey: string;
  /** Business flow (业务流程) from the Face ID console; it must ask for name and document number. */
  ruleId: string;
  endpoint?: string;
  /** `http` is for a stand-in on this machine only. */
  protocol?: 'https' | 'http';
  timeoutSeconds?: number;
}

const startedSchema = z.object({ Url: z.url(), BizToken: z.string().min(1) });

const detailSchema = z.object({ ReqTime: z.string().nullish() });
const resultSchema = z.object({
  Text: z
    .object({
      ErrCode: z.number().nullish(),
      ErrMsg: z.string().nullish(),
      LivenessDetail: z.array(detailSchema).nullish(),
    })
    .nullish(),
});

/**
 * Result codes that mean "not finished". Every other code but 0 ends the check.
 * Source: https://cloud.tencent.com/document/product/1007/31082 (read 2026-11-22).
 */
const FLOW_NOT_COMPLETED = 17;

/** Source of the error codes: https://cloud.tencent.com/document/api/1007/41957 and …/31816 (read 2026-11-22). */
const RETRYABLE =
  /^(InternalError|RequestLimitExceeded|LimitExceeded|FailedOperation\.(UnKnown|StsUnAuthErrorError)|ResourceUnavailable$)/;
const PERMANENT =
  /^(InvalidParameter|MissingParameter|FailedOperation\.(IdFormatError|IdNameMisMatch|NameFormatError))/;

/**
 * Opens checks with `DetectAuth` and asks for results with `GetDetectInfoEnhanced`, text only: neither pictures nor
 * videos come to us. The vendor keeps a result for three days.
 *
 * @example
 * const liveness = createTencentLiveness({ secretId, secretKey, ruleId: '1' });
 * const { reference, url } = await liveness.start({ name, documentNumber, returnUrl, idempotencyKey });
 */
export function createTencentLiveness(options: TencentLivenessOptions): LivenessCheck {
  const client = new CommonClient(options.endpoint ?? 'faceid.tencentcloudapi.com', '2018-03-01', {
    credential: { secretId: options.secretId, secretKey: options.secretKey },
    profile: {
      httpProfile: { protocol: `${options.protocol ?? 'https'}://`, reqTimeout: options.timeoutSeconds ?? 10 },
    },
  });
  const call = async (action: string, request: object): Promise<unknown> => {
    try {
      return await client.request(action, request);
    } catch (error) {
      throw classify(error);
    }
  };

  return {
    async start({ name, documentNumber, returnUrl, idempotencyKey }) {
      const answer = startedSchema.safeParse(
        await call('DetectAuth', {
          RuleId: options.ruleId,
          Name: name,
          IdCard: documentNumber,
          RedirectUrl: returnUrl,
          Extra: idempotencyKey,
        }),
      );
      if (!answer.success) throw new RetryableError('Tencent Cloud Face ID opened no check');
      return { reference: answer.data.BizToken, url: answer.data.Url };
    },

    async result(reference): Promise<LivenessResult> {
      const answer = resultSchema.safeParse(
        await call('GetDetectInfoEnhanced', { BizToken: reference, RuleId: options.ruleId, InfoType: '1' }),
      );
      if (!answer.success)
        throw new AskPersonError(
          'Tencent Cloud Face ID answered in an unknown form: look the check up in its console.',
        );
      const { ErrCode: code, ErrMsg: message, LivenessDetail: details } = answer.data.Text ?? {};
      if (code === undefined || code === null || code === FLOW_NOT_COMPLETED) return { status: 'PENDING' };
      const lastTry = Math.max(0, ...(details ?? []).map(({ ReqTime }) => Number(ReqTime ?? 0)));
      const at = lastTry > 0 ? { at: instant(lastTry) } : {};
      return code === 0
        ? { status: 'PASS', ...at }
        : { status: 'FAIL', ...at, reason: `${code} ${message ?? ''}`.trim() };
    },
  };
}

function classify(cause: unknown): Error {
  const code = vendorCode(cause);
  if (code === undefined) return new RetryableError('Tencent Cloud Face ID could not be reached', { cause });
  if (RETRYABLE.test(code))
    return new RetryableError(`Tencent Cloud Face ID is not available now (${code})`, { cause });
  if (PERMANENT.test(code))
    return new PermanentError(`Tencent Cloud Face ID refused the check (${code})`, code, { cause });
  return new AskPersonError(
    `Tencent Cloud Face ID is not set up as it should be (${code}): check keys, flow and account.`,
    code,
    { cause },
  );
}
