/** The scans of a type: into which slot, of whom, what, and where policy asks for them. */
import { SLOT_ADVICE, SLOT_OWNER, type SlotName, type SlotOwner } from '../../domain/materials/slots.ts';
import type { Province } from '../../domain/order/form.ts';
import { policyScope } from '../../domain/order/order-scope.ts';
import { ENTITY_KINDS, type EntityKind, type OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { PolicyScope, PolicyValue } from '../../domain/policy/policy.ts';
import { byProvince, grouped, valueOf } from './rules-shown.ts';

const OWNERS: Readonly<Record<SlotOwner, string>> = {
  ORDER: 'the order',
  ENTITY_HEAD: 'the entity head',
  SITE_HEADS: 'each site head',
  HEADS: 'each head',
  WEBSITES: 'each website',
};
const ASKED: Readonly<Record<PolicyValue<'material.required'>, string>> = {
  MANDATORY: 'yes',
  ON_REQUEST: 'when a reviewer asks',
  NOT_USED: 'no',
};

export function materials(type: OrderType): string {
  const { slots, slotsIfChanged } = rowOf(type);
  if (slots.length === 0) return 'None.';
  const rows = slots.map((name) => [name, byKind((kind) => askedFor(type, name, kind))] as const);
  const used = rows.filter(([, asked]) => asked !== ASKED.NOT_USED);
  const table = used.map(([name, asked]) => {
    const parts = slotsIfChanged[name];
    const ifChanged = parts === undefined ? '' : ` Only if a change touches ${parts.map(partName).join(' or ')}.`;
    return `| \`${name}\` | ${OWNERS[SLOT_OWNER[name]]} | ${SLOT_ADVICE[name]}${ifChanged} | ${asked} |`;
  });
  return [
    'A slot is there only for people, websites and cases that it concerns, such as a site head who is somebody else than the entity head.',
    ['| slot | of | what to upload | asked for |', '| --- | --- | --- | --- |', ...table].join('\n'),
  ].join('\n\n');
}

/** `people.` → `people`. */
const partName = (path: string): string => `\`${path.replace(/\.$/, '')}\``;

/** What holds for all kinds of entity, or kind by kind. */
export function byKind(saidOf: (kind: EntityKind) => string): string {
  const groups = grouped(ENTITY_KINDS, saidOf).toSorted(([, one], [, other]) => other.length - one.length);
  const [general = ['', []], ...others] = groups;
  if (others.length === 0) return general[0];
  return [general[0], ...others.map(([said, kinds]) => `${kinds.join(', ')}: ${said}`)].join('. ');
}

const askedFor = (type: OrderType, slot: SlotName, entityKind: EntityKind): string =>
  byProvince((province) => {
    const scope = policyScope({ type, province, entityKind });
    const asked = ASKED[valueOf('material.required', { ...scope, slot })];
    return slot === 'construction-plan' ? planFrom(scope) : asked;
  });

/** The plan is asked for at a number of websites. */
function planFrom(scope: PolicyScope & { province?: Province | undefined }): string {
  const from = valueOf('material.constructionPlanFrom', scope);
  return from === 'NEVER' ? ASKED.NOT_USED : `from ${from} websites on`;
}
