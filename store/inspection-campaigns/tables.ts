/** Tables of campaigns of inspections. */
import type { Generated } from 'kysely';
import type { CampaignResult, Selection } from '../../domain/inspection/campaign.ts';
import type { Told } from '../../domain/inspection/found.ts';
import type { Defaulted, Json, Optional } from '../postgres/columns.ts';

export interface InspectionCampaignsTable {
  id: Generated<string>;
  title: string;
  /** What its inspections are opened about. */
  found: Told;
  due_at: Date;
  opened_at: Date;
  opened_by: string;
  selection: Json<Selection>;
}

export interface InspectionCampaignNumbersTable {
  campaign_id: string;
  /** Its line in the file, or its place in the selection. */
  position: number;
  /** Of an entity or website, as it was given. */
  number: string;
  result: Defaulted<CampaignResult>;
  inspection_id: Optional<string>;
}
