/**
 * One account at a bureau: the calls of MIIT's interface with its credentials and keys. No method throws: whoever sends or fetches
 * has to tell what was answered from what may have happened.
 */
import { AskPersonError, RetryableError } from '../../delivery-faults.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { MiitAccount } from './account.ts';
import { readAnswer, type Answer } from './answers.ts';
import { prove } from './authentication.ts';
import { createMiitCalls, type MiitCalls, type MiitMethod } from './calls.ts';
import { readDownload, type Download } from './downloads/read-download.ts';
import { EnvelopeError, sealed, unzipped, zipIn, type EnvelopeFault } from './envelope.ts';
import { hoursNamed, opensAt, type Hours } from './hours.ts';
import { NOT_SENT } from './http.ts';
import { XmlError } from './xml.ts';

/** How a call ended. `UNKNOWN`: it may have been carried out. `ASK_PERSON`: it was not, and trying again changes nothing. */
export type CallEnd =
  | { end: 'ANSWERED'; answer: Answer; file?: ReceivedFile }
  | { end: 'NOT_SENT' | 'UNKNOWN' | 'ASK_PERSON'; why: string; unreadable?: boolean };

/** A file from an answer: its zip where hash and keys are right. */
export type ReceivedFile = { name: string } & ({ zip: Uint8Array } | { envelope: Uint8Array; fault: EnvelopeFault });

/** What is in a zip: facts, or why it cannot be read. */
export type ReadFile = ({ fault?: undefined; document: string } & Download) | { fault: EnvelopeFault | 'NO_DOWNLOAD' };

export interface MiitClient extends Pick<
  MiitAccount,
  'name' | 'province' | 'ispId' | 'profile' | 'firstPauseMs' | 'fetchEveryMs'
> {
  /** The first instant from `now` on at which the bureau takes reports, by the configuration and by the hours it has named. */
  opensAt: (now: Instant, named?: string) => Instant;
  /** The first instant from `now` on at which no announced maintenance goes on. */
  worksAt: (now: Instant) => Instant;
  /** The hours in the words of an answer with code 20, in the form in which {@link opensAt} takes them. */
  hoursNamed: (message: string) => string | undefined;
  upload: (number: number, zip: Uint8Array) => Promise<CallEnd>;
  previousUpload: () => Promise<CallEnd>;
  download: () => Promise<CallEnd>;
  acknowledge: (fileName: string) => Promise<CallEnd>;
  /** Whether two zips hold the same document: a bureau may pack it anew. */
  sameDocument: (one: Uint8Array, other: Uint8Array) => boolean;
  /** Reads the document in a zip. */
  read: (zip: Uint8Array) => ReadFile;
}

/**
 * @example
 * const client = createMiitClient(account);
 * const { end } = await client.upload(1, zipped(xml));
 */
export function createMiitClient(
  account: MiitAccount,
  calls: MiitCalls = createMiitCalls({ baseUrl: account.baseUrl, timeoutMs: account.timeoutMs }),
): MiitClient {
  const { name, province, ispId, profile, firstPauseMs, fetchEveryMs, keys } = account;

  const call = async (method: MiitMethod, parameters: Record<string, string | number> = {}): Promise<CallEnd> => {
    try {
      const xml = await calls.call(method, { ispId, ...prove(account), ...parameters });
      const answer = readAnswer(xml);
      return { end: 'ANSWERED', answer, ...(answer.file === undefined ? {} : { file: received(answer.file) }) };
    } catch (error) {
      return endOf(error);
    }
  };

  const received = ({ name: fileName, envelope }: NonNullable<Answer['file']>): ReceivedFile => {
    try {
      return { name: fileName, zip: zipIn(envelope, keys) };
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      return { name: fileName, envelope: Buffer.from(JSON.stringify(envelope)), fault: error.fault };
    }
  };

  return {
    name,
    province,
    ispId,
    profile,
    firstPauseMs,
    fetchEveryMs,
    opensAt: (now, named) => {
      const said = named === undefined ? undefined : hoursNamed(named);
      return opensAt(said === undefined ? account : { ...account, hours: [said] }, now);
    },
    worksAt: (now) => opensAt({ hours: [], maintenance: account.maintenance }, now),
    hoursNamed: (message) => textOf(hoursNamed(message)),
    upload: (number, zip) => {
      const envelope = sealed(zip, account.encryptsUploads ? keys : undefined);
      return call('isp_upload', { ...envelope, dataSequence: number });
    },
    previousUpload: () => call('isp_querypreviousupload'),
    download: () => call('isp_download'),
    acknowledge: (fileName) => call('isp_downloadack', { fileName }),
    sameDocument: (one, other) => {
      try {
        return unzipped(one) === unzipped(other);
      } catch (error) {
        if (error instanceof EnvelopeError) return false;
        throw error;
      }
    },
    read: (zip) => {
      try {
        const document = unzipped(zip);
        return { document, ...readDownload(document) };
      } catch (error) {
        if (error instanceof EnvelopeError) return { fault: error.fault };
        if (error instanceof XmlError) return { fault: 'NO_DOWNLOAD' };
        throw error;
      }
    },
  };
}

const textOf = (hours: Hours | undefined): string | undefined =>
  hours === undefined ? undefined : `${hours.from}-${hours.to}`;

function endOf(error: unknown): CallEnd {
  if (error instanceof AskPersonError) return { end: 'ASK_PERSON', why: error.message };
  if (error instanceof XmlError)
    return { end: 'UNKNOWN', why: `the answer cannot be read: ${error.message}`, unreadable: true };
  if (error instanceof RetryableError)
    return { end: error.code === NOT_SENT ? 'NOT_SENT' : 'UNKNOWN', why: error.message };
  throw error;
}
