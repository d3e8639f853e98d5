/** Questions from before an application: is a filing needed, can I file, how, and what stands in the way. */
import { chapter } from './article.ts';

const need = chapter('FAQ: Do I have to apply for ICP filing?', '2020-06-05');
const can = chapter('FAQ: Can I apply for ICP filing?', '2020-04-27');
const how = chapter('FAQ: How to apply for ICP filing?', '2020-02-27');
const affected = chapter('FAQ: Will my application be affected?', '2020-02-27');
const other = chapter('FAQ: Other questions', '2020-02-27');

export const BEFORE_APPLICATION = [
  need(
    'domain-needs-filing',
    ['域名需要备案吗？', 'Do I have to file my domain?'],
    [
      '仅注册域名不需要备案，只需实名认证；域名指向境内服务器提供网站，或单位用 mail. 收发邮件，需要备案。指向境外（含香港）的不需要。',
      'A domain alone needs no filing, only the verification of its owner. One that points to a mainland server, or serves an organisation’s mail through mail., has to be filed. One that points outside the mainland does not.',
    ],
    'start',
  ),
  need(
    'unused-domain',
    ['注册了但没使用的域名需要备案吗？', 'Do I have to file a domain that is not in use?'],
    [
      '不需要，只需实名认证；用它提供网站时再备案。',
      'No. Its owner has to be verified; file it when it serves a website.',
    ],
    'start',
  ),
  need(
    'under-construction',
    ['网站还在建设，需要备案吗？', 'Do I have to file while the website is under construction?'],
    [
      '网站可以访问之前须完成备案。备案需要数周，建议提前办理。',
      'The filing is needed once the website can be reached. It takes weeks, so apply early.',
    ],
    'start',
  ),
  need(
    'server-only',
    ['只买了服务器、没有域名，需要备案吗？', 'Do I have to file if I only bought a server?'],
    ['没有域名指向服务器，不需要备案。', 'No: without a domain that points to it there is nothing to file.'],
    'start',
  ),
  need(
    'subdomain',
    ['二级域名（子域名）指向服务器，需要备案吗？', 'Do I have to file a sub-domain?'],
    [
      '主域名已在本接入商备案的不需要；在其他接入商备案的，办理接入备案；未备案的，先备案主域名。',
      'Not where the registered domain is filed here. Filed with another provider, it needs a transfer; not filed at all, file the registered domain first.',
    ],
    'start',
  ),
  need(
    'address-changed',
    ['网站IP变了，需要变更备案吗？', 'Do I have to change the filing when the IP address changes?'],
    [
      '从其他接入商迁来的办理接入备案；在本接入商内更换的，持有经营性许可证的须办理变更，其他的可在下次变更时一并填写。',
      'From another provider: a transfer. Within this provider a change is needed only with an operational licence; otherwise give the new address with the next change.',
    ],
    'start',
    'records',
  ),
  need(
    'filed-domain-here',
    ['已备案的域名指向本接入商，要重新备案吗？', 'Do I have to file again when my filed domain points here?'],
    ['不用重新备案，但需要办理接入备案。', 'No new filing, but a transfer.'],
    'start',
    'type',
  ),
  need(
    'two-new-domains',
    ['给已备案的网站再加两个新域名，要备案吗？', 'Do two further domains of a filed website need a filing?'],
    ['一个网站一个域名，新域名需要另行备案。', 'Yes: one website has one domain, so each new domain is filed.'],
    'start',
    'websites',
  ),
  need(
    'why-transfer',
    ['在别处备案过，为什么还要接入备案？', 'Why a transfer, when the domain is filed elsewhere?'],
    [
      '备案信息须与提供服务器的接入商对应。使用哪家的服务器，就要在哪家有接入；原备案不用注销，可以同时有多家接入。',
      'A filing is linked to the provider of the server. Each provider whose servers you use needs an access; the original filing stays, and there may be several providers.',
    ],
    'start',
    'type',
  ),
  need(
    'when-transfer',
    ['什么时候需要接入备案？', 'When is a transfer needed?'],
    [
      '网站已在其他接入商备案，现在要使用本接入商的服务器时。',
      'When a website filed elsewhere is to use a server of this provider.',
    ],
    'start',
  ),
  need(
    'when-new-website',
    ['什么时候需要新增网站备案？', 'When is a new website filed?'],
    [
      '已有备案的主体要上线新的域名时；每个域名都要备案，已备案的不用重办。',
      'When an entity on record brings another domain online. Each domain is filed; those on record stay.',
    ],
    'start',
  ),
  need(
    'transfer-several',
    ['可以一次接入多个网站吗？', 'Can several websites be transferred at once?'],
    ['同一主体一次最多10个网站。', 'Up to ten of one entity.'],
    'type',
    'websites',
  ),
  need(
    'no-server-here',
    ['没有买本接入商的服务器，要在这里备案吗？', 'Do I file here without a server of this provider?'],
    ['不用，请在服务器所在的接入商办理。', 'No: file with the provider of your server.'],
    'start',
  ),
  need(
    'refuse-transfer',
    ['可以不办接入备案吗？', 'Can I do without a transfer?'],
    [
      '域名指向哪家服务器，就在哪家办理；不办理接入，网站不能在这里提供服务。',
      'The provider of the server has to have an access; without it the website is not served here.',
    ],
    'start',
  ),

  can(
    'two-organisations',
    ['一个账号可以为两个单位备案吗？', 'Can one account file for two organisations?'],
    [
      '不可以，一个账号只对应一个主体。请使用两个账号，可同时办理。',
      'No: one account files for one entity. Use two accounts; both can file at the same time.',
    ],
    'prepare',
    'entity',
  ),
  can(
    'same-server',
    ['一台服务器可以用于多个备案吗？', 'Can one server back several filings?'],
    [
      '可以，但有数量限制；为其他主体备案的，使用备案服务码。',
      'Yes, within limits; for another entity use an authorization code.',
    ],
    'servers',
  ),
  can(
    'foreign-domain',
    ['境外注册的域名可以备案吗？', 'Can a domain registered abroad be filed?'],
    ['不可以，请先转入境内注册商。', 'No: transfer it to a registrar on the mainland first.'],
    'websites',
    'prepare',
  ),
  can(
    'domain-bought-here',
    ['在这里买的域名可以在别处备案吗？', 'Can a domain bought here be filed elsewhere?'],
    ['可以，备案在服务器所在的接入商办理。', 'Yes: it is filed with the provider of the server.'],
    'start',
  ),
  can(
    'domain-bought-elsewhere',
    ['别处注册的域名可以在这里备案吗？', 'Can a domain bought elsewhere be filed here?'],
    [
      '可以，只要使用本接入商的境内服务器，备案免费。',
      'Yes, with a mainland server of this provider, and free of charge.',
    ],
    'start',
  ),
  can(
    'under-18',
    ['负责人未满18岁可以备案吗？', 'Can a person under 18 be in charge?'],
    [
      '各省要求不同，填写时会显示；可能需要补充材料，也可咨询工信部 010-6641-1166。',
      'It varies by province and stands beside the field; more papers may be asked for. MIIT answers on 010-6641-1166.',
    ],
    'people',
  ),
  can(
    'beta-server',
    ['试用、按量计费的服务器可以备案吗？', 'Can a trial or pay-as-you-go server back a filing?'],
    [
      '按量计费的不可以；包年包月且购买3个月以上的可以。',
      'Pay-as-you-go cannot; a prepaid one of three months or more can.',
    ],
    'servers',
  ),
  can(
    'expired-server',
    ['服务器过期了可以备案吗？', 'Can I file with an expired server?'],
    ['不可以，请先续费。', 'No: renew it first.'],
    'servers',
  ),
  can(
    'transfer-and-new',
    ['可以同时办接入备案和新增网站吗？', 'Can I transfer and file a new website at once?'],
    ['不可以，先办接入备案，完成后再新增网站。', 'No: transfer first, then file the new website.'],
    'type',
  ),
  can(
    'individual-bbs',
    ['个人备案可以做论坛吗？', 'Can an individual run a forum?'],
    [
      '不可以，论坛属于电子公告服务，个人不能办理。',
      'No: forums are bulletin board services, for which individuals are not eligible.',
    ],
    'websites',
  ),
  can(
    'entities-one-server',
    ['不同主体可以用同一台服务器吗？', 'Can several entities use one server?'],
    ['可以，其他主体使用备案服务码。', 'Yes, the others with authorization codes.'],
    'servers',
  ),
  can(
    'other-entity-same-account',
    ['账号已有备案，可以再为另一主体备案吗？', 'Can my account file for another entity as well?'],
    [
      '不可以，请为新主体注册新账号；也可使用备案服务码。',
      'No: register a new account for it; a code lends it your server.',
    ],
    'entity',
  ),
  can(
    'eleven-websites',
    [
      '要上线11个网站，一次只能10个，可以换账号吗？',
      'I have eleven websites and an order takes ten. May I use another account?',
    ],
    [
      '同一主体的，请在当前订单完成后再提交其余网站；不同主体的，可以用另一个账号。',
      'For the same entity file the rest after the approval; for another entity another account.',
    ],
    'websites',
  ),

  how(
    'precondition',
    ['备案的前提是什么？', 'What is needed before I file?'],
    [
      '境内服务器、已注册的域名，以及已实名认证的账号。',
      'A server on the mainland, a registered domain and a verified account.',
    ],
    'prepare',
  ),
  how(
    'personal-and-organisation',
    ['同一账号怎样办个人和单位两种备案？', 'How do I file as a person and as an organisation?'],
    [
      '一个账号只对应一个主体，另一个主体请注册新账号。',
      'One account is for one entity: register another account for the other.',
    ],
    'entity',
  ),
  how(
    'across-provinces',
    ['个人怎样跨省备案？', 'How does an individual file in another province?'],
    [
      '当地管局允许并能提供居住证明的，可以在当地备案；否则在身份证所在省备案。',
      'Where the bureau there allows it and you can prove residence; otherwise in the province of the identity card.',
    ],
    'entity',
  ),
  how(
    'several-websites',
    ['怎样一次备案多个网站？', 'How do I file several websites at once?'],
    [
      '在订单中点“新增网站”；属于不同主体的，使用备案服务码。',
      'Choose “Add a website” in the order; for other entities use codes.',
    ],
    'websites',
  ),
  how(
    'gaming-website',
    ['游戏网站怎样备案？', 'How is a gaming website filed?'],
    [
      '须先取得文化主管部门的许可，并在前置审批中填写、上传。',
      'Obtain the permit of the culture administration first, give its number and upload it.',
    ],
    'websites',
    'documents',
  ),
  how(
    'overseas-organisation',
    ['境外单位怎样备案？', 'How does an overseas organisation file?'],
    [
      '境外单位不能备案，须在内地设立机构并取得证件。',
      'It cannot; it files through a mainland branch with its own certificate.',
    ],
    'entity',
  ),
  how(
    'adult-products',
    ['成人用品网站怎样备案？', 'How is a website for adult products filed?'],
    [
      '须有工商和卫生部门批准，营业执照经营范围包含相应内容，个人不能办理。',
      'It needs approvals of the commerce and health authorities and the business scope; individuals cannot file it.',
    ],
    'websites',
    'documents',
  ),
  how(
    'server-elsewhere',
    ['服务器不在这里，怎样备案？', 'How do I file with a server of another provider?'],
    ['请在服务器所在的接入商办理；或先在这里购买服务器。', 'With that provider; or buy a server here first.'],
    'servers',
    'start',
  ),
  how(
    'foreign-registrar',
    ['境外注册商的域名怎样备案？', 'How is a domain of a foreign registrar filed?'],
    ['先转入境内注册商并实名认证。', 'Transfer it to a mainland registrar and verify its owner.'],
    'websites',
  ),
  how(
    'order-in-progress',
    ['账号有进行中的订单，什么时候能再提交？', 'There is an order in progress. When can I submit another?'],
    [
      '未提交管局的，可以放弃并与新网站合并办理；已提交管局的会锁定，处理完才能办理新的。',
      'Before the bureau has it, you may give it up and file both together; once handed over it is locked until the bureau decides.',
    ],
    'prepare',
  ),
  how(
    'bbs-website',
    ['论坛网站怎样备案？', 'How is a forum filed?'],
    [
      '个人不能办理；单位须先取得当地管局的专项审批，部分省份已停止审批。',
      'Individuals cannot; organisations need the bureau’s approval, which some provinces no longer grant.',
    ],
    'websites',
  ),
  how(
    'personal-then-organisation',
    [
      '个人备案进行中，想为新域名办单位备案怎么办？',
      'My personal filing is in progress; how do I file another domain for an organisation?',
    ],
    ['请注册新账号办理。', 'Register another account.'],
    'prepare',
  ),

  affected(
    'server-change',
    ['更换服务器影响备案吗？', 'Does a change of server affect the filing?'],
    [
      '换到其他接入商的，要在新接入商办理接入备案；在本接入商内更换的，持有经营性许可证的办理变更。',
      'To another provider: transfer there. Within this provider: a change only with an operational licence.',
    ],
    'servers',
    'records',
  ),
  affected(
    'domain-unverified',
    ['域名没有实名认证会怎样？', 'What if the domain’s owner is not verified?'],
    ['可以先提交，但通过实名认证后才能批准。', 'You may submit; it is approved only after the verification.'],
    'prepare',
    'websites',
  ),
  affected(
    'owner-kind-differs',
    ['域名实名类型与备案主体不一致会怎样？', 'What if the kinds of domain owner and entity differ?'],
    ['会被退回，两者必须一致。', 'The order is sent back; they must be the same.'],
    'websites',
    'entity',
  ),
  affected(
    'old-website-unused',
    ['以前备案的网站不用了，可以新增网站吗？', 'Can I file a new website when an old one is out of use?'],
    ['各省要求不同，建议先注销不用的网站。', 'It depends on the province; better deregister the old one first.'],
    'records',
    'websites',
  ),
  affected(
    'old-website-rebuilt',
    ['已备案的网站正在改版，可以新增网站吗？', 'Can I file a new website while an old one is rebuilt?'],
    ['建议改版完成后再办理，以免因内容不符被退回。', 'Better wait until it is finished, or it may be sent back.'],
    'records',
    'websites',
  ),
  affected(
    'document-expires',
    ['证件快过期或已过期会怎样？', 'What if an identity document expires?'],
    ['会被退回，请先换新证件。', 'The order is sent back: renew the document first.'],
    'people',
    'entity',
  ),
  affected(
    'transfer-other-province',
    ['接入备案影响其他省的备案吗？', 'Does a transfer affect filings in another province?'],
    ['不影响。', 'No.'],
    'type',
  ),

  other(
    'when-to-file',
    ['什么情况下必须备案？', 'When do I have to file?'],
    [
      '域名指向境内服务器，或单位用该域名的 mail. 收发邮件时。',
      'When the domain points to a mainland server, or serves mail through mail.',
    ],
    'start',
  ),
  other(
    'domain-or-port',
    ['决定是否备案的是域名还是80端口？', 'What decides: the domain or port 80?'],
    ['域名。任何端口上的未备案域名都会被检测到。', 'The domain: one that is not filed is detected on any port.'],
    'start',
  ),
  other(
    'registrar-and-provider',
    ['服务器和域名必须在同一家买吗？', 'Must server and domain be of one company?'],
    ['不必，备案在服务器所在的接入商办理。', 'No; the filing goes to the provider of the server.'],
    'start',
  ),
  other(
    'how-many-at-once',
    ['一次可以备案几个网站？', 'How many websites can one order have?'],
    [
      '个人1个；单位最多10个，部分省份更少，填写时会提示。',
      'One of an individual, up to ten of an organisation, fewer in some provinces.',
    ],
    'websites',
  ),
  other(
    'individual-content',
    ['个人可以办什么网站？', 'What may an individual run?'],
    [
      '个人博客、作品展示等个人类网站，不能涉及企业、行业或需审批的内容。',
      'Personal sites such as blogs and portfolios, nothing commercial or in need of approval.',
    ],
    'websites',
  ),
  other(
    'resolve-without-filing',
    ['买了服务器，可以不备案就解析域名吗？', 'May I point my domain to the server without filing?'],
    ['不可以，未备案的域名会被阻断。', 'No: it would be blocked.'],
    'start',
    'diagnosis',
  ),
  other(
    'add-entity',
    ['已有备案的账号可以再加主体吗？', 'Can an account with a filing add another entity?'],
    ['不可以，一个账号只对应一个主体。', 'No: one account, one entity.'],
    'entity',
  ),
  other(
    'new-website-faster',
    ['新增网站比首次备案快吗？', 'Is a new website faster than a first filing?'],
    ['不会，流程和时间相同。', 'No: steps and durations are the same.'],
    'type',
    'start',
  ),
  other(
    'other-region',
    ['在北京的服务器备案，别的地域能用吗？', 'Does a filing with a server in Beijing hold in other regions?'],
    ['可以，在本接入商的境内所有地域有效。', 'Yes, in every mainland region of this provider.'],
    'start',
    'servers',
  ),
  other(
    'personal-and-site-head',
    [
      '我有个人备案，可以做单位网站的负责人吗？',
      'I have a personal filing. Can I be head of an organisation’s website?',
    ],
    ['可以；但同一人不能同时是两个单位的网站负责人。', 'Yes; but nobody is site head of two organisations.'],
    'people',
  ),
] as const;
