/** The form of address reports (IP地址备案, V3.0 §2.10), element by element. */
import { address, area, day, flag, id, mailbox } from './element-types.ts';
import { characters, code, group, maybe, one, oneOf } from './structure.ts';

const ends = [one('Qsip', address), one('Zzip', address)];
const use = [
  maybe('Syfs', code(3)),
  maybe('Fprq', day),
  maybe('Sfymtz', flag),
  maybe('Dwmc', characters(1, 255)),
  maybe('Dwxz', code(999)),
  maybe('Dwfl', code(999)),
  maybe('Dwhyfl', code(999)),
  maybe('Shengid', area),
  maybe('Shiid', area),
  maybe('Xianid', area),
  maybe('Xxdz', characters(1, 512)),
  maybe('Lxrxm', characters(1, 20)),
  maybe('Lxrdh', characters(11, 255)),
  maybe('Lxrdzyj', mailbox(255)),
  maybe('Wgip', address),
  maybe('Wgdz', characters(1, 512)),
];
const source = (name: 'IspId' | 'Id') =>
  group(one(name, id), ...ends, one('Lydw', id), maybe('Bz', characters(1, 1024)));
const allocation = (name: 'IspId' | 'Id') =>
  group(one(name, id), ...ends, one('Fpfs', code(4)), maybe('Fpdx', id), ...use, maybe('Bz', characters(1, 1024)));
const own = (name: 'IspId' | 'Id') =>
  group(
    one(name, id),
    ...ends,
    ...use,
    one('Ly_dwlx', flag),
    one('Lydw', oneOf(one('Ly_dwmc', characters(1, 255)), one('Ly_dwid', id))),
    maybe('Bz', characters(1, 1024)),
  );
const broadcast = (name: 'IspId' | 'Id') =>
  group(one(name, id), one('Gbdw', id), one('Sqdw', id), ...ends, maybe('Bz', characters(1, 1024)));
const gone = group(one('Id', id));

/** Each group of an address report with its rows: what they are about, and their form. */
export const ADDRESS_GROUPS = {
  XZBA: {
    Xzly: { row: 'Ly', kind: 'SOURCE', form: source('IspId') },
    Xzfp: { row: 'Fpsy', kind: 'ALLOCATION', form: allocation('IspId') },
    Zdip: { row: 'Zdxx', kind: 'OWN', form: own('IspId') },
    Xzgbjs: { row: 'Jsxx', kind: 'BROADCAST', form: broadcast('IspId') },
  },
  XGBA: {
    Xgly: { row: 'Ly_xx', kind: 'SOURCE', form: source('Id') },
    Xgfp: { row: 'Fpsy', kind: 'ALLOCATION', form: allocation('Id') },
    XgZd: { row: 'Zdxx', kind: 'OWN', form: own('Id') },
    Xggbjs: { row: 'Jsxx', kind: 'BROADCAST', form: broadcast('Id') },
  },
  SCBA: {
    Scly: { row: 'Ly', kind: 'SOURCE', form: gone },
    Scfp: { row: 'Fpsy', kind: 'ALLOCATION', form: gone },
    Sczd: { row: 'Zdxx', kind: 'OWN', form: gone },
    Scgbjs: { row: 'Jsxx', kind: 'BROADCAST', form: gone },
  },
} as const;
