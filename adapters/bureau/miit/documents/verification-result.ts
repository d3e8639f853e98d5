/**
 * HSJG: the answer to a verification task (核实结果, V3.0 §2.7). It repeats what the task said, with the province's ids. Its
 * blocks differ from those of a new filing: the mobile number has another name, and accesses say who reported them.
 */
import { accessBlock, entityBlock, headBlock, websiteBlock, websiteHeadBlock, type Block } from './blocks.ts';
import type { AccessPart, EntityPart, WebsitePart } from './parts.ts';
import { filingUpload, type Sender } from './upload-document.ts';
import { addressNumber, day, id, optionalText, several, text } from './values.ts';

/** 0 passed, 1 refused. */
export const VERIFIED = { PASSED: '0', REFUSED: '1' } as const;

/** How an access was reported: by its owner, or on behalf of him. */
export const REPORTED = { BY_OWNER: '0', ON_BEHALF: '1' } as const;

export interface VerificationResult {
  result: keyof typeof VERIFIED;
  verifiedBy: string;
  verifiedOn: string;
  opinion: string;
  faults?: string;
  entity: EntityPart & { id: string };
  websites: readonly (WebsitePart & { id: string; accesses: readonly VerifiedAccess[] })[];
}

export interface VerifiedAccess extends AccessPart {
  id: string;
  reported: keyof typeof REPORTED;
}

export const verificationResult = (sender: Sender, given: VerificationResult): string =>
  filingUpload(sender, 'HSJG', {
    Hsjgxx: {
      Hsjg: VERIFIED[given.result],
      Hsrxm: text('Hsrxm', given.verifiedBy, 1, 128),
      Hssj: day('Hssj', given.verifiedOn),
      Bbdw: id('Bbdw', sender.ispId),
      Hsyj: text('Hsyj', given.opinion, 1, 1024),
      Cwxx: optionalText('Cwxx', given.faults, 1, 4000),
      Baxx: {
        Zt_xx: verifiedEntity(given.entity),
        Wz_xx: several('Wz_xx', given.websites).map(verifiedWebsite),
      },
    },
  });

function verifiedEntity(entity: VerificationResult['entity']): Block {
  const { Dwmc, Dwxz, Txdz, Tzr, Zj } = entityBlock(entity);
  return {
    Ztid: id('Ztid', entity.id),
    Dwmc,
    Dwxz,
    Txdz,
    Tzr,
    Zj,
    Fzr: renamedMobile(headBlock(entity.head)),
    Bz: optionalText('Bz', entity.remark, 1, 1024),
  };
}

/** The mobile number has another name here. */
const renamedMobile = ({ Fzr_xm, Fzr_dhhm, Fzr_sjhm: sjhm, ...rest }: Block): Block => ({
  Fzr_xm,
  Fzr_dhhm,
  sjhm,
  ...rest,
});

function verifiedWebsite(website: VerificationResult['websites'][number]): Block {
  const { Wzmc, Nrlx, Fwnr } = websiteBlock(website);
  return {
    Wzid: id('Wzid', website.id),
    Wzmc,
    Nrlx,
    Fwnr,
    Ym_xx: several('Ym_xx', website.domains).map(({ province, domain }) => ({
      Ymid: id('Ymid', province ?? ''),
      Ym: text('Ym', domain, 4, 128),
    })),
    Jr_xx: several('Jr_xx', website.accesses).map(verifiedAccess),
    Wz_Fzr: renamedMobile(websiteHeadBlock(website.head)),
    Syurl: optionalText('Syurl', website.homeUrl, 4, 255),
    Wz_Bz: optionalText('Wz_Bz', website.remark, 1, 1024),
  };
}

function verifiedAccess(access: VerifiedAccess): Block {
  const { Wzfb, Wzjrfs } = accessBlock(access);
  return {
    Jrid: id('Jrid', access.id),
    Wzfb,
    Wzjrfs,
    Ip_xx: access.addresses.map(({ province, from, to }) => ({
      Ipid: id('Ipid', province ?? ''),
      Qsip: addressNumber('Qsip', from),
      Zzip: addressNumber('Zzip', to),
    })),
    Bbfs: REPORTED[access.reported],
  };
}
