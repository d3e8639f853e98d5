/** MIIT's verification codes: one per distinct mobile, entered with the mobile and the last six characters of the document. */
import { randomInt } from 'node:crypto';
import type { ReceivedHandOver } from './gateway-messages.ts';

export interface SmsCode {
  mobile: string;
  personIds: string[];
  code: string;
  status: 'OPEN' | 'VERIFIED' | 'CLOSED';
  wrongEntries: number;
}

export interface CodeEntry {
  code: string;
  mobile: string;
  lastSix: string;
}

/** One code per distinct mobile of the people who must verify. */
export function codesFor({ form, personsToVerify }: ReceivedHandOver): SmsCode[] {
  const byMobile = new Map<string, string[]>();
  for (const personId of personsToVerify) {
    const mobile = form.people[personId]?.mobile;
    if (mobile !== undefined) byMobile.set(mobile, [...(byMobile.get(mobile) ?? []), personId]);
  }
  return [...byMobile].map(([mobile, personIds]) => ({
    mobile,
    personIds,
    code: String(randomInt(1_000_000)).padStart(6, '0'),
    status: 'OPEN',
    wrongEntries: 0,
  }));
}

/** The last six characters of the documents of a code's people; any of them is right. */
const lastSixes = ({ form }: ReceivedHandOver, { personIds }: SmsCode): string[] =>
  personIds.flatMap((personId) => {
    const number = form.people[personId]?.documentNumber;
    return number === undefined ? [] : [number.slice(-6).toUpperCase()];
  });

/** Whether an entry is right for a code of this hand-over. */
export const isRight = (content: ReceivedHandOver, code: SmsCode, entry: CodeEntry): boolean =>
  code.mobile === entry.mobile &&
  code.code === entry.code &&
  lastSixes(content, code).includes(entry.lastSix.toUpperCase());

/**
 * The open code that an entry is about; `open` is sorted, latest last. When a mobile has codes of several orders, a wrong entry
 * counts for the latest.
 */
export function codeMeant<Open extends { code: SmsCode }>(open: readonly Open[], entry: CodeEntry): Open | undefined {
  const sameMobile = open.filter(({ code }) => code.mobile === entry.mobile);
  const sameCode = (candidate: Open) => candidate.code.code === entry.code;
  return sameMobile.find(sameCode) ?? sameMobile.at(-1) ?? open.find(sameCode);
}
