/** Results and inspections of address reports, and the addresses on record (IP, SJTB/IP; V3.0 §3.10). */
import { present } from '../../../../domain/present.ts';
import { RecordError, type Reader } from './reader.ts';

const KINDS = ['SOURCE', 'ALLOCATION', 'BROADCAST', 'OWN'] as const;
export type AddressKind = (typeof KINDS)[number];

const OPERATIONS = ['ADDED', 'CHANGED', 'REMOVED'] as const;

export interface AddressResult {
  kind: AddressKind;
  operation: (typeof OPERATIONS)[number];
  results: readonly { code: string; text?: string; ranges: readonly AddressRange[] }[];
  /** The province's id; absent when a new report failed. */
  id?: string;
  own?: string;
}

export interface AddressRange {
  from: string;
  to: string;
  id?: string;
  own?: string;
}

/** Names of the groups of results; bureaus write two of them in two ways. */
export const RESULT_GROUPS: Readonly<Record<string, AddressKind>> = {
  Lyjg: 'SOURCE',
  Fpjg: 'ALLOCATION',
  Gbjs: 'BROADCAST',
  Gbjg: 'BROADCAST',
  Zdip: 'OWN',
  Zdjg: 'OWN',
};

export function addressResult(kind: AddressKind, row: Reader): AddressResult {
  row.optionalText('Bz');
  const code = row.code('Czlx');
  const operation = OPERATIONS[code - 1];
  if (operation === undefined) throw new RecordError(`Czlx ${code} in ${row.name} is not of this version`);
  return {
    kind,
    operation,
    results: row.some('Jgxx').map((one) => ({
      code: one.id('Jgdm'),
      ranges: one.children('Xgsj').map(rangeOf),
      ...present({ text: one.optionalText('Dmms') }),
    })),
    ...present({ id: row.optionalId('Id'), own: row.optionalId('IspId') }),
  };
}

function rangeOf(row: Reader): AddressRange {
  row.optionalText('Bz');
  return {
    from: row.address('Qsip'),
    to: row.address('Zzip'),
    ...present({ id: row.optionalId('Id'), own: row.optionalId('IspId') }),
  };
}

/** Faults that the bureau found in the addresses on record. */
export type AddressFault =
  | { fault: 'OUT_OF_BOUNDS'; range: AddressRange; within?: AddressRange; id?: string }
  | { fault: 'CONFLICT'; range: AddressRange; other: AddressRange; unit: string; id?: string }
  | { fault: 'NOT_REPORTED'; range: AddressRange; unit?: string };

export const ADDRESS_FAULTS: Readonly<Record<string, (row: Reader) => AddressFault>> = {
  Yj: (row) => {
    for (const name of ['Bz', 'Yjlx']) row.optionalText(name);
    const [from, to] = [row.optionalAddress('Yjqsip'), row.optionalAddress('Yjzzip')];
    return {
      fault: 'OUT_OF_BOUNDS',
      range: { from: row.address('Qsip'), to: row.address('Zzip') },
      ...present({
        within: from === undefined || to === undefined ? undefined : { from, to },
        id: row.optionalId('Yjjlid'),
      }),
    };
  },
  Ct: (row) => {
    for (const name of ['Bz', 'Ctlx']) row.optionalText(name);
    return {
      fault: 'CONFLICT',
      range: { from: row.address('Qsip1'), to: row.address('Zzip1') },
      other: { from: row.address('Qsip2'), to: row.address('Zzip2') },
      unit: row.id('Ctbbdwid'),
      ...present({ id: row.optionalId('Ctjlid') }),
    };
  },
  Wb: (row) => {
    for (const name of ['Bz', 'Wblx']) row.optionalText(name);
    return {
      fault: 'NOT_REPORTED',
      range: { from: row.address('Qsip'), to: row.address('Zzip') },
      ...present({ unit: row.optionalId('Fpdw') }),
    };
  },
};

/** A range on record. Its details are read past: whoever reported it has them. */
export interface RecordedRange extends AddressRange {
  kind: AddressKind;
  id: string;
  /** The unit that reported it. */
  unit: string;
}

/** Groups of a synchronisation with the name of their rows. */
export const RECORDED_GROUPS: Readonly<Record<string, { row: string; kind: AddressKind }>> = {
  Iply: { row: 'Lyxx', kind: 'SOURCE' },
  Ipfp: { row: 'Fpxx', kind: 'ALLOCATION' },
  Ipgb: { row: 'Gbxx', kind: 'BROADCAST' },
  Zdip: { row: 'Zdxx', kind: 'OWN' },
};

export function recordedRange(kind: AddressKind, row: Reader): RecordedRange {
  row.ignore();
  return {
    kind,
    id: row.id('Id'),
    unit: row.id('Bbdwid'),
    from: row.address('Qsip'),
    to: row.address('Zzip'),
    ...present({ own: row.optionalId('IspId') }),
  };
}
