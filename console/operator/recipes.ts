/** Where the recipe of a kind of task stands in the operators' guide (docs/operations.md), and what to do in a few words. */
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Text } from '../texts/texts.ts';

const recipe = (zh: string, en: string): Text => ({ zh, en });

const LATE = recipe(
  '联系负责人员处理；必要时重新分配。逾期消除后任务自动关闭。',
  'Have the person in charge act, or give it to another. The task ends by itself once it is on time.',
);
const BUREAU = recipe(
  '向管局或其网关询问该订单；在收到决定前不要另行提交。',
  'Ask the bureau or its gateway about this order; do not hand it over in another way before it answers.',
);
const EXCHANGE = recipe(
  '与管局的文件交换需要处理：在指南中查找此任务名，按管局的答复更正后关闭任务。',
  'The exchange with the bureau needs somebody: look the task up in the guide, put right what the bureau answered, then close it.',
);
const COMPARE = recipe(
  '核对管局、工信部记录与本订单，更正后关闭任务。',
  "Compare the bureau's word and MIIT's record with the order, put it right, then close the task.",
);
const MESSAGE = recipe('打开“消息”，消除原因后重新发送。', 'Open “Messages”, remove the cause, then send them again.');
const PROCESS = recipe(
  '在 Temporal UI 中查看失败原因并消除（例如缺少密钥），再关闭任务；流程会自动重新启动。',
  'See in Temporal UI why it failed and remove the cause, such as a missing key; then close the task. The process is started again by itself.',
);
const SECURITY = recipe(
  '有人直接向 Temporal 发送了信号。查明来源；如确需执行，由运营人员在此处执行后关闭任务。',
  'Somebody sent a signal to Temporal directly. Find out who; an operator who agrees does it here and closes the task.',
);

export const RECIPES: Readonly<Record<TaskKind, Text>> = {
  REVIEW_OVERDUE: LATE,
  FORWARD_OVERDUE: LATE,
  BUREAU_OVERDUE: BUREAU,
  SYNC_OVERDUE: BUREAU,
  BACKDROP_NOT_DELIVERED: recipe('向快递公司查询幕布包裹，必要时重新寄送。', 'Ask the courier about the backdrop; send another if it is lost.'),
  PARCEL_NOT_RECEIVED: recipe('联系申请人和快递公司查询包裹。', 'Ask the applicant and the courier where the parcel is.'),
  CALL_BEFORE_RESUBMISSION: recipe('再次提交前致电申请人，确认短信核验能完成。', 'Call the applicant before the resubmission, so that the SMS verification succeeds.'),
  HAND_OVER_NEEDS_PERSON: recipe('阅读管局网关的拒绝原因，更正后在订单页重新提交。', "Read why the bureau's gateway refused, put it right and hand the order over again."),
  HAND_OVER_BY_HAND: recipe('在管局系统中手工提交，然后在审核台登记。', "Hand the order over in the bureau's own system, then note it at the review desk."),
  FACE_CHECK_NEEDS_PERSON: recipe('查看人脸核验服务商的错误代码（指南“Face checks”），更正配置。', 'Look the vendor’s code up in the guide (“Face checks”) and correct the set-up.'),
  BUREAU_ACCOUNT_HALTED: EXCHANGE,
  BUREAU_COUNTER_DIFFERS: EXCHANGE,
  BUREAU_EXCHANGE_STUCK: EXCHANGE,
  BUREAU_FILE_NEEDS_PERSON: EXCHANGE,
  BUREAU_UPLOAD_REFUSED: EXCHANGE,
  BUREAU_UPLOADS_WAIT: recipe('打开“管局”查看账号在等什么；账号停止时先更正再启动，管局繁忙时询问管局。任务在文件送达后自动关闭。', 'See on “Bureaus” what the account waits for: put it right and start it, or ask a bureau that is busy. The task ends by itself when the uploads are through.'),
  UNFILED_WEBSITE: recipe('打开“管局 › 未备案网站”：确认网站已阻断并已通知服务器所有者，然后上报处理结果。', 'Open “Bureaus › Unfiled websites”: see that the website is blocked and the owner of the server was told, then report what was done.'),
  UNFILED_OVERDUE: recipe('管局要求的期限已过：立即在“管局 › 未备案网站”上报处理结果。', 'The term has passed: report at once what was done, on “Bureaus › Unfiled websites”.'),
  INSPECTION_OVERDUE: recipe('打开核查：取消接入、说明理由延长期限，或说明理由保留接入。', 'Open the inspection: cancel the access, give more time with a reason, or leave the access with a reason.'),
  INSPECTION_ANSWERED: recipe('打开核查，阅读客户的说明；已整改的，登记为已整改。', 'Open the inspection and read what the holder says. Where it is put right, say so.'),
  DECISION_OUT_OF_ORDER: COMPARE,
  DECISION_CONTRADICTS: COMPARE,
  RECORD_DOES_NOT_FIT: COMPARE,
  RECORD_CHANGED: COMPARE,
  CALLBACK_AFTER_END: COMPARE,
  INSTANCE_LOST_AT_BUREAU: recipe('联系客户保留或更换服务器；管局审核期间不能更改订单。', 'Have the customer keep or replace the server; the order cannot change while the bureau reviews it.'),
  NUMBERS_ENTERED: recipe('请第二个人在审核台核对并确认录入的备案号。', 'A second person checks and confirms the numbers at the review desk.'),
  CANCEL_REQUESTED: recipe('由另一名运营人员在订单页同意或等待请求失效。', 'Another operator agrees on the page of the order, or the request lapses.'),
  PROCESS_BEGAN_AGAIN: recipe('查明流程为何丢失、终止或重置，然后关闭任务。', 'Find out why the process was lost, terminated or reset, then close the task.'),
  PROCESS_CANNOT_GO_ON: PROCESS,
  ENDING_REQUESTED: recipe('由另一名运营人员在订单页同意终止。', 'Another operator agrees to the end on the page of the order.'),
  STEP_NOT_WRITTEN: recipe(
    '日志中有订单和原因。修复后到期事项会自动重试；被拒绝的操作需重新提交。',
    'The log names order and reason. Once it is mended, due instants are tried again by themselves; actions that were refused must be taken again.',
  ),
  MALFORMED_SIGNAL: SECURITY,
  ASKED_BY_HAND: SECURITY,
  NOT_ASKED_FOR: SECURITY,
  MESSAGE_UNDELIVERABLE: MESSAGE,
  MESSAGE_NEEDS_PERSON: MESSAGE,
  OWED_WORK_STUCK: recipe('查看流程是否运行；消除原因后关闭任务，会立即重试。', 'See whether the process runs; remove the cause and close the task: it is tried at once.'),
  LOOK_UP_NEEDS_PERSON: recipe('资产目录或工信部查询被拒绝：检查 ASSETS_TOKEN 和接口版本。', "The asset directory or MIIT's look-up refuses: check ASSETS_TOKEN and the version of the interface."),
  DOCUMENTS_NEED_PERSON: recipe('检查文件存储是否可达、密钥是否正确。', 'Check whether the document store can be reached and its keys are right.'),
  TYPE_UNCLEAR: recipe('在 beian.miit.gov.cn 核对主体记录，更正错误后请申请人重新核验类型。', 'Compare the record on beian.miit.gov.cn, have the fault corrected, and have the type checked again.'),
  READS_ABOVE_USUAL: recipe('审计员查看读取记录；如有理由则关闭任务。', 'An auditor looks at the reads; close the task when there was a reason.'),
  STANDS_STILL: PROCESS,
}; // prettier-ignore
