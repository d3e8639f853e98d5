/**
 * Tencent Cloud's API 3.0 as its SDKs use it: JSON by POST to `/`, the action in `X-TC-Action`, signature TC3-HMAC-SHA256. The
 * sandbox has `SendSms` (2021-01-11), `DetectAuth` and `GetDetectInfoEnhanced` (faceid 2018-03-01).
 */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { FaceChecks } from './face-checks.ts';
import type { SandboxKeys } from '../keys.ts';
import type { SmsCentre } from './sms-centre.ts';
import type { Switches } from '../control/switches.ts';

const sendSmsSchema = z.object({
  SmsSdkAppId: z.string(),
  SignName: z.string(),
  TemplateId: z.string(),
  TemplateParamSet: z.array(z.string()).default([]),
  PhoneNumberSet: z.array(z.string()).min(1),
  SessionContext: z.string().default(''),
});
const detectAuthSchema = z.object({
  RuleId: z.string(),
  Name: z.string().max(32),
  IdCard: z.string(),
  RedirectUrl: z.url().max(1024),
  Extra: z.string().max(1024).default(''),
});
const getDetectInfoSchema = z.object({ RuleId: z.string(), BizToken: z.string() });

/** A refusal of the vendor, which is HTTP 200 with an `Error` in the body. */
class VendorError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function tencentCloud(deps: {
  keys: SandboxKeys['tencent'];
  sms: SmsCentre;
  checks: FaceChecks;
  switches: Switches;
  baseUrl: () => string;
}): RequestHandler {
  const actions: Readonly<Record<string, (request: unknown) => object>> = {
    SendSms: (request) => sendSms(deps.sms, read(sendSmsSchema, request)),
    DetectAuth(request) {
      const { Name, IdCard, RedirectUrl, Extra } = read(detectAuthSchema, request);
      const check = deps.checks.open({
        vendor: 'tencent',
        name: Name,
        documentNumber: IdCard,
        returnUrl: RedirectUrl,
        key: Extra,
      });
      return { Url: `${deps.baseUrl()}/liveness/${check.reference}`, BizToken: check.reference };
    },
    GetDetectInfoEnhanced: (request) => detectInfo(deps.checks, read(getDetectInfoSchema, request).BizToken),
  };

  return (req, res, next) => {
    const action = req.get('x-tc-action');
    if (action === undefined) return next();
    const condition = deps.switches.next(action === 'SendSms' ? 'sms' : 'liveness');
    if (condition === 'down') {
      req.socket.destroy();
      return;
    }
    const answer = (content: object) => res.json({ Response: { ...content, RequestId: randomUUID() } });
    try {
      checkSignature(req, deps.keys);
      if (condition === 'busy') throw new VendorError('InternalError.Timeout', 'The request timed out.');
      if (condition === 'reject') throw new VendorError(refusalOf(action), 'Refused because the sandbox was told to.');
      const handle = actions[action];
      if (handle === undefined) throw new VendorError('InvalidAction', 'There is no such action.');
      answer(handle(JSON.parse(bodyOf(req).toString('utf8'))));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      answer({ Error: { Code: error.code, Message: error.message } });
    }
  };
}

const refusalOf = (action: string) =>
  action === 'SendSms' ? 'FailedOperation.PhoneNumberInBlacklist' : 'FailedOperation.IdNameMisMatch';

function sendSms(centre: SmsCentre, request: z.infer<typeof sendSmsSchema>): object {
  const statuses = request.PhoneNumberSet.map((number) => {
    const mobile = /^(?:\+?86)?(1[3-9]\d{9})$/.exec(number)?.[1];
    const rejected = (Code: string) => ({
      SerialNo: '',
      PhoneNumber: number,
      Fee: 0,
      SessionContext: request.SessionContext,
      Code,
      Message: Code,
      IsoCode: 'CN',
    });
    if (mobile === undefined) return rejected('InvalidParameterValue.IncorrectPhoneNumber');
    const params = request.TemplateParamSet;
    const text = centre.render(
      request.TemplateId,
      Object.fromEntries(params.map((value, index) => [String(index + 1), value])),
    );
    if (text === undefined) return rejected('FailedOperation.TemplateIncorrectOrUnapproved');
    const SerialNo = `${request.SmsSdkAppId}:${randomUUID()}`;
    centre.send({
      vendor: 'tencent',
      to: mobile,
      sign: request.SignName,
      text,
      template: request.TemplateId,
      params,
      key: request.SessionContext,
      reference: SerialNo,
    });
    return {
      SerialNo,
      PhoneNumber: number,
      Fee: 1,
      SessionContext: request.SessionContext,
      Code: 'Ok',
      Message: 'send success',
      IsoCode: 'CN',
    };
  });
  return { SendStatusSet: statuses };
}

/** The result of a check: that of the last try, or that the token has expired. */
function detectInfo(checks: FaceChecks, token: string): object {
  const check = checks.get(token);
  if (check === undefined) throw new VendorError('InvalidParameterValue.BizTokenIllegal', 'The BizToken is illegal.');
  const LivenessDetail = check.tries.map(({ code, at, reason }) => ({
    ReqTime: String(Date.parse(at)),
    Errcode: Number(code),
    Errmsg: reason ?? RESULTS[code] ?? '未通过',
  }));
  const last = LivenessDetail.at(-1);
  if (check.expired && last?.Errcode !== 0) return { Text: { ErrCode: 15, ErrMsg: 'Token过期', LivenessDetail } };
  return { Text: { ErrCode: last?.Errcode ?? null, ErrMsg: last?.Errmsg ?? null, LivenessDetail } };
}

const RESULTS: Readonly<Record<string, string>> = { '0': '成功', '16': '已达到重试上限', '2016': '无法判断为同一人' };

function read<Schema extends z.ZodType>(schema: Schema, request: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new VendorError('InvalidParameter', parsed.error.issues.map((issue) => issue.path.join('.')).join(', '));
}

export function bodyOf(req: Request): Buffer {
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

/** Checks the signature of https://cloud.tencent.com/document/api/382/52071; the SDK signs the host without its port. */
function checkSignature(req: Request, keys: SandboxKeys['tencent']): void {
  const authorization = req.get('authorization') ?? '';
  const [, id, date, service, headers, given] =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/([\w-]+)\/tc3_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (date === undefined || service === undefined || headers === undefined || given === undefined) {
    throw new VendorError('AuthFailure.InvalidAuthorization', 'The Authorization header is not of the known form.');
  }
  if (id !== keys.secretId) throw new VendorError('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
  const timestamp = req.get('x-tc-timestamp') ?? '';
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300)
    throw new VendorError('AuthFailure.SignatureExpire', 'The signature is expired.');
  const values = headers
    .split(';')
    .map((name) => `${name}:${name === 'host' ? req.hostname : (req.get(name) ?? '')}\n`)
    .join('');
  const canonical = `POST\n/\n\n${values}\n${headers}\n${sha256(bodyOf(req))}`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(Buffer.from(canonical))}`;
  const key = hmac(hmac(hmac(`TC3${keys.secretKey}`, date), service), 'tc3_request');
  if (!timingSafeEqual(hmac(key, toSign), Buffer.from(given, 'hex'))) {
    throw new VendorError('AuthFailure.SignatureFailure', 'The signature does not match.');
  }
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, content: string) => createHmac('sha256', key).update(content).digest();
