/** The items of the reviewer's checklist, each in the words that the reviewer reads. Where each holds is policy (`review.item`). */
import { say, type Bilingual } from '../messages/texts/wording.ts';

/** Items of the whole order. */
const OF_ORDER = {
  'commitment-letter': say(
    '承诺书已签字，单位已盖公章',
    'The commitment letter is signed, and sealed by an organisation',
  ),
  'numbers-not-elsewhere': say(
    '负责人的手机号码和证件号码未用于其他主体的备案',
    'No other entity is filed with the mobile or the document of a person in charge',
  ),
  'residence-proof': say('居住证明符合该省要求', 'The proof of residence is one that this bureau takes'),
  'commitment-video': say(
    '网站负责人本人录制承诺视频，内容完整',
    'The site head speaks the commitment in the video in person, and in full',
  ),
} as const;

/** Items of one website. */
const OF_WEBSITE = {
  'undertaking-title': say(
    '承诺书的标题为“承诺书”',
    'The undertaking has exactly the title 承诺书 (Letter of Undertaking)',
  ),
  'undertaking-commitment': say(
    '承诺书写明：未经金融监管部门和通信管理局同意，不利用互联网开展金融业务',
    'The undertaking says that no financial service is offered on the internet without the consent of the regulator and the bureau',
  ),
  'undertaking-seal': say('承诺书已盖公章', 'The undertaking bears the seal of the organisation'),
  'undertaking-signature': say('承诺书有法定代表人签字', 'The undertaking is signed by the legal representative'),
  'business-description': say('业务情况说明已核对', 'The description of the business was read'),
  'site-description': say('网站内容说明已核对', 'The description of the website was read'),
  'licence-copy': say('营业执照副本复印件已核对', 'The copy of the business licence was compared with the entity'),
  'qualification-seen': say(
    '已见到金融业务资质，并在说明中写明名称和编号',
    'The financial qualification was seen; the note names it',
  ),
  'scope-names-it': say(
    '营业执照的经营范围包含该业务',
    'The business scope names internet information on, or the sale of, these goods',
  ),
  'publication-number': say('游戏名称有出版物号（版号）', 'The game has a publication number'),
} as const;

/** Items of one sector of a website: one that it names, and one that its words or contents hint at. */
const OF_SECTOR = {
  'authority-asked': say(
    '已致电主管部门咨询，并在备注中写明部门、电话和答复',
    'The authority was asked by phone, and the remark has its name, number and answer; sector',
  ),
  'permit-seen': say(
    '批文在有效期内，主体名称与备案一致',
    'The approval is in force and names the entity of this order; sector',
  ),
  'no-sector': say(
    '已核对网站，不涉及该行业',
    'The website was looked at; it does not touch the sector that its words or contents hint at',
  ),
} as const;

export type ReviewItemName = keyof typeof OF_ORDER | keyof typeof OF_WEBSITE | keyof typeof OF_SECTOR;
export const ITEM_TEXTS: Readonly<Record<ReviewItemName, Bilingual>> = { ...OF_ORDER, ...OF_WEBSITE, ...OF_SECTOR };
export const ORDER_ITEMS = Object.keys(OF_ORDER) as readonly (keyof typeof OF_ORDER)[];
export const WEBSITE_ITEMS = Object.keys(OF_WEBSITE) as readonly (keyof typeof OF_WEBSITE)[];
