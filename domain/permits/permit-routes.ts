/** The ways to a culture permit as data: steps in order, each opening when the one before is done (R-PRE-4, R-PRE-5, R-PRE-14; ). */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { Province } from '../order/form.ts';
import { SOURCES } from '../policy/rows/sources.ts';

export const PERMIT_STEPS = [
  'FILE_WITHOUT_CULTURE',
  'CULTURE_PERMIT',
  'CHANGE_FILING',
  'TELECOM_PERMIT',
  'CHANGE_TELECOM_PERMIT',
  'BUSINESS_REGISTRY',
  'SHOW_NUMBER',
] as const;
export type PermitStepKey = (typeof PERMIT_STEPS)[number];

interface StepText {
  name: Bilingual;
  what: Bilingual;
}

const STEPS: Readonly<Record<PermitStepKey, StepText>> = {
  FILE_WITHOUT_CULTURE: {
    name: say('普通备案', 'File as an ordinary website'),
    what: say('先按普通网站备案，网站不得有文化类内容。', 'File the website first, without any contents of culture.'),
  },
  CULTURE_PERMIT: {
    name: say('申请网络文化经营许可证', 'Obtain the culture permit (ICBP)'),
    what: say(
      '向省级文化和旅游主管部门提出申请，由文化和旅游部自收到初审意见之日起20个工作日内决定；不予批准的会说明理由。许可证有效期3年，期满前60个工作日内申请续期。',
      'Apply to the culture authority of the province; the ministry decides within 20 business days of the preliminary opinion and gives reasons for a refusal. The permit holds for 3 years and is renewed within the 60 business days before its end.',
    ),
  },
  CHANGE_FILING: {
    name: say('变更备案', 'Change the filing'),
    what: say(
      '在备案记录中办理变更：前置审批选择“文化”，上传许可证彩色扫描件，游戏网站将服务内容改为游戏并更改网站名称。',
      'Open a change from the record: choose culture as prior approval and upload a colour scan of the permit; a website of games sets its content to games and takes its new name.',
    ),
  },
  TELECOM_PERMIT: {
    name: say('申请增值电信业务经营许可证', 'Obtain the telecommunication permit (VATP)'),
    what: say('向省通信管理局申请。', 'Apply to the communications administration of the province.'),
  },
  CHANGE_TELECOM_PERMIT: {
    name: say('变更增值电信业务经营许可证', 'Change the telecommunication permit'),
    what: say('按新的服务内容变更许可证。', 'Have the permit changed to the new content.'),
  },
  BUSINESS_REGISTRY: {
    name: say('变更工商登记（如要求）', 'Update the business registry, if asked'),
    what: say('登记机关要求时办理。', 'Only where the registry asks for it.'),
  },
  SHOW_NUMBER: {
    name: say('在首页标明许可证编号', 'Show the number of the permit'),
    what: say('在网站首页显著位置标明许可证编号。', 'Show it where visitors of the home page see it.'),
  },
};

interface RouteRow {
  key: string;
  name: Bilingual;
  /** The province whose bureau names this way; everywhere where it is left out. */
  province?: Province;
  games?: true;
  source: string;
  steps: readonly PermitStepKey[];
}

const GUANGDONG = { province: 'GD', games: true, source: SOURCES.TENCENT_FAQ } as const;

const ROUTES: readonly RouteRow[] = [
  {
    key: 'FILING_FIRST',
    name: say('方式一：先备案，再取得文化许可证', 'First way: culture permit before the telecommunication permit'),
    ...GUANGDONG,
    steps: [
      'FILE_WITHOUT_CULTURE',
      'CULTURE_PERMIT',
      'CHANGE_FILING',
      'TELECOM_PERMIT',
      'BUSINESS_REGISTRY',
      'SHOW_NUMBER',
    ],
  },
  {
    key: 'TELECOM_FIRST',
    name: say('方式二：先取得电信许可证', 'Second way: telecommunication permit first, without prior approval'),
    ...GUANGDONG,
    steps: [
      'FILE_WITHOUT_CULTURE',
      'TELECOM_PERMIT',
      'CULTURE_PERMIT',
      'CHANGE_FILING',
      'CHANGE_TELECOM_PERMIT',
      'BUSINESS_REGISTRY',
      'SHOW_NUMBER',
    ],
  },
  {
    key: 'PERMIT',
    name: say('取得许可证并变更备案', 'Obtain the permit and change the filing'),
    source: SOURCES.TENCENT_FAQ,
    steps: ['CULTURE_PERMIT', 'CHANGE_FILING', 'SHOW_NUMBER'],
  },
];

export interface PermitStep extends StepText {
  step: PermitStepKey;
  /** An order is opened from the record for it. */
  opensOrder: boolean;
}

export interface PermitRoute {
  route: string;
  name: Bilingual;
  source: string;
  steps: readonly PermitStep[];
}

/** The ways that are open to a website: those of its province, otherwise the one that holds everywhere. */
export function permitRoutes({
  culture,
  province,
}: {
  culture: string;
  province?: Province | undefined;
}): PermitRoute[] {
  const ofProvince = ROUTES.filter((row) => row.province === province && row.games === true && culture === 'GAMES');
  const open =
    province !== undefined && ofProvince.length > 0 ? ofProvince : ROUTES.filter((row) => row.province === undefined);
  return open.map(({ key, name, source, steps }) => ({
    route: key,
    name,
    source,
    steps: steps.map((step) => ({ step, ...STEPS[step], opensOrder: step === 'CHANGE_FILING' })),
  }));
}
