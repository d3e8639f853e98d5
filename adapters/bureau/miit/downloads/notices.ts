/** What the bureau tells of records: removed, inspected, to be corrected (ZXSJ, HCJG, XGTZ; V3.0 §3.4, §3.8, §3.9). */
import { present } from '../../../../domain/present.ts';
import { RecordError, type Reader } from './reader.ts';

const REMOVED = ['ENTITY', 'WEBSITE', 'ACCESS'] as const;

export interface Removed {
  removed: (typeof REMOVED)[number];
  /** The province's id of entity, website or access. */
  id: string;
}

export function removed(removal: Reader): Removed {
  removal.optionalText('Bz');
  return { removed: oneOf(removal, 'Zxlb', REMOVED), id: removal.id('Jlid') };
}

export type Inspected =
  | { inspected: 'ENTITY'; id: string; name: string; certificate: { type: number; number: string }; reason?: string }
  | {
      inspected: 'ACCESS';
      /** `TOO_MUCH`: an access is on record that does not exist. `TOO_LITTLE`: one exists that is not on record. */
      found: 'TOO_MUCH' | 'TOO_LITTLE';
      website: string;
      number: string;
      at: string;
      domain?: string;
      address?: string;
      provider?: string;
      access?: string;
    }
  | { inspected: 'SHELL'; found: 'ALIVE' | 'DEAD'; website: string; number: string; at: string; homeUrl?: string }
  | { inspected: 'ALIVE'; website: string; number: string; at: string; homeUrl?: string };

/** Each group of an inspection with the reader of its rows. */
export const INSPECTIONS: Readonly<Record<string, (row: Reader) => Inspected>> = {
  Zthc: (row) => ({
    inspected: 'ENTITY',
    id: row.id('Ztid'),
    name: row.text('Dwmc'),
    certificate: { type: row.code('Zjlx'), number: row.text('Zjhm') },
    ...present({ reason: withoutRemark(row).optionalText('Cwyy') }),
  }),
  Jrhc: (row) => ({
    inspected: 'ACCESS',
    found: oneOf(row, 'Hcjg', ['TOO_MUCH', 'TOO_LITTLE'] as const, 1),
    ...websiteOf(row),
    ...present({
      domain: row.optionalText('Ym'),
      address: row.optionalAddress('Jxip'),
      provider: row.optionalId('Bbisp'),
      access: row.optionalId('Jrid'),
    }),
  }),
  Kkwzhc: (row) => ({
    inspected: 'SHELL',
    found: oneOf(row, 'Hcjg', ['ALIVE', 'DEAD'] as const),
    ...websiteOf(row),
    ...present({ homeUrl: row.optionalText('Syurl') }),
  }),
  Wzch: (row) => ({ inspected: 'ALIVE', ...websiteOf(row), ...present({ homeUrl: row.optionalText('Syurl') }) }),
};

const websiteOf = (row: Reader) => ({
  website: withoutRemark(row).id('Wzid'),
  number: row.text('Wz_Baxh'),
  at: row.text('Hcsj'),
});

export interface ToRectify {
  concerns: 'ENTITY' | 'WEBSITE';
  /** What has to be corrected, and until when: the interface has no field for the day. */
  text: string;
  number?: string;
  id?: string;
}

export const toRectify = (notice: Reader): ToRectify => ({
  concerns: oneOf(withoutRemark(notice), 'Tzlb', ['ENTITY', 'WEBSITE'] as const),
  text: notice.text('Tznr'),
  ...present({ number: notice.optionalText('Baxh'), id: notice.optionalId('Jlid') }),
});

function withoutRemark(row: Reader): Reader {
  row.optionalText('Bz');
  return row;
}

/** A value out of a row of values, the first of which has this number. */
function oneOf<Value>(row: Reader, name: string, values: readonly Value[], first = 0): Value {
  const code = row.code(name);
  const value = values[code - first];
  if (value === undefined) throw new RecordError(`${name} ${code} in ${row.name} is not of this version`);
  return value;
}
