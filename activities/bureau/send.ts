/**
 * One sender for each account: takes the oldest upload, gives it the next number, calls, and writes down the answer. What happened
 * to a call that was cut off is asked of the bureau before anything else is sent, so no upload is repeated blindly.
 */
import type { Answer } from '../../adapters/bureau/miit/answers.ts';
import type { CallEnd, ReceivedFile } from '../../adapters/bureau/miit/client.ts';
import type { Turn } from '../../domain/bureau/exchange.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import { noteHours, noteNumber } from '../../store/bureau/accounts.ts';
import { keepEvidence } from '../../store/bureau/downloads.ts';
import { tellFiling } from '../../store/bureau/tell-filing.ts';
import {
  contentOf,
  endUpload,
  markSent,
  markUnknown,
  nextUpload,
  putBack,
  sendNumbersAgain,
  uploadInFlight,
  waitingUploadOf,
  zipMd5,
  type Upload,
} from '../../store/bureau/uploads.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import type { BureauActivities } from '../contract.ts';
import {
  accountTurn,
  halted,
  LOOK_AGAIN_MS,
  noteEnd,
  pause,
  pauseUntilOpen,
  pauseWithoutAnswer,
  progressed,
  waitAfter,
  waits,
  type AccountTurn,
  type ExchangeDependencies,
} from './account-turn.ts';
import { openDeskTask } from './desk-task.ts';

export function createBureauSender(deps: ExchangeDependencies): BureauActivities['sendNextUpload'] {
  /** Accounts whose counter this process has compared with the bureau's; a restored database belongs to a new process. */
  const compared = new Set<string>();

  return ({ account }) =>
    accountTurn(deps, 'sending', account, async (turn) => {
      const { db, client, now } = turn;
      const opens = client.opensAt(now);
      if (opens > now) return waits('HOURS', opens - now);
      const flight = await uploadInFlight(db, account);
      // A call that a crash cut off may still be at work at the bureau.
      if (flight?.state === 'SENT') return cutOff(turn, flight);
      if (flight !== undefined || !compared.has(account)) {
        const asked = await compare(turn, flight);
        if (asked.goOn) compared.add(account);
        return asked;
      }
      const next = await nextUpload(db, account);
      return next === undefined ? waits('UPLOADS', LOOK_AGAIN_MS) : send(turn, next);
    });
}

async function cutOff(turn: AccountTurn, { id, code }: Upload): Promise<Turn> {
  await markUnknown(turn.db, id, code);
  return pause(turn, 'ANSWER');
}

async function send(turn: AccountTurn, upload: Upload): Promise<Turn> {
  const { db, vault, client, account, now } = turn;
  const zip = await contentOf(db, vault, upload.id);
  if (zip === undefined) return refused(turn, upload, { code: null, reason: 'the data of the order is erased' });
  const number = upload.number ?? account.lastNumber + 1;
  await markSent(db, upload.id, number, now);
  const end = await client.upload(number, zip);
  await noteEnd(turn, 'isp_upload', end);
  return settled(turn, { ...upload, keepsNumber: upload.number !== null, number }, end);
}

/** An upload under the number with which it was sent. */
type Numbered = Upload & { number: number; keepsNumber: boolean };

async function settled(turn: AccountTurn, upload: Numbered, end: CallEnd): Promise<Turn> {
  const { db } = turn;
  const { id, keepsNumber } = upload;
  if (end.end === 'UNKNOWN') {
    await markUnknown(db, id, null);
    return pauseWithoutAnswer(turn, end, 'ANSWER');
  }
  if (end.end !== 'ANSWERED') {
    await putBack(db, id, { code: null, keepsNumber });
    return end.end === 'NOT_SENT' ? pauseWithoutAnswer(turn, end, 'BUREAU') : halted(turn, 'SERVER');
  }
  return answered(turn, upload, end.answer);
}

/** Another fault, which says nothing about whether the upload was taken. */
const OTHER_FAULT = 999;
/** The bureau found a hash that does not fit the file: damage on the way, or a fault here. */
const WRONG_HASH = 7;
const TOO_LARGE = 18;

async function answered(turn: AccountTurn, upload: Numbered, answer: Answer): Promise<Turn> {
  const { db } = turn;
  const { id, keepsNumber } = upload;
  const { code } = answer;
  const back = () => putBack(db, id, { code, keepsNumber });
  if (code === TOO_LARGE)
    return refused(turn, upload, { code, reason: 'Code 18: the documents are larger than the bureau takes.' });
  switch (answer.class) {
    case 'DONE':
      return accepted(turn, upload, code);
    case 'RETRY':
      if (code === OTHER_FAULT) {
        await markUnknown(db, id, code);
        return pause(turn, 'ANSWER');
      }
      await back();
      return pause(turn, waitAfter(code));
    case 'AT_OTHER_HOURS':
      await back();
      await noteHoursOf(turn, answer);
      return pauseUntilOpen(turn, answer.message);
    case 'RESYNCHRONISE':
      return missing(turn, upload, answer);
    case 'OUR_FAULT':
      await back();
      if (code === WRONG_HASH && upload.code !== WRONG_HASH)
        return { goOn: true, did: 'PUT_BACK', number: upload.number };
      return halted(turn, `CODE_${code}`);
    case 'PERSON':
      await back();
      return halted(turn, `CODE_${code}`);
    case 'MORE':
    case 'NOTHING':
      // Answers to a download; whether the upload was taken is not known.
      await markUnknown(db, id, code);
      return pause(turn, 'ANSWER');
    default:
      return answer.class satisfies never;
  }
}

async function noteHoursOf({ db, client, account }: AccountTurn, { message }: Answer): Promise<void> {
  const named = client.hoursNamed(message);
  if (named !== undefined) await noteHours(db, account.name, named);
}

/** The bureau has it: the filing hears so in the same transaction. */
async function accepted(turn: AccountTurn, upload: Upload & { number: number }, code: number | null): Promise<Turn> {
  const { db, vault, account } = turn;
  const { id, number, handOver, caseId } = upload;
  const at = instant(Date.now());
  await inTransaction(db, async (trx) => {
    await endUpload(trx, id, { state: 'ACCEPTED', number }, { code, at });
    await noteNumber(trx, account.name, Math.max(account.lastNumber, number), at);
    await progressed({ ...turn, db: trx }, at);
    if (handOver !== null)
      await tellFiling(
        trx,
        vault,
        {
          orderId: caseId as OrderId,
          actionId: `bureau-upload-${id}-accepted` as ActionId,
          action: 'forwardAccepted',
          data: { handOver, reference: `${account.name}-${number}` },
        },
        at,
      );
  });
  return { goOn: true, did: 'ACCEPTED', number };
}

/** It is never sent as it is; the queue goes on. The filing hears why, and a person can have it sent again. */
async function refused(
  turn: AccountTurn,
  { id, handOver, caseId, attempts }: Upload,
  { code, reason }: { code: number | null; reason: string },
): Promise<Turn> {
  const { db, vault } = turn;
  const at = instant(Date.now());
  await inTransaction(db, async (trx) => {
    await endUpload(trx, id, { state: 'REFUSED' }, { code, at });
    await openDeskTask(trx, vault, { kind: 'BUREAU_UPLOAD_REFUSED', visit: id, at });
    if (handOver !== null)
      await tellFiling(
        trx,
        vault,
        {
          orderId: caseId as OrderId,
          actionId: `bureau-upload-${id}-refused-${attempts}` as ActionId,
          action: 'forwardFailed',
          data: { handOver, reason },
        },
        at,
      );
  });
  return { goOn: true, did: 'REFUSED' };
}

/** Code 14: the bureau lacks numbers before this one. They are sent again, this one after them; nothing is invented for them. */
async function missing(turn: AccountTurn, upload: Numbered, { code, missing: numbers }: Answer): Promise<Turn> {
  const { db, account } = turn;
  const { id, number, keepsNumber } = upload;
  const before = [...new Set(numbers)].filter((one) => one < number && one > 0);
  const again = await inTransaction(db, async (trx) => {
    await putBack(trx, id, { code, keepsNumber });
    return before.length > 0 && before.length === new Set(numbers).size && sendNumbersAgain(trx, account.name, before);
  });
  return again ? { goOn: true, did: 'SENDS_NUMBERS_AGAIN', number } : halted(turn, 'NUMBERS_MISSING');
}

/** Asks the bureau which number it accepted last, and compares: at the start, and after an outcome that is not known. */
async function compare(turn: AccountTurn, flight: Upload | undefined): Promise<Turn> {
  const end = await turn.client.previousUpload();
  await noteEnd(turn, 'isp_querypreviousupload', end);
  if (end.end === 'ASK_PERSON') return halted(turn, 'SERVER');
  if (end.end !== 'ANSWERED') return pauseWithoutAnswer(turn, end, flight === undefined ? 'BUREAU' : 'ANSWER');
  const { answer, file } = end;
  switch (answer.class) {
    case 'DONE':
    case 'MORE':
    case 'NOTHING':
      return compareWith(turn, flight, { answer, file });
    case 'AT_OTHER_HOURS':
      return pauseUntilOpen(turn, answer.message);
    case 'RETRY':
    case 'RESYNCHRONISE':
      return pause(turn, waitAfter(answer.code));
    case 'OUR_FAULT':
    case 'PERSON':
      return halted(turn, `CODE_${answer.code}`);
    default:
      return answer.class satisfies never;
  }
}

interface Previous {
  answer: Answer;
  file: ReceivedFile | undefined;
}

async function compareWith(turn: AccountTurn, flight: Upload | undefined, previous: Previous): Promise<Turn> {
  const last = previous.answer.previousNumber ?? (previous.file === undefined ? 0 : undefined);
  if (last === undefined) return halted(turn, 'PREVIOUS_UNCLEAR');
  return flight === undefined ? compareIdle(turn, last, previous) : compareFlight(turn, flight, { last, ...previous });
}

/** What became of the upload whose outcome is not known: number and hash decide. */
async function compareFlight(
  turn: AccountTurn,
  flight: Upload,
  { last, file }: Previous & { last: number },
): Promise<Turn> {
  const { db, account } = turn;
  const number = flight.number ?? account.lastNumber + 1;
  const keepsNumber = number <= account.lastNumber;
  if (last === number - 1) {
    await putBack(db, flight.id, { code: flight.code, keepsNumber });
    return { goOn: true, did: 'NOT_TAKEN', number };
  }
  if (last === number && (await isOurs(turn, flight, file))) return accepted(turn, { ...flight, number }, flight.code);
  await keep(turn, last, file);
  return halted(turn, last === number ? 'OTHER_CONTENT' : 'COUNTER_DIFFERS');
}

async function isOurs(
  { db, vault, client }: AccountTurn,
  upload: Upload,
  file: ReceivedFile | undefined,
): Promise<boolean> {
  if (file === undefined || !('zip' in file)) return false;
  if (zipMd5(file.zip) === upload.zipMd5) return true;
  const zip = await contentOf(db, vault, upload.id);
  return zip !== undefined && client.sameDocument(zip, file.zip);
}

/**
 * With nothing under way the counters agree. A bureau that is ahead has what this database has forgotten, for example because a
 * backup was brought back: its counter counts on, its file is kept, and a person looks. One that is behind says with the next upload
 * what it lacks.
 */
async function compareIdle(turn: AccountTurn, last: number, { file }: Previous): Promise<Turn> {
  const { db, vault, account } = turn;
  const at = instant(Date.now());
  if (last <= account.lastNumber) {
    await noteNumber(db, account.name, account.lastNumber, at);
    await progressed(turn, at);
    return { goOn: true, did: 'COMPARED', number: last };
  }
  await keep(turn, last, file);
  const own =
    file !== undefined && 'zip' in file ? await waitingUploadOf(db, account.name, zipMd5(file.zip)) : undefined;
  if (own !== undefined) await accepted(turn, { ...own, number: last }, null);
  await inTransaction(db, async (trx) => {
    await noteNumber(trx, account.name, last, at);
    await openDeskTask(trx, vault, { kind: 'BUREAU_COUNTER_DIFFERS', visit: account.number, at });
  });
  return { goOn: true, did: 'COUNTER_TAKEN_OVER', number: last };
}

async function keep(
  { db, vault, account }: AccountTurn,
  number: number,
  file: ReceivedFile | undefined,
): Promise<void> {
  if (file === undefined) return;
  const raw =
    'zip' in file ? ({ form: 'ZIP', bytes: file.zip } as const) : ({ form: 'ENVELOPE', bytes: file.envelope } as const);
  await keepEvidence(db, vault, { account: account.name, number, raw, at: instant(Date.now()) });
}
