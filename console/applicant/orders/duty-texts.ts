import type { ReportName } from '../../../domain/duties/duty-reports.ts';
import type { DutyState } from '../../../domain/duties/duty.ts';
import type { Text, Texts } from '../../texts/texts.ts';

/** What the page of the duties says. */
export const dutyTexts = {
  title: { zh: '备案后的义务', en: 'Duties after the approval' },
  lead: {
    zh: '取得备案号后，请按期限完成以下事项，并在完成后登记。',
    en: 'See to these in time, and say when each is done.',
  },
  none: { zh: '目前没有需要办理的事项。', en: 'There is nothing to do now.' },
  back: { zh: '返回订单', en: 'Back to the order' },
  problems: { zh: '没有完成', en: 'It was not done' },
  until: { zh: '期限：{at}', en: 'until {at}' },
  copy: { zh: '复制到网站底部：', en: 'Copy this into the footer:' },
  optional: { zh: '{label}（选填）', en: '{label} (optional)' },
  reported: { zh: '已登记。', en: 'It was noted.' },
  check: { zh: '检查网站首页', en: 'Check the home page' },
  checked: { zh: '首页展示齐全，已登记。', en: 'The home page shows it all. It was noted.' },
  pending: { zh: '已收到，正在处理。', en: 'It was received and is being done.' },
} as const satisfies Texts;

export const STATE_TEXTS: Readonly<Record<DutyState, Text>> = {
  OPEN: { zh: '待办', en: 'to do' },
  SUBMITTED: { zh: '已提交', en: 'submitted' },
  OVERDUE: { zh: '已逾期', en: 'overdue' },
  APPROVED: { zh: '已通过', en: 'approved' },
  SHOWN: { zh: '已展示', en: 'shown' },
  DONE: { zh: '已完成', en: 'done' },
  REMOVED: { zh: '已取消', en: 'removed' },
};

export const REPORT_TEXTS: Readonly<Partial<Record<ReportName, Text>>> = {
  footerConfirmed: { zh: '已在网站底部展示备案号', en: 'The number is in the footer' },
  psbSubmitted: { zh: '已提交公安联网备案', en: 'The PSB filing was submitted' },
  psbApproved: { zh: '公安联网备案已通过', en: 'The PSB filing was approved' },
  psbIconConfirmed: { zh: '已展示公安备案图标', en: 'The PSB icon is shown' },
  licenceUploaded: { zh: '已取得经营性许可证', en: 'The licence was obtained' },
  copyrightConfirmed: { zh: '已标注版权信息', en: 'The copyright notice is there' },
};

export const REPORT_FIELDS: Readonly<Record<string, Text>> = {
  approvedOn: { zh: '通过日期', en: 'Approved on' },
  number: { zh: '公安备案号', en: 'PSB number' },
};
