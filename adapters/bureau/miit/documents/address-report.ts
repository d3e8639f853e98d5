/**
 * Reports of IP addresses (IP地址备案, V3.0 §2.10). A website's address must lie in what its provider has reported; a source must
 * be on record before addresses out of it are allocated.
 */
import { writeXml, type XmlContent } from '../xml.ts';
import type { Block } from './blocks.ts';
import type { Sender } from './upload-document.ts';
import {
  addressNumber,
  area,
  code,
  day,
  id,
  mailboxes,
  optionalCode,
  optionalText,
  telephone,
  text,
} from './values.ts';

interface Range {
  from: string;
  to: string;
  remark?: string;
}

/** Where the provider has addresses from (来源); `unit` is a reporting unit of the bureau's list. */
export interface Source extends Range {
  unit: string;
}

/** How addresses are used: static, dynamic, or unknown. */
export type Usage = 'STATIC' | 'DYNAMIC' | 'UNKNOWN';
const USAGE = { STATIC: '1', DYNAMIC: '2', UNKNOWN: '3' } as const satisfies Record<Usage, string>;

/** Who uses addresses. */
export interface UsingUnit {
  name: string;
  nature: number;
  /** Class of the unit and its sector, by tables of the bureau. */
  unitClass?: number;
  sector?: number;
  place: { province: string; city: string; county?: string; address: string };
  contact: { name: string; telephone: string; email: string };
}

/** What the provider does with addresses (分配使用). */
export type Allocation = Range &
  (
    | { as: 'USED_BY_CUSTOMER'; usage: Usage; since: string; user: UsingUnit; forwards?: boolean; gateway?: Gateway }
    | { as: 'ALLOCATED_FURTHER'; unit: string }
    | { as: 'OWN_USE'; usage: Usage; since: string; forwards?: boolean; gateway?: Gateway }
    | { as: 'RESERVED' }
  );

interface Gateway {
  address?: string;
  place?: string;
}

/** Addresses that a customer brings along (自带IP). The source is a reporting unit, or a name where it is none. */
export interface OwnAddresses extends Range {
  usage: Usage;
  since: string;
  user: UsingUnit;
  forwards: boolean;
  gateway: { address: string; place: string };
  source: { unit: string } | { name: string };
}

/** Addresses that are announced for somebody else (广播); only for carriers. */
export interface Broadcast extends Range {
  announcing: string;
  applying: string;
}

export interface AddressReport {
  /** New records, each with this provider's id. */
  added?: Parts<{ own: string }>;
  /** Changed records, each with the province's id. */
  changed?: Parts<{ id: string }>;
  /** Records that are gone, by the province's id. */
  removed?: Partial<Record<keyof Parts<object>, readonly string[]>>;
}

interface Parts<Named extends object> {
  sources?: readonly (Source & Named)[];
  allocations?: readonly (Allocation & Named)[];
  ownAddresses?: readonly (OwnAddresses & Named)[];
  broadcasts?: readonly (Broadcast & Named)[];
}

export const addressReport = ({ version, ispId }: Sender, { added, changed, removed }: AddressReport): string =>
  writeXml('UploadData', version, {
    IP: {
      XZBA: group({
        Xzly: list('Ly', added?.sources, (one) => ({ IspId: id('IspId', one.own), ...sourceBlock(one, 512) })),
        Xzfp: list('Fpsy', added?.allocations, (one) => ({ IspId: id('IspId', one.own), ...allocationBlock(one) })),
        Xzgbjs: list('Jsxx', added?.broadcasts, (one) => ({ IspId: id('IspId', one.own), ...broadcastBlock(one) })),
        Zdip: list('Zdxx', added?.ownAddresses, (one) => ({ IspId: id('IspId', one.own), ...ownBlock(one) })),
      }),
      XGBA: group({
        Xgly: list('Ly_xx', changed?.sources, (one) => ({ Id: id('Id', one.id), ...sourceBlock(one, 1024) })),
        Xgfp: list('Fpsy', changed?.allocations, (one) => ({ Id: id('Id', one.id), ...allocationBlock(one) })),
        XgZd: list('Zdxx', changed?.ownAddresses, (one) => ({ Id: id('Id', one.id), ...ownBlock(one) })),
        Xggbjs: list('Jsxx', changed?.broadcasts, (one) => ({ Id: id('Id', one.id), ...broadcastBlock(one) })),
      }),
      SCBA: group({
        Scly: list('Ly', removed?.sources, gone),
        Scfp: list('Fpsy', removed?.allocations, gone),
        Sczd: list('Zdxx', removed?.ownAddresses, gone),
        Scgbjs: list('Jsxx', removed?.broadcasts, gone),
      }),
      Qqdwid: id('Qqdwid', ispId),
    },
  });

const gone = (province: string): Block => ({ Id: id('Id', province) });

/** A group with the lists that it has; absent when it has none. */
const group = (lists: Block): Block | undefined =>
  Object.values(lists).some((each) => each !== undefined) ? lists : undefined;

const list = <Item>(
  element: string,
  items: readonly Item[] | undefined,
  block: (item: Item) => Block,
): XmlContent | undefined => (items === undefined || items.length === 0 ? undefined : { [element]: items.map(block) });

const rangeBlock = ({ from, to }: Range): Block => ({
  Qsip: addressNumber('Qsip', from),
  Zzip: addressNumber('Zzip', to),
});

const sourceBlock = (source: Source, mostOfRemark: number): Block => ({
  ...rangeBlock(source),
  Lydw: id('Lydw', source.unit),
  Bz: optionalText('Bz', source.remark, 1, mostOfRemark),
});

/** Own use and reserve, use by a customer, and further allocation, as the interface numbers them. */
const ALLOCATED = { USED_BY_CUSTOMER: '1', ALLOCATED_FURTHER: '2', OWN_USE: '3', RESERVED: '4' } as const;

function allocationBlock(allocation: Allocation): Block {
  return {
    ...rangeBlock(allocation),
    Fpfs: ALLOCATED[allocation.as],
    ...allocationDetails(allocation),
    Bz: optionalText('Bz', allocation.remark, 1, 1024),
  };
}

function allocationDetails(allocation: Allocation): Block {
  switch (allocation.as) {
    case 'USED_BY_CUSTOMER':
      return { ...useBlock(allocation), ...unitBlock(allocation.user), ...gatewayBlock(allocation.gateway) };
    case 'OWN_USE':
      return { ...useBlock(allocation), ...gatewayBlock(allocation.gateway) };
    case 'ALLOCATED_FURTHER':
      return { Fpdx: id('Fpdx', allocation.unit) };
    case 'RESERVED':
      return {};
    default:
      return allocation satisfies never;
  }
}

const useBlock = ({ usage, since, forwards }: { usage: Usage; since: string; forwards?: boolean }): Block => ({
  Syfs: USAGE[usage],
  Fprq: day('Fprq', since),
  Sfymtz: forwards === undefined ? undefined : flag(forwards),
});

const flag = (set: boolean): string => (set ? '1' : '0');

const unitBlock = ({ name, nature, unitClass, sector, place, contact }: UsingUnit): Block => ({
  Dwmc: text('Dwmc', name, 1, 255),
  Dwxz: code('Dwxz', nature, 999),
  Dwfl: optionalCode('Dwfl', unitClass, 999),
  Dwhyfl: optionalCode('Dwhyfl', sector, 999),
  Shengid: area('Shengid', place.province),
  Shiid: area('Shiid', place.city),
  Xianid: place.county === undefined ? undefined : area('Xianid', place.county),
  Xxdz: text('Xxdz', place.address, 1, 512),
  Lxrxm: text('Lxrxm', contact.name, 2, 20),
  Lxrdh: telephone('Lxrdh', contact.telephone, 255),
  Lxrdzyj: mailboxes('Lxrdzyj', contact.email, 255),
});

const gatewayBlock = ({ address, place }: Gateway = {}): Block => ({
  Wgip: address === undefined ? undefined : addressNumber('Wgip', address),
  Wgdz: optionalText('Wgdz', place, 1, 512),
});

const ownBlock = (own: OwnAddresses): Block => {
  const { Syfs, Fprq } = useBlock(own);
  const { Dwfl: _class, Dwhyfl: _sector, ...unit } = unitBlock(own.user);
  return {
    ...rangeBlock(own),
    Sfymtz: flag(own.forwards),
    Syfs,
    Fprq,
    ...unit,
    ...gatewayBlock(own.gateway),
    Bz: optionalText('Bz', own.remark, 1, 1024),
    Ly_dwlx: flag('unit' in own.source),
    Lydw:
      'unit' in own.source
        ? { Ly_dwid: id('Ly_dwid', own.source.unit) }
        : { Ly_dwmc: text('Ly_dwmc', own.source.name, 1, 255) },
  };
};

const broadcastBlock = (broadcast: Broadcast): Block => ({
  Gbdw: id('Gbdw', broadcast.announcing),
  Sqdw: id('Sqdw', broadcast.applying),
  ...rangeBlock(broadcast),
  Bz: optionalText('Bz', broadcast.remark, 1, 1024),
});
