import type { InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import type { InspectionState, OrderPlace, Phone } from '../../domain/inspection/inspection.ts';
import type { ItemResult } from '../../domain/inspection/item-groups.ts';
import type { Text } from './texts.ts';

/** What both desks call the states of an inspection, and what is done to it. */
export const INSPECTION_STATE_NAMES: Readonly<Record<InspectionState, Text>> = {
  OPEN: { zh: '待整改', en: 'to be put right' },
  RECTIFYING: { zh: '整改中', en: 'being put right' },
  OVERDUE: { zh: '已逾期', en: 'overdue' },
  ACCESS_CANCELLED: { zh: '接入已取消', en: 'access cancelled' },
  RECTIFIED: { zh: '已整改', en: 'put right' },
};

export const RESULT_NAMES: Readonly<Record<ItemResult, Text>> = {
  TRUE: { zh: '属实', en: 'as filed' },
  FALSE: { zh: '不符', en: 'not so' },
};

export const PHONE_NAMES: Readonly<Record<Phone, Text>> = {
  ENTITY_LANDLINE: { zh: '主体座机', en: 'land line of the entity' },
  ENTITY_MOBILE: { zh: '主体负责人手机', en: 'mobile of the head of the entity' },
  SITE_HEAD_MOBILE: { zh: '网站负责人手机', en: 'mobile of the head of the website' },
};

export const PLACE_NAMES: Readonly<Record<OrderPlace, Text>> = {
  AT_PROVIDER: { zh: '办理中', en: 'being prepared' },
  AT_BUREAU: { zh: '管局审核中', en: 'with the bureau' },
  COMPLETED: { zh: '已完成', en: 'complete' },
  ENDED: { zh: '已终止', en: 'ended' },
};

/** What stands in the history of an inspection; other names come from the engine and stand as they are. */
export const INSPECTION_ACTION_NAMES: Readonly<Record<InspectionAction | 'inspectionOpened' | 'overdue', Text>> = {
  inspectionOpened: { zh: '核查已开始', en: 'inspection opened' },
  overdue: { zh: '整改期限已到', en: 'the term has passed' },
  itemInspected: { zh: '核查项目已登记', en: 'something was looked at' },
  callLogged: { zh: '已登记电话核查', en: 'a call was logged' },
  videoNoted: { zh: '已登记视频核验', en: 'a video was noted' },
  phoneProved: { zh: '手机自查通过', en: 'a phone was checked' },
  explained: { zh: '客户已说明', en: 'the holder explained' },
  orderLinked: { zh: '已关联整改订单', en: 'an order answers it' },
  orderMoved: { zh: '整改订单进度更新', en: 'the order moved' },
  deadlineOverride: { zh: '整改期限已延长', en: 'more time was given' },
  accessLeft: { zh: '决定保留接入', en: 'the access was left' },
  accessCancelled: { zh: '接入已取消', en: 'the access was cancelled' },
  rectified: { zh: '已登记整改完成', en: 'it is put right' },
};
