/** Suffixes that can be filed (R-DOM-5 to R-DOM-7, R-DOM-21), by their last label only: `com.cn` belongs to `.cn`. */

const list = (text: string): string[] => text.trim().split(/\s+/);

/** MIIT's approved suffixes as published on 2022-08-30. */
export const MIIT_SUFFIXES = list(`
  .cn .中国 .政务 .公益 .公司 .网络 .网址 .商城 .网店 .中信 .商标 .广东 .佛山 .信息 .手机 .在线 .中文网 .集团 .我爱你
  .商店 .企业 .娱乐 .游戏 .购物 .餐厅 .招聘 .时尚 .移动 .网站 .联通 .世界 .健康 .ren .wang .citic .top .sohu .xin .com
  .net .club .xyz .vip .site .shop .ink .info .mobi .red .pro .kim .ltd .group .biz .auto .link .work .law .beer .store
  .tech .fun .online .art .design .wiki .love .center .video .social .team .show .cool .zone .world .today .city .chat
  .company .live .fund .gold .plus .guru .run .pub .email .life .co .fashion .fit .luxe .yoga .baidu .cloud .host .space
  .press .website .archi .asia .bio .black .blue .green .lotto .organic .pet .pink .poker .promo .ski .vote .voto .icu
  .fans .tv .cc .unicom .jpmorgan .chase .band .cab .cafe .cash .fan .fyi .games .market .mba .news .media .sale
  .shopping .studio .tax .technology .vin .baby .college .monster .protection .rent .security .storage .theatre .bond
  .cyou .uno .school .global .me
`);

/** Beijing's list of 2019 (R-DOM-6): Chinese suffixes are taken, those of other countries and regions refused. */
export const BEIJING_2019 = {
  allowed: [
    ...list('.com .cn .cc .gov .net .citic .mobi .ren .tel .top .tv .wang .xin'),
    ...MIIT_SUFFIXES.filter((suffix) => /\p{Script=Han}/u.test(suffix)),
  ],
  refused: list('.hk .tw .asia .jp .co .so .me .info .org'),
};

/** Beijing's later list (R-DOM-7): all suffixes that MIIT approves, except those named here. */
export const BEIJING_LATER = { allowed: MIIT_SUFFIXES, refused: list('.hk .tw .asia .jp .io .me .win .org') };
