/** What hinders people on the pages of orders in every state of the lifecycle, at each desk. */
import type { Page } from 'playwright-core';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { orderIn, STATES_SEEN } from '../support/orders/order-in-state.ts';
import { faultsOn } from './accessibility.ts';
import type { ConsoleStage } from './console-stage.ts';

export const DESKS = ['applicant', 'reviewer', 'operator'] as const;
export const LANGUAGES = ['zh', 'en'] as const;
export const WIDTHS = [1280, 390] as const;
type Desk = (typeof DESKS)[number];

const PATHS: Readonly<Record<Desk, string>> = {
  applicant: '/orders/',
  reviewer: '/review/orders/',
  operator: '/operate/orders/',
};

export interface Look {
  readonly language: (typeof LANGUAGES)[number];
  readonly width: (typeof WIDTHS)[number];
}

/**
 * Looks at an order in every state.
 * @param looksAt in which languages and widths the order in the nth state is looked at
 * @returns one line for each fault
 */
export async function hindrancesInStates(
  stage: ConsoleStage,
  desk: Desk,
  looksAt: (nth: number) => readonly Look[],
): Promise<string[]> {
  const found: string[] = [];
  const { database, vault } = stage.bench;
  const staff = desk === 'applicant' ? undefined : await stage.windowOf({ id: `${desk}-of-states`, role: desk });
  for (const [nth, state] of STATES_SEEN.entries()) {
    const looks = looksAt(nth);
    if (looks.length === 0) continue;
    const { id, accountId } = await orderIn(database, vault, state);
    const page = staff ?? (await ownersWindow(stage, accountId));
    for (const look of looks) found.push(...(await hindrancesOn(page, `${PATHS[desk]}${id}`, state, look)));
    if (staff === undefined) await page.context().close();
  }
  return found;
}

const ownersWindow = (stage: ConsoleStage, accountId: AccountId): Promise<Page> =>
  stage.windowOf({ id: 'owner-of-states', role: 'applicant', accountId });

async function hindrancesOn(page: Page, path: string, state: Stage, { language, width }: Look): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`/language/${language}?back=${encodeURIComponent(path)}`);
  const title = await page.title();
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  const faults = [
    ...(new URL(page.url()).pathname === path && title !== '' ? [] : ['the page of the order was not shown']),
    ...(await faultsOn(page)),
    ...(wider > 0 ? [`${wider} px too wide`] : []),
  ];
  return faults.map((fault) => `${state} ${language} ${width}: ${fault}`);
}
