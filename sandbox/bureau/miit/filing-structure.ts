/** The form of messages about filings (V3.0 §2.1 to §2.9), element by element. */
import { address, area, day, flag, id, mailbox, telephone } from './element-types.ts';
import { any, characters, code, type Form, group, many, maybe, one, oneOf } from './structure.ts';

const onRecord = oneOf(one('Jlid', id), one('Baxh', characters(1, 128)));

const place = group(
  one('Shengid', area),
  one('Shiid', area),
  maybe('Xianid', area),
  maybe('Xxdz', characters(1, 1024)),
);
const certificate = group(one('Zjlx', code(999)), one('Zjhm', characters(1, 255)), one('Zjzs', characters(1, 1024)));
const head = (name: 'must' | 'may', mobile: 'Fzr_sjhm' | 'sjhm' = 'Fzr_sjhm', mobileMust = true): Form =>
  group(
    (name === 'must' ? one : maybe)('Fzr_xm', characters(1, 128)),
    maybe('Fzr_dhhm', telephone(128)),
    (mobileMust ? one : maybe)(mobile, telephone(128)),
    one('Fzr_dzyj', mailbox(128)),
    maybe('Msn', characters(6, 128)),
    maybe('Qq', characters(5, 128)),
    maybe('Fzr_zjlx', code(999)),
    maybe('Fzr_zjhm', characters(1, 128)),
  );

const approvals = group(
  many(
    'Nrlx_xx',
    group(one('Nrlx_id', code(64)), one('Qzsph', characters(1, 512)), many('Spwj', characters(1), 10)),
    64,
  ),
);
const contents = group(many('Fwnr_id', code(64), 64));
const languages = group(many('Yylb_id', code(64), 256));
const places = group(many('Fbdd', code(64), 64));
const methods = group(many('Jrfs', code(64), 64));
const ends = [one('Qsip', address), one('Zzip', address)];

const access = group(
  one('IspJrid', id),
  one('Wzfb', places),
  one('Wzjrfs', methods),
  many('Ip_xx', group(one('IspIpid', id), ...ends)),
);
const website = (url: number): Form =>
  group(
    one('IspWzid', id),
    one('Wzmc', characters(1, 512)),
    maybe('Nrlx', approvals),
    one('Fwnr', contents),
    one('Yylb', languages),
    many('Ym_xx', group(one('IspYmid', id), one('Ym', characters(4, 128)))),
    many('Jr_xx', access),
    one('Wz_Fzr', head('must')),
    maybe('Syurl', characters(4, url)),
    maybe('Wz_Bz', characters(1, 1024)),
  );
const attachment = (object: Form | typeof id): Form =>
  group(
    one('Fjwjgs', id),
    one('Fjyt', id),
    one('Fjnr', characters(1)),
    one('Fjssdx', group(one('Ssdxlx', code(10)), one('Ssdxbs', object))),
    maybe('Bz', characters(1, 256)),
  );
const attachments = (object: Form | typeof id) => any('Fj', group(one('Fjxx', attachment(object))));
const password = characters(1, 32);

const firstFiling = group(
  one(
    'Zt_xx',
    group(
      one('IspZtid', id),
      one('Dwmc', characters(1, 255)),
      maybe('Dwxz', code(999)),
      maybe('Tzr', characters(1, 255)),
      one('Txdz', place),
      one('Zj', certificate),
      one('Fzr', head('may')),
      one('Bbfs', flag),
      maybe('Bz', characters(1, 1024)),
    ),
  ),
  many('Wz_xx', website(255)),
  attachments(id),
);
const newWebsite = group(
  one('Zt_xx', oneOf(one('Ztbah', characters(1, 128)), one('Ztid', id))),
  many('Wz_xx', website(512)),
  attachments(onRecord),
  maybe('ICPmm', password),
);
const newAccess = group(
  one('Wz_xx', oneOf(one('Wzbah', characters(1, 128)), one('Wzid', id))),
  one('IspJrid', id),
  one('Wzfb', places),
  one('Wzjrfs', methods),
  many('Ip_xx', group(one('IspIpid', id), ...ends)),
  attachments(onRecord),
  one('ICPmm', password),
);
const changedWebsite = group(
  one('Wzid', id),
  one('Wzmc', characters(1, 512)),
  maybe('Nrlx', approvals),
  one('Fwnr', contents),
  one('Yylb', languages),
  many('Ym_xx', group(one('IspYmid', id), maybe('Ymid', id), one('Ym', characters(4, 128)))),
  many(
    'Jr_xx',
    group(
      one('Jrid', id),
      one('Wzfb', places),
      one('Wzjrfs', methods),
      many('Ip_xx', group(one('IspIpid', id), maybe('Ipid', id), ...ends)),
    ),
  ),
  one('Wz_Fzr', head('must')),
  one('Baxh', characters(1, 128)),
  maybe('Syurl', characters(4, 255)),
  maybe('Wz_Bz', characters(1, 1024)),
);
const change = group(
  one(
    'Zt_xx',
    group(
      one('Ztid', id),
      one('Dwmc', characters(1, 255)),
      one('Baxh', characters(1, 128)),
      maybe('Dwxz', code(999)),
      maybe('Tzr', characters(1, 255)),
      one('Txdz', place),
      one('Zj', certificate),
      one('Fzr', head('may')),
      maybe('Bz', characters(1, 1024)),
    ),
  ),
  many('Wz_xx', changedWebsite),
  attachments(onRecord),
  maybe('ICPmm', password),
);
const removal = group(
  one('Zxlb', /^[012]$/),
  one('Jlid', id),
  one('Zxly', code(999)),
  maybe('Zxlybz', characters(1, 1000)),
  maybe('ICPmm', password),
);
const verified = group(
  one('Hsjg', flag),
  one('Hsrxm', characters(1, 128)),
  one('Hssj', day),
  one('Bbdw', id),
  one('Hsyj', characters(1, 1024)),
  maybe('Cwxx', characters(1, 4000)),
  one(
    'Baxx',
    group(
      one(
        'Zt_xx',
        group(
          one('Ztid', id),
          one('Dwmc', characters(1, 255)),
          maybe('Dwxz', code(999)),
          one('Txdz', place),
          maybe('Tzr', characters(1, 255)),
          one('Zj', certificate),
          one('Fzr', head('may', 'sjhm')),
          maybe('Bz', characters(1, 1024)),
        ),
      ),
      many(
        'Wz_xx',
        group(
          one('Wzid', id),
          one('Wzmc', characters(1, 512)),
          maybe('Nrlx', approvals),
          one('Fwnr', contents),
          many('Ym_xx', group(one('Ymid', id), one('Ym', characters(4, 128)))),
          many(
            'Jr_xx',
            group(
              one('Jrid', id),
              one('Wzfb', places),
              one('Wzjrfs', methods),
              many('Ip_xx', group(one('Ipid', id), ...ends)),
              one('Bbfs', flag),
            ),
          ),
          one('Wz_Fzr', head('must', 'sjhm', false)),
          maybe('Syurl', characters(4, 255)),
          maybe('Wz_Bz', characters(1, 1024)),
        ),
      ),
    ),
  ),
);
const handled = group(
  one('Ym', characters(4, 128)),
  one('IP', address),
  one('Yys', id),
  one('Jrs', id),
  one('Shengid', id),
  one('Cljg', code(999)),
  one('Clyj', characters(1, 255)),
  one('Rbsj', day),
  one('Clsx', day),
  maybe('Sbrxm', characters(1, 128)),
  maybe('Sbrdh', telephone(128)),
  maybe('Sbrdzyj', mailbox(128)),
);

/** Each message about filings, with its rows and their form. */
export const FILING_MESSAGES = {
  XZBA: { row: 'Baxx', form: firstFiling },
  XZWZ: { row: 'Xzxx', form: newWebsite },
  XZJR: { row: 'Xzxx', form: newAccess },
  BGBA: { row: 'Bgxx', form: change },
  HSJG: { row: 'Hsjgxx', form: verified },
  WBACLJG: { row: 'Clxx', form: handled },
  ZXBA: { row: 'Zx_xx', form: removal },
  XZHYD: { row: 'Fjxx', form: attachment(onRecord) },
} as const;
export type FilingMessage = keyof typeof FILING_MESSAGES;
