/**
 * The meaning of Alibaba Cloud's face verification codes for a filing.
 * Source: https://help.aliyun.com/zh/id-verification/financial-grade-id-verification/code-collection (read 2026-11-22).
 */
import type { FaceCheckResult } from '../../domain/proofs/face-check.ts';
import type { FaceCheckRefusal } from './liveness-check.ts';

/** The request is right, and may succeed later. */
export const RETRYABLE = /^(500|Throttling|ServiceUnavailable|InternalError|SignatureNonceUsed)/;

/** Refusals of `InitFaceVerify` whose cause is the person or the device. */
export const REFUSALS: Readonly<Record<string, FaceCheckRefusal>> = {
  '414': 'DEVICE',
  '415': 'DEVICE',
  '416': 'DEVICE',
  '417': 'NOT_POSSIBLE', // the source of comparison is not available; also after an earlier SubCode 201, 202 or 203
  '418': 'TOO_OFTEN',
};

type Ending = Exclude<FaceCheckResult, { status: 'PENDING' | 'PASS' }>;

const over = (cause: 'LINK_EXPIRED' | 'TOO_OFTEN' | 'VENDOR_FAULT', reason: string): Ending => ({
  status: 'EXPIRED',
  cause,
  reason,
  tries: 'OVER',
});
const failed = (cause: 'PERSON' | 'NOT_POSSIBLE', reason: string): Ending => ({
  status: 'FAIL',
  cause,
  reason,
  tries: 'OVER', // a link is valid for one submission
});

/** Answers of `DescribeFaceVerify` about a check that is not over. */
export const UNFINISHED: readonly string[] = ['403', '424'];
export const ENDINGS: Readonly<Record<string, Ending>> = {
  '406': over('LINK_EXPIRED', '406 无效的CertifyId the vendor does not know the check any more'),
  '414': over('VENDOR_FAULT', '414 设备类型不支持 the device is not supported'),
  '415': over('VENDOR_FAULT', '415 SDK版本不支持 the browser is not supported'),
  '416': over('VENDOR_FAULT', '416 系统版本不支持 the operating system is not supported'),
  '417': failed('NOT_POSSIBLE', '417 无法使用刷脸服务 there is nothing to compare with'),
  '418': over('TOO_OFTEN', '418 刷脸失败次数过多 too many tries today'),
  '427': failed('PERSON', '427 业务策略限制 limited by policy'),
};

/** `SubCode` of a check that was taken and not passed; all other values are faults of the vendor. */
const NOT_PASSED: Readonly<Record<string, Ending>> = {
  '201': failed('PERSON', '201 姓名和身份证不一致 name and document number do not belong together'),
  '202': failed('PERSON', '202 查询不到身份信息 the document is not in the database'),
  '203': failed('NOT_POSSIBLE', '203 查询不到照片或照片不可用 the database has no usable photo'),
  '204': failed('PERSON', '204 人脸比对不一致 the face is not that of the photo'),
  '205': failed('PERSON', '205 活体检测存在风险 the check was not made with a live person'),
  '206': failed('PERSON', '206 业务策略限制 limited by policy'),
};

export const notPassed = (subCode: string | undefined): Ending =>
  NOT_PASSED[subCode ?? ''] ?? over('VENDOR_FAULT', `${subCode ?? ''} not passed, for a reason of the vendor’s`.trim());
