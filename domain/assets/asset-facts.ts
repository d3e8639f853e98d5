/** Facts about domains, servers and records that provider or MIIT know, and that the rules of §3.3 and §3.4 need. */
import { z } from 'zod';
import { ACCESS_METHODS, provinceSchema } from '../order/form.ts';
import { isoDate } from '../time/iso-date.ts';

/** What the registry knows of a registrable domain (R-DOM-1 … R-DOM-10). */
export const domainFactsSchema = z.strictObject({
  domain: z.string(),
  registered: z.boolean(),
  /** Registered with a registrar approved in mainland China (R-DOM-4). */
  mainlandRegistrar: z.boolean().optional(),
  /** Registered with this provider; shortens the wait after identity verification (R-DOM-9). */
  registeredHere: z.boolean().optional(),
  registrantKind: z.enum(['PERSON', 'ORGANISATION']).optional(),
  /** Whether registrant name and document equal those of the entity asked about (R-DOM-3). */
  registrantMatches: z.boolean().optional(),
  /** Day on which the registrant's identity was verified; absent while it is not (R-DOM-1). */
  realNameVerifiedOn: isoDate().optional(),
  expiresOn: isoDate().optional(),
  registeredOn: isoDate().optional(),
  /** The registry or registrar has suspended its resolution. */
  onHold: z.boolean().optional(),
  /** When its name servers or records were changed last, if that is known. */
  dnsChangedAt: z.iso.datetime({ offset: true }).optional(),
});
export type DomainFacts = z.infer<typeof domainFactsSchema>;

const ipRangeSchema = () => z.strictObject({ from: z.string().min(2).max(45), to: z.string().min(2).max(45) });

/** What the provider knows of a server, or of an authorization code for one (R-SRV-1 … R-SRV-7). */
export const instanceFactsSchema = z.strictObject({
  instanceId: z.string(),
  product: z.enum([
    'VM',
    'VIRTUAL_HOST',
    'LIGHT_SERVER',
    'ELASTIC_HOSTING',
    'NAT_GATEWAY',
    'IPV6_TRANSLATION',
    'ENS',
    'SITE_BUILDER',
  ]),
  mainland: z.boolean(),
  prepaid: z.boolean(),
  termMonths: z.int().min(0),
  expiresOn: isoDate(),
  publicIp: z.string().optional(),
  /** Every public address, as ranges whose ends belong to them; `publicIp` alone where it is absent. */
  publicIps: z.array(ipRangeSchema()).max(100).optional(),
  /** How the provider gives access (接入方式); policy says it for the product where it is absent. */
  accessMethod: z.enum(ACCESS_METHODS).optional(),
  /** Where the server stands (网站分布地点). */
  place: provinceSchema.optional(),
  /** The public address is a load balancer's, so there can be no authorization code for it (R-CODE-3). */
  loadBalancerIp: z.boolean().optional(),
  ownerAccountId: z.string(),
});
export type InstanceFacts = z.infer<typeof instanceFactsSchema>;

/** The numbers of an entity and a website on record. None of them is personal data. */
export const recordedNumbersSchema = z.strictObject({
  /** E.g. `粤ICP备2026012345号`. */
  entityNumber: z.string().min(5).max(60).optional(),
  websiteNumber: z.string().min(5).max(60).optional(),
  /** Number of the PSB filing, where there is one (R-POST-4). */
  psbNumber: z.string().min(5).max(60).optional(),
});
export type RecordedNumbers = z.infer<typeof recordedNumbersSchema>;

/** The five look-ups of R-TYPE-3, and whether the entity's record is a shell (R-INSP-12). */
export const recordLookupSchema = z.strictObject({
  entityFiled: z.boolean(), // E_any
  entityHere: z.boolean(), // E_here
  domainFiled: z.boolean(), // D_any
  domainOfEntity: z.boolean(), // D_entity
  domainHere: z.boolean(), // D_here
  shellEntity: z.boolean(),
  blacklisted: z.boolean().default(false), // R-ACC-9
  /** Of an entity and a domain on record, as far as the record says. */
  onRecord: recordedNumbersSchema.optional(),
});
export type RecordLookup = z.infer<typeof recordLookupSchema>;

/**
 * Why a look-up has no answer. `OUTAGE`: the party does not answer now, and may in a minute. `REFUSED`: the party refuses the
 * question, and a person must correct that. Neither says anything about the order.
 */
export type NotKnown = 'OUTAGE' | 'REFUSED';
export const isKnown = <Facts extends object>(facts: Facts | NotKnown | undefined): facts is Facts =>
  typeof facts === 'object';

/** The source of these facts; in production the provider's own systems. */
export interface AssetLookup {
  domain(domain: string, entity: { certificateNumber?: string; name?: string }): Promise<DomainFacts | NotKnown>;
  /** Undefined when the provider knows no such instance. */
  instance(instanceId: string): Promise<InstanceFacts | NotKnown | undefined>;
}
