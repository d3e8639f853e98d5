/**
 * Looks at the home page of a website for what its duties ask to be shown there. What is shown is reported as done; the rest is named
 * (A-061, A-062, A-064, A-119).
 */
import { randomUUID } from 'node:crypto';
import type { HomePage } from '../../adapters/probe/site-probe.ts';
import { asciiHost } from '../../domain/identity/domain-name.ts';
import { isClosed } from '../../domain/duties/duty.ts';
import { faultsOnPage, isShownOnPage, SHOWN_ON_PAGE, type KindOnPage } from '../../domain/duties/page-check.ts';
import type { Finding } from '../../domain/finding.ts';
import { present } from '../../domain/present.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { listDuties, type ListedDuty } from '../../store/duties/duties.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { reportDuty } from './report-duty.ts';

export interface CheckedDuty {
  kind: KindOnPage;
  /** Nothing is missing, so it is reported as done. */
  isShown: boolean;
  faults: Finding[];
}

/** Refuses with `UNKNOWN_OBLIGATION` when the website has no open duty that a page shows. */
export async function checkPage(
  deps: UseCaseDependencies,
  order: Order,
  caller: Caller,
  websiteId: string,
): Promise<CheckedDuty[]> {
  if (order.stage !== 'COMPLETED') throw refusal('WRONG_STAGE', { detail: `The order is in ${order.stage}.` });
  const entityName = order.form?.entity.name;
  if (entityName === undefined) throw refusal('ERASED');
  const duties = (await listDuties(deps.database, { orderId: order.id })).filter((one) => one.websiteId === websiteId);
  const open = duties.flatMap(({ kind, ...duty }) =>
    isShownOnPage(kind) && !isClosed(duty) ? [{ ...duty, kind }] : [],
  );
  const [first] = open;
  if (first === undefined) throw refusal('UNKNOWN_OBLIGATION');
  const home = await deps.probeTurns.run(caller.accountId ?? caller.id, () =>
    deps.probe.read(asciiHost(first.domain) ?? first.domain),
  );
  if (home.outcome !== 'READ') throw refusal('INCOMPLETE', { findings: [unread(websiteId, home.outcome)] });
  const { policies } = await deps.rules();
  const on = civilDate(filingTime(order, deps.now()));
  const { province } = order.form?.entity ?? {};
  const scope = present({ province });
  const expected = {
    entityName,
    icpLink: policies.resolve('footer.icpLink', scope, on),
    platform: policies.resolve('psb.platform', scope, on),
    psbNumber: psbNumberOf(duties),
  };
  const checked = open.map(({ kind, number }) => {
    const faults = faultsOnPage({ kind, number, websiteId }, home.page, expected);
    return { kind, isShown: faults.length === 0, faults };
  });
  for (const { kind, isShown } of checked) {
    if (!isShown) continue;
    await reportDuty(deps, order, caller, { action: SHOWN_ON_PAGE[kind], name: randomUUID(), data: { websiteId } });
  }
  return checked;
}

const psbNumberOf = (duties: readonly ListedDuty[]): string | undefined =>
  duties.find(({ psbNumber }) => psbNumber !== undefined)?.psbNumber;

const UNREAD: Readonly<Record<Exclude<HomePage['outcome'], 'READ'>, string>> = {
  NO_ADDRESS: 'The domain leads to no address. See to its DNS first.',
  INTERNAL: 'The domain leads to an address of the inside, which is not looked at.',
  NO_ANSWER: 'The website does not answer. See that it can be reached, and try again.',
  REFUSED: 'The website answers with something else than a page. See that its home page opens, and try again.',
  LED_AWAY: 'The home page leads to another site. The number must stand on the home page of this website.',
};

const unread = (websiteId: string, outcome: keyof typeof UNREAD): Finding => ({
  path: `websites.${websiteId}`,
  code: `PAGE_${outcome}`,
  advice: UNREAD[outcome],
});
