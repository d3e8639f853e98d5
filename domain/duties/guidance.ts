/** Guidance that a page shows beside a duty: what to do, where, and the text to copy. */
import type { Province } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { Duty } from './duty.ts';
import type { Policies } from '../policy/policy.ts';

export interface Guidance {
  advice: readonly Bilingual[];
  /** Where it is done, or what the number must be linked to. */
  link?: string;
  /** HTML to put into the footer. */
  copy?: string;
}

export interface GuidanceSubject {
  /** The owner of the filing, who alone may stand in the copyright notice (R-POST-2). */
  entityName: string;
  province?: Province | undefined;
  city?: string | undefined;
  on: CivilDate;
  policies: Policies;
}

type About = Pick<Duty, 'kind' | 'number' | 'psbNumber'>;

export function guidanceOf({ kind, number, psbNumber }: About, subject: GuidanceSubject): Guidance {
  const { policies, on, province, entityName } = subject;
  const scope = province === undefined ? {} : { province };
  const platform = policies.resolve('psb.platform', scope, on);
  switch (kind) {
    case 'FOOTER': {
      const link = policies.resolve('footer.icpLink', scope, on);
      return { advice: FOOTER, link, copy: `${escaped(entityName)} <a href="${link}" target="_blank">${number}</a>` };
    }
    case 'PSB':
      return { advice: PSB, link: platform };
    case 'PSB_ICON':
      return {
        advice: PSB_ICON,
        link: platform,
        ...(psbNumber === undefined ? {} : { copy: `<a href="${platform}" target="_blank">${escaped(psbNumber)}</a>` }),
      };
    case 'COPYRIGHT':
      return { advice: COPYRIGHT, copy: `© ${on.slice(0, 4)} ${escaped(entityName)}` };
    case 'LICENCE':
      return { advice: [...LICENCE, providerAssists(subject) ? ASSISTED : NOT_ASSISTED] };
    default:
      return kind satisfies never;
  }
}

const FOOTER = [
  say(
    '请在网站首页底部居中展示主体名称和备案号，并链接至工信部网站。',
    "Show the entity's name and the number at the bottom centre of the home page, linked to MIIT's site.",
  ),
];
const PSB = [
  say(
    '请自行登录公安联网备案平台，向属地公安机关网安部门办理；接入商不代办，可提供接入商信息。',
    'File it yourself with the local police on the national platform; the provider does not file it, but supplies its own details.',
  ),
  say(
    '未办理的，可能被警告或责令停机整顿不超过6个月。',
    'Not filing may be punished by a warning or a suspension of up to 6 months.',
  ),
];
const PSB_ICON = [
  say(
    '请在平台复制公安备案号，下载图标和HTML代码，放在网站首页底部。',
    'Copy the PSB number, download the icon and its HTML code from the platform, and put them into the footer.',
  ),
];
const COPYRIGHT = [
  say(
    '建议在网站底部标注版权信息，版权所有者须与备案主体一致。',
    'A copyright notice in the footer is suggested; its owner must be the entity of the filing.',
  ),
];
const LICENCE = [
  say(
    '网站有经营性内容的，须在备案后向省通信管理局申请经营性ICP许可证，注册资本一般不低于100万元。',
    'A website that earns money needs an operational ICP licence from the bureau after the filing; a registered capital of RMB 1 million or more is usually required.',
  ),
  say(
    '接入商核对域名和服务器账号后，可出具接入商资质证明。',
    'The provider issues its qualification certificate after checking the domain and the server account.',
  ),
];
const ASSISTED = say(
  '接入商在您所在城市可协助办理，请联系客服。',
  'The provider assists in your city: contact its support.',
);
const NOT_ASSISTED = say(
  '接入商在您所在城市不代办，请自行向通信管理局申请。',
  'The provider does not assist in your city: apply to the bureau yourself.',
);

/** R-LIC-2: whole municipalities by their province code, other cities by name. */
function providerAssists({ policies, on, province, city }: GuidanceSubject): boolean {
  const places = policies.resolve('licence.assistCities', {}, on);
  return places.some((place) => place === province || (city !== undefined && isCity(place, city)));
}

const CITIES_ZH: Readonly<Record<string, string>> = { Guangzhou: '广州', Shenzhen: '深圳', Chengdu: '成都' };

const isCity = (place: string, city: string): boolean =>
  city.toLowerCase() === place.toLowerCase() || city.replace(/市$/, '') === CITIES_ZH[place];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
