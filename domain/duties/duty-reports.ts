/** What people report about duties: which report moves which duty between which states, and who may send it. */
import { z } from 'zod';
import { lazilyEach } from '../lazily.ts';
import { present } from '../present.ts';
import { madeOneLine } from '../text/one-line.ts';
import { websiteIdSchema } from '../order/names.ts';
import type { RefusalCode } from '../refusal.ts';
import { printedPsbNumber } from '../record/psb-number.ts';
import type { Role } from '../role.ts';
import { civilDate, type CivilDate, type Instant } from '../time/instant.ts';
import { isoDate } from '../time/iso-date.ts';
import { changeOf, dutyDueAfter, isClosed, moveTo, type Duty, type DutyKind, type DutyState } from './duty.ts';
import { openDuty } from './duty-alarms.ts';
import type { DutyTerms } from './duty-terms.ts';

const website = () => z.strictObject({ websiteId: websiteIdSchema() });

/** Every report with the data it carries. */
export const reportData = lazilyEach({
  footerConfirmed: website,
  psbSubmitted: website,
  psbApproved: () =>
    z.strictObject({
      websiteId: websiteIdSchema(),
      approvedOn: isoDate(),
      /** PSB number, e.g. `粤公网安备44030002000001号`; in any spelling, kept as printed. */
      number: madeOneLine(5, 60).overwrite(printedPsbNumber).optional(),
    }),
  psbIconConfirmed: website,
  licenceUploaded: website,
  copyrightConfirmed: website,
  /** The website left the record, so its open duties end (R-POST-4). */
  websiteRemoved: website,
} as const satisfies Record<string, () => z.ZodType>);

export type ReportName = keyof typeof reportData;
export const REPORT_NAMES = Object.keys(reportData) as readonly ReportName[];
export type ReportData<N extends ReportName> = z.infer<ReturnType<(typeof reportData)[N]>>;
export const isReportName = (name: string): name is ReportName => Object.hasOwn(reportData, name);

/** A report as it was parsed: its name as `action`, with its own data. */
export type Report = { [N in ReportName]: { action: N; data: ReportData<N> } }[ReportName];

export type ReportOutcome =
  | { outcome: 'APPLIED'; changed: Duty[]; detail: string }
  | { outcome: 'REFUSED'; reason: RefusalCode; detail?: string };

interface Rule {
  by: readonly Role[];
  kind: DutyKind;
  from: readonly DutyState[];
  to: DutyState;
}

const OWNER = ['applicant', 'operator'] as const;
const OPEN = ['OPEN', 'OVERDUE'] as const;

/** An approval may be reported without the submission before it. */
const RULES: Readonly<Record<Exclude<ReportName, 'websiteRemoved'>, Rule>> = {
  footerConfirmed: { by: OWNER, kind: 'FOOTER', from: OPEN, to: 'DONE' },
  psbSubmitted: { by: OWNER, kind: 'PSB', from: OPEN, to: 'SUBMITTED' },
  psbApproved: { by: OWNER, kind: 'PSB', from: [...OPEN, 'SUBMITTED'], to: 'APPROVED' },
  psbIconConfirmed: { by: OWNER, kind: 'PSB_ICON', from: OPEN, to: 'SHOWN' },
  licenceUploaded: { by: OWNER, kind: 'LICENCE', from: OPEN, to: 'DONE' },
  copyrightConfirmed: { by: OWNER, kind: 'COPYRIGHT', from: OPEN, to: 'DONE' },
};
const REMOVERS: readonly Role[] = ['system', 'operator'];

export const mayReport = (name: ReportName, role: Role): boolean =>
  (name === 'websiteRemoved' ? REMOVERS : RULES[name].by).includes(role);

/** The reports that pages offer for a duty in its present state. */
export const reportsOf = ({ kind, state }: Pick<Duty, 'kind' | 'state'>): ReportName[] =>
  REPORT_NAMES.filter((name) => {
    if (name === 'websiteRemoved') return false;
    const rule = RULES[name];
    return rule.kind === kind && rule.from.includes(state);
  });

/** The effect of a report: the changed and the new duties, or why it changes nothing. */
export function report(
  duties: readonly Duty[],
  { action, data }: Report,
  at: Instant,
  terms: DutyTerms,
): ReportOutcome {
  const ofWebsite = duties.filter((one) => one.websiteId === data.websiteId);
  if (action === 'websiteRemoved') return remove(ofWebsite, at);
  const { kind, from, to } = RULES[action];
  const duty = ofWebsite.find((one) => one.kind === kind);
  if (duty === undefined) return { outcome: 'REFUSED', reason: 'UNKNOWN_OBLIGATION' };
  if (!from.includes(duty.state)) return { outcome: 'REFUSED', reason: 'ALREADY_DONE' };
  const moved = moveTo(duty, to, at);
  if (action !== 'psbApproved') return applied(duty, [moved]);

  const approvedOn = data.approvedOn as CivilDate;
  if (approvedOn > civilDate(at)) {
    return { outcome: 'REFUSED', reason: 'MALFORMED', detail: 'approvedOn lies in the future' };
  }
  const { websiteId: id, domain, number } = duty;
  const due = dutyDueAfter(approvedOn, terms.iconDays);
  const icon = openDuty({ websiteId: id, domain, number, kind: 'PSB_ICON', due }, at, terms);
  return applied(duty, [{ ...moved, ...present({ psbNumber: data.number }) }, icon]);
}

const applied = (before: Duty, changed: Duty[]): ReportOutcome => ({
  outcome: 'APPLIED',
  changed,
  detail: changed.map((after) => changeOf(after.kind === before.kind ? before : undefined, after)).join('; '),
});

function remove(ofWebsite: readonly Duty[], at: Instant): ReportOutcome {
  if (ofWebsite.length === 0) return { outcome: 'REFUSED', reason: 'UNKNOWN_OBLIGATION' };
  const open = ofWebsite.filter((one) => !isClosed(one));
  if (open.length === 0) return { outcome: 'REFUSED', reason: 'ALREADY_DONE' };
  const changed = open.map((one) => moveTo(one, 'REMOVED', at));
  const detail = changed.map((after, index) => changeOf(open[index], after)).join('; ');
  return { outcome: 'APPLIED', changed, detail };
}
