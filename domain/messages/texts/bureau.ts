/** N-8 to N-11: the bureau's review, its decision, and the number. */
import type { NoticeFacts } from '../notice.ts';
import type { OrderType } from '../../order-types/order-type.ts';
import type { OrderTypeRow } from '../../order-types/row.ts';
import { rowOf } from '../../order-types/table.ts';
import { nameOf, DUTY_NAMES } from './names.ts';
import {
  dueLine,
  itemLines,
  say,
  UNITS,
  when,
  whenInSms,
  type Bilingual,
  type About,
  type NoticeText,
} from './wording.ts';

export function bureauReviews(
  { due, earliest, latest, provisional, variant }: NoticeFacts,
  { orderId, type }: About,
): NoticeText {
  return {
    subject: say('已进入管局审核', "the bureau's review has started"),
    lines: [
      say(
        '您的备案订单已进入通信管理局审核，审核期间信息不可修改，也无法催办。',
        'The communications administration is reviewing your order. Until it decides, nothing can be changed, and nobody can speed up the review.',
      ),
      REVIEWED[familyOf(type)],
      dueLine(say('预计最早出结果', 'Result expected from'), earliest, 'BD', provisional),
      dueLine(say('预计最迟出结果', 'Result expected by'), latest, 'BD', provisional),
      dueLine(say('法定最迟期限', 'By law at the latest'), due, 'BD', provisional),
      variant === 'CHANGE_ADVISED'
        ? say(
            '您曾说明信息有变化：备案完成后请提交变更备案。',
            'You said that something has changed: file a change order once this filing is completed.',
          )
        : undefined,
    ],
    sms: [orderId, whenInSms(earliest), whenInSms(due)],
  };
}

/** What holds for the website while the bureau reviews (R-CHG-2, R-TRF-6, R-DEREG-3, R-DEREG-4). */
const REVIEWED: Readonly<Record<OrderTypeRow['family'], Bilingual | undefined>> = {
  ADDING: undefined,
  TRANSFER: say(
    '审核期间网站仍按临时接入访问，期限见订单页面。',
    'Meanwhile the website is served by its provisional access; the order page shows until when.',
  ),
  CHANGE: say(
    '审核期间网站照常访问，备案信息以变更前为准。',
    'Meanwhile the website is served as before, and the record stays as it was.',
  ),
  REMOVAL: say(
    '由系统自动处理，通常3至20个工作日；网站在确认前照常访问，订单不能再撤销。',
    'The system decides by itself, usually within 3 to 20 business days. The website is served until then, and the order cannot be cancelled any more.',
  ),
};

/** The websites that a message is about, where the bureau decides on each by itself (R-BUR-4). */
const aboutWebsites = (websites: readonly string[] | undefined): Bilingual | undefined =>
  websites &&
  say(
    `本次仅涉及网站 ${websites.join('、')}；同一订单的其他网站由管局分别审核。`,
    `This is about website ${websites.join(', ')} only. The bureau decides on the other websites of the order by themselves.`,
  );

export function bureauApproved(facts: NoticeFacts, about: About): NoticeText {
  const { orderId, type } = about;
  const { due, provisional, websites } = facts;
  if (isRemoval(type)) return removalApproved(facts, about);
  return {
    subject: say('管局审核通过', 'approved by the bureau'),
    lines: [
      say(
        '通信管理局已审核通过您的备案（管局可能已先行通知您）。',
        'The bureau has approved your filing (the bureau may have told you earlier).',
      ),
      aboutWebsites(websites),
      ...(type !== undefined && rowOf(type).family === 'CHANGE'
        ? [
            say(
              '变更将在1至2个工作日内同步，备案号不变，网站访问不受影响。',
              'The change becomes visible here within 1 to 2 business days. The number stays, and the website is served all the while.',
            ),
            dueLine(say('最迟', 'At the latest'), due, 'BD', provisional),
          ]
        : [
            say(
              '备案数据将在1至2个工作日内同步，届时可在此查看备案号。',
              'The record becomes visible here within 1 to 2 business days, with the number.',
            ),
            dueLine(say('最迟', 'At the latest'), due, 'BD', provisional),
            say(
              '网站在备案号下发并同步后方可开通访问。',
              'The website may be served once the number is issued and visible here.',
            ),
          ]),
    ],
    sms: [orderId],
  };
}

function removalApproved({ due, provisional }: NoticeFacts, { orderId, type }: About): NoticeText {
  const { names } = type === undefined ? UNTYPED : rowOf(type);
  return {
    subject: say('管局审核通过', 'approved by the bureau'),
    lines: [
      say(
        `您的“${names.zh}”已获确认，相关网站即停止访问。`,
        `Your order (${names.en}) is confirmed, and what it names is no longer served.`,
      ),
      say('备案数据将在1至2个工作日内同步。', 'The record here follows within 1 to 2 business days.'),
      dueLine(say('最迟', 'At the latest'), due, 'BD', provisional),
    ],
    sms: [orderId],
  };
}

const isRemoval = (type: OrderType | undefined): boolean => type !== undefined && rowOf(type).family === 'REMOVAL';

/** What a rejection leaves as it was, and what it ends (R-DEREG-11, R-TRF-7, A-094, A-104). */
const REJECTED: Readonly<Record<OrderTypeRow['family'], Bilingual | undefined>> = {
  ADDING: undefined,
  TRANSFER: say(
    '临时接入已关闭，再次通过初审后恢复；网站在其他接入商处的接入不受影响。',
    'The provisional access has ended; a new preliminary approval opens it again. What other providers serve stays as it is.',
  ),
  CHANGE: say(
    '备案信息仍为变更前的内容，网站照常访问。',
    'The record stays as it was before the change, and the website is served.',
  ),
  REMOVAL: say(
    '备案和接入保持不变，网站照常访问；如不再需要，可终止订单。',
    'Record and access stay as they were, and the website is served. Abandon the order if you no longer want it.',
  ),
};

const familyOf = (type: OrderType | undefined): OrderTypeRow['family'] =>
  type === undefined ? UNTYPED.family : rowOf(type).family;

/** What an order passes again, as far as its type passes it at all. */
function againThrough(type: OrderType | undefined): Bilingual {
  const stops: readonly string[] = type === undefined ? ['REVIEW', 'SMS'] : rowOf(type).path.stops;
  if (stops.includes('REVIEW') && stops.includes('SMS'))
    return say(
      '重新提交后须再次经过初审和短信核验。',
      'After that the order goes through review and SMS verification again.',
    );
  return say('重新提交后直接再次提交管局。', 'After that the order is handed to the bureau again.');
}

export function bureauRejected({ items, due, reason, websites }: NoticeFacts, { orderId, type }: About): NoticeText {
  return {
    subject: say('管局审核退回，请修改', 'rejected by the bureau, please correct'),
    lines: [
      say(
        '通信管理局退回了您的备案（管局可能已先行通知您），原因及需要修改的项目如下。',
        'The bureau has rejected your filing (the bureau may have told you earlier). Its reasons and the items to fix are below.',
      ),
      websites === undefined
        ? undefined
        : say(
            `被退回的网站：${websites.join('、')}。其余网站已通过审核并取得备案号，已从本订单移出，不受影响。`,
            `Rejected: website ${websites.join(', ')}. The others are approved and on record. They have left this order, and nothing of this concerns them.`,
          ),
      reason === undefined ? undefined : say(`原因：${reason}`, `Reason: ${reason}`),
      ...itemLines(items),
      REJECTED[familyOf(type)],
      dueLine(say('修改并重新提交的截止时间', 'Correct and submit again by'), due, 'CD'),
      againThrough(type),
    ],
    sms: [orderId, String(items?.length ?? 0), whenInSms(due)],
  };
}

export function completed(
  { numbers = [], obligations = [], websites }: NoticeFacts,
  { orderId, type }: About,
): NoticeText {
  const done = doneWords(type);
  return {
    subject: say('备案已完成', 'filing completed'),
    lines: [
      done,
      aboutWebsites(websites),
      ...(numbers.length === 0
        ? []
        : [say('备案号：', 'Number(s):'), ...numbers.map((number) => say(`- ${number}`, `- ${number}`))]),
      ...(obligations.length === 0
        ? []
        : [say('备案完成后的义务：', 'Duties that follow:'), ...obligations.map(dutyLine)]),
    ],
    sms: [orderId, resultInSms(type, numbers), dutyInSms(obligations)],
  };
}

/** Name and family for an order whose type is not known. */
const UNTYPED = { names: say('备案', 'filing'), family: 'ADDING' } as const;

function doneWords(type: OrderType | undefined): Bilingual {
  const { names: name, family } = type === undefined ? UNTYPED : rowOf(type);
  if (type !== undefined && family === 'REMOVAL') return removedWords(type);
  if (family === 'CHANGE')
    return say(
      `您的“${name.zh}”已完成：备案信息已更新，备案号不变。`,
      `Your order (${name.en}) is completed: the record is changed, and its number stays.`,
    );
  return say(
    `您的“${name.zh}”已完成，网站将在半小时内开通访问。`,
    `Your order (${name.en}) is completed; the website is served within half an hour.`,
  );
}

/** What is gone, what is left, and what to do next (R-DEREG-1, R-DEREG-2). */
function removedWords(type: OrderType): Bilingual {
  const { names, content } = rowOf(type);
  const done = say(`您的“${names.zh}”已完成。`, `Your order (${names.en}) is completed.`);
  const what = content.kind === 'REMOVAL' ? content.removes : 'WEBSITES';
  const left = LEFT[what];
  return say(`${done.zh}${left.zh}`, `${done.en} ${left.en}`);
}

const LEFT = {
  ENTITY: say(
    '主体、全部网站和备案号均已注销且不可恢复；如再次需要，请重新办理首次备案。',
    'The entity, all its websites and the number are gone and cannot be restored; if you need them again, file for the first time.',
  ),
  WEBSITES: say(
    '该网站的备案号已注销且不可恢复，其他网站不受影响。',
    'The number of the website is gone and cannot be restored; other websites stay.',
  ),
  ACCESSES: say(
    '备案号保留；请尽快在新的接入商办理接入，否则备案可能被注销。',
    'The number stays. Transfer the website to another provider soon, otherwise the bureau may deregister it.',
  ),
} as const;

/** A duty with the number of its website, because an order may contain several websites. */
function dutyLine({ name, due, number }: NonNullable<NoticeFacts['obligations']>[number]): Bilingual {
  const duty = nameOf(DUTY_NAMES, name);
  const zh = number === undefined ? duty.zh : `${number}：${duty.zh}`;
  const en = number === undefined ? duty.en : `${number}: ${duty.en}`;
  if (due === undefined) return say(`- ${zh}`, `- ${en}`);
  const by = when(due);
  return say(`- ${zh}，截止 ${by.zh}，${UNITS.CD.zh}`, `- ${en}, by ${by.en}, ${UNITS.CD.en}`);
}

/** What the order has brought about, as the SMS says it. */
function resultInSms(type: OrderType | undefined, numbers: readonly string[]): string {
  const family = familyOf(type);
  if (type === undefined || family === 'ADDING' || family === 'TRANSFER') return `备案号${numbersInSms(numbers)}`;
  return `${rowOf(type).names.zh}${family === 'CHANGE' ? '，备案号不变' : ''}`;
}

const numbersInSms = ([first, second, ...more]: readonly string[]): string => {
  if (first === undefined) return '见订单页面';
  return more.length > 0 ? `${second ?? first}等${more.length + 1}个` : (second ?? first);
};

function dutyInSms(obligations: NonNullable<NoticeFacts['obligations']>): string {
  const due = obligations.find(({ name }) => name === 'PSB')?.due;
  if (due !== undefined) return `首页底部展示备案号，公安备案截止${whenInSms(due)}`;
  if (obligations.length === 0) return '无';
  return obligations.some(({ name }) => name === 'FOOTER') ? '首页底部展示备案号' : '见订单页面';
}
