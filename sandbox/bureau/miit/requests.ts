/** What an upload asks the bureau to do. Each repeated child of a message is one request with a result of its own (V3.0 §2, §3.1). */
import type { Memory } from '../../state/memory.ts';
import { all, type Element, text, texts } from './tree.ts';
import { FILING_MESSAGES, type FilingMessage } from './filing-structure.ts';

export interface BureauRequest {
  /** Its name in the control API, e.g. `ZJ-7`. */
  id: string;
  province: string;
  message: FilingMessage;
  /** Kind of request, as results number it (Czlx). */
  operation: string;
  content: Element;
  /** What a result names it by (Bs). */
  about: string | undefined;
  /** What a decision names it by (Jlid); a new website has one each. */
  decidedBy: string[];
  /** Number of the upload that it came with. */
  dataSequence: number;
  state: 'FAULTY' | 'WAITING' | 'APPROVED' | 'REFUSED' | 'RECORDED' | 'DONE';
  /** The civil date of the bureau's decision. */
  decidedOn?: string;
  /** Codes of what the machine check found. */
  faults: string[];
}

export function createRequests(memory: Memory) {
  const requests = memory.collection<BureauRequest>('miitRequests');
  const numbers = memory.collection<number>('miitRequestNumbers');
  return {
    add(request: Omit<BureauRequest, 'id' | 'state' | 'faults'>): BureauRequest {
      const number = (numbers.get('last') ?? 0) + 1;
      numbers.set('last', number);
      const added: BureauRequest = { ...request, id: `${request.province}-${number}`, state: 'WAITING', faults: [] };
      requests.set(added.id, added);
      return added;
    },
    keep: (request: BureauRequest): void => requests.set(request.id, request),
    find: (id: string) => requests.get(id),
    of: (province?: string) => requests.values().filter((one) => province === undefined || one.province === province),
    reset(): void {
      requests.clear();
      numbers.clear();
    },
  };
}

/** The requests in an upload about filings. */
export const requestsIn = (
  icp: Element,
  upload: { province: string; dataSequence: number },
): Omit<BureauRequest, 'id' | 'state' | 'faults'>[] =>
  MESSAGES.flatMap((message) =>
    all(icp, message)
      .flatMap((each) => all(each, FILING_MESSAGES[message].row))
      .map((content) => ({ ...upload, message, content, ...NAMED[message](content) })),
  );

const MESSAGES: readonly FilingMessage[] = ['XZBA', 'XZWZ', 'XZJR', 'BGBA', 'HSJG', 'WBACLJG', 'ZXBA', 'XZHYD'];

type Named = Pick<BureauRequest, 'operation' | 'about' | 'decidedBy'>;

/** Kinds of removal by Zxlb: entity, website, access. */
const REMOVALS: Readonly<Record<string, string>> = { 0: '6', 1: '7', 2: '5' };

const byOne = (operation: string, id: string | undefined, about = id): Named => ({
  operation,
  about,
  decidedBy: id === undefined ? [] : [id],
});

const NAMED: Readonly<Record<FilingMessage, (content: Element) => Named>> = {
  XZBA: (content) => byOne('1', text(content, 'Zt_xx', 'IspZtid')),
  XZWZ: (content) => ({
    operation: '2',
    about: text(content, 'Zt_xx', 'Ztbah') ?? text(content, 'Zt_xx', 'Ztid'),
    decidedBy: all(content, 'Wz_xx').flatMap((website) => texts(website, 'IspWzid')),
  }),
  XZJR: (content) => byOne('3', text(content, 'IspJrid')),
  BGBA: (content) => byOne('4', text(content, 'Zt_xx', 'Ztid')),
  ZXBA: (content) => byOne(REMOVALS[text(content, 'Zxlb') ?? ''] ?? '6', text(content, 'Jlid')),
  XZHYD: (content) =>
    byOne('35', text(content, 'Fjssdx', 'Ssdxbs', 'Jlid') ?? text(content, 'Fjssdx', 'Ssdxbs', 'Baxh')),
  // These two are answers to the bureau's own tasks. Nothing in the interface numbers their results.
  HSJG: (content) => byOne('1', text(content, 'Baxx', 'Zt_xx', 'Ztid')),
  WBACLJG: (content) => byOne('1', undefined, text(content, 'Ym')),
};
