/** The addresses that providers have reported (IP地址备案, V3.0 §2.10): sources, and what was made of them. */
import type { Memory } from '../../state/memory.ts';
import { ADDRESS_GROUPS } from './address-structure.ts';
import { all, type Content, type Element, text } from './tree.ts';

type Kind = 'SOURCE' | 'ALLOCATION' | 'OWN' | 'BROADCAST';

interface ReportedRange {
  /** The province's id. */
  id: string;
  province: string;
  kind: Kind;
  own: string | undefined;
  from: number;
  to: number;
}

/** Results by kind, as files name their groups. */
const RESULT_GROUPS: Readonly<Record<Kind, string>> = {
  SOURCE: 'Lyjg',
  ALLOCATION: 'Fpjg',
  OWN: 'Zdip',
  BROADCAST: 'Gbjs',
};
/** Kinds of report, as results number them (Czlx). */
const OPERATIONS = { XZBA: '1', XGBA: '2', SCBA: '3' } as const;

const DONE = '2998';
const START_ABOVE_END = '2002';
const REPORTED_ALREADY = '2003';
const SOURCE_MISSING = '2005';
const FIELD_EMPTY = '2014';
const NOT_IN_BASE = '2055';

export function createAddressBase(memory: Memory, nextId: () => string) {
  const ranges = memory.collection<ReportedRange>('miitAddresses');
  const of = (province: string, kind: Kind) =>
    ranges.values().filter((range) => range.province === province && range.kind === kind);

  /** Carries one row out, and says with which code. */
  function take(row: Row): { code: string; id: string | undefined } {
    const { province, kind, how, element } = row;
    const known = how === 'XZBA' ? undefined : ranges.get(text(element, 'Id') ?? '');
    if (how !== 'XZBA' && (known?.province !== province || known.kind !== kind))
      return { code: NOT_IN_BASE, id: undefined };
    if (how === 'SCBA') {
      ranges.delete(known?.id ?? '');
      return { code: DONE, id: known?.id };
    }
    const from = Number(text(element, 'Qsip'));
    const to = Number(text(element, 'Zzip'));
    const fault = faultOf(row, from, to, known?.id);
    if (fault !== undefined) return { code: fault, id: known?.id };
    const id = known?.id ?? nextId();
    ranges.set(id, { id, province, kind, own: text(element, 'IspId') ?? known?.own, from, to });
    return { code: DONE, id };
  }

  function faultOf(
    { province, kind, element }: Row,
    from: number,
    to: number,
    id: string | undefined,
  ): string | undefined {
    if (from > to) return START_ABOVE_END;
    const overlaps = of(province, kind).some((range) => range.id !== id && range.from <= to && from <= range.to);
    if (overlaps) return REPORTED_ALREADY;
    if (kind !== 'ALLOCATION') return undefined;
    const inSource = of(province, 'SOURCE').some((range) => range.from <= from && to <= range.to);
    if (!inSource) return SOURCE_MISSING;
    return isComplete(element) ? undefined : FIELD_EMPTY;
  }

  return {
    /** Takes a report, and gives the file that answers it. */
    report(province: string, ip: Element): Content {
      const results = rowsOf(province, ip).map((row) => ({ row, ...take(row) }));
      const groups = Object.entries(RESULT_GROUPS).map(([kind, name]): [string, Content[]] => [
        name,
        results.filter(({ row }) => row.kind === kind).map(({ row, code, id }) => resultOf(row, code, id)),
      ]);
      return { IP: { BAJG: Object.fromEntries(groups.filter(([, rows]) => rows.length > 0)) } };
    },
    /**
     * Whether a website may have these addresses: they must lie in what the provider reported as used. An account that has never
     * reported a source is not held to it.
     */
    covers(province: string, from: number, to: number): boolean {
      if (of(province, 'SOURCE').length === 0) return true;
      return [...of(province, 'ALLOCATION'), ...of(province, 'OWN')].some(
        (range) => range.from <= from && to <= range.to,
      );
    },
    all: (province: string) => ranges.values().filter((range) => range.province === province),
    reset: () => ranges.clear(),
  };
}

interface Row {
  province: string;
  kind: Kind;
  how: keyof typeof OPERATIONS;
  element: Element;
}

const KINDS = ['XZBA', 'XGBA', 'SCBA'] as const;

const rowsOf = (province: string, ip: Element): Row[] =>
  KINDS.flatMap((how) =>
    all(ip, how).flatMap((part) =>
      Object.entries(ADDRESS_GROUPS[how]).flatMap(([group, { row, kind }]) =>
        all(part, group)
          .flatMap((each) => all(each, row))
          .map((element) => ({ province, kind, how, element })),
      ),
    ),
  );

/** What an allocation must say depends on what is done with the addresses (Fpfs). */
const MUST: Readonly<Record<string, readonly string[]>> = {
  1: ['Syfs', 'Fprq', 'Dwmc', 'Dwxz', 'Shengid', 'Shiid', 'Xxdz', 'Lxrxm', 'Lxrdh', 'Lxrdzyj'],
  2: ['Fpdx'],
  3: ['Syfs', 'Fprq'],
  4: [],
};
const isComplete = (allocation: Element): boolean =>
  (MUST[text(allocation, 'Fpfs') ?? ''] ?? []).every((name) => text(allocation, name) !== undefined);

const resultOf = ({ element, how }: Row, code: string, id: string | undefined): Content => {
  const own = text(element, 'IspId');
  return {
    Jgxx: { Jgdm: code, Dmms: code === DONE ? '操作成功' : `操作失败，错误代码：${code}` },
    Id: id,
    Czlx: OPERATIONS[how],
    IspId: own,
  };
};
