/** Tables of the audit trail and of its seals. */
import type { ColumnType, Selectable } from 'kysely';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { InspectionState } from '../../domain/inspection/inspection.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Door, Role } from '../../domain/role.ts';
import type { Sealed } from '../postgres/columns.ts';

/** A state of an order, or of the inspection whose case it is. */
export type CaseState = Stage | InspectionState;

export interface AuditTable {
  case_id: CaseId;
  /** Place in the chain of the case, from 1. */
  position: number;
  /** The filing's step; null for callbacks that came after the end. */
  seq: number | null;
  at: Date;
  recorded_at: Date;
  actor_id: string;
  actor_role: Role;
  door: Door;
  action: string;
  action_id: ActionId | null;
  due_at: Date | null;
  from_stage: ColumnType<Stage, CaseState, never>;
  to_stage: ColumnType<Stage, CaseState, never>;
  visit: number;
  round: number;
  outcome: 'APPLIED' | 'REFUSED';
  reason: RefusalCode | null;
  detail: Sealed | null;
  items: Sealed | null;
  prev_hash: string;
  hash: string;
  /** Keyed digest of the hash; null in rows of before there were any. */
  mac: string | null;
}

/** A row as it is written and hashed. */
export type AuditRow = Omit<Selectable<AuditTable>, 'from_stage' | 'to_stage'> & {
  from_stage: CaseState;
  to_stage: CaseState;
};

export interface AuditSealsTable {
  number: number;
  sealed_at: Date;
  heads: number;
  prev_hash: string;
  hash: string;
  mac: string;
}

export interface AuditSealHeadsTable {
  seal: number;
  case_id: CaseId;
  position: number;
  hash: string;
}
