/** Questions while an order is under way: waiting, MIIT's SMS, changes, codes and what provinces want. */
import { chapter } from './article.ts';

const after = chapter('FAQ: After approval', '2019-08-21');
const change = chapter('FAQ: Information change', '2020-02-20');
const province = chapter('FAQ: Requirements of provinces', '2019-08-21');
const code = chapter('FAQ: Authorization codes', '2020-02-20');
const sms = chapter('FAQ: SMS verification', '2020-02-20');
const reach = chapter('FAQ: Website accessibility', '2020-02-20');

export const IN_PROGRESS = [
  after(
    'notified-not-shown',
    ['收到管局通知，为什么这里没有更新？', 'The bureau told me, but the progress is not shown here. Why?'],
    [
      '管局一般先通知您，数据通常1–2个工作日内同步到这里。',
      'The bureau usually tells you first; the data arrives here within one or two business days.',
    ],
    'bureau',
  ),
  sms(
    'sms-fails',
    ['工信部短信核验没有完成怎么办？', 'What if the SMS verification fails?'],
    [
      '24小时内没有完成的，订单会退回。信息不变的，接入商电话确认后再次提交；信息有变的，修改后重新提交。',
      'After 24 hours the order comes back. Unchanged, the provider phones and hands it over again; with changes, correct it and submit again.',
    ],
    'sms',
  ),
  sms(
    'sms-missing',
    ['没收到工信部验证码怎么办？', 'What if the code of MIIT does not arrive?'],
    [
      '先查看垃圾短信；把SIM卡换到另一部手机后申请重发；部分虚拟运营商和新号段收不到，请更换手机号。',
      'Look among spam; put the SIM card into another phone and ask again; numbers of some virtual operators and new prefixes are not reached, so give another.',
    ],
    'sms',
    'people',
  ),
  change(
    'file-again',
    ['信息变了，要重新备案吗？', 'Do I file again when something changes?'],
    [
      '不用，办理变更备案；主体在其他接入商备案的，在原接入商变更。约20个工作日，网站不受影响。',
      'No: change the record, at the provider that filed it. It takes about 20 business days, and the website is not affected.',
    ],
    'records',
  ),
  change(
    'what-if-changed',
    ['备案信息有变化怎么办？', 'What if the filed information changes?'],
    ['在“我的备案”中办理变更，填写有变化的内容。', 'Open a change from your records and fill in what is different.'],
    'records',
  ),
  change(
    'individual-to-enterprise',
    ['个人备案和企业备案可以互相变更吗？', 'Can an individual filing become one of an enterprise?'],
    [
      '个人变更为单位按各省要求；单位不能变更为个人。',
      'From an individual to an organisation as the province allows; never the other way.',
    ],
    'records',
    'entity',
  ),
  change(
    'other-province',
    ['可以变更备案所在省份吗？', 'Can the province of a filing change?'],
    ['不可以，须注销后在新省份重新备案。', 'No: deregister it, then file anew in the other province.'],
    'entity',
    'records',
  ),
  change(
    'change-letter',
    ['名称变更证明怎样提交？', 'How is the letter about a change of name submitted?'],
    ['与核验单合在一张图片中上传。', 'Upload it in one image with the verification form.'],
    'documents',
  ),
  change(
    'change-at-bureau',
    ['已提交管局，还能修改吗？', 'Can something be changed once the bureau has it?'],
    ['不能，等管局通过或退回后再改。', 'No: wait until it approves it or sends it back.'],
    'bureau',
    'review',
  ),
  change(
    'how-long-change',
    ['变更主体要多久？', 'How long does a change of the entity take?'],
    [
      '初审约1个工作日，提交管局1–3个工作日，管局约20个工作日。',
      'About one business day for the review, one to three for the hand-over, twenty for the bureau.',
    ],
    'records',
    'review',
  ),
  change(
    'mail-for-change',
    ['变更主体要邮寄材料吗？', 'Do I post papers for a change of the entity?'],
    ['一般不用；需要时订单会提示。', 'Usually not; the order says so where it is needed.'],
    'documents',
  ),
  change(
    'identity-card-renewed',
    ['身份证换了，要变更备案吗？', 'Do I change the filing when an identity card is renewed?'],
    [
      '要，主体和负责人的证件信息都应更新，否则无法新增。',
      'Yes, of entity and people in charge; otherwise nothing new can be filed.',
    ],
    'records',
    'people',
  ),
  change(
    'domain-owner',
    ['怎样变更域名所有者？', 'How does the owner of a domain change?'],
    ['在域名注册商处办理。', 'At the registrar of the domain.'],
    'websites',
    'records',
  ),
  change(
    'inaccessible-after-ip',
    ['更换服务器IP后网站打不开？', 'The website cannot be reached after a change of address?'],
    ['请确认域名已解析到新的服务器。', 'See that the domain points to the new server.'],
    'diagnosis',
  ),
  change(
    'how-to-change-entity',
    ['怎样办理变更主体？', 'How do I change the entity?'],
    [
      '在“我的备案”中打开备案号，选择“变更主体”。',
      'Open the number among your records and choose the change of the entity.',
    ],
    'records',
  ),
  change(
    'change-during-transfer',
    ['接入备案时可以修改主体或网站信息吗？', 'Can I change entity or website during a transfer?'],
    [
      '不可以，接入备案只增加接入商。请在接入之前或之后到原接入商变更，各省要求不同。',
      'No: a transfer only adds a provider. Change it at the original provider before or after, as the province wants.',
    ],
    'type',
    'entity',
  ),
  change(
    'other-address-here',
    ['在本接入商内换IP要变更备案吗？', 'Does another address of this provider need a change?'],
    [
      '持有经营性许可证的须变更；其他的可在下次变更时一并填写。',
      'With an operational licence, yes; otherwise with the next change.',
    ],
    'records',
  ),
  province(
    'suffixes-beijing',
    ['北京可以备案哪些域名后缀？', 'Which suffixes can be filed in Beijing?'],
    [
      '常见的 .com、.cn、.net、.cc 等和部分中文后缀；国家或地区域名和境外注册的不可以。填写域名时会检查。',
      'Common ones such as .com, .cn, .net and .cc, and some Chinese ones; no country domains and none registered abroad. The form checks it.',
    ],
    'websites',
  ),
  province(
    'party-building',
    ['新疆备案都要党建证明吗？', 'Does every filing in Xinjiang need a proof of party building?'],
    ['首次备案和新增网站需要。', 'First filings and new websites do.'],
    'documents',
  ),
  province(
    'financial-guangdong',
    ['广东金融网站有什么要求？', 'What does a financial website in Guangdong need?'],
    [
      '须先取得金融主管部门的资质；尚未取得的，提交盖章并由法定代表人签字的《承诺书》、业务和网站说明、营业执照副本。咨询 020-87628386。',
      'The qualification of the financial regulator first; without it a sealed and signed Letter of Undertaking, descriptions of business and website, and the licence. Questions: 020-87628386.',
    ],
    'documents',
    'websites',
  ),
  province(
    'gaming-guangdong',
    ['广东游戏网站有什么要求？', 'What does a gaming website in Guangdong need?'],
    [
      '可先按普通网站备案，再取得网络文化经营许可证，然后变更备案并上传许可证；有收入的还须办理增值电信业务许可证。',
      'File it as an ordinary website first, obtain the culture permit, then change the filing and upload it; one with revenue needs a telecommunication permit as well.',
    ],
    'websites',
    'documents',
  ),
  code(
    'what-is-a-code',
    ['什么是备案服务码？', 'What is an authorization code?'],
    [
      '由服务器生成的授权凭证，代表该服务器的IP，用于为其他账号备案。',
      'A credential made by a server that stands for its address: another account files with it.',
    ],
    'servers',
  ),
  code(
    'how-many-codes',
    ['一台服务器可以生成几个备案服务码？', 'How many codes can a server have?'],
    ['企业实名账号，每台最多5个。', 'Up to five each, of an account verified as an enterprise.'],
    'servers',
  ),
  code('buy-a-code', ['备案服务码可以买卖吗？', 'Can a code be bought?'], ['不可以。', 'No.'], 'servers'),
  code(
    'no-code',
    ['买了服务器，为什么不能生成备案服务码？', 'I bought a server. Why can I not make a code?'],
    [
      '须为包年包月、有独立公网IP、企业实名账号、不在负载均衡之后，且未超过5个。',
      'It must be prepaid, with a public address of its own and not behind a load balancer, the account an enterprise, and no more than five codes made.',
    ],
    'servers',
  ),
  code(
    'reuse-a-code',
    ['备案服务码可以重复使用吗？', 'Can a code be used again?'],
    [
      '订单放弃的可以再用；备案成功后不能再用。',
      'After an order that was given up, yes; after an approved filing, no.',
    ],
    'servers',
  ),
  code(
    'invalid-code',
    ['备案服务码为什么失效？', 'Why is a code invalid?'],
    ['服务器到期，或已被收回。', 'Its server has expired, or it was withdrawn.'],
    'servers',
  ),
  code(
    'get-a-code',
    ['怎样获取备案服务码？', 'How do I get a code?'],
    [
      '服务器所有者在“我的备案 → 备案服务码”中生成。',
      'The owner of the server makes it under “My records → Authorization codes”.',
    ],
    'servers',
  ),
  code(
    'no-bound-server',
    ['账号里有服务器，却提示没有可用的？', 'There is a server in my account, but none is found?'],
    [
      '请检查类型：香港服务器无需备案，也不能生成备案服务码。',
      'Look at its kind: servers in Hong Kong need no filing and make no codes.',
    ],
    'servers',
  ),
  reach(
    'during-application',
    ['备案期间网站可以访问吗？', 'Can the website be reached during the application?'],
    [
      '首次备案和新增网站期间不可以；变更期间不受影响。',
      'Not during a first filing or for a new website; a change does not affect it.',
    ],
    'review',
    'diagnosis',
  ),
  reach(
    'unblock-at-bureau',
    ['已提交管局，可以先解除拦截吗？', 'The bureau has the order. Can the blockage be removed?'],
    ['不可以，取得备案号后自动解除。', 'No: it ends with the number.'],
    'bureau',
    'diagnosis',
  ),
  reach(
    'transfer-rejected',
    ['接入备案被退回，网站还能访问吗？', 'Does a rejected transfer affect the website?'],
    ['临时接入期内可以；期满仍未通过的会被拦截。', 'Not within the provisional access; after its end it is blocked.'],
    'diagnosis',
    'review',
  ),
  reach(
    'transfer-how-long',
    [
      '接入初审通过后可以访问多久？',
      'How long can the website be reached after the preliminary approval of a transfer?',
    ],
    ['45天，期间应完成备案。', 'For 45 days, in which the transfer should be completed.'],
    'review',
    'diagnosis',
  ),
  reach(
    'transfer-access',
    ['接入备案期间网站可以访问吗？', 'Can the website be reached during a transfer?'],
    ['初审通过后可以临时访问。', 'Provisionally, from the preliminary approval on.'],
    'review',
    'diagnosis',
  ),
  reach(
    'transfer-still-blocked',
    [
      '接入初审通过了，网站仍打不开？',
      'The preliminary review of the transfer was passed, but the website is blocked?',
    ],
    [
      '开通需要几分钟；仍打不开的，请用“网站打不开”检测。',
      'It opens within minutes; if it does not, let the diagnosis look at it.',
    ],
    'diagnosis',
  ),
  reach(
    'new-website-access',
    ['新增网站期间可以访问吗？', 'Can a new website be reached while it is filed?'],
    [
      '不可以，取得备案号后开放；其他已备案的网站不受影响。',
      'No, it opens with its number; other filed websites are not affected.',
    ],
    'diagnosis',
    'review',
  ),
  reach(
    'change-access',
    ['变更备案影响网站访问吗？', 'Does a change affect the website?'],
    ['不影响。', 'No.'],
    'records',
    'diagnosis',
  ),
] as const;
