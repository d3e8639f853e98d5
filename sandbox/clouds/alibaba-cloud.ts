/**
 * Alibaba Cloud's RPC-style API as its current SDKs use it: POST to `/` with the parameters in the query (a few in a form), the
 * action in `x-acs-action`, signature ACS3-HMAC-SHA256. The sandbox has `SendSms` (dysmsapi 2017-05-25), `InitFaceVerify` and
 * `DescribeFaceVerify` (cloudauth 2019-03-07).
 */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { isAnswered, PASSED, type FaceChecks } from './face-checks.ts';
import type { SandboxKeys } from '../keys.ts';
import type { SmsCentre } from './sms-centre.ts';
import type { Condition, Switches } from '../control/switches.ts';
import { bodyOf } from './tencent-cloud.ts';

const sendSmsSchema = z.object({
  PhoneNumbers: z.string(),
  SignName: z.string(),
  TemplateCode: z.string(),
  TemplateParam: z.string().default('{}'),
  OutId: z.string().default(''),
});
const initSchema = z.object({
  SceneId: z.string(),
  OuterOrderNo: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
  ProductCode: z.literal('ID_PRO'),
  CertType: z.literal('IDENTITY_CARD'),
  CertName: z.string().regex(/^[\p{Script=Han}·•]+$/u),
  CertNo: z.string().regex(/^\d{17}[\dX]$/i),
  ReturnUrl: z.url(),
  MetaInfo: z.string().min(1),
  /** The real vendor requires https; the sandbox also accepts http. */
  CallbackUrl: z
    .url()
    .regex(/^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/])/)
    .optional(),
  CallbackToken: z.string().default(''),
});
const describeSchema = z.object({ SceneId: z.string(), CertifyId: z.string() });
const templateParamSchema = z.record(z.string(), z.string());

interface Answer {
  status: number;
  body: object;
}
const ok = (body: object): Answer => ({ status: 200, body });
const refused = (status: number, Code: string, Message: string = Code): Answer => ({ status, body: { Code, Message } });

/** Answers of a party that is switched off: face checks answer with numeric codes, SMS with text codes. */
const CONDITION_ANSWERS: Readonly<Record<'busy' | 'reject', Readonly<Record<'sms' | 'liveness', Answer>>>> = {
  busy: {
    sms: ok({ Code: 'isp.SYSTEM_ERROR', Message: 'system error' }),
    liveness: ok({ Code: '500', Message: '系统错误' }),
  },
  reject: {
    sms: ok({ Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: 'invalid mobile' }),
    liveness: ok({ Code: '417', Message: '无法使用刷脸服务' }),
  },
};

export function alibabaCloud(deps: {
  keys: SandboxKeys['alibaba'];
  sms: SmsCentre;
  checks: FaceChecks;
  switches: Switches;
  baseUrl: () => string;
}): RequestHandler {
  const actions: Readonly<Record<string, (request: Record<string, string>) => Answer | Promise<Answer>>> = {
    SendSms: (request) => sendSms(deps.sms, request),
    async InitFaceVerify(request) {
      const parsed = initSchema.safeParse(request);
      if (!parsed.success) return refused(200, '401', '参数非法');
      const { CertName, CertNo, ReturnUrl, OuterOrderNo, MetaInfo, CallbackUrl, CallbackToken } = parsed.data;
      if (CallbackUrl !== undefined && !(await isAnswered(CallbackUrl))) return refused(200, '401', '参数非法');
      const check = deps.checks.open({
        vendor: 'alibaba',
        name: CertName,
        documentNumber: CertNo,
        returnUrl: ReturnUrl,
        key: OuterOrderNo,
        ...(CallbackUrl === undefined ? {} : { callback: { url: CallbackUrl, token: CallbackToken } }),
      });
      const link = isFromBrowser(MetaInfo) ? { CertifyUrl: `${deps.baseUrl()}/liveness/${check.reference}` } : {};
      return ok({ Code: '200', Message: 'success', ResultObject: { CertifyId: check.reference, ...link } });
    },
    DescribeFaceVerify: (request) => describe(deps.checks, request),
  };

  return async (req, res, next) => {
    const action = req.get('x-acs-action');
    if (action === undefined) return next();
    const channel = action === 'SendSms' ? 'sms' : 'liveness';
    const condition = deps.switches.next(channel);
    if (condition === 'down') {
      req.socket.destroy();
      return;
    }
    const { status, body } = await answerTo(req, action, channel, condition);
    res.status(status).json({ RequestId: randomUUID(), ...body });
  };

  function answerTo(
    req: Request,
    action: string,
    channel: 'sms' | 'liveness',
    condition: Exclude<Condition, 'down'>,
  ): Answer | Promise<Answer> {
    const problem = signatureProblem(req, deps.keys);
    if (problem !== undefined) return problem;
    if (condition !== 'up') return CONDITION_ANSWERS[condition][channel];
    const handle = actions[action];
    return handle === undefined ? refused(404, 'InvalidAction.NotFound') : handle(parametersOf(req));
  }
}

function sendSms(centre: SmsCentre, request: Record<string, string>): Answer {
  const parsed = sendSmsSchema.safeParse(request);
  if (!parsed.success) return ok({ Code: 'isv.INVALID_PARAMETERS', Message: 'a parameter is missing' });
  const { PhoneNumbers: to, SignName: sign, TemplateCode: template, TemplateParam, OutId: key } = parsed.data;
  if (!/^1[3-9]\d{9}$/.test(to)) return ok({ Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: 'invalid mobile number' });
  const values = templateParamSchema.safeParse(JSON.parse(TemplateParam));
  if (!values.success)
    return ok({ Code: 'isv.INVALID_JSON_PARAM', Message: 'TemplateParam is not an object of strings' });
  const text = centre.render(template, values.data);
  if (text === undefined) return ok({ Code: 'isv.SMS_TEMPLATE_ILLEGAL', Message: 'the template is unknown' });
  const BizId = `${Date.now()}^${randomUUID().slice(0, 8)}`;
  const params = Object.values(values.data);
  centre.send({ vendor: 'alibaba', to, sign, text, template, params, key, reference: BizId });
  return ok({ Code: 'OK', Message: 'OK', BizId });
}

function describe(checks: FaceChecks, request: Record<string, string>): Answer {
  const parsed = describeSchema.safeParse(request);
  if (!parsed.success) return refused(200, '401', '参数非法');
  const check = checks.get(parsed.data.CertifyId);
  if (check === undefined) return refused(200, '406', '无效的CertifyId');
  const made = check.tries.at(-1);
  if (made === undefined) return refused(200, '424', '身份认证记录不存在');
  const Passed = made.code === PASSED.alibaba ? 'T' : 'F';
  return ok({ Code: '200', Message: 'success', ResultObject: { Passed, SubCode: made.code } });
}

const metaInfoSchema = z.object({ deviceType: z.enum(['h5', 'web']), ua: z.string().min(1) });

/** Whether the value comes from the vendor's script in a browser. Other values do not name a browser, and get no link. */
function isFromBrowser(metaInfo: string): boolean {
  try {
    return metaInfoSchema.safeParse(JSON.parse(metaInfo)).success;
  } catch {
    return false;
  }
}

function parametersOf(req: Request): Record<string, string> {
  const query = new URL(req.originalUrl, 'http://sandbox').searchParams;
  const form = new URLSearchParams(bodyOf(req).toString('utf8'));
  return { ...Object.fromEntries(query), ...Object.fromEntries(form) };
}

/** Checks the signature of https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature. */
function signatureProblem(req: Request, keys: SandboxKeys['alibaba']): Answer | undefined {
  const [, id, headers, given] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([\w;-]+),Signature=([0-9a-f]{64})$/.exec(
      req.get('authorization') ?? '',
    ) ?? [];
  if (headers === undefined || given === undefined)
    return refused(400, 'MissingAuthorization', 'The Authorization header is missing.');
  if (id !== keys.accessKeyId) return refused(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  const query = [...new URL(req.originalUrl, 'http://sandbox').searchParams]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&');
  const values = headers
    .split(';')
    .map((name) => `${name}:${(req.get(name) ?? '').trim()}\n`)
    .join('');
  const canonical = `${req.method}\n${req.path}\n${query}\n${values}\n${headers}\n${sha256(bodyOf(req))}`;
  const expected = createHmac('sha256', keys.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(Buffer.from(canonical))}`)
    .digest();
  if (timingSafeEqual(expected, Buffer.from(given, 'hex'))) return undefined;
  return refused(400, 'SignatureDoesNotMatch', 'Specified signature does not match our calculation.');
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const encode = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
