/** Tables of policies and calendars, by version. */
import type { Generated } from 'kysely';
import type { PolicyRow } from '../../domain/policy/policy.ts';
import type { CalendarYear } from '../../domain/time/calendar-year.ts';
import type { Defaulted, Json } from '../postgres/columns.ts';

export interface PolicyVersionsTable {
  number: Generated<number>;
  version: string;
  created_at: Defaulted<Date>;
  created_by: string;
}

export interface PolicyRowsTable {
  version: string;
  position: number;
  /** Rows an operator imported outlive a new seed. */
  origin: 'seed' | 'import';
  key: string;
  identity: string;
  row: Json<PolicyRow>;
}

export interface CalendarVersionsTable {
  number: Generated<number>;
  version: string;
  created_at: Defaulted<Date>;
  created_by: string;
}

export interface CalendarYearsTable {
  version: string;
  origin: 'seed' | 'import';
  year: number;
  days: Json<CalendarYear>;
}
