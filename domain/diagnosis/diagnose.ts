/**
 * Why a website cannot be reached: the first cause that holds, in the order of R-ACC-G2, by what is known of the domain and what was
 * measured of the website.
 */
import type { Decision } from '../access/decide.ts';
import type { AccessReason } from '../access/reasons.ts';
import type { DomainFacts } from '../assets/asset-facts.ts';
import { calendarDays, civilDate, datePlus, type CalendarDays, type CivilDate, type Instant } from '../time/instant.ts';
import type { Cause } from './causes.ts';
import type { Measured } from './measured.ts';

export interface DiagnosisFacts {
  now: Instant;
  gate: Decision;
  measured: Measured;
  /** What the registry knows; undefined where it could not be asked. */
  domain?: DomainFacts | undefined;
  /** The domain's suffix is one whose owners must be verified within this time. */
  verifyWithin?: CalendarDays | undefined;
  /** Public addresses of the servers that the website has here now. */
  servers: readonly string[];
  /** Public addresses of the servers that it had before. */
  formerServers: readonly string[];
}

/** How long a change of the name servers or records may take to be seen everywhere (§6). */
const DNS_CHANGE_MS = 48 * 3_600_000;

/** What the gate's reasons mean for somebody whose website cannot be reached. A reason that serves names nothing. */
const BY_GATE: Readonly<Record<AccessReason, Cause | undefined>> = {
  NOT_FILED: 'NOT_FILED',
  FILING_IN_PROGRESS: 'NOT_FILED_YET',
  SUFFIX_NOT_FILEABLE: 'SUFFIX_NOT_FILEABLE',
  FILED_ELSEWHERE: 'FILED_ELSEWHERE',
  PROVISIONAL_CLOSED: 'FILED_ELSEWHERE',
  POINTS_ELSEWHERE: 'FILED_ELSEWHERE',
  FOUND_UNFILED: 'NOT_FILED',
  DEREGISTERED: 'DEREGISTERED',
  REMOVAL_APPROVED: 'ACCESS_CANCELLED',
  ACCESS_CANCELLED: 'ACCESS_CANCELLED',
  SHELL: 'SHELL',
  RECTIFICATION_OVERDUE: 'RECTIFICATION_OVERDUE',
  SYNC_PENDING: 'SYNC_PENDING',
  APPROVED_SYNC_PENDING: 'SYNC_PENDING',
  // Comes after the causes that lie with the domain (R-ACC-G2).
  PROVISIONAL_OPENING: undefined,
  PROVISIONAL: undefined,
  FILED: undefined,
  POINTS_OUTSIDE: undefined,
};

export function diagnose(facts: DiagnosisFacts): Cause {
  const { gate, measured } = facts;
  return (
    BY_GATE[gate.reason] ??
    ofRegistry(facts) ??
    ofNames(facts) ??
    (gate.reason === 'PROVISIONAL_OPENING' ? 'OPENING' : undefined) ??
    ofServer(measured, facts.now) ??
    'ALL_WELL'
  );
}

/** The registry suspended the domain, or does so soon. */
function ofRegistry({ domain, measured, verifyWithin, now }: DiagnosisFacts): Cause | undefined {
  if (domain?.onHold === true && !isServedByName(measured)) {
    return isUnverified(domain, verifyWithin, now) ? 'OWNER_UNVERIFIED' : 'DOMAIN_SUSPENDED';
  }
  if (measured.names.outcome === 'RESOLVED' || domain === undefined) return undefined;
  return isUnverified(domain, verifyWithin, now) ? 'OWNER_UNVERIFIED' : undefined;
}

function isUnverified(domain: DomainFacts, within: CalendarDays | undefined, now: Instant): boolean {
  const { realNameVerifiedOn, registeredOn } = domain;
  if (within === undefined || realNameVerifiedOn !== undefined || registeredOn === undefined) return false;
  return civilDate(now) > datePlus(registeredOn as CivilDate, calendarDays(within));
}

const isServedByName = ({ connection, http }: Measured): boolean =>
  connection?.outcome === 'OPEN' && http?.outcome === 'ANSWERED';

/** What name servers say is not where the website is. */
function ofNames({
  domain,
  measured: { names, connection },
  servers,
  formerServers,
  now,
}: DiagnosisFacts): Cause | undefined {
  const isRight = servers.length === 0 || names.addresses.every((address) => servers.includes(address));
  const isKnown = names.outcome === 'RESOLVED';
  if ((!isKnown || !isRight) && changedLately(domain, now)) return 'DNS_CHANGED_LATELY';
  if (names.outcome === 'NO_ANSWER' || names.outcome === 'OTHER') return 'NAME_SERVERS_SILENT';
  if (!isKnown) return 'NO_ADDRESS';
  if (isRight && connection?.outcome !== 'INTERNAL') return undefined;
  if (names.addresses.some((address) => !servers.includes(address) && formerServers.includes(address)))
    return 'OLD_ADDRESS';
  return names.aliases.length > 0 ? 'POINTS_AWAY' : 'WRONG_ADDRESS';
}

const changedLately = (domain: DomainFacts | undefined, now: Instant): boolean =>
  domain?.dnsChangedAt !== undefined && now - Date.parse(domain.dnsChangedAt) < DNS_CHANGE_MS;

/** The server answers, or does not; a server that refuses a connection is there. */
function ofServer({ connection, http, certificate }: Measured, now: Instant): Cause | undefined {
  if (connection?.outcome === 'NO_ANSWER') return 'SERVER_SILENT';
  if (connection?.outcome === 'REFUSED') return 'PORT_CLOSED';
  if (http !== undefined && http.outcome !== 'ANSWERED') return 'PROGRAM_SILENT';
  if (http?.status === 401 || http?.status === 403) return 'SERVER_FORBIDS';
  if (http?.status !== undefined && http.status >= 400) return 'SERVER_FAILS';
  if (certificate?.outcome !== 'SHOWN') return undefined;
  if (certificate.validUntil !== undefined && Date.parse(certificate.validUntil) <= now) return 'CERTIFICATE_EXPIRED';
  return certificate.coversHost === false ? 'CERTIFICATE_OF_ANOTHER' : undefined;
}
