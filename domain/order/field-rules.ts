/**
 * What a province, a kind of entity or a type of order asks of a field beyond its own rule, from the policies that judge the field
 * later: people read it before they fill the field in.
 */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { PolicyKey } from '../policy/policy-values.ts';
import type { Policies, PolicyScope, PolicyValue } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import { choiceName } from './choice-names.ts';

interface Asked {
  policies: Policies;
  scope: PolicyScope;
  on: CivilDate;
}

type Telling = (asked: Asked) => Bilingual | undefined;

/** A sentence about the value of one policy; nothing where the value asks for nothing. */
const from =
  <Key extends PolicyKey>(key: Key, tell: (value: PolicyValue<Key>) => Bilingual | undefined): Telling =>
  ({ policies, scope, on }) =>
    tell(policies.resolve(key, scope, on));

const MOBILE_REGION: Partial<Readonly<Record<PolicyValue<'person.mobileRegion'>, Bilingual>>> = {
  LOCAL: say('该省要求使用本省的手机号码。', 'This bureau wants a mobile number of the province.'),
  LOCAL_IF_ELSEWHERE: say(
    '非本省户籍的个人须使用本省的手机号码。',
    'Individuals from another province give a mobile number of this one.',
  ),
  ADVISED: say('该省建议使用本省的手机号码。', 'This bureau advises a mobile number of the province.'),
};

const RULES: Readonly<Record<string, readonly Telling[]>> = {
  'entity.certificateValidUntil': [
    from('entity.certMinRemainingDays', (days) =>
      Number(days) === 0
        ? undefined
        : say(`证件剩余有效期不少于${days}天。`, `It must be valid for at least ${days} more days.`),
    ),
  ],
  'entity.mailingCity': [
    from('entity.certAddressSameCity', (rule) =>
      rule === 'SAME_CITY'
        ? say('该省要求与证件住所在同一城市。', 'This bureau wants both addresses in one city.')
        : undefined,
    ),
  ],
  'entity.province': [
    from('entity.nonLocalIndividual', (rule) => {
      if (rule === 'NO')
        return say(
          '该省只受理本省户籍的个人。',
          'This bureau takes individuals with an identity card of the province only.',
        );
      return rule === 'PROOF'
        ? say(
            '非本省户籍的个人须提供居住证明。',
            'Individuals with an identity card of another province need a proof of residence.',
          )
        : undefined;
    }),
  ],
  'entity.headId': [
    from('entity.headMustBeLegalRep', (rule) => {
      if (rule === 'MUST')
        return say(
          '该省要求主体负责人为法定代表人。',
          'This bureau wants the legal representative as head of the entity.',
        );
      if (rule === 'MANAGER')
        return say(
          '主体负责人须为法定代表人，或提供授权书和任职证明的股东、高级管理人员。',
          'The head is the legal representative, or a shareholder or manager with a letter of authority and proof of the post.',
        );
      return rule === 'LETTER'
        ? say('不是法定代表人的，须上传授权书。', 'Anybody but the legal representative needs a letter of authority.')
        : undefined;
    }),
  ],
  'people.documentNumber': [
    from('person.minAge', (age) => say(`负责人须年满${age}周岁。`, `The person must be ${age} or older.`)),
    from('person.maxAge', (limit) =>
      limit === 'NONE'
        ? undefined
        : say(
            `网站负责人年龄上限：男${limit.men}岁，女${limit.women}岁。`,
            `Site heads are at most ${limit.men} (men) or ${limit.women} (women) years old here.`,
          ),
    ),
  ],
  'people.documentValidUntil': [
    from('person.idMinRemainingDays', (days) =>
      Number(days) === 0
        ? undefined
        : say(`证件剩余有效期不少于${days}天。`, `It must be valid for at least ${days} more days.`),
    ),
  ],
  'people.mobile': [
    from('person.mobileRegion', (region) => MOBILE_REGION[region]),
    from('person.unsupportedPrefixes', (prefixes) =>
      prefixes.length === 0
        ? undefined
        : say(
            `${prefixes.join('、')}开头的号码可能收不到工信部短信。`,
            `MIIT's SMS may not reach numbers that begin with ${prefixes.join(', ')}.`,
          ),
    ),
  ],
  'people.emergencyMobile': [
    from('person.emergencyContact', (rule) =>
      rule === 'THIRD_PERSON'
        ? say(
            '该省要求填写负责人以外的人的号码。',
            'This bureau wants the number of somebody else than the people in charge.',
          )
        : undefined,
    ),
    from('person.contactRules', ({ differentNumbers }) =>
      say(
        `全部联系电话和应急电话至少有${differentNumbers}个不同号码。`,
        `The contact and emergency numbers must make ${differentNumbers} different numbers.`,
      ),
    ),
  ],
  'websites.name': [
    from('keywords.siteName', () =>
      say(
        '含有国家级、敏感或未获批准的词语会被退回。',
        'Words of national bodies or of sectors without approval are sent back.',
      ),
    ),
  ],
  'websites.domain': [
    from('domain.maxPerSite', (most) =>
      most === 1
        ? say(
            '每个网站填写一个域名；另一个域名是另一个网站。',
            'One domain for each website; a further domain is a further website.',
          )
        : say(
            `每个网站最多${most}个域名，此处填写主要域名。`,
            `A website may have up to ${most} domains; write the main one here.`,
          ),
    ),
    from('domain.minRemainingDays', (days) =>
      Number(days) === 0
        ? undefined
        : say(`域名剩余有效期不少于${days}天。`, `The domain must be registered for ${days} more days.`),
    ),
    from('domain.labelRefused', (words) =>
      words.length === 0
        ? undefined
        : say(
            `域名中含${words.join('、')}的，只限国家级单位。`,
            `Only national units may use ${words.join(', ')} in a domain here.`,
          ),
    ),
  ],
  'websites.contentCategories': [
    from('site.contentRefused', (refused) =>
      refused.length === 0
        ? undefined
        : say(
            `该省不接受：${refused.map((each) => choiceName(each).zh).join('、')}。`,
            `This bureau does not accept: ${refused.map((each) => choiceName(each).en).join(', ')}.`,
          ),
    ),
  ],
  'websites.remark': [
    from('site.minRemarkLength', (least) => {
      if (least === 0) return undefined;
      return least === 1
        ? say('该省要求必填。', 'This bureau wants it filled in.')
        : say(`该省要求不少于${least}个字。`, `This bureau wants at least ${least} characters.`);
    }),
  ],
};

/** The sentences for a field: `entity.province`, `people.P1.mobile`, `websites.W2.remark`. */
export function fieldRules(path: string, asked: Asked): Bilingual[] {
  const general = path.replace(/^(people|websites)\.[^.]+\./, '$1.');
  return (RULES[general] ?? []).flatMap((tell) => tell(asked) ?? []);
}
