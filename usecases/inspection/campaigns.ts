/** An operator has many records inspected for one reason. */
import { MOST_NUMBERS, type Selection } from '../../domain/inspection/campaign.ts';
import type { Told } from '../../domain/inspection/found.ts';
import { rectifyBy } from '../../domain/inspection/rectify-by.ts';
import { present } from '../../domain/present.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import {
  beginCampaignOf,
  beginCampaignOver,
  campaignLines,
  readCampaign,
  type Campaign,
  type CampaignLine,
} from '../../store/inspection-campaigns/campaigns.ts';
import type { Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { expectLater } from './open.ts';

export interface CampaignAsked {
  title: string;
  found: Told;
  dueAt?: Instant | undefined;
  select: { numbers: readonly string[] } | Extract<Selection, { by: 'QUERY' }>;
}

/** Everything that was selected is kept; the inspections are opened in batches afterwards. */
export async function openCampaign(
  deps: Pick<UseCaseDependencies, 'database' | 'rules' | 'now'>,
  caller: Caller,
  { title, found, dueAt, select }: CampaignAsked,
): Promise<Campaign> {
  const openedAt = instant(deps.now());
  const { policies } = await deps.rules();
  const due = dueAt ?? rectifyBy(policies, openedAt);
  expectLater(due, openedAt);
  const campaign = { title, found, dueAt: due, openedAt, openedBy: caller.id };
  if (!('numbers' in select)) return beginCampaignOver(deps.database, campaign, select);
  if (select.numbers.length === 0 || select.numbers.length > MOST_NUMBERS) {
    const advice = `Name between one and ${MOST_NUMBERS} numbers of entities or websites, one a line.`;
    throw refusal('INVALID', { findings: [{ path: 'numbers', code: 'MISSING', advice }] });
  }
  return beginCampaignOf(deps.database, campaign, select.numbers);
}

export async function findCampaign({ database }: Pick<UseCaseDependencies, 'database'>, id: string): Promise<Campaign> {
  const campaign = await readCampaign(database, id);
  if (campaign === undefined) throw refusal('NOT_FOUND', { detail: 'There is no such campaign.' });
  return campaign;
}

const LINES_AT_ONCE = 5000;

/** Every line of a campaign, for a file. */
export async function allLines(
  { database }: Pick<UseCaseDependencies, 'database'>,
  id: string,
): Promise<CampaignLine[]> {
  const lines: CampaignLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await campaignLines(database, id, { limit: LINES_AT_ONCE, ...present({ cursor }) });
    lines.push(...page.rows);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return lines;
}
