/** Names of states, duties and tasks in messages. The name of an order type stands in its row. */
import type { DutyKind } from '../../duties/duty.ts';
import type { TaskKind } from '../../tasks/task.ts';
import type { Stage } from '../../lifecycle/stage.ts';
import { say, type Bilingual } from './wording.ts';

export const STAGE_NAMES: Readonly<Record<Stage, Bilingual>> = {
  DRAFT: say('填写订单', 'draft'),
  TYPE_DETERMINED: say('验证服务器', 'naming the server'),
  INSTANCE_VERIFIED: say('填写信息', 'filling in the information'),
  INFO_FILLED: say('上传材料', 'uploading the first scan'),
  MATERIALS_PENDING: say('上传材料', 'uploading the scans'),
  AUTHENTICITY_PENDING: say('人脸核验', 'face check'),
  CONFIRMATION: say('确认并提交', 'confirmation'),
  PRELIM_REVIEW: say('接入商初审', "provider's preliminary review"),
  PRELIM_APPROVED: say('初审通过', 'preliminary approval'),
  PRELIM_REJECTED: say('初审退回修改', 'correction after the preliminary review'),
  PHOTO_PENDING: say('拍照核验', 'photo'),
  BACKDROP_SHIPPING: say('幕布邮寄', 'delivery of the backdrop'),
  PHOTO_REVIEW: say('照片审核', 'review of the photo'),
  PHOTO_REJECTED: say('重新拍照', 'new photo'),
  MAIL_PENDING: say('邮寄纸质材料', 'posting the originals'),
  MAIL_REVIEW: say('纸质材料审核', 'review of the originals'),
  READY_FOR_BUREAU: say('提交管局', 'hand-over to the bureau'),
  SMS_PENDING: say('工信部短信核验', "MIIT's SMS verification"),
  SMS_RETURNED: say('短信核验退回', 'return after the SMS verification'),
  RESUBMIT_WAIT: say('等待再次提交管局', 'waiting for the resubmission'),
  BUREAU_REVIEW: say('管局审核', "bureau's review"),
  BUREAU_REJECTED: say('管局退回修改', "correction after the bureau's rejection"),
  BUREAU_APPROVED: say('等待备案数据同步', "waiting for MIIT's record"),
  COMPLETED: say('备案完成', 'completed'),
  ABANDONED: say('已终止', 'ended without a filing'),
  EXPIRED: say('已失效', 'expired'),
  RETURNED_FOR_TYPE: say('备案类型不符', 'returned for its type'),
};

export const DUTY_NAMES: Readonly<Record<DutyKind, Bilingual>> = {
  FOOTER: say(
    '在网站首页底部展示备案号并链接至工信部网站',
    "number at the foot of the home page, linked to MIIT's site",
  ),
  PSB: say('公安联网备案', 'PSB filing'),
  PSB_ICON: say('在网站首页底部展示公安备案图标和编号', 'PSB icon and number at the foot of the home page'),
  COPYRIGHT: say(
    '建议在网站底部标注版权信息（版权所有者须与备案主体一致）',
    'copyright notice in the footer (suggested; its owner must be the entity)',
  ),
  LICENCE: say('申请经营性ICP许可证', 'operational ICP licence'),
};

/** The tasks of operators, in the words of an employee. */
export const TASK_NAMES: Readonly<Record<TaskKind, Bilingual>> = {
  REVIEW_OVERDUE: say('审核已逾期', 'the review is overdue'),
  FORWARD_OVERDUE: say('提交管局已逾期', 'the hand-over to the bureau is overdue'),
  BUREAU_OVERDUE: say('管局审核已逾期', "the bureau's decision is overdue"),
  SYNC_OVERDUE: say('备案数据同步已逾期', "MIIT's record is overdue"),
  BACKDROP_NOT_DELIVERED: say('幕布未按时送达', 'the backdrop has not been delivered'),
  PARCEL_NOT_RECEIVED: say('邮寄材料未按时收到', 'the parcel with the originals has not arrived'),
  CALL_BEFORE_RESUBMISSION: say(
    '再次提交管局前需电话联系申请人',
    'phone the applicant before the order is handed over again',
  ),
  PROCESS_BEGAN_AGAIN: say('流程曾中断，已从数据库恢复', 'its process was lost and has begun again'),
  PROCESS_CANNOT_GO_ON: say('流程无法继续，需人工处理', 'its process cannot go on, and somebody has to look at it'),
  ENDING_REQUESTED: say(
    '申请结束无法继续的订单，待第二人同意',
    'somebody wants to end it, and a second person has to agree',
  ),
  HAND_OVER_BY_HAND: say('需在管局系统中人工录入', "the order has to be entered in the bureau's system by hand"),
  HAND_OVER_NEEDS_PERSON: say('提交管局遇到问题，需人工处理', 'the hand-over to the bureau needs somebody'),
  DECISION_OUT_OF_ORDER: say('管局结果与订单当前步骤不符', "the bureau's word does not fit the step the order is in"),
  RECORD_CHANGED: say('备案信息在工信部已变化，与本订单不一致', 'MIIT changed the record that this order is about'),
  DECISION_CONTRADICTS: say('管局前后结果不一致', "the bureau's word contradicts what it said before"),
  RECORD_DOES_NOT_FIT: say('同步的备案数据与订单不符', "MIIT's record does not fit the order"),
  CALLBACK_AFTER_END: say('订单结束后收到管局或工信部通知', 'bureau or MIIT spoke of an order that had ended'),
  INSTANCE_LOST_AT_BUREAU: say(
    '管局审核期间服务器到期或备案服务码失效',
    'server or code was lost while the bureau reviews',
  ),
  NUMBERS_ENTERED: say(
    '备案号已人工录入，需第二人录入核对',
    'filing numbers were entered by hand; a second person has to enter the same',
  ),
  CANCEL_REQUESTED: say(
    '有人请求取消订单，需第二人确认',
    'somebody asks to cancel the order; a second person has to agree',
  ),
  ASKED_BY_HAND: say(
    '有人在 Temporal 中请求操作，需通过 API 确认',
    'somebody asks in Temporal for something that a person has to confirm through the API',
  ),
  NOT_ASKED_FOR: say('收到数据库中无记录的操作', 'an action came that nobody is known to have asked for'),
  STEP_NOT_WRITTEN: say('有一项操作无法写入', 'an action could not be written down'),
  MALFORMED_SIGNAL: say('收到格式错误的信号', 'a signal of the wrong form arrived'),
  FACE_CHECK_NEEDS_PERSON: say(
    '人脸核验服务无法使用，需人工处理',
    'face checks cannot be made until somebody puts something right',
  ),
  LOOK_UP_NEEDS_PERSON: say(
    '域名或服务器信息无法查询，需人工处理',
    'domains or servers cannot be looked up until somebody puts something right',
  ),
  DOCUMENTS_NEED_PERSON: say(
    '扫描件存储服务无法使用，需人工处理',
    'scans can be neither stored nor read until somebody puts something right',
  ),
  TYPE_UNCLEAR: say('备案类型无法自动判断，需人工核查', 'the type of the order needs somebody to look at the record'),
  READS_ABOVE_USUAL: say(
    '有工作人员当日查看的个人信息明显多于平常，需核查',
    'a member of staff has looked at more data of people today than is usual',
  ),
  STANDS_STILL: say(
    '订单处理因程序或数据问题暂停，需人工排除',
    'the order stands still until somebody puts program or data right',
  ),
  BUREAU_ACCOUNT_HALTED: say(
    '管局接口账号已停止收发，需人工处理后重新启动',
    'the exchange with a bureau stands until somebody has put the account right and starts it again',
  ),
  BUREAU_EXCHANGE_STUCK: say(
    '与管局系统的收发持续失败',
    'the exchange with a bureau has failed for long, or its answers cannot be read',
  ),
  BUREAU_COUNTER_DIFFERS: say(
    '管局已接收的上报编号多于本系统记录，请核对',
    'the bureau has accepted more uploads than are known here: compare',
  ),
  BUREAU_UPLOAD_REFUSED: say('上报文件未能提交', 'an upload to the bureau was refused'),
  BUREAU_FILE_NEEDS_PERSON: say(
    '管局下发的文件需人工查看',
    'somebody has to look at a file that the bureau handed out',
  ),
  BUREAU_UPLOADS_WAIT: say(
    '待上报文件在管局开放时间内等待超过一小时',
    'uploads have waited for more than an hour although the bureau takes them',
  ),
  UNFILED_WEBSITE: say(
    '管局在本接入商地址上发现未备案网站，需处理并上报',
    'the bureau found a website without a filing on our addresses: deal with it and report',
  ),
  UNFILED_OVERDUE: say('未备案网站的处理结果逾期未上报', 'what was done about a website without a filing is overdue'),
  INSPECTION_OVERDUE: say('核查整改逾期，需决定是否取消接入', 'an inspection is overdue: decide about the access'),
  INSPECTION_ANSWERED: say('客户对核查作出说明，需查看', 'the holder explained something about an inspection'),
  MESSAGE_UNDELIVERABLE: say('有消息未能送达', 'a message could not be delivered'),
  OWED_WORK_STUCK: say(
    '有待转交订单流程的事项多次未成功',
    'something owed to the filing could not be done for a while',
  ),
  MESSAGE_NEEDS_PERSON: say('有消息待人工排除故障后发送', 'messages wait until somebody puts something right'),
};

/** The name for the code of a step or duty; an unknown code stands for itself. */
export const nameOf = (names: Readonly<Record<string, Bilingual>>, code: string | undefined): Bilingual =>
  (code === undefined ? undefined : names[code]) ?? say(code ?? '见订单页面', code ?? 'see the order page');
