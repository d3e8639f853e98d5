import type { InspectionState, OrderPlace } from '../../domain/inspection/inspection.ts';
import type { Text } from './texts.ts';

/** What both desks call the states of an inspection, and what is done to it. */
export const INSPECTION_STATE_NAMES: Readonly<Record<InspectionState, Text>> = {
  OPEN: { zh: '待整改', en: 'to be put right' },
  RECTIFYING: { zh: '整改中', en: 'being put right' },
  OVERDUE: { zh: '已逾期', en: 'overdue' },
  ACCESS_CANCELLED: { zh: '接入已取消', en: 'access cancelled' },
  RECTIFIED: { zh: '已整改', en: 'put right' },
};

export const PLACE_NAMES: Readonly<Record<OrderPlace, Text>> = {
  AT_PROVIDER: { zh: '办理中', en: 'being prepared' },
  AT_BUREAU: { zh: '管局审核中', en: 'with the bureau' },
  COMPLETED: { zh: '已完成', en: 'complete' },
  ENDED: { zh: '已终止', en: 'ended' },
};
