/** A range that is reported or taken back, as a document of MIIT's interface (V3.0 §2.10). */
import type { AddressReportToSend, AddressToReport, ReportKind } from '../../../../domain/bureau/address-to-report.ts';
import { addressReport, type AddressReport } from '../documents/address-report.ts';
import type { Sender } from '../documents/upload-document.ts';

/** Throws `DocumentError` for what the interface does not take. */
export const addressDocument = (sender: Sender, report: AddressReportToSend): string =>
  addressReport(
    sender,
    'added' in report
      ? { added: added(report.own, report.added) }
      : { removed: { [PART[report.removed]]: [report.id] } },
  );

/** The part of a report in which a kind stands. */
const PART = {
  SOURCE: 'sources',
  OWN_USE: 'allocations',
  USED_BY_CUSTOMER: 'allocations',
  ALLOCATED_FURTHER: 'allocations',
  RESERVED: 'allocations',
  BROUGHT_ALONG: 'ownAddresses',
  BROADCAST: 'broadcasts',
} as const satisfies Record<ReportKind, string>;

function added(own: string, address: AddressToReport): NonNullable<AddressReport['added']> {
  const { remark, ...rest } = address;
  const named = { own, ...(remark === undefined ? {} : { remark }) };
  switch (rest.kind) {
    case 'SOURCE':
      return { sources: [{ ...named, ...rest }] };
    case 'OWN_USE':
    case 'USED_BY_CUSTOMER':
    case 'ALLOCATED_FURTHER':
    case 'RESERVED':
      return { allocations: [{ ...named, ...allocation(rest) }] };
    case 'BROUGHT_ALONG':
      return { ownAddresses: [{ ...named, ...rest, user: userOf(rest.user) }] };
    case 'BROADCAST':
      return { broadcasts: [{ ...named, ...rest }] };
    default:
      return rest satisfies never;
  }
}

type Allocated = Extract<AddressToReport, { kind: 'OWN_USE' | 'USED_BY_CUSTOMER' | 'ALLOCATED_FURTHER' | 'RESERVED' }>;

function allocation(address: Omit<Allocated, 'remark'> & Allocated) {
  const { from, to } = address;
  switch (address.kind) {
    case 'OWN_USE':
      return { as: address.kind, from, to, usage: address.usage, since: address.since };
    case 'USED_BY_CUSTOMER':
      return { as: address.kind, from, to, usage: address.usage, since: address.since, user: userOf(address.user) };
    case 'ALLOCATED_FURTHER':
      return { as: address.kind, from, to, unit: address.unit };
    case 'RESERVED':
      return { as: address.kind, from, to };
    default:
      return address satisfies never;
  }
}

type User = Extract<AddressToReport, { kind: 'USED_BY_CUSTOMER' }>['user'];

const userOf = ({ place: { county, ...place }, ...user }: User) => ({
  ...user,
  place: { ...place, ...(county === undefined ? {} : { county }) },
});
