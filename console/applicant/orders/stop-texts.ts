/** The names of the stops of an order, and of those who act. */
import type { Role } from '../../../domain/role.ts';
import type { Text } from '../../texts/texts.ts';
import type { ProgressStop } from './progress-steps.ts';

export const STOP_NAMES: Readonly<Record<ProgressStop, Text>> = {
  OPENED: { zh: '新建订单', en: 'Order opened' },
  FILL_IN: { zh: '填写和上传', en: 'Fill in and upload' },
  REVIEW: { zh: '接入商初审', en: "Provider's review" },
  PHOTO: { zh: '拍照核验', en: 'Photo' },
  MAIL: { zh: '纸质材料', en: 'Originals' },
  HAND_OVER: { zh: '提交管局', en: 'Hand-over to the bureau' },
  SMS: { zh: '工信部短信核验', en: "MIIT's SMS verification" },
  BUREAU: { zh: '管局审核', en: "Bureau's review" },
  NUMBER: { zh: '备案号', en: 'Filing number' },
};

export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  applicant: { zh: '您的账号', en: 'your account' },
  reviewer: { zh: '接入商审核人员', en: "the provider's reviewer" },
  mailroom: { zh: '接入商收发室', en: "the provider's mailroom" },
  operator: { zh: '接入商运维人员', en: "the provider's operator" },
  auditor: { zh: '审计人员', en: 'an auditor' },
  bureau: { zh: '管局', en: 'the bureau' },
  miit: { zh: '工信部', en: 'MIIT' },
  liveness: { zh: '人脸核验服务', en: 'the face check' },
  courier: { zh: '快递', en: 'the courier' },
  system: { zh: '系统', en: 'the system' },
};
