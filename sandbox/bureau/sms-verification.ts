/**
 * One round of SMS verification by MIIT: one code per distinct mobile (R-SMS-5); the sixth wrong entry returns the order
 * (R-SMS-7).
 */
import type { Collection } from '../state/memory.ts';
import type { Mailbox } from '../clouds/mailbox.ts';
import { FilingProblem } from './filing-problem.ts';
import type { FilingHandOver, HandOvers } from './hand-overs.ts';
import { type CodeEntry, codeMeant, codesFor, isRight, type SmsCode } from './sms-codes.ts';
import type { EventChoice, Tell } from './telling.ts';
import type { Delivery } from './webhooks.ts';

/** Number of wrong entries that MIIT tolerates; the next one returns the order. */
const WRONG_ENTRIES_ALLOWED = 5;
/** MIIT's sending number since 2020 (R-SMS-12). */
const MIIT_SENDER = '12381';

export type EntryResult =
  | { result: 'VERIFIED'; personIds: string[] }
  | { result: 'WRONG'; left: number }
  | { result: 'RETURNED' }
  | { result: 'NO_RECORD' };

export function createSmsVerification(deps: {
  handOvers: HandOvers;
  tell: Tell;
  mailbox: Mailbox;
  /** Keys of requests for another SMS. */
  resends: Collection<true>;
  /** Address of MIIT's page, which the SMS names. */
  pageUrl: () => string;
}) {
  const { handOvers, tell, mailbox, resends } = deps;

  function sendCode(handOver: FilingHandOver, { mobile, code }: SmsCode): void {
    mailbox.deliver({
      channel: 'sms',
      from: MIIT_SENDER,
      to: mobile,
      orderId: handOver.content.orderId,
      text: `【工业和信息化部】您正在办理ICP备案，短信核验码 ${code}，24小时内有效。请登录 ${deps.pageUrl()} 填写核验码、手机号码和证件号码后六位。`,
    });
  }

  async function startSms(orderId: string, choice: EventChoice & { sentAt?: string | undefined }): Promise<Delivery> {
    const handOver = handOvers.find(orderId, choice.handOver);
    if (handOver.codes.length === 0) handOver.codes = codesFor(handOver.content);
    handOver.sentAt = choice.sentAt ?? new Date().toISOString();
    handOvers.keep(handOver);
    for (const code of handOver.codes) if (code.status === 'OPEN') sendCode(handOver, code);
    return tell(handOver, 'smsStarted', { sentAt: handOver.sentAt }, choice.eventId);
  }

  /** Sends codes once more: those of one person, or all open ones. Requests with the same key count once. */
  function resend(request: { orderId: string; handOver: number; personId?: string | undefined }, key: string): void {
    const handOver = handOvers.find(request.orderId, request.handOver);
    if (handOver.outcome !== undefined || handOver.sentAt === undefined) {
      throw new FilingProblem(422, 'NO_OPEN_ROUND', 'No SMS verification is open for this hand-over.');
    }
    if (resends.get(key)) return;
    resends.set(key, true);
    const { personId } = request;
    const wanted = (code: SmsCode) => personId === undefined || code.personIds.includes(personId);
    for (const code of handOver.codes) if (code.status === 'OPEN' && wanted(code)) sendCode(handOver, code);
  }

  /** The named person passes, or everybody who has not passed yet. Each person has an event. */
  async function verify(orderId: string, choice: EventChoice & { personId?: string | undefined }): Promise<Delivery[]> {
    const handOver = handOvers.find(orderId, choice.handOver);
    const open = handOver.codes.filter(({ status }) => status === 'OPEN').flatMap(({ personIds }) => personIds);
    const personIds = choice.personId === undefined ? open : [choice.personId];
    for (const code of handOver.codes) {
      if (code.personIds.some((personId) => personIds.includes(personId))) code.status = 'VERIFIED';
    }
    handOvers.keep(handOver);
    return tellVerified(handOver, personIds, choice.eventId);
  }

  async function tellVerified(handOver: FilingHandOver, personIds: string[], eventId?: string): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const [index, personId] of personIds.entries()) {
      const id = index === 0 ? eventId : undefined;
      // one after the other, as MIIT reports them
      deliveries.push(await tell(handOver, 'smsVerified', { personId }, id));
    }
    return deliveries;
  }

  /** A person has entered wrong data too often: MIIT returns the order. */
  async function fail(
    orderId: string,
    choice: EventChoice & { personId?: string | undefined; wrongEntries?: number | undefined },
  ): Promise<Delivery> {
    const handOver = handOvers.find(orderId, choice.handOver);
    const { personId, wrongEntries = WRONG_ENTRIES_ALLOWED + 1 } = choice;
    handOvers.closeRound(handOver, 'RETURNED');
    return tell(
      handOver,
      'smsFailed',
      { wrongEntries, ...(personId === undefined ? {} : { personId }) },
      choice.eventId,
    );
  }

  /** MIIT returns the order, as it does 24 hours after an SMS without an entry. */
  async function returnOrder(
    orderId: string,
    choice: EventChoice & { reason?: string | undefined },
  ): Promise<Delivery> {
    const handOver = handOvers.find(orderId, choice.handOver);
    handOvers.closeRound(handOver, 'RETURNED');
    const { reason = '短信核验超时 SMS verification timed out' } = choice;
    return tell(handOver, 'smsReturned', { reason }, choice.eventId);
  }

  /** An entry on MIIT's page. Wrong entries in any of the three fields count together. */
  async function enterCode(entry: CodeEntry): Promise<EntryResult> {
    const meant = codeMeant(openCodes(), entry);
    if (meant === undefined) return { result: 'NO_RECORD' };
    const { handOver, code } = meant;
    if (isRight(handOver.content, code, entry)) {
      code.status = 'VERIFIED';
      handOvers.keep(handOver);
      await tellVerified(handOver, code.personIds);
      return { result: 'VERIFIED', personIds: code.personIds };
    }
    code.wrongEntries += 1;
    handOvers.keep(handOver);
    if (code.wrongEntries <= WRONG_ENTRIES_ALLOWED)
      return { result: 'WRONG', left: WRONG_ENTRIES_ALLOWED - code.wrongEntries };
    const { orderId, handOver: number } = handOver.content;
    await fail(orderId, { handOver: number, personId: code.personIds[0], wrongEntries: code.wrongEntries });
    return { result: 'RETURNED' };
  }

  const openCodes = () =>
    handOvers
      .list()
      .flatMap((handOver) =>
        handOver.codes.filter(({ status }) => status === 'OPEN').map((code) => ({ handOver, code })),
      );

  return { startSms, resend, verify, fail, returnOrder, enterCode };
}
