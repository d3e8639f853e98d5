/** Seals and opens the free text of the audit trail. */
import type { Finding } from '../../domain/finding.ts';
import type { Column } from '../sealing/seal.ts';

/** Sealed text is bound to its row, so that it cannot be moved to another one. */
export const detailAt = (position: number): Column<string> => ({ name: `audit.detail.${position}` });
export const itemsAt = (position: number): Column<Finding[]> => ({ name: `audit.items.${position}` });
