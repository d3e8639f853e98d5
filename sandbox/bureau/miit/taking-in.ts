/** What a bureau does with an upload after it was received: it reads it, checks each request, and answers in files. */
import type { FilingHandOver } from '../hand-overs.ts';
import type { ReceivedHandOver } from '../gateway-messages.ts';
import type { RecordRegister } from '../../registers/record-register.ts';
import type { BureauAccount } from './accounts.ts';
import { VERSION } from './answers.ts';
import { handOverOf } from './as-hand-over.ts';
import { faultsOf, type Fault } from './machine-check.ts';
import { type BureauRequest, requestsIn } from './requests.ts';
import { resultOf, resultsFile, unreadableFile } from './results.ts';
import { bookedEntity } from './seeded.ts';
import type { MiitStore } from './store.ts';
import { firstFault } from './structure.ts';
import { at, type Content, type Element, NotXml, readTree, type Root, text } from './tree.ts';
import { UPLOAD } from './upload-structure.ts';

export interface Intake {
  store: MiitStore;
  register: RecordRegister;
  /** Takes a request that passed the machine check as a filing of the bureau. */
  receive: (content: ReceivedHandOver) => FilingHandOver;
}

/** Takes an upload in. `xml` is undefined where its bytes are no GBK. */
export function takeIn(intake: Intake, account: BureauAccount, dataSequence: number, xml: string | undefined): void {
  const { store } = intake;
  const root = xml === undefined ? undefined : rootOf(xml);
  const faulty = unreadable(root, account);
  if (root === undefined || faulty !== undefined) {
    store.files.put(account, faulty ?? unreadableFile('5001'));
    return;
  }
  const ip = at(root.element, 'IP');
  if (ip !== undefined) store.files.put(account, store.addresses.report(account.province, ip));
  const icp = at(root.element, 'ICP');
  if (icp === undefined) return;
  const results = requestsIn(icp, { province: account.province, dataSequence }).flatMap((request) =>
    check(intake, account, request),
  );
  if (results.length > 0) store.files.put(account, resultsFile(results));
}

function rootOf(xml: string): Root | undefined {
  try {
    return readTree(xml);
  } catch (error) {
    if (error instanceof NotXml) return undefined;
    throw error;
  }
}

function unreadable(root: Root | undefined, { ispId }: BureauAccount): Content | undefined {
  if (root?.name !== 'UploadData') return unreadableFile('5001');
  if (root.attributes['version'] !== VERSION) return unreadableFile('5004', '接口版本不正确');
  const fault = firstFault(root.element, UPLOAD);
  // The interface says no more than the name of the file; the sandbox also says where, because that is what it is for.
  if (fault !== undefined) return unreadableFile('5001', `beianinfo.xml ${fault}`);
  const unit = text(root.element, 'ICP', 'Qqdwid') ?? text(root.element, 'IP', 'Qqdwid');
  return unit === ispId ? undefined : unreadableFile('5003', '请求单位与帐号不符');
}

/** Checks one request and begins its way. Returns its result where it has one. */
function check(
  { store, register, receive }: Intake,
  account: BureauAccount,
  given: Omit<BureauRequest, 'id' | 'state' | 'faults'>,
): Content[] {
  bookWhatItNames({ store, register }, account, given.content);
  const faults = faultsOf({ ...given, id: '', state: 'WAITING', faults: [] }, against(store, register, account, given));
  const request = store.requests.add({ ...given, content: withoutAttachments(given.content) });
  if (faults.length > 0) {
    store.requests.keep({ ...request, state: 'FAULTY', faults: faults.map(({ code }) => code) });
    return [resultOf(request, faults)];
  }
  return begin({ store, register, receive }, account, request).map((fault) => resultOf(request, [fault]));
}

function begin({ store, receive, register }: Intake, account: BureauAccount, request: BureauRequest): Fault[] {
  const { content } = request;
  const done = () => store.requests.keep({ ...request, state: 'DONE' });
  switch (request.message) {
    case 'HSJG':
      store.tasks.set(text(content, 'Baxx', 'Zt_xx', 'Ztid') ?? '', 'ANSWERED');
      done();
      return [];
    case 'WBACLJG': {
      const told = store.unfiled.get(unfiledKey(text(content, 'Ym') ?? '', text(content, 'IP') ?? ''));
      if (told !== undefined) store.unfiled.set(unfiledKey(told.domain, told.address), { ...told, handled: true });
      done();
      return [];
    }
    case 'XZHYD':
      done();
      return [{ code: '1060' }];
    case 'XZBA':
    case 'XZWZ':
    case 'XZJR':
    case 'BGBA':
    case 'ZXBA':
    default:
      receive(handOverOf(request, { store, register, account }));
      return [];
  }
}

export const unfiledKey = (domain: string, address: string): string => `${domain} ${address}`;

const against = (
  store: MiitStore,
  register: RecordRegister,
  { province, ispId }: BureauAccount,
  given: Pick<BureauRequest, 'message' | 'about' | 'content'>,
): Parameters<typeof faultsOf>[1] => ({
  register,
  book: store.book,
  ispId,
  covers: (from, to) => store.addresses.covers(province, from, to),
  isBlacklisted: (domain) => store.blacklistedDomains.get(domain) === true,
  waits: () => store.requests.of(province).some((other) => isOfTheSame(other, given)),
  unfiled: (domain, address) => {
    const told = store.unfiled.get(unfiledKey(domain, address));
    return told === undefined ? undefined : told.handled ? 'HANDLED' : 'OPEN';
  },
  asked: (entity) => store.tasks.get(entity) === 'OPEN',
});

/** A request for the same thing that waits for its decision or its record. */
function isOfTheSame(
  other: BureauRequest,
  { message, about, content }: Pick<BureauRequest, 'message' | 'about' | 'content'>,
): boolean {
  if (other.message !== message || !['WAITING', 'APPROVED'].includes(other.state)) return false;
  if (message !== 'XZJR') return other.about === about && text(other.content, 'Zxlb') === text(content, 'Zxlb');
  const website = (one: Element) => text(one, 'Wz_xx', 'Wzbah') ?? text(one, 'Wz_xx', 'Wzid');
  return website(other.content) === website(content);
}

/** A record that somebody else filed is in the register only, until a request names it. */
function bookWhatItNames(
  { store, register }: Pick<Intake, 'store' | 'register'>,
  account: BureauAccount,
  content: Element,
): void {
  const entity = text(content, 'Zt_xx', 'Ztbah') ?? text(content, 'Zt_xx', 'Baxh');
  const website = text(content, 'Wz_xx', 'Wzbah');
  const number = entity ?? website?.replace(/-\d+$/, '');
  if (number !== undefined) bookedEntity(store, register, account, number);
}

/** Papers are checked and let go: they would fill the sandbox's memory. */
const withoutAttachments = (content: Element): Element =>
  typeof content === 'string' ? content : Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'Fj'));
