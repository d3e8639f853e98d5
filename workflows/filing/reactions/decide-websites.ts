/** Decisions on single websites, where the bureau does not decide on the whole order (`bureau.decisionScope`, R-BUR-4). */
import {
  comparedToBefore,
  standingOfWebsites,
  withDecided,
  type DecidedApart,
} from '../../../domain/lifecycle/decided-apart.ts';
import type { Finding } from '../../../domain/finding.ts';
import type { ActionData, BureauDecision } from '../../../domain/lifecycle/action.ts';
import { withConflictAdvice } from '../../../domain/lifecycle/conflicts-elsewhere.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { present } from '../../../domain/present.ts';
import type { Synced } from '../../../domain/record/record-change.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { goTo, refuse, type Applied } from '../outcome.ts';
import type { Filing } from '../stage.ts';
import { isLostInstance } from './instance-loss.ts';

/** How the order goes on being with the bureau: it stays, or leaves the wait for the SMS behind. */
export type Waiting<To extends Stage> = (and: Omit<Applied<To>, 'outcome' | 'to'>) => Applied<To>;

type Said = Extract<BureauDecision, { decision: 'APPROVED' | 'REJECTED' }>;

/** A decision that names no website is about all that are undecided. */
export function decideWebsites<To extends Stage>(
  filing: Filing,
  data: Said,
  { websites, waiting }: { websites: readonly string[]; waiting: Waiting<To> },
) {
  const { progress } = filing;
  const known = progress.apart ?? {};
  const about = data.websites ?? websites.filter((id) => known[id] === undefined);
  const unknown = about.filter((id) => !websites.includes(id));
  if (unknown.length > 0) return refuse('UNKNOWN_WEBSITE', { items: unknown.map(unknownWebsite) });
  const said = comparedToBefore(known, about, data.decision);
  if (said === 'REPEATS') return refuse('ALREADY_DONE');
  if (said === 'CONTRADICTS') return refuse('CONTRADICTS_DECISION', { tasks: ['DECISION_CONTRADICTS'] });
  const fresh = about.filter((id) => known[id] === undefined);
  return data.decision === 'APPROVED'
    ? approve(filing, { websites, fresh, waiting, issuedOn: data.issuedOn ?? civilDate(filing.now()) })
    : reject(filing, { websites, fresh, waiting, items: withConflictAdvice(data.items) });
}

interface Decided<To extends Stage> {
  /** All that the bureau decides on. */
  websites: readonly string[];
  /** Those that it decides on now. */
  fresh: readonly string[];
  waiting: Waiting<To>;
}

function approve<To extends Stage>(
  { progress }: Filing,
  { websites, fresh, waiting, issuedOn }: Decided<To> & { issuedOn: string },
) {
  const apart = withDecided(progress.apart, fresh, { decision: 'APPROVED', issuedOn });
  const { undecided } = standingOfWebsites(websites, apart, false);
  const and = {
    effects: ['consumeInstances' as const],
    websites: [...fresh],
    notices: [{ code: 'N-9' as const, facts: { websites: [...fresh] } }],
    detail: `approved: ${fresh.join(', ')}`,
  };
  if (undecided.length > 0) return waiting({ ...and, change: { apart } });
  return goTo('BUREAU_APPROVED', { ...and, change: { apart, decision: 'APPROVED', issuedOn } });
}

/** The order goes back to the customer once every website is decided and those that are approved are on record. */
function reject<To extends Stage>(
  { progress }: Filing,
  { websites, fresh, waiting, items: said }: Decided<To> & { items: readonly Finding[] },
) {
  const apart = withDecided(progress.apart, fresh, { decision: 'REJECTED' });
  const { undecided, awaited } = standingOfWebsites(websites, apart, false);
  const items = [
    ...progress.items.filter((item) => !isLostInstance(item)),
    ...said,
    ...progress.items.filter(isLostInstance),
  ];
  const detail = `rejected: ${fresh.join(', ')}`;
  if (undecided.length > 0) return waiting({ change: { apart, items }, items: [...said], detail });
  if (awaited.length > 0)
    return goTo('BUREAU_APPROVED', { change: { apart, items, decision: 'APPROVED' }, items: [...said], detail });
  return goTo('BUREAU_REJECTED', { ...sentBack({ apart, items, websites }), detail });
}

/** What is left of the order goes back; what is on record leaves it in the same step. */
function sentBack({ apart, items, websites }: { apart: DecidedApart; items: Finding[]; websites: readonly string[] }) {
  const { onRecord, rejected } = standingOfWebsites(websites, apart, true);
  return {
    change: { apart, items, decision: 'REJECTED' as const },
    items,
    ...(onRecord.length > 0 ? { effects: ['takeOutFiled' as const] } : {}),
    notices: [{ code: 'N-10' as const, facts: { items, ...(onRecord.length > 0 ? { websites: rejected } : {}) } }],
  };
}

type Numbers = Exclude<ActionData<'recordSynced'>, { removed: true }>;

/** MIIT's record of some of the websites, or of all: each is on record here at once, with its duties, whatever becomes of the others. */
export function putOnRecord<To extends Stage>(
  filing: Filing,
  { data, told, issuedOn }: { data: Numbers; told: Exclude<Synced, { removed: true }>; issuedOn: string },
  { websites, waiting }: { websites: readonly string[]; waiting: Waiting<To> },
) {
  const { progress } = filing;
  const known = progress.apart ?? {};
  const named = data.websites.map(({ websiteId }) => websiteId);
  const part = named.filter((id) => id !== undefined);
  if (part.length < named.length || part.some((id) => !websites.includes(id)))
    return refuse('RECORD_DOES_NOT_FIT', { items: [FOREIGN], tasks: ['RECORD_DOES_NOT_FIT'] });
  const fresh = part.filter((id) => known[id]?.onRecord !== true);
  if (fresh.length === 0) return refuse('ALREADY_DONE');
  // MIIT's record decides, also against a rejection (R-PUB-3).
  const apart = withDecided(known, fresh, { decision: 'APPROVED', issuedOn, onRecord: true });
  const isApproved = progress.stage === 'BUREAU_APPROVED';
  const { undecided, awaited, rejected } = standingOfWebsites(websites, apart, isApproved);
  const news = fresh.filter((id) => known[id]?.decision !== 'APPROVED' && !(isApproved && known[id] === undefined));
  const numbers = told.websites.filter((_, index) => fresh.includes(named[index] ?? ''));
  const work = { kind: progress.dutiesBegun === true ? ('addDuties' as const) : ('startDuties' as const) };
  const and = {
    record: { entityNumber: told.entityNumber, websites: numbers, issuedOn, part: fresh },
    websites: fresh,
    work: [{ ...work, issuedOn, startedAt: filing.now() }],
    detail: `on record: ${fresh.join(', ')}`,
  };
  const effects = ['consumeInstances' as const, 'writeRecord' as const];
  const notices = [
    ...(news.length > 0 ? [{ code: 'N-9' as const, facts: { websites: news } }] : []),
    {
      code: 'N-11' as const,
      facts: {
        numbers: [told.entityNumber, ...numbers.map(({ number }) => number)],
        ...(fresh.length < websites.length ? { websites: fresh } : {}),
      },
    },
  ];
  const change = { apart, dutiesBegun: true as const, issuedOn };
  if (undecided.length + awaited.length > 0) return waiting({ ...and, change, effects, notices });
  const via = isApproved ? {} : { via: ['BUREAU_APPROVED' as const] };
  if (rejected.length === 0)
    return goTo('COMPLETED', {
      ...and,
      ...via,
      change: { ...change, decision: 'APPROVED' },
      effects: ['releasePlace', ...effects],
      notices,
    });
  const back = sentBack({ apart, items: progress.items, websites });
  return goTo('BUREAU_REJECTED', {
    ...and,
    ...via,
    ...present({ items: back.items }),
    change: { ...change, ...back.change },
    effects: [...effects, 'takeOutFiled'],
    notices: [...notices, ...back.notices],
  });
}

const unknownWebsite = (websiteId: string): Finding => ({
  path: `websites.${websiteId}`,
  code: 'UNKNOWN_WEBSITE',
  advice: 'The order files no such website. Name websites W1, W2, … as in the form.',
});

const FOREIGN: Finding = {
  path: 'record.websites',
  code: 'FOREIGN_DOMAIN',
  advice: 'The record names a domain this order does not file.',
};
