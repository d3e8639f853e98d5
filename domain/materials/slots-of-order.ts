/**
 * Every slot that an order can have with its present form: required ones, and ones that a reviewer may ask for
 * (R-SM-11). The slots of people and websites that were removed from the form are not among them (R-MAT-7).
 */
import { SECTORS, type OrderForm, type Sector, type Website } from '../order/form.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { entityHead, heads, siteHeads } from '../order/heads.ts';
import { rowOf } from '../order-types/table.ts';
import { SECTOR_PAPERS, SLOT_OWNER, type SlotName, type SlotOwner } from './slots.ts';

export function slotsOfOrder({ form, type }: { form: OrderForm; type: OrderType }): ReadonlySet<string> {
  const slots = rowOf(type).slots.flatMap((name) => {
    const owners = ownersIn(form, SLOT_OWNER[name]);
    return spellings(name).flatMap((spelling) => owners.map((owner) => `${spelling}${owner}`));
  });
  return new Set(slots);
}

/**
 * The slots whose scans go to the bureau: those of the order without the papers of sectors that the website does not name now
 * (R-MAT-7). The customer may have uploaded them before the sector was taken out of the form.
 */
export function slotsToHandOver({ form, type }: { form: OrderForm; type: OrderType }): ReadonlySet<string> {
  const foreign = new Set(
    Object.entries(form.websites).flatMap(([id, website]) =>
      SECTORS.filter((sector) => !names(website, sector))
        .flatMap(slotsOfSector)
        .map((slot) => `${slot}:${id}`),
    ),
  );
  return new Set([...slotsOfOrder({ form, type })].filter((slot) => !foreign.has(slot)));
}

const names = ({ preApprovals }: Website, wanted: Sector): boolean =>
  preApprovals?.some(({ sector }) => sector === wanted) === true;

/** The names of the slots that only a website of this sector has. */
const slotsOfSector = (sector: Sector): string[] => [
  `pre-approval-permit-${sectorDetail(sector)}`,
  ...(SECTOR_PAPERS[sector] ?? []),
];

/** A website has one permit slot for each sector. */
const spellings = (name: SlotName): string[] =>
  name === 'pre-approval-permit' ? SECTORS.map((sector) => `${name}-${sectorDetail(sector)}`) : [name];

/** `OFF_CAMPUS_TRAINING` in the spelling of slot names: `off-campus-training`. */
export const sectorDetail = (sector: Sector): string => sector.toLowerCase().replaceAll('_', '-');

/** The suffixes of a slot's name: one for each person or website that owns such a slot. */
function ownersIn(form: OrderForm, owner: SlotOwner): string[] {
  const each = (ids: readonly string[]) => ids.map((id) => `:${id}`);
  switch (owner) {
    case 'ORDER':
      return [''];
    case 'ENTITY_HEAD':
      return each([entityHead(form) ?? []].flat());
    case 'SITE_HEADS':
      return each(siteHeads(form));
    case 'HEADS':
      return each(heads(form));
    case 'WEBSITES':
      return each(Object.keys(form.websites));
    default:
      return owner satisfies never;
  }
}
