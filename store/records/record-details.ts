/** The personal details of a record, as they are sealed under the key of its entity. */
import type { Entity, Person, Website } from '../../domain/order/form.ts';
import type { Column } from '../sealing/seal.ts';

export interface EntityDetails {
  entity: Entity;
  head: Person | undefined;
}
export interface WebsiteDetails {
  website: Website;
  head: Person | undefined;
}
export const ENTITY: Column<EntityDetails> = { name: 'record_entities.details' };
export const WEBSITE: Column<WebsiteDetails> = { name: 'record_websites.details' };
