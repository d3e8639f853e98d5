/** Questions after the approval: the number, duties, licences, inspection, removal, and websites that cannot be reached. */
import { chapter } from './article.ts';

const after = chapter('FAQ: After approval', '2019-08-21');
const dereg = chapter('FAQ: Deregistration', '2019-08-21');
const number = chapter('FAQ: ICP filing number', '2020-04-12');
const password = chapter('FAQ: ICP filing password', '2020-02-27');
const psb = chapter('FAQ: Public security bureau filing', '2019-08-21');
const licence = chapter('FAQ: Operational ICP licence', '2019-10-17');
const culture = chapter('FAQ: Internet culture business permit', '2019-08-21');
const reach = chapter('FAQ: Website accessibility', '2020-02-20');
const inspection = chapter('FAQ: Special inspection of filing information', '2020-04-16');

export const AFTER_APPROVAL = [
  after(
    'approved-still-fails',
    ['备案通过了，域名解析仍然失败？', 'The filing was approved, but the domain does not resolve?'],
    [
      '可能被注册局暂停解析：.com 和 .net 等须在注册后5天内完成实名认证。',
      'The registry may have suspended it: owners of .com and .net are verified within five days.',
    ],
    'diagnosis',
  ),
  after(
    'change-system',
    ['备案后可以更换服务器系统吗？', 'Can I change the operating system of the server?'],
    ['可以。', 'Yes.'],
    'records',
  ),
  after(
    'to-hong-kong',
    ['换成本接入商的香港服务器，备案会注销吗？', 'Is the filing removed when I move to a server in Hong Kong?'],
    [
      '备案保留；但域名不再指向境内服务器的，接入可能被取消。',
      'It stays; but access may be cancelled when the domain no longer points to the mainland.',
    ],
    'records',
  ),
  after(
    'domain-expired',
    [
      '域名过期被别人注册了，备案还在吗？',
      'My domain expired and somebody else registered it. Is the filing still there?',
    ],
    ['会保留一段时间，建议及时注销，以免被冒用。', 'For a while; deregister it soon, so that nobody misuses it.'],
    'records',
  ),
  after(
    'original-after-transfer',
    ['接入后，原来的备案怎么处理？', 'What becomes of the original filing after a transfer?'],
    [
      '只转部分域名的互不影响；全部转走的，原接入商会取消接入，及时处理以免成为空壳。',
      'Some domains transferred: both go on. All of them: the original provider ends its access; see that no shell remains.',
    ],
    'records',
  ),
  dereg(
    'removal-entity-or-website',
    ['注销主体和注销网站有什么区别？', 'How do removal of the entity and of a website differ?'],
    [
      '注销主体会删除备案号和全部网站；注销网站只删除该网站，主体和其他网站保留。',
      'The first removes the number with all websites; the second one website alone.',
    ],
    'records',
  ),
  dereg(
    'removal-how-long',
    ['注销要多久？', 'How long does a removal take?'],
    ['管局3–20个工作日内完成。', 'Three to twenty business days at the bureau.'],
    'records',
  ),
  dereg(
    'removal-cancel-access',
    ['取消接入和注销备案有什么区别？', 'How do cancellation of access and removal differ?'],
    [
      '取消接入只解除与本接入商的关系，备案号保留，请尽快在新接入商办理；注销会删除工信部记录，须重新备案。',
      'The first ends the access here and keeps the number: go to the new provider soon. The second deletes the record, and a new filing is needed.',
    ],
    'records',
  ),
  dereg(
    'removal-order-abandoned',
    ['订单显示“已终止”，影响其他备案吗？', 'Does an order that has ended affect other filings?'],
    ['不影响已有的备案。', 'No.'],
    'records',
  ),
  dereg(
    'removal-removed-at-miit',
    ['主体注销后，工信部也查不到吗？', 'Is a removed entity gone from MIIT as well?'],
    ['是的。', 'Yes.'],
    'records',
  ),
  dereg(
    'removal-cancel-removal',
    ['可以取消注销申请吗？', 'Can a removal be cancelled?'],
    ['提交管局前可以，提交后不能。', 'Before the bureau has it, yes; afterwards, no.'],
    'records',
    'bureau',
  ),
  dereg(
    'removal-removal-others',
    ['注销一个网站影响其他网站吗？', 'Does the removal of a website affect the others?'],
    ['不影响。', 'No.'],
    'records',
  ),
  dereg(
    'removal-after-cancelled-access',
    ['取消接入后网站还能访问吗？', 'Can the website be reached after its access was cancelled?'],
    [
      '不能用本接入商的服务器访问；备案号仍在，请尽快在新接入商办理接入，否则可能被注销。',
      'Not through this provider. The number stays: transfer it soon, or the bureau may remove it.',
    ],
    'records',
    'diagnosis',
  ),
  number(
    'number-what-is-it',
    ['什么是备案号？', 'What is a filing number?'],
    [
      '备案通过后由工信部发放，可在 beian.miit.gov.cn 查询。',
      'MIIT issues it with the approval; it can be looked up on beian.miit.gov.cn.',
    ],
    'duties',
  ),
  number(
    'number-how-to-use',
    ['备案号怎样使用？', 'How is the number used?'],
    [
      '在首页底部居中展示主体名称和备案号，并链接到工信部网站。',
      'Show it with the name of the entity at the bottom centre of the home page, linked to MIIT’s site.',
    ],
    'duties',
  ),
  number(
    'number-exists-already',
    ['新买的域名提示已有备案？', 'My new domain has a filing already?'],
    [
      '前所有者没有注销。请在工信部查询所在省份，下载该省的注销申请表，连同域名证书寄给管局，注销后再备案。',
      'The former owner left it. Look up its province at MIIT, send the form of removal with the domain certificate to that bureau, then file.',
    ],
    'websites',
    'type',
  ),
  number(
    'number-why-deregistered',
    ['备案号为什么会被注销？', 'Why is a number deregistered?'],
    [
      '主体申请、域名新持有人申请、信息不真实或无法联系、接入被取消、内容违法。具体原因请咨询管局。',
      'On application, on that of a new owner of the domain, for false data or phones out of use, after cancelled access, or for illegal content. The bureau says which.',
    ],
    'records',
    'diagnosis',
  ),
  number(
    'number-recover',
    ['注销的备案号可以恢复吗？', 'Can a deregistered number be restored?'],
    ['不可以，请重新备案。', 'No: file anew.'],
    'records',
  ),
  number(
    'number-validity',
    ['备案号有有效期吗？', 'How long is a number valid?'],
    [
      '没有固定期限，信息真实、及时变更即可；空壳、虚假或违法的会被注销。',
      'Without end, as long as the data is true and kept up to date.',
    ],
    'duties',
    'records',
  ),
  password(
    'password-where',
    ['备案密码在哪里？', 'Where is the filing password?'],
    [
      '首次备案成功后，工信部以短信和邮件发给主体负责人，每个主体一个。',
      'MIIT sends it to the head of the entity with the first approval; each entity has one.',
    ],
    'records',
  ),
  password(
    'password-verify',
    ['怎样核对备案密码？', 'How do I check the filing password?'],
    ['在工信部备案系统用“修改备案密码”验证。', 'On MIIT’s system, with “change the password”.'],
    'records',
  ),
  password(
    'password-reset',
    ['忘记备案密码怎么办？', 'What if I forgot the filing password?'],
    [
      '在工信部备案系统“找回备案密码”；手机和邮箱都停用的，下载所在省的申请表邮寄给管局。',
      'Recover it on MIIT’s system; with phone and mailbox out of use, send the form of your province to the bureau.',
    ],
    'records',
  ),
  psb(
    'psb-mandatory',
    ['公安联网备案必须办吗？', 'Is the PSB filing mandatory?'],
    ['是的，网站开通后30日内办理。', 'Yes, within 30 days.'],
    'duties',
  ),
  psb(
    'psb-through-provider',
    ['可以由接入商代办公安备案吗？', 'Does the provider file with the PSB for me?'],
    ['不可以，请自行办理；需要接入商信息的可以提供。', 'No, file it yourself; the provider supplies its own details.'],
    'duties',
  ),
  psb(
    'psb-how',
    ['怎样办理公安联网备案？', 'How do I file with the PSB?'],
    [
      '登录公安联网备案平台提交；通过后30日内在首页展示图标和编号。',
      'On its national platform; within 30 days of the approval show icon and number on the home page.',
    ],
    'duties',
  ),
  licence(
    'licence-certificate',
    ['怎样取得接入商资质证明？', 'How do I get the provider’s certificate of qualification?'],
    ['联系客服，提供域名和服务器账号，核对后出具。', 'Ask support with the domain and the account of the server.'],
    'duties',
  ),
  licence(
    'licence-capital',
    ['经营性许可证对注册资本有要求吗？', 'Is there a least registered capital for the operational licence?'],
    ['一般不低于100万元，以管局要求为准。', 'Usually RMB 1 million; the bureau decides.'],
    'duties',
  ),
  licence(
    'licence-where',
    ['经营性许可证在哪里办？', 'Where is the operational licence applied for?'],
    [
      '向所在地通信管理局申请；部分城市接入商可协助。',
      'At the bureau of your province; in some cities the provider assists.',
    ],
    'duties',
  ),
  licence(
    'licence-overseas',
    ['服务器在境外的经营性网站要许可证吗？', 'Does an operational website on a server abroad need the licence?'],
    ['不需要。', 'No.'],
    'duties',
    'start',
  ),
  culture(
    'culture-permit-what',
    ['什么是网络文化经营许可证？', 'What is the internet culture business permit?'],
    [
      '从事经营性互联网文化活动的许可，由文化主管部门发放。',
      'A permit of the culture administration for internet culture run as a business.',
    ],
    'websites',
    'duties',
  ),
  culture(
    'culture-permit-who',
    ['哪些网站需要网络文化经营许可证？', 'Which websites need it?'],
    [
      '音乐娱乐、游戏及虚拟货币、艺术品、演出、动漫、展览比赛等。',
      'Music, games and their currencies, artworks, performances, animation, exhibitions and contests.',
    ],
    'websites',
  ),
  culture(
    'culture-permit-requirements',
    ['办理网络文化经营许可证有什么条件？', 'What does it require?'],
    [
      '内资企业，注册资本100万元以上（游戏1000万元），有相应人员和业务方案。',
      'A Chinese-funded organisation, a capital of RMB 1 million (games: 10 million), qualified staff and a plan.',
    ],
    'websites',
  ),
  culture(
    'culture-permit-how',
    ['怎样办理网络文化经营许可证？', 'How is it applied for?'],
    ['向省级文化主管部门申请，审核通过后发证。', 'At the culture administration of the province.'],
    'websites',
  ),
  culture(
    'culture-permit-without',
    ['不办网络文化经营许可证有什么影响？', 'What follows without it?'],
    ['可能被处罚或关停。', 'Punishment, or the end of the website.'],
    'duties',
  ),
  culture(
    'culture-permit-how-long',
    ['网络文化经营许可证要多久？', 'How long does it take?'],
    ['约20个工作日。', 'About twenty business days.'],
    'duties',
  ),
  culture(
    'culture-permit-validity',
    ['网络文化经营许可证有效期多久？', 'How long is it valid?'],
    ['三年，到期前60个工作日内续办。', 'Three years; renew it within 60 business days before the end.'],
    'duties',
  ),
  culture(
    'culture-permit-any-game',
    ['网站内容涉及游戏就必须办吗？', 'Is it needed for anything about games?'],
    [
      '只有经营性的需要，包括靠广告、赞助或电商盈利的。',
      'Only where it is a business, also by advertising, sponsors or shops.',
    ],
    'websites',
  ),
  culture(
    'culture-permit-afterwards',
    ['取得许可证后还要做什么？', 'What is to be done after it?'],
    [
      '备案或变更时在前置审批中选“文化”并上传；在首页展示许可证号。',
      'Choose the sector culture in the filing, upload it, and show its number on the home page.',
    ],
    'websites',
    'duties',
  ),
  culture(
    'culture-permit-expired',
    ['许可证到期要换吗？', 'Is it replaced when it expires?'],
    ['要，到期失效，须续办。', 'Yes: it is void then.'],
    'duties',
  ),
  culture(
    'culture-permit-individual',
    ['个人可以办网络文化经营许可证吗？', 'Can an individual apply for it?'],
    ['不可以。', 'No.'],
    'websites',
  ),
  reach(
    'why-inaccessible',
    ['网站为什么打不开？', 'Why can my website not be reached?'],
    [
      '常见原因：未备案、未接入、备案已注销、域名未实名或被暂停、解析或服务器故障。可用“网站打不开”检测。',
      'Not filed, not transferred, deregistered, owner not verified, or a fault of DNS or server. Let the diagnosis look at it.',
    ],
    'diagnosis',
  ),
  reach(
    'domain-blocked',
    ['域名被拦截怎么办？', 'What if my domain is blocked?'],
    ['未备案的请备案；备案在其他接入商的请办理接入。', 'File it; or transfer it, if it is filed elsewhere.'],
    'diagnosis',
    'start',
  ),
  reach(
    'filed-domain-blocked',
    ['已备案的域名被拦截怎么办？', 'What if a filed domain is blocked?'],
    [
      '检查备案是否被注销、是否在本接入商有接入，或联系客服。',
      'See whether it is deregistered or has no access here, or ask support.',
    ],
    'diagnosis',
  ),
  reach(
    'approved-today',
    ['今天收到通过通知，网站还是打不开？', 'I was told of the approval today, and the website is still blocked?'],
    ['数据同步需要时间，请在次日再试。', 'The data takes a day to arrive. Try again tomorrow.'],
    'diagnosis',
    'bureau',
  ),
  reach(
    'approved-not-resolving',
    ['管局已通过，解析仍失败？', 'The bureau approved it, but the domain fails to resolve?'],
    [
      '检查域名是否实名、解析是否指向本接入商的服务器。',
      'See that its owner is verified and that it points to a server here.',
    ],
    'diagnosis',
  ),
  reach(
    'filed-elsewhere',
    ['域名在别处备案，为什么不能用这里的服务器？', 'The domain is filed elsewhere. Why can it not use a server here?'],
    ['尚未接入，请办理接入备案。', 'It has no access here: transfer it.'],
    'diagnosis',
    'start',
  ),
  reach(
    'transfer-cancelled',
    ['取消接入后网站还能用吗？', 'Can the website be used after its transfer was cancelled?'],
    ['不能在本接入商的服务器上使用。', 'Not on a server of this provider.'],
    'records',
    'diagnosis',
  ),
  reach(
    'points-away',
    ['域名不再指向本接入商，会被拦截吗？', 'Will the domain be blocked when it no longer points here?'],
    [
      '指向其他境内服务器且未备案的会被拦截；服务器不会。',
      'If it points to another mainland server without a filing; the server itself is not.',
    ],
    'diagnosis',
  ),
  reach(
    'unsupported-suffix',
    ['不能备案的新后缀会被拦截吗？', 'Are domains of suffixes that cannot be filed blocked?'],
    ['指向境内的会被拦截，指向境外的不会。', 'On mainland servers, yes; abroad, no.'],
    'diagnosis',
    'websites',
  ),
  reach(
    'name-servers',
    ['应使用哪些域名服务器？', 'Which name servers do I use?'],
    ['检测结果会列出；更改后48小时内生效。', 'The diagnosis lists them; a change takes up to 48 hours.'],
    'diagnosis',
  ),
  inspection(
    'inspection-why',
    ['为什么要核查备案信息？', 'Why is filing information inspected?'],
    ['依据反恐怖主义法、网络安全法等法律法规的要求。', 'Laws on counter-terrorism and cyber security want it.'],
    'records',
  ),
  inspection(
    'inspection-items',
    ['核查哪些内容？', 'What is inspected?'],
    [
      '主体、联系方式、真实性材料、接入信息，以及网站内容和域名所有者是否与备案一致。',
      'Whether entity, contacts, proofs, access, content and the owner of the domain are as filed.',
    ],
    'records',
  ),
  inspection(
    'inspection-contact-number',
    ['怎样自查联系电话？', 'How do I check the contact number?'],
    ['收到通知后获取短信验证码并填写。', 'Ask for a code, and enter the one of the SMS.'],
    'records',
  ),
  inspection(
    'inspection-not-rectified',
    ['收到核查通知不整改会怎样？', 'What if nothing is rectified?'],
    [
      '整改期内不影响；逾期可能被取消接入或注销。',
      'Nothing within the term; after it the access may end, or the filing be removed.',
    ],
    'records',
  ),
  inspection(
    'inspection-not-used',
    ['备案不用了，收到核查通知怎么办？', 'The filing is out of use. What now?'],
    ['请尽快注销。', 'Deregister it soon.'],
    'records',
  ),
  inspection(
    'inspection-access-cancelled',
    ['逾期被取消接入，备案还在怎么办？', 'The access was cancelled, and the filing is still there?'],
    ['更正信息后重新办理接入备案。', 'Correct the data and transfer it again.'],
    'records',
    'type',
  ),
  inspection(
    'inspection-no-longer-there',
    ['逾期后工信部已没有备案怎么办？', 'And if it is gone from MIIT?'],
    [
      '重新办理首次备案；主体还在其他接入商的，办理新增网站。',
      'File anew; with an entity filed elsewhere, as a new website.',
    ],
    'records',
    'type',
  ),
] as const;
