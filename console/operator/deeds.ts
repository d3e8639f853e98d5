/**
 * What operators do to an order themselves, by the table of states: for an outside party whose word came by another way, for the mailroom,
 * and for what only they may do. `deeds.unit.test.ts` compares them with the table.
 */
import type { Action } from '../../domain/lifecycle/action.ts';
import { refusal } from '../../usecases/refusal.ts';
import type { Typed } from '../http/problems.ts';
import type { Text } from '../texts/texts.ts';
import { itemsIn, numbersIn, plainValues, type DeedField } from './deed-fields.ts';
import { texts } from './texts.ts';

export interface Deed {
  readonly name: Text;
  /** What follows from it. */
  readonly consequence: Text;
  readonly fields: readonly DeedField[];
  /** It is about the hand-over that the order is in. */
  readonly ofHandOver?: true;
  /** The data of the action, where it is more than its fields. */
  readonly data?: (typed: Typed) => object;
}

const text = (zh: string, en: string): Text => ({ zh, en });

const NOTE = { name: 'note', kind: 'LINES', label: text('备注', 'Note') } as const;
const REASON = { name: 'reason', kind: 'LINES', label: text('理由', 'Why') } as const;
const PERSON = { name: 'personId', kind: 'PERSON', label: text('负责人', 'Person') } as const;
const WEBSITE = { name: 'websiteId', kind: 'WEBSITE', label: text('网站', 'Website') } as const;
const ISSUED_ON = { name: 'issuedOn', kind: 'DAY', label: text('发证日期', 'Issued on'), optional: true } as const;

export const DEEDS = {
  annotate: deed(
    text('添加内部备注', 'Note something for colleagues'),
    text('申请人看不到内容。', 'The applicant does not see what it says.'),
    [NOTE],
  ),
  backdropShipped: deed(
    text('登记幕布已寄出', 'The backdrop is on its way'),
    text('申请人会收到单号。', 'The applicant is told the tracking number.'),
    [{ name: 'trackingNumber', kind: 'LINE', label: text('快递单号', 'Tracking number') }],
  ),
  backdropReceived: deed(
    text('登记幕布已送达', 'The backdrop has arrived'),
    text('申请人可以拍照上传。', 'The applicant can take the photo.'),
    [],
  ),
  mailReceived: deed(
    text('登记原件已收到', 'The originals have arrived'),
    text('原件进入审核。', 'They are reviewed now.'),
    [],
  ),
  forwardAccepted: deed(
    text('登记管局已接收', 'The bureau has taken the order'),
    text('用于在管局系统中手工提交的订单。', "For an order that was entered in the bureau's own system."),
    [
      { name: 'reference', kind: 'LINE', label: text('管局受理编号', "The bureau's number"), optional: true },
      { name: 'at', kind: 'MOMENT', label: text('接收时间', 'Taken at'), optional: true },
    ],
    { ofHandOver: true },
  ),
  forwardFailed: deed(
    text('登记管局拒收', 'The bureau refused the order'),
    text('订单回到提交管局之前，须更正后再提交。', 'It goes back to before the hand-over and is handed over again once it is put right.'),
    [REASON],
    { ofHandOver: true },
  ),
  smsStarted: deed(
    text('登记核验短信已发出', 'MIIT has sent its SMS'),
    text('24小时的填写期限从此时开始。', 'The 24 hours for the code begin then.'),
    [{ name: 'sentAt', kind: 'MOMENT', label: text('发出时间', 'Sent at') }],
    { ofHandOver: true },
  ),
  smsVerified: deed(
    text('登记短信核验通过', 'A person has entered the code'),
    text('全部负责人通过后进入管局审核。', "The bureau's review begins once everybody has."),
    [PERSON],
    { ofHandOver: true },
  ),
  smsFailed: deed(
    text('登记验证码填写错误', 'A code was entered wrongly'),
    text('申请人会收到提醒。', 'The applicant is told.'),
    [
      { ...PERSON, optional: true },
      { name: 'wrongEntries', kind: 'COUNT', label: text('错误次数', 'How often so far') },
    ],
    { ofHandOver: true },
  ),
  smsReturned: deed(
    text('登记短信核验退回', 'MIIT returned the order after the SMS'),
    text('订单须再次提交管局。', 'The order has to be submitted again.'),
    [{ ...REASON, optional: true }],
    { ofHandOver: true },
  ),
  smsResendRequested: deed(
    text('申请重发短信', 'Ask for the SMS again'),
    text('不选则为全部负责人。', 'For everybody, unless a person is chosen.'),
    [{ ...PERSON, optional: true }],
  ),
  operatorRecordDecision: deed(
    text('录入管局决定', "Enter the bureau's decision"),
    text('与管局发来的决定效力相同，请核对原文。', 'It counts like the word of the bureau itself: compare it with the original.'),
    [
      { name: 'decision', kind: 'DECISION', label: text('决定', 'Decision') },
      { name: 'websites', kind: 'DECIDED_WEBSITE', label: text('网站', 'Website'), optional: true },
      ISSUED_ON,
      { name: 'items', kind: 'ITEMS', label: text('退回原因', 'Reasons'), hint: text('仅退回时填写。', 'Only of a rejection.'), optional: true },
      { ...NOTE, hint: text('仅类型不符时填写。', 'Only of a wrong type.'), optional: true },
    ],
    { ofHandOver: true, data: decisionIn },
  ),
  recordSynced: deed(
    text('录入备案号', 'Enter what MIIT has on record'),
    text('须由另一人再次录入相同内容后生效。', 'It takes effect once a second person has entered the same.'),
    [
      { name: 'entityNumber', kind: 'LINE', label: text('主体备案号', "The entity's number"), optional: true },
      { name: 'websites', kind: 'NUMBERS', label: text('网站备案号', 'Numbers of the websites'), optional: true },
      ISSUED_ON,
      { name: 'removed', kind: 'CONFIRMED', label: text('注销', 'Removal'), hint: text('注销类订单：工信部已无记录，不填备案号。', 'Of a removal: MIIT shows nothing any more, and no number is entered.'), optional: true },
    ],
    { ofHandOver: true, data: syncedIn },
  ),
  instanceExpired: deed(
    text('登记服务器已到期', 'A server is gone'),
    text('订单可能退回修改。', 'The order may go back for correction.'),
    [WEBSITE],
  ),
  codeRevoked: deed(
    text('登记备案服务码已失效', 'A code was revoked'),
    text('订单可能退回修改。', 'The order may go back for correction.'),
    [WEBSITE],
  ),
  instanceRenewed: deed(
    text('登记服务器已续期', 'A server was renewed'),
    text('相应的任务不再需要处理。', 'The task about it needs nobody any more.'),
    [WEBSITE],
  ),
  reviewerAbsent: deed(
    text('审核员缺席，释放订单', 'The reviewer is absent: set the order free'),
    text('订单回到审核队列。', 'It goes back into the queue.'),
    [{ name: 'reviewerId', kind: 'REVIEWER', label: text('审核员', 'Reviewer') }],
  ),
  deadlineOverride: deed(
    text('更改期限', 'Move a due date'),
    text('理由写入历史。', 'The reason stands in the history.'),
    [
      { name: 'due', kind: 'DUE', label: text('期限', 'Due date') },
      { name: 'until', kind: 'MOMENT', label: text('改为', 'New instant') },
      REASON,
    ],
  ),
} as const satisfies Partial<Record<Action, Deed>>; // prettier-ignore

/** Actions of operators that have a place of their own: on the page of the order, and on that of rules and calendar. */
export const PLACED_ELSEWHERE = {
  operatorCancel: '/operate/orders/:orderId',
  consentToCancel: '/operate/orders/:orderId',
  policyChanged: '/operate/rules',
  calendarChanged: '/operate/rules',
} as const satisfies Partial<Record<Action, string>>;

export const isDeed = (name: string): name is keyof typeof DEEDS => Object.hasOwn(DEEDS, name);

/** The data of the action from the fields of its form. */
export function dataOf(action: keyof typeof DEEDS, typed: Typed): object {
  const { fields, ofHandOver, data }: Deed = DEEDS[action];
  const named = ofHandOver === true ? plainValues([HAND_OVER], typed) : {};
  return { ...named, ...(data === undefined ? plainValues(fields, typed) : data(typed)) };
}

/** Which hand-over is meant; the form carries it hidden. */
const HAND_OVER = { name: 'handOver', kind: 'COUNT' } as const;

function deed(
  name: Text,
  consequence: Text,
  fields: readonly DeedField[],
  more: Pick<Deed, 'ofHandOver' | 'data'> = {},
): Deed {
  return { name, consequence, fields, ...more };
}

function decisionIn(typed: Typed): object {
  const { decision } = plainValues([{ name: 'decision', kind: 'DECISION' }], typed);
  const { websites: website } = plainValues([{ name: 'websites', kind: 'DECIDED_WEBSITE' }], typed);
  const about = website === undefined ? {} : { websites: [website] };
  if (decision === 'REJECTED') return { decision, items: itemsIn(typed), ...about };
  if (decision === 'WRONG_TYPE') return { decision, ...plainValues([NOTE], typed) };
  return { decision, ...plainValues([ISSUED_ON], typed), ...about };
}

function syncedIn(typed: Typed): object {
  if (typed['removed'] !== undefined) return { removed: true };
  const numbers = plainValues([{ name: 'entityNumber', kind: 'LINE' }, ISSUED_ON], typed);
  if (numbers['entityNumber'] === undefined) {
    throw refusal('INVALID', {
      findings: [{ path: 'entityNumber', code: 'NUMBER_MISSING', advice: texts.numberMissing.zh }],
    });
  }
  return { ...numbers, websites: numbersIn(typed) };
}
