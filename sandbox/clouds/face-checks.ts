/**
 * Face checks that a vendor has opened for Beian, and people's tries. Tencent Cloud allows several tries, and only sends the
 * person's browser back. Alibaba Cloud allows one try, calls a server address, and sends the browser back too.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Memory } from '../state/memory.ts';

export type FaceVendor = 'tencent' | 'alibaba';

export interface FaceTry {
  /** The vendor's own result code. */
  code: string;
  /** When the try took place; ISO 8601. */
  at: string;
  reason?: string;
}

export interface FaceCheck {
  reference: string;
  vendor: FaceVendor;
  name: string;
  documentNumber: string;
  returnUrl: string;
  /** The caller's name for the check: Extra or OuterOrderNo. */
  key: string;
  /** The address that Alibaba Cloud calls when the check is over. */
  callback?: { url: string; token: string };
  tries: FaceTry[];
  expired: boolean;
}

/** A request of the vendor or of the person's browser, with the status of Beian's last answer; 0 without an answer. */
export interface FaceVisit {
  what: 'callback' | 'return';
  url: string;
  attempts: number;
  status: number;
}

export interface FaceChecks {
  open(check: Omit<FaceCheck, 'reference' | 'tries' | 'expired'>): FaceCheck;
  get(reference: string): FaceCheck | undefined;
  /** A try of the person, if the vendor still accepts one; Alibaba Cloud then calls. Undefined when there is no such check. */
  take(
    reference: string,
    made: { code: string; at?: string | undefined; reason?: string | undefined },
  ): Promise<FaceVisit[] | undefined>;
  /** The person's browser goes back to Beian, as the vendor's page sends it. */
  comeBack(reference: string): Promise<FaceVisit[]>;
  /** Ends the check, so that nobody can take it. False when there is no such check. */
  expire(reference: string): boolean;
  all(): FaceCheck[];
  reset(): void;
}

/** The vendors' codes of a pass, and of a face that does not match the photo. */
export const PASSED: Readonly<Record<FaceVendor, string>> = { tencent: '0', alibaba: '200' };
export const FAILED: Readonly<Record<FaceVendor, string>> = { tencent: '2016', alibaba: '204' };

/** Alibaba Cloud calls twice more within three seconds when it is not answered 200. */
const CALLS = 3;
const CALL_TIMEOUT_MS = 3000;

export function createFaceChecks(memory: Memory, { retryMs = 1000 }: { retryMs?: number } = {}): FaceChecks {
  const checks = memory.collection<FaceCheck>('faceChecks');

  async function call(check: FaceCheck, made: FaceTry): Promise<FaceVisit[]> {
    if (check.callback === undefined) return [];
    const url = new URL(check.callback.url);
    url.searchParams.set('callbackToken', check.callback.token);
    url.searchParams.set('certifyId', check.reference);
    url.searchParams.set('passed', made.code);
    let status = 0;
    for (let attempts = 1; ; attempts += 1) {
      status = await visit(url.toString());
      if (status === 200 || attempts === CALLS) return [{ what: 'callback', url: url.toString(), attempts, status }];
      await pause(retryMs);
    }
  }

  return {
    open(request) {
      // Tencent's tokens look like UUIDs, Alibaba's are 32 letters and digits
      const token = request.vendor === 'tencent' ? randomUUID().toUpperCase() : randomUUID().replaceAll('-', '');
      const check: FaceCheck = { ...request, reference: token, tries: [], expired: false };
      checks.set(token, check);
      return check;
    },
    get: (reference) => checks.get(reference),
    async take(reference, { code, at = new Date().toISOString(), reason }) {
      const check = checks.get(reference);
      if (check === undefined) return undefined;
      if (!takesTries(check)) return [];
      const made: FaceTry = { code, at, ...(reason === undefined ? {} : { reason }) };
      check.tries.push(made);
      checks.set(reference, check);
      return call(check, made);
    },
    async comeBack(reference) {
      const check = checks.get(reference);
      if (check === undefined) return [];
      const url = returnAddress(check);
      return [{ what: 'return', url, attempts: 1, status: await visit(url) }];
    },
    expire(reference) {
      const check = checks.get(reference);
      if (check !== undefined) checks.set(reference, { ...check, expired: true });
      return check !== undefined;
    },
    all: () => checks.values(),
    reset() {
      checks.clear();
    },
  };
}

/** Whether the vendor accepts another try: Alibaba Cloud accepts one per link, Tencent Cloud several until a pass. */
export function takesTries({ vendor, tries, expired }: FaceCheck): boolean {
  if (expired) return false;
  return vendor === 'alibaba' ? tries.length === 0 : tries.at(-1)?.code !== PASSED.tencent;
}

/** Where the vendor's page sends the person's browser when it is done. */
export function returnAddress({ vendor, returnUrl, reference, key, tries }: FaceCheck): string {
  const url = new URL(returnUrl);
  if (vendor === 'tencent') {
    url.searchParams.set('BizToken', reference);
    if (key !== '') url.searchParams.set('Extra', key);
    return url.toString();
  }
  const passed = tries.at(-1)?.code === PASSED.alibaba;
  const response = { code: passed ? 1000 : 2006, reason: '', extInfo: { certifyId: reference } };
  url.searchParams.set('response', JSON.stringify(response));
  return url.toString();
}

/** Whether Beian answers at this address; Alibaba Cloud tries it before it opens a check. */
export const isAnswered = async (url: string): Promise<boolean> => (await visit(url)) === 200;

/** The status of Beian's answer; 0 when nobody answers. Redirects are not followed: they lead to the customer's pages. */
async function visit(url: string): Promise<number> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
