/**
 * One fetcher for each account: fetches a file, checks it, stores it, and only then acknowledges it, so that the bureau hands it out
 * again until it is stored. Each call of the activity goes on where the last one, or a crash, has stopped.
 */
import type { Answer } from '../../adapters/bureau/miit/answers.ts';
import type { ReadFile, ReceivedFile } from '../../adapters/bureau/miit/client.ts';
import type { Turn } from '../../domain/bureau/exchange.ts';
import { instant } from '../../domain/time/instant.ts';
import { noteFetchedAll } from '../../store/bureau/accounts.ts';
import { fileToAcknowledge, markAcknowledged, storeFile, type FileToStore } from '../../store/bureau/downloads.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import type { BureauActivities } from '../contract.ts';
import {
  accountTurn,
  halted,
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

/** A file that cannot be opened blocks all that wait behind it; a person is told at this try. */
const TOLD_AT_TRY = 3;

export const createBureauFetcher =
  (deps: ExchangeDependencies): BureauActivities['fetchNextFile'] =>
  ({ account }) =>
    accountTurn(deps, 'fetching', account, async (turn) => {
      const { db, client, now } = turn;
      const works = client.worksAt(now);
      if (works > now) return waits('MAINTENANCE', works - now);
      const stored = await fileToAcknowledge(db, account);
      return stored === undefined ? fetchOne(turn) : acknowledge(turn, stored);
    });

async function acknowledge(turn: AccountTurn, { id, fileName }: { id: number; fileName: string }): Promise<Turn> {
  const end = await turn.client.acknowledge(fileName);
  await noteEnd(turn, 'isp_downloadack', end);
  if (end.end === 'ASK_PERSON') return halted(turn, 'SERVER');
  if (end.end !== 'ANSWERED') return pauseWithoutAnswer(turn, end, 'BUREAU');
  if (!isSuccess(end.answer)) return otherwise(turn, end.answer);
  const at = instant(Date.now());
  await markAcknowledged(turn.db, id, at);
  await progressed(turn, at);
  return { goOn: true, did: 'ACKNOWLEDGED', number: id };
}

const isSuccess = ({ class: what }: Answer): boolean => what === 'DONE' || what === 'MORE' || what === 'NOTHING';

async function fetchOne(turn: AccountTurn): Promise<Turn> {
  const end = await turn.client.download();
  await noteEnd(turn, 'isp_download', end);
  if (end.end === 'ASK_PERSON') return halted(turn, 'SERVER');
  if (end.end !== 'ANSWERED') return pauseWithoutAnswer(turn, end, 'BUREAU');
  if (end.file !== undefined) return received(turn, end.file);
  if (end.answer.class !== 'NOTHING') return otherwise(turn, end.answer);
  const at = instant(Date.now());
  await noteFetchedAll(turn.db, turn.account.name, at);
  await progressed(turn, at);
  return waits('FILES', turn.client.fetchEveryMs);
}

/** An answer that is neither a file nor the end of them. */
function otherwise(turn: AccountTurn, { class: what, code, message }: Answer): Promise<Turn> {
  switch (what) {
    case 'AT_OTHER_HOURS':
      return pauseUntilOpen(turn, message);
    case 'PERSON':
    case 'OUR_FAULT':
      return halted(turn, `CODE_${code}`);
    case 'RETRY':
    case 'RESYNCHRONISE':
    // An answer says that a file is there, and has none.
    case 'DONE':
    case 'MORE':
    case 'NOTHING':
      return pause(turn, waitAfter(code));
    default:
      return what satisfies never;
  }
}

/** Faults of a zip that came as the bureau made it: fetched again, it would be the same. */
const SAME_AGAIN: readonly string[] = ['TOO_LARGE', 'ENCODING', 'NO_DOWNLOAD'];

function received(turn: AccountTurn, file: ReceivedFile): Promise<Turn> {
  if (file.name === '') return unopened(turn, { ...file, name: 'unnamed' }, 'NAME');
  if (!('zip' in file)) return unopened(turn, file, file.fault);
  const read = turn.client.read(file.zip);
  if (read.fault !== undefined && !SAME_AGAIN.includes(read.fault)) return unopened(turn, file, read.fault);
  return opened(turn, file, read);
}

/** Stored for a person, and not acknowledged: it may have been damaged on the way, or the keys are wrong. */
async function unopened(turn: AccountTurn, file: ReceivedFile, fault: string): Promise<Turn> {
  const { db, vault, account } = turn;
  const at = instant(Date.now());
  await inTransaction(db, async (trx) => {
    const { id, tries } = await storeFile(trx, vault, { ...stored(turn, file), fault: `ENVELOPE_${fault}`, at });
    if (tries >= TOLD_AT_TRY) await openDeskTask(trx, vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: id, at });
  });
  return pause({ ...turn, account }, 'BUREAU');
}

/** Stored and acknowledged, also where it cannot be read: one odd file does not stop those behind it. */
async function opened(turn: AccountTurn, file: ReceivedFile, read: ReadFile): Promise<Turn> {
  const { db, vault } = turn;
  const at = instant(Date.now());
  const of: FileToStore =
    read.fault === undefined
      ? { ...stored(turn, file), document: read.document, kinds: read.facts.map(({ fact }) => fact), at }
      : { ...stored(turn, file), fault: `UNREADABLE_${read.fault}`, at };
  const number = await inTransaction(db, async (trx) => {
    const { id, was } = await storeFile(trx, vault, of);
    const needsPerson = was === 'OTHER' || read.fault !== undefined || read.unknown.length > 0;
    if (was !== 'REPEAT' && needsPerson)
      await openDeskTask(trx, vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: id, at });
    return id;
  });
  return acknowledge(turn, { id: number, fileName: file.name });
}

const stored = ({ account }: AccountTurn, file: ReceivedFile): Omit<FileToStore, 'at'> => ({
  account: account.name,
  fileName: file.name,
  raw: 'zip' in file ? { form: 'ZIP', bytes: file.zip } : { form: 'ENVELOPE', bytes: file.envelope },
});
