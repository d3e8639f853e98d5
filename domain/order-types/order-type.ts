/** What an order asks the bureau for (domain-spec §2.1) and who owns it (§3.1). */
import { z } from 'zod';

export const ORDER_TYPES = [
  'FIRST',
  'NEW_SITE_HERE',
  'NEW_SITE_ELSEWHERE',
  'TRANSFER_NEW',
  'TRANSFER_MORE',
  'CHANGE_ENTITY',
  'CHANGE_SITE',
  'DEREG_ENTITY',
  'DEREG_SITE',
  'CANCEL_ACCESS',
] as const;
export const orderTypeSchema = z.enum(ORDER_TYPES).meta({ id: 'OrderType' });
export type OrderType = z.infer<typeof orderTypeSchema>;

export const ENTITY_KINDS = [
  'INDIVIDUAL',
  'ENTERPRISE',
  'GOVERNMENT',
  'INSTITUTION',
  'SOCIAL_ORG',
  'NON_ENTERPRISE',
  'FOUNDATION',
  'LAW_FIRM',
  'MILITARY',
] as const;
export const entityKindSchema = z.enum(ENTITY_KINDS).meta({ id: 'EntityKind' });
export type EntityKind = z.infer<typeof entityKindSchema>;

/** Where the customer works on the order (R-TYPE-11, R-TYPE-12). */
export const CHANNELS = ['PC', 'APP', 'MINI'] as const;
export type Channel = (typeof CHANNELS)[number];
