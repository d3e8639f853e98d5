/** What the provider inspects of a filing, in five groups (R-INSP-1). */
import { say, type Bilingual } from '../messages/texts/wording.ts';

export const ITEM_GROUPS = ['ENTITY', 'PHONES', 'DOCUMENTS', 'ADDRESS', 'CONTENT'] as const;
export type ItemGroup = (typeof ITEM_GROUPS)[number];

export const ITEM_GROUP_TEXTS: Readonly<Record<ItemGroup, Bilingual>> = {
  ENTITY: say('主体名称与证件号码真实', 'Name and certificate number of the entity are true'),
  PHONES: say(
    '主体与网站负责人的座机、手机真实且能接通',
    'Land lines and mobiles of the entity and of the head of the website are real and can be reached',
  ),
  DOCUMENTS: say(
    '身份证件、机构代码证或营业执照、核验照片和核验单真实',
    'Identity documents, organisation code or licence, verification photo and form are authentic',
  ),
  ADDRESS: say('域名解析至接入商的 IP 地址', 'The domain resolves to an address of the provider of the access'),
  CONTENT: say('网站内容与域名所有者同备案信息一致', 'Content and owner of the domain are as filed'),
};

/** What somebody found when looking at a group. */
export const ITEM_RESULTS = ['TRUE', 'FALSE'] as const;
export type ItemResult = (typeof ITEM_RESULTS)[number];
