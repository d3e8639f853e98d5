/**
 * A file that the bureau hands out, as facts (V3.0 §3). One file may hold several kinds of them. A record that cannot be read
 * becomes a fact as well, so that somebody hears of it and the others count.
 */
import { readXml, XmlError } from '../xml.ts';
import {
  ADDRESS_FAULTS,
  addressResult,
  RECORDED_GROUPS,
  recordedRange,
  RESULT_GROUPS,
  type AddressFault,
  type AddressResult,
  type RecordedRange,
} from './addresses.ts';
import {
  blacklistedEntity,
  blacklistedWebsite,
  illegalAccess,
  unfiled,
  type Blacklisted,
  type IllegalAccess,
  type Unfiled,
} from './blacklists.ts';
import { codeRow, codeRows, reportingUnit, type CodeRow, type ReportingUnit } from './codes.ts';
import { filingRecord, type FilingRecord } from './filing-record.ts';
import { INSPECTIONS, removed, toRectify, type Inspected, type Removed, type ToRectify } from './notices.ts';
import { Reader, RecordError } from './reader.ts';
import { decision, machineResult, type Decision, type MachineResult } from './results.ts';

export type Fact =
  | { fact: 'RESULT'; result: MachineResult }
  | { fact: 'DECISION'; decision: Decision }
  | { fact: 'RECORD'; record: FilingRecord }
  | { fact: 'SYNCHRONISED'; record: FilingRecord }
  | { fact: 'TASK'; record: FilingRecord }
  | { fact: 'REMOVED'; removed: Removed }
  | { fact: 'BLACKLISTED'; entry: Blacklisted }
  | { fact: 'ILLEGAL_ACCESS'; website: IllegalAccess }
  | { fact: 'UNFILED'; website: Unfiled }
  | { fact: 'INSPECTED'; inspected: Inspected }
  | { fact: 'TO_RECTIFY'; notice: ToRectify }
  | { fact: 'ADDRESS_RESULT'; result: AddressResult }
  | { fact: 'ADDRESS_FAULT'; fault: AddressFault }
  | { fact: 'ADDRESS_RECORD'; range: RecordedRange }
  | { fact: 'CODE'; row: CodeRow }
  | { fact: 'REPORTING_UNIT'; unit: ReportingUnit }
  /** Of domain registries, which an access provider has nothing to do with. */
  | { fact: 'DOMAIN_REPORT' }
  /** A record that lacks something or has another form; `why` names elements, never values. */
  | { fact: 'UNREADABLE'; element: string; why: string };

export interface Download {
  facts: readonly Fact[];
  /** Paths of elements that this version of the interface does not have. */
  unknown: readonly string[];
}

/** Reads a file. Throws {@link XmlError} when it is no XML, or not a download. */
export function readDownload(xml: string): Download {
  const { name, element } = readXml(xml);
  if (name !== 'DownloadData') throw new XmlError('this is no download');
  const root = new Reader(name, element);
  const facts = [
    ...root.children('ICP').flatMap(filings),
    ...root.children('IP').flatMap(addresses),
    ...root.children('YM').flatMap(domainReports),
    ...root.children('JCDM').flatMap(codes),
    ...[...root.children('SJTB'), ...root.children('DJTB')].flatMap(synchronised),
  ];
  return { facts, unknown: root.unread() };
}

const filings = (icp: Reader): Fact[] => [
  ...rows(icp, 'BASJ', 'Baxx', (row) => ({ fact: 'RECORD', record: filingRecord(row) })),
  ...rows(icp, 'ZXSJ', 'Zxxx', (row) => ({ fact: 'REMOVED', removed: removed(row) })),
  ...rows(icp, 'HMDLB', 'Zthmdxxs', (row) => blacklisted(blacklistedEntity(row))),
  ...rows(icp, 'HMDLB', 'Wzhmdxxs', (row) => blacklisted(blacklistedWebsite(row))),
  ...rows(icp, 'FFJRHMD', 'Ffjrxx', (row) => ({ fact: 'ILLEGAL_ACCESS', website: illegalAccess(row) })),
  ...rows(icp, 'WBAWZLB', 'Wbawz_xx', (row) => ({ fact: 'UNFILED', website: unfiled(row) })),
  ...rows(icp, 'BAJG', 'Jg_xx', (row) => ({ fact: 'RESULT', result: machineResult(row) })),
  ...icp
    .children('BAJG')
    .flatMap((each) => rows(each, 'GJSHS', 'Gjsh', (row) => ({ fact: 'DECISION', decision: decision(row) }))),
  ...rows(icp, 'HSRW', 'Baxx', (row) => ({ fact: 'TASK', record: filingRecord(row) })),
  ...icp.children('HCJG').flatMap((each) => inspections(each)),
  ...rows(icp, 'XGTZ', 'Tzxx', (row) => ({ fact: 'TO_RECTIFY', notice: toRectify(row) })),
];

const blacklisted = (entry: Blacklisted | undefined): Fact | undefined =>
  entry === undefined ? undefined : { fact: 'BLACKLISTED', entry };

const inspections = (group: Reader): Fact[] =>
  Object.entries(INSPECTIONS).flatMap(([name, read]) =>
    rows(group, 'Jgxx', name, (row) => ({ fact: 'INSPECTED', inspected: read(row) })),
  );

const addresses = (ip: Reader): Fact[] => [
  ...Object.entries(RESULT_GROUPS).flatMap(([name, kind]) =>
    rows(ip, 'BAJG', name, (row) => ({ fact: 'ADDRESS_RESULT', result: addressResult(kind, row) })),
  ),
  ...ip
    .children('HCJG')
    .flatMap((each) =>
      Object.entries(ADDRESS_FAULTS).flatMap(([name, read]) =>
        rows(each, 'Jgxx', name, (row) => ({ fact: 'ADDRESS_FAULT', fault: read(row) })),
      ),
    ),
];

function domainReports(ym: Reader): Fact[] {
  ym.ignore();
  return [{ fact: 'DOMAIN_REPORT' }];
}

const codes = (jcdm: Reader): Fact[] => [
  ...rows(jcdm, 'Bbdwlb', 'Bbdw', (row) => ({ fact: 'REPORTING_UNIT', unit: reportingUnit(row) })),
  ...jcdm
    .children('Jcdm_xx')
    .flatMap(codeRows)
    .map(({ table, row }) => readable(row, () => ({ fact: 'CODE', row: codeRow({ table, row }) })))
    .filter((fact) => fact !== undefined),
];

const synchronised = (sjtb: Reader): Fact[] => [
  ...rows(sjtb, 'ICP', 'Baxx', (row) => ({ fact: 'SYNCHRONISED', record: filingRecord(row) })),
  ...sjtb
    .children('IP')
    .flatMap((each) =>
      Object.entries(RECORDED_GROUPS).flatMap(([group, { row: name, kind }]) =>
        rows(each, group, name, (row) => ({ fact: 'ADDRESS_RECORD', range: recordedRange(kind, row) })),
      ),
    ),
  ...sjtb.children('YM').flatMap(domainReports),
  ...sjtb.children('JCDM').flatMap(codes),
];

/** The rows of a group, each as a fact. */
const rows = (parent: Reader, group: string, name: string, read: (row: Reader) => Fact | undefined): Fact[] =>
  parent
    .children(group)
    .flatMap((each) => each.children(name))
    .map((row) => readable(row, () => read(row)))
    .filter((fact) => fact !== undefined);

function readable(row: Reader, read: () => Fact | undefined): Fact | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    row.ignore();
    return { fact: 'UNREADABLE', element: row.name, why: error.message };
  }
}
