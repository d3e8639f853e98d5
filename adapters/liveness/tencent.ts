/** Face check by Tencent Cloud Face ID (腾讯云慧眼人脸核身, H5), API version 2018-03-01, over its official common client. */
import { CommonClient } from 'tencentcloud-sdk-nodejs-common';
import { z } from 'zod';
import type { FaceCheckResult, Tries } from '../../domain/proofs/face-check.ts';
import { isKnownInstant } from '../../domain/time/date-range.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { boundedCall, SMALL_ANSWER_BYTES } from '../bounded-call.ts';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import { vendorCode } from '../error-code.ts';
import { untrusted } from '../untrusted.ts';
import type { FaceCheckStart, LivenessCheck } from './liveness-check.ts';
import { meaningOf } from './tencent-codes.ts';

export interface TencentLivenessOptions {
  secretId: string;
  secretKey: string;
  /** Business flow (业务流程) from the Face ID console: an H5 flow that asks for name and document number. */
  ruleId: string;
  endpoint?: string;
  /** `http` is for a stand-in on this machine only. */
  protocol?: 'https' | 'http';
  timeoutSeconds?: number;
}

const startedSchema = z.object({ Url: z.string().nullish(), BizToken: z.string().min(1) });

const attemptSchema = z.object({
  ReqTime: z.string().nullish(),
  Errcode: z.number().nullish(),
  Errmsg: z.string().nullish(),
});
const resultSchema = z.object({
  Text: z
    .object({
      ErrCode: z.number().nullish(),
      ErrMsg: z.string().nullish(),
      LivenessDetail: z.array(attemptSchema).nullish(),
    })
    .nullish(),
});
type Attempt = z.infer<typeof attemptSchema>;

/** A token is valid for two hours; a person who started in time may need some minutes more. */
const TERMS = { linkMinutes: 120, graceMinutes: 10 };
const LONGEST_NAME = 32;

/** Source of the error codes: https://cloud.tencent.com/document/api/1007/41957 and …/31816 (read 2026-11-22). */
const RETRYABLE =
  /^(InternalError|RequestLimitExceeded|LimitExceeded|FailedOperation\.(UnKnown|RequestLimitExceeded)|ServiceUnavailable|ResourceUnavailable$)/;
const IDENTITY = /^FailedOperation\.(IdFormatError|IdNameMisMatch|NameFormatError)$/;
const EXPIRED = /^InvalidParameterValue\.BizToken(Expired|Illegal)$/;

/**
 * Opens checks with `DetectAuth` and asks for results with `GetDetectInfoEnhanced`, as text: Beian gets neither pictures nor videos.
 * The vendor tells only the person's browser that a check is over. It keeps a result for three days, and allows several tries under
 * one link.
 *
 * @example
 * const liveness = createTencentLiveness({ secretId, secretKey, ruleId: '1' });
 * const started = await liveness.start({ name, documentNumber, returnUrl, idempotencyKey });
 */
export function createTencentLiveness(options: TencentLivenessOptions): LivenessCheck {
  const { timeoutSeconds = 10 } = options;
  const bounds = { withinMs: timeoutSeconds * 1000, atMostBytes: SMALL_ANSWER_BYTES };
  const client = new CommonClient(options.endpoint ?? 'faceid.tencentcloudapi.com', '2018-03-01', {
    credential: { secretId: options.secretId, secretKey: options.secretKey },
    profile: {
      httpProfile: { protocol: `${options.protocol ?? 'https'}://`, reqTimeout: timeoutSeconds },
    },
  });

  return {
    terms: TERMS,

    async start({ name, documentNumber, returnUrl, idempotencyKey }): Promise<FaceCheckStart> {
      if (Array.from(name).length > LONGEST_NAME)
        return { status: 'REFUSED', why: 'NAME_TOO_LONG', code: 'NAME_TOO_LONG' };
      const request = {
        RuleId: options.ruleId,
        Name: name,
        IdCard: documentNumber,
        RedirectUrl: returnUrl,
        Extra: idempotencyKey,
      };
      try {
        return opened(await boundedCall(bounds, () => client.request('DetectAuth', request)));
      } catch (error) {
        const code = vendorCode(error);
        if (code !== undefined && IDENTITY.test(code)) return { status: 'REFUSED', why: 'IDENTITY', code };
        throw classify(error);
      }
    },

    async result(reference): Promise<FaceCheckResult> {
      const request = { BizToken: reference, RuleId: options.ruleId, InfoType: '1' };
      try {
        return resultOf(await boundedCall(bounds, () => client.request('GetDetectInfoEnhanced', request)));
      } catch (error) {
        const code = vendorCode(error);
        if (code !== undefined && EXPIRED.test(code)) return expired(code);
        throw classify(error);
      }
    },
  };
}

function opened(answer: unknown): FaceCheckStart {
  const read = startedSchema.safeParse(answer);
  if (!read.success) throw new AskPersonError('Tencent Cloud Face ID opened no check, and does not say why.');
  const { Url: url, BizToken: reference } = read.data;
  if (url === undefined || url === null || url === '') {
    const advice = 'The RuleId is not that of an H5 flow: create one in the Face ID console.';
    throw new AskPersonError(`Tencent Cloud Face ID gives no link. ${advice}`, 'NO_URL');
  }
  return { status: 'OPEN', reference, url };
}

function resultOf(answer: unknown): FaceCheckResult {
  const read = resultSchema.safeParse(answer);
  if (!read.success)
    throw new AskPersonError('Tencent Cloud Face ID answered in an unknown form: look the check up in its console.');
  const { ErrCode: code, ErrMsg: message, LivenessDetail: attempts } = read.data.Text ?? {};
  if (code === undefined || code === null) return { status: 'PENDING' };
  const last = latest(attempts ?? []);
  const time = timeOf(last);
  const at = time === undefined ? {} : { at: time };
  const reason = `${code} ${message ?? ''}`.trim();
  switch (meaningOf(code)) {
    case 'PASSED':
      return { status: 'PASS', ...at };
    case 'UNFINISHED':
      return { status: 'PENDING' };
    case 'CLOSED':
      return closed(code, last, reason);
    case 'NO_TRIES_LEFT':
      return { status: 'FAIL', cause: 'PERSON', reason, tries: 'OVER', ...at };
    case 'PERSON':
      return { status: 'FAIL', cause: 'PERSON', reason, tries: 'LEFT', ...at };
    case 'NOT_POSSIBLE':
      return { status: 'FAIL', cause: 'NOT_POSSIBLE', reason, tries: 'OVER', ...at };
    case 'TOO_OFTEN':
      return { status: 'EXPIRED', cause: 'TOO_OFTEN', reason, tries: 'OVER' };
    case 'VENDOR_FAULT':
      return { status: 'EXPIRED', cause: 'VENDOR_FAULT', reason, tries: 'LEFT' };
    case 'SET_UP':
    default:
      throw new AskPersonError(
        `Tencent Cloud Face ID is not set up as it should be (result ${code}): check flow and account.`,
        String(code),
      );
  }
}

const TOKEN_EXPIRED = 15;

/** The check is closed: the result is the last try's fail, or that nobody took the check. */
function closed(code: number, last: Attempt | undefined, reason: string): FaceCheckResult {
  const tries: Tries = code === TOKEN_EXPIRED ? 'OVER' : 'LEFT';
  const failed = last?.Errcode ?? 0;
  const meaning = meaningOf(failed);
  if (meaning === 'PERSON' || meaning === 'NOT_POSSIBLE') {
    const time = timeOf(last);
    const at = time === undefined ? {} : { at: time };
    return { status: 'FAIL', cause: meaning, reason: `${failed} ${last?.Errmsg ?? ''}`.trim(), tries, ...at };
  }
  return code === TOKEN_EXPIRED ? expired(reason) : { status: 'PENDING' };
}

const expired = (reason: string): FaceCheckResult => ({
  status: 'EXPIRED',
  cause: 'LINK_EXPIRED',
  reason,
  tries: 'OVER',
});

const latest = (attempts: readonly Attempt[]): Attempt | undefined =>
  attempts.toSorted((a, b) => Number(a.ReqTime ?? 0) - Number(b.ReqTime ?? 0)).at(-1);

function timeOf(attempt: Attempt | undefined): Instant | undefined {
  const milliseconds = Number(attempt?.ReqTime ?? 0);
  return milliseconds > 0 && isKnownInstant(milliseconds) ? instant(milliseconds) : undefined;
}

const NAME = 'Tencent Cloud Face ID';

function classify(cause: unknown): unknown {
  if (cause instanceof AskPersonError) return cause;
  const code = vendorCode(cause);
  if (code === undefined)
    return untrusted(NAME, cause) ?? new RetryableError(`${NAME} could not be reached`, { cause });
  if (RETRYABLE.test(code))
    return new RetryableError(`Tencent Cloud Face ID is not available now (${code})`, { cause });
  return new AskPersonError(
    `Tencent Cloud Face ID is not set up as it should be (${code}): check keys, flow and account.`,
    code,
    { cause },
  );
}
