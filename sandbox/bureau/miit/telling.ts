/** What bureau and MIIT tell a provider of a request: a file that the provider fetches. SMS verification is not in V3.0. */
import { randomUUID } from 'node:crypto';
import type { FilingHandOver } from '../hand-overs.ts';
import type { Delivery } from '../webhooks.ts';
import type { RecordRegister } from '../../registers/record-register.ts';
import { z } from 'zod';
import { carryOut, recordFile } from './carrying-out.ts';
import type { Fault } from './machine-check.ts';
import type { BureauRequest } from './requests.ts';
import { decisionsFile, resultOf, resultsFile } from './results.ts';
import type { MiitStore } from './store.ts';
import { type Content, text } from './tree.ts';

const decisionSchema = z.object({
  decision: z.string(),
  issuedOn: z.string().optional(),
  items: z.array(z.object({ code: z.string(), advice: z.string() })).optional(),
  note: z.string().optional(),
});
const syncSchema = z.object({ issuedOn: z.string().optional() });
const refusalSchema = z.object({ reason: z.string() });

/** Conflicts that the machine check finds, by the code of the item. */
const MACHINE_CODES: Readonly<Record<string, string>> = { HOST_CONFLICT: '1003', DOMAIN_CONFLICT: '1005' };

/** Tells an event of a request. The answer says whether a file waits, or that this version has no words for it. */
export function tellInFile(
  { store, register }: { store: MiitStore; register: RecordRegister },
  handOver: FilingHandOver,
  event: string,
  data: object,
): Delivery {
  const request = store.requests.find(handOver.content.orderId);
  const account = store.account(request?.province ?? '');
  const file = request === undefined ? undefined : fileFor({ store, register }, { request, handOver }, event, data);
  const told = { number: 0, party: 'bureau' as const, attempts: 1 };
  if (account === undefined || file === undefined)
    return { ...told, eventId: randomUUID(), message: { event }, status: 'UNTOLD' };
  const { name } = store.files.put(account, file);
  return { ...told, eventId: name, message: { event, file: name }, status: 'QUEUED' };
}

interface Filed {
  request: BureauRequest;
  handOver: FilingHandOver;
}
type Parts = { store: MiitStore; register: RecordRegister };

function fileFor(parts: Parts, filed: Filed, event: string, data: object): Content | undefined {
  switch (event) {
    case 'forwardFailed':
      return faulty(parts, filed, [{ code: '1999', value: refusalSchema.parse(data).reason }]);
    case 'bureauDecision':
      return decided(parts, filed, decisionSchema.parse(data));
    case 'recordSynced':
      return recorded(parts, filed, syncSchema.parse(data).issuedOn ?? filed.request.decidedOn ?? today());
    case 'smsFailed':
    case 'smsReturned':
      parts.store.requests.keep({ ...filed.request, state: 'REFUSED' });
      return undefined;
    default:
      return undefined; // the acceptance is the answer to the upload; SMS verification is not in V3.0
  }
}

function faulty({ store }: Parts, { request }: Filed, faults: readonly Fault[]): Content {
  store.requests.keep({ ...request, state: 'FAULTY', faults: faults.map(({ code }) => code) });
  return resultsFile([resultOf(request, faults)]);
}

function decided(parts: Parts, filed: Filed, decision: z.infer<typeof decisionSchema>): Content {
  const { decision: result, items = [], note, issuedOn = today() } = decision;
  const machine = items.flatMap(({ code }) => MACHINE_CODES[code] ?? []);
  if (machine.length > 0)
    return faulty(
      parts,
      filed,
      machine.map((code) => ({ code })),
    );
  const approved = result === 'APPROVED';
  parts.store.requests.keep({
    ...filed.request,
    state: approved ? 'APPROVED' : 'REFUSED',
    decidedOn: issuedOn,
  });
  const reasons = [...items.map(({ advice }) => advice), ...(note === undefined ? [] : [note])].join('；');
  const opinion = approved ? '同意' : reasons === '' ? '审核不通过' : reasons;
  return decisionsFile(filed.request, { approved, on: issuedOn, opinion });
}

function recorded({ store, register }: Parts, { request, handOver }: Filed, on: string): Content {
  const { book } = store;
  const numbers = handOver.numbers ?? { entityNumber: '', websites: [] };
  if (request.state === 'RECORDED') return toldAgain(store, request, numbers.entityNumber, on);
  const ispId = store.account(request.province)?.ispId ?? '';
  const file = carryOut({ book, request, ispId, numbers, on });
  store.requests.keep({ ...request, state: 'RECORDED' });
  if (request.message !== 'ZXBA') alignRegister(store, register, numbers.entityNumber, ispId);
  return file;
}

function toldAgain({ book }: MiitStore, { message, content }: BureauRequest, number: string, on: string): Content {
  const entity = book.entityNumbered(number);
  if (message !== 'ZXBA' && entity !== undefined) return recordFile(book, entity, on);
  return { ICP: { ZXSJ: { Zxxx: { Zxlb: text(content, 'Zxlb'), Jlid: text(content, 'Jlid') } } } };
}

/** The register knows one domain of each website from the filing; the book knows all, and which were given up. */
function alignRegister({ book }: MiitStore, register: RecordRegister, number: string, ispId: string): void {
  const entity = book.entityNumbered(number);
  if (entity === undefined) return;
  const owner = entity.certificate.number;
  for (const website of book.websitesOf(entity.id)) {
    const domains = website.domains.map(({ domain }) => domain);
    const here = website.accesses.some(({ provider }) => provider === ispId);
    for (const domain of domains) register.putDomain({ domain, owner, number: website.number, here });
    for (const known of register.domainsOf(owner))
      if (known.number === website.number && !domains.includes(known.domain)) register.removeDomain(known.domain);
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);
