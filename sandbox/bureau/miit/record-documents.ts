/** Records as files for providers hold them (BASJ, SJTB, HSRW; V3.0 §3.3, §3.7). */
import type { BookedAccess, BookedEntity, BookedWebsite } from './record-book.ts';
import type { Content } from './tree.ts';

const ON_BEHALF = '1';

/** A record with all ids and numbers; `decidedOn` where a decision of this day has led to it. */
export const recordOf = (entity: BookedEntity, websites: readonly BookedWebsite[], decidedOn?: string): Content => ({
  Zt_xx: {
    IspZtid: entity.own,
    Ztid: entity.id,
    Dwmc: entity.name,
    Dwxz: entity.nature,
    Txdz: entity.place,
    Zj: certificateOf(entity),
    Fzr: entity.head,
    Baxh: entity.number,
    Bbyhlx: ON_BEHALF,
    Tzr: entity.investor,
    Scbbsj: entity.firstReportedOn,
    Zjxgsj: entity.changedOn,
    Shsj: decidedOn,
  },
  Wz_xx: websites.map((website) => ({
    IspWzid: website.own,
    Wzid: website.id,
    Wzmc: website.name,
    Nrlx: website.preApprovals,
    Fwnr: website.contents,
    Yylb: website.languages,
    Ym_xx: website.domains.map((one) => ({ IspYmid: one.own, Ymid: one.id, Ym: one.domain })),
    Jr_xx: website.accesses.map((access) => ({
      IspJrid: access.own,
      Jrid: access.id,
      Ispid: access.provider,
      ...placedAt(access),
      Ip_xx: access.addresses.map((one) => ({ IspIpid: one.own, Ipid: one.id, Qsip: one.from, Zzip: one.to })),
    })),
    Wz_Fzr: website.head,
    Syurl: website.homeUrl,
    Wz_Bz: website.remark,
    Baxh: website.number,
  })),
});

/** The same as a task: is it true that this website is with this provider? `reportedBy` is who said so. */
export const taskOf = (
  entity: BookedEntity,
  websites: readonly BookedWebsite[],
  reportedBy: { unit: string; onBehalf: boolean },
): Content => ({
  Zt_xx: {
    Ztid: entity.id,
    Dwmc: entity.name,
    Dwxz: entity.nature,
    Txdz: entity.place,
    Zj: certificateOf(entity),
    Fzr: entity.head,
    Tzr: entity.investor,
    Bbyhlx: reportedBy.onBehalf ? '1' : '0',
    Scbbsj: entity.firstReportedOn,
  },
  Wz_xx: websites.map((website) => ({
    Wzid: website.id,
    Wzmc: website.name,
    Nrlx: website.preApprovals,
    Fwnr: website.contents,
    Yylb: website.languages,
    Ym_xx: website.domains.map((one) => ({ Ymid: one.id, Ym: one.domain })),
    Jr_xx: website.accesses.map((access) => ({
      Jrid: access.id,
      ...placedAt(access),
      Ip_xx: access.addresses.map((one) => ({ Ipid: one.id, Qsip: one.from, Zzip: one.to })),
      Bbyhid: reportedBy.unit,
      Bbyhlx: reportedBy.onBehalf ? '1' : '0',
    })),
    Wz_Fzr: website.head,
    Syurl: website.homeUrl,
    Wz_Bz: website.remark,
    Scbbsj: entity.firstReportedOn,
  })),
});

const certificateOf = ({ certificate }: BookedEntity): Content => ({
  Zjlx: certificate.type,
  Zjhm: certificate.number,
  Zjzs: certificate.address,
});

const placedAt = ({ places, methods }: BookedAccess): { Wzfb: Content; Wzjrfs: Content } => ({
  Wzfb: places,
  Wzjrfs: methods,
});
