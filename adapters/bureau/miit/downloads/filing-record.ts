/**
 * A filing as MIIT has it (BASJ, SJTB, HSRW; V3.0 §3.3, §3.7): the entity with its websites, numbers and ids. Ids of this
 * provider are absent for what it did not create.
 */
import { present } from '../../../../domain/present.ts';
import type { Reader } from './reader.ts';

export interface FilingRecord {
  entity: RecordedEntity;
  websites: readonly RecordedWebsite[];
}

export interface RecordedEntity {
  /** The province's id. */
  id: string;
  own?: string;
  /** The record number (主体备案号). */
  number?: string;
  name: string;
  nature?: number;
  investor?: string;
  place: { province: string; city?: string; county?: string; address?: string };
  certificate: { type: number; number: string; address: string };
  head: RecordedHead;
  /** Whether it was reported on behalf of its owner. */
  onBehalf: boolean;
  firstReportedAt?: string;
  changedAt?: string;
  decidedAt?: string;
  remark?: string;
}

export interface RecordedHead {
  name?: string;
  officePhone?: string;
  mobile?: string;
  email?: string;
  documentType?: number;
  documentNumber?: string;
}

export interface RecordedWebsite {
  id: string;
  own?: string;
  number?: string;
  name: string;
  preApprovals: readonly { kind: number; number: string; scans: number }[];
  contents: readonly number[];
  languages: readonly number[];
  domains: readonly { id: string; own?: string; domain: string }[];
  accesses: readonly RecordedAccess[];
  head: RecordedHead;
  homeUrl?: string;
  remark?: string;
}

export interface RecordedAccess {
  id: string;
  own?: string;
  /** The provider whose access it is; unknown in verification tasks. */
  provider?: string;
  places: readonly number[];
  methods: readonly number[];
  addresses: readonly { id: string; own?: string; from: string; to: string }[];
}

export function filingRecord(record: Reader): FilingRecord {
  record.optionalText('Bz');
  return { entity: entityOf(record.child('Zt_xx')), websites: record.some('Wz_xx').map(websiteOf) };
}

function entityOf(entity: Reader): RecordedEntity {
  const place = entity.child('Txdz');
  const certificate = entity.child('Zj');
  // An electronic certificate and the name of the official who decided are of no use here.
  for (const name of ['Zsyxq', 'Zslj', 'Zsxh', 'Shrxm']) entity.optionalText(name);
  return {
    id: entity.id('Ztid'),
    name: entity.text('Dwmc'),
    place: {
      province: place.id('Shengid'),
      ...present({
        city: place.optionalId('Shiid'),
        county: place.optionalId('Xianid'),
        address: place.optionalText('Xxdz'),
      }),
    },
    certificate: {
      type: certificate.code('Zjlx'),
      number: certificate.text('Zjhm'),
      address: certificate.text('Zjzs'),
    },
    head: headOf(entity.child('Fzr')),
    onBehalf: entity.code('Bbyhlx') === 1,
    ...present({
      own: entity.optionalId('IspZtid'),
      number: entity.optionalText('Baxh'),
      nature: entity.optionalCode('Dwxz'),
      investor: entity.optionalText('Tzr'),
      firstReportedAt: entity.optionalText('Scbbsj'),
      changedAt: entity.optionalText('Zjxgsj'),
      decidedAt: entity.optionalText('Shsj'),
      remark: entity.optionalText('Bz'),
    }),
  };
}

function headOf(head: Reader): RecordedHead {
  for (const name of ['Msn', 'Qq']) head.optionalText(name);
  return present({
    name: head.optionalText('Fzr_xm'),
    officePhone: head.optionalText('Fzr_dhhm'),
    mobile: head.optionalText('Fzr_sjhm'),
    email: head.optionalText('Fzr_dzyj'),
    documentType: head.optionalCode('Fzr_zjlx'),
    documentNumber: head.optionalText('Fzr_zjhm'),
  });
}

function websiteOf(website: Reader): RecordedWebsite {
  for (const name of ['Scbbsj', 'Zjxgsj']) website.optionalText(name);
  return {
    id: website.id('Wzid'),
    name: website.text('Wzmc'),
    preApprovals: (website.optionalChild('Nrlx')?.children('Nrlx_xx') ?? []).map((one) => ({
      kind: one.code('Nrlx_id'),
      number: one.text('Qzsph'),
      scans: one.texts('Spwj').length,
    })),
    contents: website.optionalChild('Fwnr')?.codes('Fwnr_id') ?? [],
    languages: website.optionalChild('Yylb')?.codes('Yylb_id') ?? [],
    domains: website.some('Ym_xx').map((one) => ({
      id: one.id('Ymid'),
      domain: one.text('Ym'),
      ...present({ own: one.optionalId('IspYmid') }),
    })),
    accesses: website.some('Jr_xx').map(accessOf),
    head: headOf(website.child('Wz_Fzr')),
    ...present({
      own: website.optionalId('IspWzid'),
      number: website.optionalText('Baxh'),
      homeUrl: website.optionalText('Syurl'),
      remark: website.optionalText('Wz_Bz'),
    }),
  };
}

function accessOf(access: Reader): RecordedAccess {
  // Who reported the access stands in verification tasks only.
  for (const name of ['Bbyhid', 'Bbyhlx']) access.optionalText(name);
  return {
    id: access.id('Jrid'),
    places: access.child('Wzfb').codes('Fbdd'),
    methods: access.child('Wzjrfs').codes('Jrfs'),
    addresses: access.some('Ip_xx').map((one) => ({
      id: one.id('Ipid'),
      from: one.address('Qsip'),
      to: one.address('Zzip'),
      ...present({ own: one.optionalId('IspIpid') }),
    })),
    ...present({ own: access.optionalId('IspJrid'), provider: access.optionalId('Ispid') }),
  };
}
