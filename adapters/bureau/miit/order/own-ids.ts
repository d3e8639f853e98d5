/**
 * The numbers by which this provider names the parts of an order at the bureau (IspZtid and the like). What needs one is told
 * beforehand, so that all of them are given out at once, and the same part has the same number in every hand-over; accesses and addresses,
 * which must be new in each request, get new ones.
 */
import { ipv4Ranges } from '../../../../domain/assets/reported-addresses.ts';
import type { HandOver } from '../../bureau.ts';

/** Entity 主体, website 网站, domain 域名, access 接入, addresses IP. */
export type PartKind = 'ZT' | 'WZ' | 'YM' | 'JR' | 'IP';

export interface OwnPart {
  kind: PartKind;
  orderId: string;
  /** Absent for the entity. */
  websiteId?: string;
  /** Of parts that are new in each hand-over. */
  handOver?: number;
  /** Of the addresses of one website: 1, 2, 3 … */
  index?: number;
}

/** One text for each part. */
export const partKey = ({ kind, orderId, websiteId, handOver, index }: OwnPart): string =>
  [kind, orderId, websiteId, handOver, index].filter((each) => each !== undefined).join(':');

export type OwnIds = (part: OwnPart) => string;

type Numbered = Pick<HandOver, 'orderId' | 'handOver' | 'form' | 'instances' | 'onRecord'>;

/** Every part of the order that may need a number. */
export function ownParts({ orderId, handOver, form, instances, onRecord }: Numbered): OwnPart[] {
  const served = onRecord?.served;
  const websites = [...new Set([...Object.keys(form.websites), ...Object.keys(served?.form.websites ?? {})])];
  return [
    { kind: 'ZT', orderId },
    ...websites.flatMap((websiteId): OwnPart[] => [
      { kind: 'WZ', orderId, websiteId },
      { kind: 'YM', orderId, websiteId },
      { kind: 'JR', orderId, websiteId, handOver },
      ...ipv4Ranges((instances[websiteId] ?? served?.instances[websiteId])?.publicIps ?? []).map(
        (_range, index): OwnPart => ({ kind: 'IP', orderId, websiteId, handOver, index: index + 1 }),
      ),
    ]),
  ];
}
