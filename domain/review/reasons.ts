/**
 * Why a reviewer sends an order back: each reason with its code, what it can be about, and the words for the customer (R-SM-5).
 * A reason of some provinces only is offered for their orders alone. Reviewers choose one and may write other words; reasons that
 * the rules find by themselves stand in `domain/check-order/`.
 */
import type { Bilingual } from '../messages/texts/wording.ts';
import { say } from '../messages/texts/wording.ts';
import type { Province } from '../order/form.ts';

/** What a reason can be about: a part of the form or a scan, in the words with which paths begin. */
export const REASON_PARTS = ['entity', 'people', 'websites', 'documents'] as const;
export type ReasonPart = (typeof REASON_PARTS)[number];

export interface Reason {
  readonly code: string;
  readonly parts: readonly ReasonPart[];
  /** Names of fields or slots; every one of the part when left out. */
  readonly only?: readonly string[];
  readonly provinces?: readonly Province[];
  /** Why, in a few words. */
  readonly words: Bilingual;
  /** What the customer does about it. */
  readonly advice: Bilingual;
}

const IN_WRITING = ['entity', 'people', 'websites'] as const;

export const REASONS: readonly Reason[] = [
  reason('NOT_AS_ON_DOCUMENT', IN_WRITING, say('与证件不一致', 'Not as on the document'), say('填写内容与证件不一致，请按证件原样填写。', 'What you filled in differs from the document. Write it exactly as it stands there.')),
  reason('INCOMPLETE_ENTRY', IN_WRITING, say('填写不完整', 'Incomplete'), say('填写不完整，请补充完整。', 'This is incomplete. Fill in the rest.')),
  reason('ADDRESS_NOT_DETAILED', ['entity'], say('地址不详细', 'Address not detailed enough'), say('地址须详细到门牌号或房间号，请补充。', 'Give the address down to the number of house or room.'), { only: ['certificateAddress', 'mailingAddress'] }),
  reason('NAME_NOT_OF_CONTENT', ['websites'], say('网站名称与内容不符', 'Name does not fit the content'), say('网站名称与网站内容或主体性质不符，请修改名称。', 'The name does not fit the content of the website or the kind of the entity. Choose another name.'), { only: ['name'] }),
  reason('NAME_NOT_ALLOWED', ['websites'], say('网站名称不合规', 'Name not allowed'), say('网站名称不符合要求：请勿使用域名、英文、地区、姓名或未获审批的行业名称。', 'This name is not allowed: use no domain, no English, no region, no personal name, and no sector for which there is no approval.'), { only: ['name'] }),
  reason('CONTENT_BEFORE_FILING', ['websites'], say('备案前网站可访问', 'Website open before the filing'), say('备案完成前网站不得开通，请关闭网站后重新提交。', 'The website must not be open before the filing is done. Close it and submit again.'), { only: ['domain', 'homeUrl'] }),
  reason('REMARK_NEEDED', IN_WRITING, say('需补充备注', 'Remark needed'), say('请在备注中说明情况。', 'Explain this in the remark.'), { only: ['remark'] }),
  reason('PRE_APPROVAL_NEEDED', ['websites'], say('需前置审批', 'Prior approval needed'), say('网站涉及需前置审批的内容，请选择相应类别并上传批文；如不涉及，请修改名称和内容。', 'The website touches a sector that needs a prior approval. Choose the sector and upload the approval, or change name and content.'), { only: ['preApprovals', 'name', 'contentCategories', 'remark'] }),
  reason('PHONE_WRONG', ['people'], say('电话有误', 'Wrong number'), say('该号码不属于负责人或无法接通，请填写负责人本人可接通的号码。', "The number is not the person's own or cannot be reached. Give one at which the person answers."), { only: ['mobile', 'emergencyMobile'] }),
  reason('DOMAIN_NOT_OF_ENTITY', ['websites'], say('域名所有者不一致', 'Domain belongs to somebody else'), say('域名所有者与备案主体不一致，请在注册商处完成域名实名认证或过户后重新提交。', 'The domain belongs to somebody else. Have it verified or transferred at its registrar, then submit again.'), { only: ['domain'] }),
  reason('SCAN_UNCLEAR', ['documents'], say('图片不清晰', 'Not legible'), say('图片不清晰，请重新上传清晰的彩色原件照片或扫描件。', 'The picture cannot be read. Upload a clear picture of the original in colour.')),
  reason('SCAN_CUT_OFF', ['documents'], say('图片不完整', 'Cut off'), say('图片不完整，请上传四角齐全的完整图片。', 'Part of it is missing. Upload a picture with all four corners.')),
  reason('SCAN_OF_COPY', ['documents'], say('非原件', 'Not the original'), say('请上传原件的彩色图片；复印件无效。', 'Upload a picture of the original in colour; a copy does not do.')),
  reason('SCAN_EDITED', ['documents'], say('图片经过修改', 'Edited'), say('图片有修改或无关水印，请重新拍摄原件后上传。', 'The picture was edited or has a foreign watermark. Photograph the original anew.')),
  reason('SCAN_OF_ANOTHER', ['documents'], say('材料不符', 'Wrong document'), say('上传的不是所需材料，请按说明重新上传。', 'This is not the document that is asked for. Upload the right one.')),
  reason('DOCUMENT_EXPIRED', ['documents'], say('证件已过期', 'Expired'), say('证件已过期，请上传有效证件并更新有效期。', 'The document has expired. Upload a valid one and correct the date.')),
  reason('SEAL_OR_SIGNATURE', ['documents'], say('缺少签字或盖章', 'Signature or seal missing'), say('缺少签字、日期或公章，请补齐后重新上传。', 'A signature, date or seal is missing. Complete it and upload it again.')),
  reason('PHOTO_NOT_AS_ASKED', ['documents'], say('照片不合格', 'Photo not as asked'), say('照片不合格：请本人正对镜头、上半身入镜、幕布文字清晰，并与当前季节着装相符。', 'The photo does not do: face the camera in person, upper body in full, the text of the backdrop legible, clothes of the season.'), { only: ['backdrop-photo', 'photo-in-hand'] }),
  // Of single provinces (domain-spec §3.6, §11.1).
  reason('REMARK_THIRTY_CHARACTERS', ['websites'], say('备注不足三十字', 'Remark below 30 characters'), say('内蒙古要求备注不少于三十个字，请补充网站内容说明。', 'Inner Mongolia asks for a remark of at least 30 characters about the content.'), { only: ['remark'], provinces: ['NM'] }),
  reason('PRE_APPROVAL_REMARK', ['websites'], say('缺少前置审批说明', 'Remark about prior approval missing'), say('江西要求在备注中说明是否涉及前置审批。', 'Jiangxi asks for a remark that says whether a prior approval is needed.'), { only: ['remark'], provinces: ['JX'] }),
  reason('LAND_LINE_REMARK', ['entity', 'people'], say('缺少固定电话说明', 'Remark about the land line missing'), say('安徽要求：没有固定电话的，请在备注中说明。', 'Anhui asks: without a land line, say so in the remark.'), { only: ['remark', 'emergencyMobile'], provinces: ['AH'] }),
  reason('CLOUD_RESOURCES_REMARK', ['websites'], say('缺少云资源说明', 'Remark about cloud resources missing'), say('河北要求：一个网站使用多个云资源的，请在备注中说明并上传盖章说明。', 'Hebei asks: explain in the remark why a website uses more than one cloud resource, with a stamped note.'), { only: ['remark'], provinces: ['HE'] }),
  reason('COMMITMENT_LETTER', ['documents'], say('承诺书不合格', 'Commitment letter not as asked'), say('请按本省模板手写填写承诺书并签字（单位盖章）后上传。', "Fill in the province's commitment letter by hand, sign it (organisations: seal it) and upload it."), { only: ['commitment-letter', 'checklist-form'], provinces: ['GD', 'JS'] }),
  reason('FINANCE_UNDERTAKING', ['documents'], say('金融承诺书不合格', 'Undertaking not as asked'), say('承诺书标题须为“承诺书”，写明未经金融监管部门和管局同意不从事金融业务，并由法定代表人签字盖章。', 'The undertaking is titled 承诺书, promises no financial services without the consent of regulator and bureau, and is signed and sealed by the legal representative.'), { only: ['finance-undertaking'], provinces: ['GD', 'ZJ'] }),
  reason('PARTY_BUILDING', ['documents'], say('党建证明不合格', 'Proof of party building not as asked'), say('请向 0991-6788-039 咨询并上传有效的党建证明。', 'Ask on 0991-6788-039 and upload a valid proof of party building.'), { only: ['party-building-proof'], provinces: ['XJ'] }),
  reason('ENGLISH_NAME', ['websites'], say('网站名称不得为英文', 'No English names'), say('重庆不接受英文网站名称，请改为中文名称。', 'Chongqing accepts no English names of websites. Choose a Chinese one.'), { only: ['name'], provinces: ['CQ'] }),
  reason('RELIGION', ['websites'], say('涉及宗教内容', 'Religious content'), say('宁夏：涉及宗教内容的，请先取得宗教事务部门同意。', 'Ningxia: religious content needs the consent of the religious affairs bureau first.'), { only: ['name', 'contentCategories', 'remark'], provinces: ['NX'] }),
  reason('OTHER', REASON_PARTS, say('其他', 'Other'), say('', '')),
]; // prettier-ignore

function reason(
  code: string,
  parts: readonly ReasonPart[],
  words: Bilingual,
  advice: Bilingual,
  limits: Pick<Reason, 'only' | 'provinces'> = {},
): Reason {
  return { code, parts, words, advice, ...limits };
}

/**
 * The reasons that can be given for a field or scan, in the order in which they are offered.
 *
 * @param path `entity.name`, `people.P1.mobile`, `websites.W1.name`, `documents.site-head-id:P2`
 */
export function reasonsFor(path: string, province: Province | undefined): readonly Reason[] {
  const [part, ...rest] = path.split('.');
  const named = (part === 'documents' ? rest.join('.').split(':')[0] : rest.at(-1)) ?? '';
  return REASONS.filter(
    ({ parts, only, provinces }) =>
      parts.some((one) => one === part) &&
      (only === undefined || only.some((one) => named === one || named.startsWith(`${one}-`))) &&
      (provinces === undefined || (province !== undefined && provinces.includes(province))),
  );
}

/** Its words; undefined for a code that reviewers do not give. */
export const reasonOf = (code: string): Reason | undefined => REASONS.find((one) => one.code === code);
