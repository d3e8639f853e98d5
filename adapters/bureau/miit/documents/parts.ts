/**
 * The parts of a filing in the terms of MIIT's interface (V3.0 §2.1): codes instead of words, ids of this provider and of the
 * province. What makes them from an order stands in `../order-parts.ts`.
 */

/** Where the entity is registered. Areas have six digits (GB/T 2260, as the bureau's own table spells them). */
export interface Place {
  province: string;
  city: string;
  county?: string;
  address?: string;
}

export interface Certificate {
  type: number;
  number: string;
  /** The address on the certificate (证件住所). */
  address: string;
}

/** A person in charge, of the entity (主体负责人) or of a website (网站负责人). */
export interface Head {
  /** May be missing only where the entity is the person himself. */
  name?: string;
  /** Organisations must give one. */
  officePhone?: string;
  mobile: string;
  email: string;
  documentType?: number;
  documentNumber?: string;
}

export interface EntityPart {
  name: string;
  /** Nature of the unit (单位性质). */
  nature: number;
  /** Investor or supervising unit (投资人或主管单位). */
  investor?: string;
  place: Place;
  certificate: Certificate;
  head: Head;
  remark?: string;
}

/** An address range of a server. Both ends are the same for a single address. */
export interface AddressRange {
  /** This provider's id. */
  own: string;
  /** The province's id, for one that is on record. */
  province?: string;
  from: string;
  to: string;
}

/** How a website reaches the network through this provider. */
export interface AccessPart {
  /** Where servers stand (服务器放置地点). */
  places: readonly number[];
  /** How the website is connected (接入方式). */
  methods: readonly number[];
  addresses: readonly AddressRange[];
}

export interface PreApproval {
  kind: number;
  number: string;
  /** One to ten JPEG images in base64. */
  scans: readonly string[];
}

/** A domain of a website with this provider's id and, once on record, the province's. */
export interface DomainPart {
  own: string;
  province?: string;
  domain: string;
}

export interface WebsitePart {
  name: string;
  preApprovals: readonly PreApproval[];
  contents: readonly number[];
  languages: readonly number[];
  domains: readonly DomainPart[];
  head: Head;
  homeUrl?: string;
  remark?: string;
}

/** A website that is not yet on record. */
export interface NewWebsite extends WebsitePart {
  /** This provider's id of the website. */
  own: string;
  accesses: readonly (AccessPart & { own: string })[];
}

/** Something on record, by the province's id or by its number. */
export type OnRecord = { id: string } | { number: string };

/** What a document proves, and for whom. */
export interface Attachment {
  format: number;
  use: number;
  /** The image in base64. */
  content: string;
  about: 'ENTITY' | 'WEBSITE';
  remark?: string;
}
