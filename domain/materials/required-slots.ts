/**
 * The documents an order needs (domain-spec §4): which slots, for whom, when and why. A slot is written
 * `<name>[:P1|:W1]`: `entity-certificate`, `site-head-id:P2`, `pre-approval-permit-news:W1`.
 */
import { orderScope } from '../order/order-scope.ts';
import type { Candidate, MaterialsQuestion, SlotDue } from './question.ts';
import type { PersonId, WebsiteId } from '../identifiers.ts';
import { constructionPlanNeeded } from './construction-plan.ts';
import { peopleSlots } from './people-slots.ts';
import { SLOT_ADVICE } from './slots.ts';
import { checklistTemplate, type FilledTemplate } from './template.ts';
import { websiteSlots } from './website-slots.ts';
import { rowOf } from '../order-types/table.ts';
import type { PolicyScope } from '../policy/policy.ts';
import { present } from '../present.ts';

export interface RequiredSlot {
  slot: string;
  /** False for slots that are offered and needed only when a reviewer asks. */
  mandatory: boolean;
  due: SlotDue;
  personId?: PersonId;
  websiteId?: WebsiteId;
  advice: string;
  template?: FilledTemplate;
}

/** Every slot of an order on a day, in the order of the form. */
export function requiredSlots(question: MaterialsQuestion): RequiredSlot[] {
  const { slots, slotsIfChanged } = rowOf(question.type);
  const isWanted = ({ name }: Candidate): boolean =>
    slots.includes(name) && concerns(question.changed, slotsIfChanged[name]);
  const candidates: Candidate[] = [
    { name: 'entity-certificate' },
    ...peopleSlots(question),
    { name: 'checklist-form' },
    { name: 'change-letter' },
    { name: 'commitment-letter' },
    { name: 'establishment-form' },
    { name: 'party-building-proof' },
    ...(constructionPlanNeeded(question) ? [{ name: 'construction-plan' } as const] : []),
    ...websiteSlots(question),
  ];
  const scope = orderScope(question.form, question.type);
  return candidates.filter(isWanted).flatMap((candidate) => decided(question, scope, candidate));
}

/** Whether a change touches one of the parts. A slot that is not limited to parts concerns every change. */
const concerns = (changed: readonly string[] | undefined, parts: readonly string[] | undefined): boolean =>
  changed === undefined || parts === undefined || changed.some((path) => parts.some((part) => path.startsWith(part)));

function decided(question: MaterialsQuestion, scope: PolicyScope, candidate: Candidate): RequiredSlot[] {
  const { form, type, policies, on } = question;
  const { name, personId, websiteId, due = 'SUBMISSION', advice = SLOT_ADVICE[name] } = candidate;
  const rule =
    candidate.mandatory === true ? 'MANDATORY' : policies.resolve('material.required', { slot: name, ...scope }, on);
  if (rule === 'NOT_USED') return [];
  return [
    {
      slot: slotOf(candidate),
      mandatory: rule === 'MANDATORY',
      due,
      ...present({ personId, websiteId }),
      advice,
      ...(name === 'checklist-form' ? { template: checklistTemplate(form, type, policies, on) } : {}),
    },
  ];
}

function slotOf({ name, detail, personId, websiteId }: Candidate): string {
  const owner = personId ?? websiteId;
  return [name, ...(detail === undefined ? [] : ['-', detail]), ...(owner === undefined ? [] : [':', owner])].join('');
}
