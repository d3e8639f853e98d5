import type { Generated } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Defaulted, Optional } from '../postgres/columns.ts';

/** The numbers by which this provider names parts of orders at the bureau. */
export interface BureauIdsTable {
  id: Generated<number>;
  /** What the number names, once for all hand-overs or for one. */
  key: string;
  /** `ZT`, `WZ`, `YM`, `JR` or `IP`. */
  kind: string;
  order_id: OrderId;
  /** The name of the website in the form; null for the entity. */
  website_id: Optional<string>;
  hand_over: Optional<number>;
  given_at: Defaulted<Date>;
}
