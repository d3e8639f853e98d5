/** A completed order with what MIIT's synchronisation told of it. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Synced } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';

export type RecordToWrite = Synced & { orderId: OrderId; at: Instant; issuedOn: string };
