/**
 * The questions that one request, or one check by an activity, asks outside parties. Each fact is asked for once however
 * many rules want it, a party gets only a few questions at a time, and all of them together end at one deadline. A fact
 * that was not known by then counts as an outage.
 */
import pLimit from 'p-limit';
import type { z } from 'zod';
import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import type { AskedOfBureau, PasswordQuery, RecordQuery } from '../adapters/bureau/bureau.ts';
import { AskPersonError, RetryableError } from '../adapters/delivery-faults.ts';
import {
  domainFactsSchema,
  instanceFactsSchema,
  recordLookupSchema,
  type AssetLookup,
  type NotKnown,
  type RecordLookup,
} from '../domain/assets/asset-facts.ts';
import type { AddressRange } from '../domain/assets/reported-addresses.ts';
import type { BureauCodes } from '../domain/bureau-codes/bureau-codes.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import { dateRange, datesOutside } from '../domain/policy/date-range.ts';
import { present } from '../domain/present.ts';
import { strangeIn } from '../domain/text/strange-text.ts';
import { DATE_CODE } from '../domain/time/date-range.ts';
import { instant } from '../domain/time/instant.ts';
import { spelledInstance, spelledLookUp } from './in-one-spelling.ts';
import { lookUpPatiently, type OnRefused } from './patient-look-ups.ts';

export interface Inquiry extends AssetLookup {
  record(query: RecordQuery): Promise<RecordLookup | NotKnown>;
  /** What MIIT says of a filing password; undefined where nobody can ask. */
  filingPassword(query: PasswordQuery): Promise<PasswordVerdict | NotKnown | undefined>;
  /** What a bureau in MIIT's codes takes; empty of one that takes words. */
  inCodes(): Promise<InCodes>;
}

export interface PasswordVerdict {
  verdict: 'RIGHT' | 'WRONG' | 'TOO_OFTEN';
}

export interface InCodes {
  bureauCodes?: BureauCodes;
  reportedAddresses?: readonly AddressRange[];
}

export interface Parties {
  assets: AssetDirectory;
  bureau: AskedOfBureau;
  /** Policies as they are now: they say which dates may be meant. */
  rules: () => Promise<Pick<Rules, 'policies'>>;
}

export interface InquiryTerms {
  onRefused?: OnRefused;
  /** The time for all questions together, in milliseconds. */
  withinMs?: number;
}

/** Below the half minute that the check of an order may take (`SHORT_WORK` in `workflows/engine/activity-options.ts`). */
const ALL_TOGETHER_MS = 20_000;
/** The provider's own systems answer quickly; a gateway may have to ask MIIT. */
const OWN_SYSTEMS_MS = 5000;

/** Questions under way at one party for one request. */
const AT_ONCE = 8;

/**
 * @example
 * const ask = inquire(deps);
 * const facts = await ask.domain('example.cn', { certificateNumber });
 */
export function inquire({ assets, bureau, rules }: Parties, terms: InquiryTerms = {}): Inquiry {
  const { onRefused, withinMs = ALL_TOGETHER_MS } = terms;
  const endsAt = performance.now() + withinMs;

  function questions<Query, Facts extends object | undefined>(ask: (query: Query) => Promise<Facts>, mostMs: number) {
    const limit = pLimit(AT_ONCE);
    const inTime = async (query: Query): Promise<Facts | NotKnown> => {
      const left = endsAt - performance.now();
      return left <= 0 ? 'OUTAGE' : lookUpPatiently(() => ask(query), Math.min(left, mostMs), onRefused);
    };
    return askedOnce((query: Query) => limit(inTime, query));
  }

  /** What a party answered, whoever wrote the code that asks it: facts that no rule could judge are a refusal. */
  async function heard<Facts>(schema: z.ZodType<Facts>, answer: unknown): Promise<Facts> {
    const read = schema.safeParse(answer);
    const strange = strangeIn(answer).map(({ path, code }) => `${path}: ${code}`);
    const malformed = read.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
    const outside = read.success ? await unlikelyDates(schema, read.data) : [];
    const faults = [...malformed, ...strange, ...outside];
    if (read.success && faults.length === 0) return read.data;
    throw new AskPersonError(
      `A look-up was answered in an unknown form (${faults.join('; ')}): compare it with the interface.`,
    );
  }

  async function unlikelyDates(schema: z.ZodType, facts: unknown): Promise<string[]> {
    const inForce = async () => dateRange((await rules()).policies, instant(Date.now()));
    return (await datesOutside(schema, facts, inForce)).map(({ path }) => `${path}: ${DATE_CODE}`);
  }

  const domain = questions(
    async ({ name, entity }: { name: string; entity: Parameters<AssetLookup['domain']>[1] }) =>
      heard(domainFactsSchema, await assets.domain(name, entity)),
    OWN_SYSTEMS_MS,
  );
  return {
    domain: (name, entity) => domain({ name, entity }),
    instance: questions(
      async (instanceId: string) =>
        spelledInstance(await heard(instanceFactsSchema.optional(), await assets.instance(instanceId))),
      OWN_SYSTEMS_MS,
    ),
    filingPassword: questions(async (query: PasswordQuery): Promise<PasswordVerdict | undefined> => {
      const verdict = await bureau.checkFilingPassword?.(query);
      return verdict === undefined ? undefined : { verdict };
    }, ALL_TOGETHER_MS),
    inCodes: async () =>
      present({ bureauCodes: await bureau.codes?.(), reportedAddresses: await bureau.reportedAddresses?.() }),
    record: questions(
      async (query: RecordQuery) => spelledLookUp(await heard(recordLookupSchema, await bureau.lookUp(query))),
      ALL_TOGETHER_MS,
    ),
  };
}

/** Remembers the answer to each question; two that are equal as JSON are one. */
function askedOnce<Query, Answer>(ask: (query: Query) => Promise<Answer>): (query: Query) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (query) => {
    const key = JSON.stringify(query);
    const answer = answers.get(key) ?? ask(query);
    answers.set(key, answer);
    return answer;
  };
}

/** The facts, for a caller who cannot go on without them. Throws the fault of the party that did not give them. */
export function orFault<Facts extends object | undefined>(party: string, facts: Facts | NotKnown): Facts {
  if (facts === 'OUTAGE') throw new RetryableError(`${party} does not answer now`);
  if (facts === 'REFUSED') throw new AskPersonError(`${party} refuses the question; the log says why`);
  return facts;
}
