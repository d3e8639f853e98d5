/** What the check of the audit trail and of the record of reads finds. */

export type AuditFaultKind =
  | 'ROW_CHANGED'
  | 'ROW_NOT_OURS'
  | 'ROW_REMOVED'
  | 'ROW_ADDED'
  | 'CHAIN_BROKEN'
  | 'HEAD_DIFFERS'
  | 'SEAL_CHANGED'
  | 'SEAL_REMOVED'
  | 'SEAL_NOT_OURS'
  | 'SEALED_ROW_DIFFERS'
  | 'STATE_DIFFERS'
  | 'READ_CHANGED'
  | 'READ_NOT_OURS'
  | 'READ_REMOVED'
  | 'READ_ADDED'
  | 'READ_SEALED_DIFFERS';

/** One place where the trail was changed. */
export interface AuditFault {
  kind: AuditFaultKind;
  caseId?: string;
  /** Whose chain of reads it is. */
  reader?: string;
  position?: number;
  seal?: number;
}
