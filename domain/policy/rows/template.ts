/**
 * Text of the website authenticity checklist form (R-MAT-5): it depends on province, entity kind and order type.
 * `domain/materials/template.ts` replaces `{…}` by values of the order.
 */
import { ENTITY_KINDS, type OrderType } from '../../order-types/order-type.ts';
import type { Province } from '../../order/form.ts';
import type { PolicyRow, PolicyScope } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const ORGANISATIONS = ENTITY_KINDS.filter((kind) => kind !== 'INDIVIDUAL');
const INSTRUCTION = 'Print this form and fill it in by hand with a black pen. Upload a scan or a photo of every page.';

/** Purpose of the form by order type. */
const PURPOSES: Partial<Record<OrderType, string>> = {
  FIRST: 'First-time filing (首次备案)',
  NEW_SITE_HERE: 'New website, original filing at this provider (新增网站)',
  NEW_SITE_ELSEWHERE: 'New website, original filing at another provider (新增网站)',
  TRANSFER_NEW: 'Transfer in (接入备案)',
  TRANSFER_MORE: 'Transfer in of a further website (接入备案)',
  CHANGE_ENTITY: 'Change of entity information (变更主体)',
  CHANGE_SITE: 'Change of website information (变更网站)',
};

function form(purpose: string, signing: string, extra: readonly string[] = []): string {
  return [
    '# Website authenticity checklist form (网站备案信息真实性核验单)',
    '',
    INSTRUCTION,
    '',
    `Purpose: ${purpose}`,
    'Entity (主办单位): {entity}',
    'Websites and domains (网站域名): {domains}',
    'Person in charge (负责人): {head}',
    '',
    '1. The certificates shown are originals and agree with the information filed.',
    '2. The person in charge was present in person and was checked against the identity document.',
    '3. The phone numbers and mailbox given are in use and belong to the person in charge.',
    '4. Changes will be filed without delay; false information leads to deregistration.',
    ...extra,
    '',
    signing,
    'Date (日期): ____________',
  ].join('\n');
}

const SIGNATURE = 'Signature of the person (签字): ____________';
const SEAL = `${SIGNATURE}    Seal of the organisation (公章): ____________`;
const FINGERPRINT = `${SIGNATURE}    Fingerprint (手印): ____________`;
const GD_SENTENCE = '5. Copy by hand (抄写): 本人承诺所填备案信息真实有效，如有虚假，愿承担一切法律责任。';

function template(
  version: string,
  purpose: string,
  signing: string,
  source: string,
  scope: PolicyScope,
  extra?: string,
) {
  const body = form(purpose, signing, extra === undefined ? [] : [extra]);
  return policy('material.template', { version, title: '网站备案信息真实性核验单', body }, source, { scope });
}

/** Variants of one province for individuals, for each type. */
function individualsIn(province: Province, version: string, signing: string, extra?: string): PolicyRow[] {
  return Object.entries(PURPOSES).map(([type, purpose]) =>
    template(
      `${version}-${type}`,
      purpose,
      signing,
      SOURCES.ALIBABA_DOCS,
      { province, entityKind: 'INDIVIDUAL', orderType: type as OrderType },
      extra,
    ),
  );
}

export const TEMPLATE_POLICIES: readonly PolicyRow[] = [
  template('national-1', 'ICP filing (网站备案)', SIGNATURE, SOURCES.ALIBABA_FIRST, {}),
  ...Object.entries(PURPOSES).flatMap(([type, purpose]) => [
    template(`national-individual-1-${type}`, purpose, SIGNATURE, SOURCES.ALIBABA_FIRST, {
      entityKind: 'INDIVIDUAL',
      orderType: type as OrderType,
    }),
    ...ORGANISATIONS.map((entityKind) =>
      template(`national-organisation-1-${type}`, purpose, SEAL, SOURCES.ALIBABA_FIRST, {
        entityKind,
        orderType: type as OrderType,
      }),
    ),
  ]),
  ...individualsIn('JX', 'jx-individual-1', FINGERPRINT),
  ...individualsIn('XJ', 'xj-individual-1', FINGERPRINT),
  ...individualsIn('GD', 'gd-individual-1', SIGNATURE, GD_SENTENCE),
];
