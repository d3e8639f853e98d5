/**
 * Orders as bureau and MIIT hold them. An order has hand-overs; the last one is the one that counts. MIIT's part of a
 * hand-over is one round of SMS verification: a code per distinct mobile (R-SMS-5), five wrong entries, the sixth returns
 * the order (R-SMS-7). Nothing moves by itself, except that a hand-over is accepted at once and, in auto mode, the SMS
 * follows.
 *
 * No clock runs here: a filing in Beian may live at another date, so every instant may be given, and is the wall clock's
 * when it is not.
 */
import { createHash } from 'node:crypto';
import type { BureauDecision } from '../../domain/lifecycle/action.ts';
import type { Mailbox } from '../clouds/mailbox.ts';
import type { ReceivedHandOver } from '../clouds/messages.ts';
import { issueNumbers, record, type RecordNumbers } from '../registers/record-keeping.ts';
import type { RecordRegister } from '../registers/record-register.ts';
import { type CodeEntry, codeMeant, codesFor, isRight, type SmsCode } from './sms-codes.ts';
import type { Delivery, Webhooks } from './webhooks.ts';

/** Wrong entries MIIT puts up with; the next one returns the order. */
const WRONG_ENTRIES_ALLOWED = 5;
/** MIIT's sending number since 2020 (R-SMS-12). */
const MIIT_SENDER = '12381';
/** MIIT sends about five minutes after the hand-over (R-SMS-6); auto mode counts so on the filing's clock. */
const SMS_DELAY_MS = 5 * 60_000;

export interface FilingHandOver {
  content: ReceivedHandOver;
  fingerprint: string;
  reference: string;
  /** Requests that brought it; repeated ones included. */
  deliveries: number;
  answer: { status: 'ACCEPTED'; reference: string; at: string } | { status: 'RECEIVED'; reference: string };
  sentAt?: string;
  codes: SmsCode[];
  outcome?: 'RETURNED' | BureauDecision['decision'];
  numbers?: RecordNumbers;
}

export interface Mode {
  /** `sync`: a hand-over is accepted in the answer to it. `async`: `forwardAccepted` is told later. */
  accept: 'sync' | 'async';
  /** After acceptance MIIT sends its SMS without being told to. */
  auto: boolean;
}

/** A control call the order is not in the state for; `status` is that of the HTTP answer. */
export class FilingProblem extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What may be said with every event: which hand-over (the last one), which event id (a new one). */
export interface EventChoice {
  handOver?: number | undefined;
  eventId?: string | undefined;
}

export type EntryResult =
  | { result: 'VERIFIED'; personIds: string[] }
  | { result: 'WRONG'; left: number }
  | { result: 'RETURNED' }
  | { result: 'NO_RECORD' };

export type Filings = ReturnType<typeof createFilings>;

export function createFilings(deps: {
  webhooks: Webhooks;
  mailbox: Mailbox;
  register: RecordRegister;
  pageUrl: () => string;
}) {
  const { webhooks, mailbox, register } = deps;
  const orders = new Map<string, Map<number, FilingHandOver>>();
  const resends = new Set<string>();
  let mode: Mode = { accept: 'sync', auto: false };
  let lastReference = 0;

  function find(orderId: string, number?: number): FilingHandOver {
    const handOvers = orders.get(orderId);
    if (handOvers === undefined) throw new FilingProblem(404, 'UNKNOWN_ORDER', 'This order was never handed over.');
    const handOver = handOvers.get(number ?? Math.max(...handOvers.keys()));
    if (handOver === undefined) throw new FilingProblem(404, 'UNKNOWN_HAND_OVER', 'The order has no such hand-over.');
    return handOver;
  }

  const tell = (handOver: FilingHandOver, event: string, data: object, eventId?: string): Promise<Delivery> =>
    webhooks.send(
      'bureau',
      { orderId: handOver.content.orderId, event, data: { handOver: handOver.content.handOver, ...data } },
      eventId,
    );

  function sendCode(handOver: FilingHandOver, { mobile, code }: SmsCode): void {
    mailbox.deliver({
      channel: 'sms',
      from: MIIT_SENDER,
      to: mobile,
      orderId: handOver.content.orderId,
      text: `【工业和信息化部】您正在办理ICP备案，短信核验码 ${code}，24小时内有效。请登录 ${deps.pageUrl()} 填写核验码、手机号码和证件号码后六位。`,
    });
  }

  function closeRound(handOver: FilingHandOver, outcome: NonNullable<FilingHandOver['outcome']>): void {
    handOver.outcome = outcome;
    for (const code of handOver.codes) if (code.status === 'OPEN') code.status = 'CLOSED';
  }

  /** Takes a hand-over; the same one again gets the same answer and is no second submission. */
  function receive(content: ReceivedHandOver): FilingHandOver {
    const fingerprint = fingerprintOf(content);
    const handOvers = orders.get(content.orderId) ?? new Map<number, FilingHandOver>();
    orders.set(content.orderId, handOvers);
    const known = handOvers.get(content.handOver);
    if (known !== undefined) {
      known.deliveries += 1;
      if (known.fingerprint === fingerprint) return known;
      throw new FilingProblem(409, 'DIFFERENT_CONTENT', 'This hand-over was received before with other content.');
    }
    for (const earlier of handOvers.values()) if (earlier.outcome === undefined) closeRound(earlier, 'RETURNED');
    lastReference += 1;
    const reference = `MIIT-${String(lastReference).padStart(8, '0')}`;
    const at = content.at ?? new Date().toISOString();
    const handOver: FilingHandOver = {
      content,
      fingerprint,
      reference,
      deliveries: 1,
      answer: mode.accept === 'sync' ? { status: 'ACCEPTED', reference, at } : { status: 'RECEIVED', reference },
      codes: [],
    };
    handOvers.set(content.handOver, handOver);
    return handOver;
  }

  async function accept(orderId: string, choice: EventChoice & { at?: string | undefined }): Promise<Delivery> {
    const handOver = find(orderId, choice.handOver);
    const at = choice.at ?? handOver.content.at ?? new Date().toISOString();
    return tell(handOver, 'forwardAccepted', { reference: handOver.reference, at }, choice.eventId);
  }

  /** The bureau's system took the hand-over and refuses it after all. */
  async function refuse(orderId: string, choice: EventChoice & { reason?: string | undefined }): Promise<Delivery> {
    const handOver = find(orderId, choice.handOver);
    closeRound(handOver, 'RETURNED');
    const { reason = '管局系统拒收 the bureau’s system did not take it' } = choice;
    return tell(handOver, 'forwardFailed', { reason }, choice.eventId);
  }

  async function startSms(orderId: string, choice: EventChoice & { sentAt?: string | undefined }): Promise<Delivery> {
    const handOver = find(orderId, choice.handOver);
    if (handOver.codes.length === 0) handOver.codes = codesFor(handOver.content);
    handOver.sentAt = choice.sentAt ?? new Date().toISOString();
    for (const code of handOver.codes) if (code.status === 'OPEN') sendCode(handOver, code);
    return tell(handOver, 'smsStarted', { sentAt: handOver.sentAt }, choice.eventId);
  }

  /** What auto mode does after a hand-over was answered. */
  async function goOnByItself(handOver: FilingHandOver): Promise<void> {
    if (!mode.auto || handOver.deliveries > 1) return;
    const { orderId, handOver: number, at, personsToVerify } = handOver.content;
    if (handOver.answer.status === 'RECEIVED') await accept(orderId, { handOver: number });
    if (personsToVerify.length === 0) return;
    const sentAt = at === undefined ? undefined : new Date(Date.parse(at) + SMS_DELAY_MS).toISOString();
    await startSms(orderId, { handOver: number, sentAt });
  }

  /** Sends codes once more: those of one person, or all that are still open. The same key is the same request. */
  function resend(request: { orderId: string; handOver: number; personId?: string | undefined }, key: string): void {
    const handOver = find(request.orderId, request.handOver);
    if (handOver.outcome !== undefined || handOver.sentAt === undefined) {
      throw new FilingProblem(422, 'NO_OPEN_ROUND', 'No SMS verification is open for this hand-over.');
    }
    if (resends.has(key)) return;
    resends.add(key);
    const { personId } = request;
    const wanted = (code: SmsCode) => personId === undefined || code.personIds.includes(personId);
    for (const code of handOver.codes) if (code.status === 'OPEN' && wanted(code)) sendCode(handOver, code);
  }

  /** Persons pass: the one named, or everybody still open. One event each. */
  async function verify(orderId: string, choice: EventChoice & { personId?: string | undefined }): Promise<Delivery[]> {
    const handOver = find(orderId, choice.handOver);
    const open = handOver.codes.filter(({ status }) => status === 'OPEN').flatMap(({ personIds }) => personIds);
    const personIds = choice.personId === undefined ? open : [choice.personId];
    for (const code of handOver.codes) {
      if (code.personIds.some((personId) => personIds.includes(personId))) code.status = 'VERIFIED';
    }
    return tellVerified(handOver, personIds, choice.eventId);
  }

  async function tellVerified(handOver: FilingHandOver, personIds: string[], eventId?: string): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const [index, personId] of personIds.entries()) {
      const id = index === 0 ? eventId : undefined;
      // one after the other, as MIIT tells it
      // oxlint-disable-next-line no-await-in-loop
      deliveries.push(await tell(handOver, 'smsVerified', { personId }, id));
    }
    return deliveries;
  }

  /** A person has entered wrong data too often: MIIT returns the order. */
  async function fail(
    orderId: string,
    choice: EventChoice & { personId?: string | undefined; wrongEntries?: number | undefined },
  ): Promise<Delivery> {
    const handOver = find(orderId, choice.handOver);
    const { personId, wrongEntries = WRONG_ENTRIES_ALLOWED + 1 } = choice;
    closeRound(handOver, 'RETURNED');
    return tell(
      handOver,
      'smsFailed',
      { wrongEntries, ...(personId === undefined ? {} : { personId }) },
      choice.eventId,
    );
  }

  /** MIIT returns the order, as it does 24 hours after an SMS that was not answered. */
  async function returnOrder(
    orderId: string,
    choice: EventChoice & { reason?: string | undefined },
  ): Promise<Delivery> {
    const handOver = find(orderId, choice.handOver);
    closeRound(handOver, 'RETURNED');
    const { reason = '短信核验超时 SMS verification timed out' } = choice;
    return tell(handOver, 'smsReturned', { reason }, choice.eventId);
  }

  async function decide(
    orderId: string,
    {
      handOver: number,
      eventId,
      ...decision
    }: EventChoice & { decision: BureauDecision['decision'] } & Record<string, unknown>,
  ): Promise<Delivery> {
    const handOver = find(orderId, number);
    closeRound(handOver, decision.decision);
    return tell(handOver, 'bureauDecision', decision, eventId);
  }

  /** The record is visible: numbers are given (or those said are used) and kept in the register. */
  async function sync(
    orderId: string,
    choice: EventChoice & {
      issuedOn?: string | undefined;
      entityNumber?: string | undefined;
      websites?: { domain: string; number: string }[] | undefined;
    },
  ): Promise<Delivery> {
    const handOver = find(orderId, choice.handOver);
    if (handOver.numbers === undefined) {
      handOver.numbers = issueNumbers(register, handOver.content, choice);
      record(register, handOver.content, handOver.numbers);
    }
    const issuedOn = choice.issuedOn === undefined ? {} : { issuedOn: choice.issuedOn };
    return tell(handOver, 'recordSynced', { ...handOver.numbers, ...issuedOn }, choice.eventId);
  }

  /** What somebody typed into MIIT's page. Wrong entries of any of the three fields count together. */
  async function enterCode(entry: CodeEntry): Promise<EntryResult> {
    const meant = codeMeant(openCodes(), entry);
    if (meant === undefined) return { result: 'NO_RECORD' };
    const { handOver, code } = meant;
    if (isRight(handOver.content, code, entry)) {
      code.status = 'VERIFIED';
      await tellVerified(handOver, code.personIds);
      return { result: 'VERIFIED', personIds: code.personIds };
    }
    code.wrongEntries += 1;
    if (code.wrongEntries <= WRONG_ENTRIES_ALLOWED)
      return { result: 'WRONG', left: WRONG_ENTRIES_ALLOWED - code.wrongEntries };
    const { orderId, handOver: number } = handOver.content;
    await fail(orderId, { handOver: number, personId: code.personIds[0], wrongEntries: code.wrongEntries });
    return { result: 'RETURNED' };
  }

  const openCodes = () =>
    [...orders.values()].flatMap((handOvers) =>
      [...handOvers.values()].flatMap((handOver) =>
        handOver.codes.filter(({ status }) => status === 'OPEN').map((code) => ({ handOver, code })),
      ),
    );

  return {
    receive,
    goOnByItself,
    accept,
    refuse,
    startSms,
    resend,
    verify,
    fail,
    returnOrder,
    decide,
    sync,
    enterCode,
    find,
    mode: () => mode,
    setMode(change: { accept?: Mode['accept'] | undefined; auto?: boolean | undefined }): Mode {
      mode = { accept: change.accept ?? mode.accept, auto: change.auto ?? mode.auto };
      return mode;
    },
    /** Every hand-over of an order, oldest first; of all orders when none is named. */
    list(orderId?: string): FilingHandOver[] {
      const chosen =
        orderId === undefined ? [...orders.values()] : [orders.get(orderId) ?? new Map<number, FilingHandOver>()];
      return chosen.flatMap((handOvers) => [...handOvers.values()]);
    },
    reset(): void {
      orders.clear();
      resends.clear();
      lastReference = 0;
      mode = { accept: 'sync', auto: false };
    },
  };
}

/** The content without the instant of handing over, which may differ when a request is repeated. */
function fingerprintOf({ at: _at, ...content }: ReceivedHandOver): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
